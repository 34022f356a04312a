// A right factor laid out once for many products: the panels that ProductKernel.swift would pack anew for
// each of them, in the order in which it reads them, at addresses that fill whole cache lines.
//
// This file uses unsafe pointers, for the reason given in ProductKernel.swift.
//
// Shapes:  W: rows × columns, in blocks of at most 256 rows, a block in panels of one or two strips

/// The memory of a packed matrix: written by its only owner, read by all.
@usableFromInline
final class Panels: @unchecked Sendable {
  private let rows: Int
  private let columns: Int
  private let start: UnsafeMutablePointer<Float>

  init(rows: Int, columns: Int) {
    (self.rows, self.columns) = (rows, columns)
    let count = rows * ((columns + Tile.width - 1) / Tile.width * Tile.width)
    start = UnsafeMutableRawPointer.allocate(byteCount: max(4 * count, 64), alignment: 64)
      .bindMemory(to: Float.self, capacity: count)
  }

  deinit { UnsafeMutableRawPointer(start).deallocate() }

  /// Self ← W
  func fill(_ W: Operand) {
    for k in stride(from: 0, to: rows, by: Tile.depth(of: rows)) {
      let depth = min(Tile.depth(of: rows), rows - k)
      for j in stride(from: 0, to: columns, by: Tile.width) {
        pack(W.from(k, j), depth: depth, width: min(Tile.width, columns - j), into: panel(k, j, depth: depth))
      }
    }
  }

  /// Where the panel of the columns from j on begins, in the block of the rows from k on.
  private func panel(_ k: Int, _ j: Int, depth: Int) -> UnsafeMutablePointer<Float> {
    let width = (columns + Tile.width - 1) / Tile.width * Tile.width
    return start + (k * width + j * depth)
  }

  /// C ← A · W, or C + A · W when `adding`; `rows` are those of A and C.
  func multiply(_ A: Operand, into c: UnsafeMutablePointer<Float>, rows: Int, adding: Bool) {
    for k in stride(from: 0, to: self.rows, by: Tile.depth(of: self.rows)) {
      let depth = min(Tile.depth(of: self.rows), self.rows - k)
      let group = max(Tile.packed / depth / Tile.width, 1) * Tile.width
      for j in stride(from: 0, to: columns, by: group) {
        multiplyPanels(
          A.from(0, k), panel(k, j, depth: depth), into: c + j, cRow: columns, rows: rows,
          depth: depth, width: min(group, columns - j), adding: adding || k > 0)
      }
    }
  }
}
