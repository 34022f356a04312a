// A right factor that many products share, packed once: the panels that ProductKernel.swift would pack anew for
// each of them, in the order in which it reads them, and at addresses that fill whole cache lines.
//
// This file uses unsafe pointers, for the reason given in ProductKernel.swift.
//
// Shapes:  W: rows × columns, in blocks of 256 rows, a block in panels of one or two strips of columns

/// The right factor of products X · W, laid out for them.
public struct PackedMatrix: Sendable {
  public private(set) var rows: Int
  public let columns: Int
  private var panels: Panels

  /// Room for so many rows, which are to be assigned.
  public init(rows: Int, columns: Int) {
    precondition(rows >= 0 && columns >= 0, "\(rows) × \(columns)")
    (self.rows, self.columns) = (rows, columns)
    panels = Panels(count: rows * PackedMatrix.width(columns))
  }

  /// W itself.
  public init(_ W: Matrix) {
    self.init(rows: W.rows, columns: W.columns)
    assign(rows: 0..<rows, W, from: 0)
  }

  /// The transpose of W, for products D · Wᵀ.
  public init(transposed W: Matrix) {
    self.init(rows: W.columns, columns: W.rows)
    assign(transposed: W)
  }

  /// The rows `rows` ← as many rows of W, those from `first` on.
  public mutating func assign(rows: Range<Int>, _ W: Matrix, from first: Int) {
    precondition(W.columns == columns, "rows of \(W.shape) for \(self.rows) × \(columns)")
    precondition(rows.lowerBound >= 0 && rows.upperBound <= self.rows, "rows \(rows) of \(self.rows)")
    precondition(first >= 0 && first + rows.count <= W.rows, "\(rows.count) rows from \(first) of \(W.shape)")
    pack(W, from: first * columns, stride: (columns, 1), into: rows)
  }

  /// Self ← Wᵀ
  public mutating func assign(transposed W: Matrix) {
    precondition(
      rows == W.columns && columns == W.rows, "\(rows) × \(columns) for the transpose of \(W.shape)")
    pack(W, from: 0, stride: (1, W.columns), into: 0..<rows)
  }

  /// Makes room for another number of rows; all are to be assigned anew.
  public mutating func resize(rows: Int) {
    if rows != self.rows { self = PackedMatrix(rows: rows, columns: columns) }
  }

  private mutating func pack(
    _ W: Matrix, from first: Int, stride strides: (row: Int, column: Int), into range: Range<Int>
  ) {
    if range.isEmpty || columns == 0 { return }
    if !isKnownUniquelyReferenced(&panels) { panels = Panels(copy: panels) }
    W.values.withUnsafeBufferPointer { w in
      let W = Operand(start: w.baseAddress! + first, rowStride: strides.row, columnStride: strides.column)
      // A few rows at a time, in all panels: so W is read in the order of memory
      let padded = PackedMatrix.width(columns)
      var k = range.lowerBound
      while k < range.upperBound {
        let block = k / Tile.depth * Tile.depth
        let depth = min(Tile.depth, rows - block)
        let count = min(16, min(range.upperBound, block + depth) - k)
        let panel = panels.start + (block * padded + (k - block) * Tile.width)
        let W = W.from(k - range.lowerBound, 0)
        let whole = strides.column == 1 ? columns / Tile.width * Tile.width : 0
        for row in 0..<count {
          let (from, to) = (W.at(row, 0), panel + row &* Tile.width)
          for j in stride(from: 0, to: whole, by: Tile.width) {
            store(load(from + j), to + j &* depth)
            if Tile.width == 32 { store(load(from + (j + 16)), to + (j &* depth + 16)) }
          }
        }
        for j in stride(from: whole, to: columns, by: Tile.width) {
          let width = min(Tile.width, columns - j)
          Matrices.pack(
            W.from(0, j), depth: count, width: width,
            into: panels.start + (block * padded + j * depth + (k - block) * (width > 16 ? 32 : 16)))
        }
        k += count
      }
    }
  }

  /// The columns, and those that fill the last panel.
  private static func width(_ columns: Int) -> Int { (columns + Tile.width - 1) / Tile.width * Tile.width }

  /// C ← A · W, or C + A · W when `adding`; `rows` are those of A and C.
  func multiply(_ A: Operand, into c: UnsafeMutablePointer<Float>, rows: Int, adding: Bool) {
    for k in stride(from: 0, to: self.rows, by: Tile.depth) {
      let depth = min(Tile.depth, self.rows - k)
      let group = max(Tile.packed / depth / Tile.width, 1) * Tile.width
      for j in stride(from: 0, to: columns, by: group) {
        multiplyPanels(
          A.from(0, k), panels.start + (k * PackedMatrix.width(columns) + j * depth), into: c + j,
          cRow: columns, rows: rows,
          depth: depth, width: min(group, columns - j), adding: adding || k > 0)
      }
    }
  }
}

/// The memory of a packed matrix: written by the only owner, read by all.
private final class Panels: @unchecked Sendable {
  let start: UnsafeMutablePointer<Float>
  let count: Int

  init(count: Int) {
    start = UnsafeMutableRawPointer.allocate(byteCount: max(count, 16) * 4, alignment: 64)
      .assumingMemoryBound(to: Float.self)
    self.count = count
  }

  convenience init(copy other: Panels) {
    self.init(count: other.count)
    start.update(from: other.start, count: count)
  }

  deinit { UnsafeMutableRawPointer(start).deallocate() }
}
