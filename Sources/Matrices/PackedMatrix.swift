// A right factor that many products share, packed once: the panels that ProductKernel.swift would pack anew for
// each of them, in the order in which it reads them, and at addresses that fill whole cache lines.
//
// This file uses unsafe pointers, for the reason given in ProductKernel.swift.
//
// Shapes:  W: rows × columns, in blocks of 256 rows, a block in panels of one or two strips of columns

/// The right factor of products X · W, laid out for them.
public struct PackedMatrix: Sendable {
  public let rows: Int
  public let columns: Int
  private var panels: Panels

  private init(rows: Int, columns: Int) {
    (self.rows, self.columns) = (rows, columns)
    panels = Panels(count: rows * ((columns + Tile.width - 1) / Tile.width * Tile.width))
  }

  /// W itself.
  public init(_ W: Matrix) {
    self.init(rows: W.rows, columns: W.columns)
    assign(W)
  }

  /// The transpose of W, for products D · Wᵀ.
  public init(transposed W: Matrix) {
    self.init(rows: W.columns, columns: W.rows)
    assign(transposed: W)
  }

  /// Self ← W
  public mutating func assign(_ W: Matrix) {
    require(rows == W.rows && columns == W.columns, "\(rows) × \(columns) for \(W.shape)")
    fill(W, stride: (columns, 1))
  }

  /// Self ← Wᵀ
  public mutating func assign(transposed W: Matrix) {
    require(
      rows == W.columns && columns == W.rows, "\(rows) × \(columns) for the transpose of \(W.shape)")
    fill(W, stride: (1, W.columns))
  }

  private mutating func fill(_ W: Matrix, stride strides: (row: Int, column: Int)) {
    if rows == 0 || columns == 0 { return }
    if !isKnownUniquelyReferenced(&panels) { panels = Panels(count: panels.count) }
    W.values.withUnsafeBufferPointer { w in
      let W = Operand(start: w.baseAddress!, rowStride: strides.row, columnStride: strides.column)
      for k in stride(from: 0, to: rows, by: Tile.depth) {
        let depth = min(Tile.depth, rows - k)
        for j in stride(from: 0, to: columns, by: Tile.width) {
          pack(
            W.from(k, j), depth: depth, width: min(Tile.width, columns - j), into: panel(k, j, depth: depth))
        }
      }
    }
  }

  /// Where the panel of the columns from j on begins, in the block of the rows from k on.
  private func panel(_ k: Int, _ j: Int, depth: Int) -> UnsafeMutablePointer<Float> {
    panels.start + (k * width + j * depth)
  }

  /// The columns, and those that fill the last panel.
  private var width: Int { (columns + Tile.width - 1) / Tile.width * Tile.width }

  /// C ← A · W, or C + A · W when `adding`; `rows` are those of A and C.
  func multiply(_ A: Operand, into c: UnsafeMutablePointer<Float>, rows: Int, adding: Bool) {
    for k in stride(from: 0, to: self.rows, by: Tile.depth) {
      let depth = min(Tile.depth, self.rows - k)
      let group = max(Tile.packed / depth / Tile.width, 1) * Tile.width
      for j in stride(from: 0, to: columns, by: group) {
        multiplyPanels(
          A.from(0, k), panel(k, j, depth: depth), into: c + j, cRow: columns, rows: rows,
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

  deinit { UnsafeMutableRawPointer(start).deallocate() }
}
