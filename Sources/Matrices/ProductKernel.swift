// The product C = A · B, sixteen columns of C at a time.
//
// This file uses unsafe pointers: with checked subscripts the same loops reach about a third of the speed.
//
// The plain loop holds one entry of C in a register while k runs; it waits for each multiply-add to finish
// before the next can start. Here a *tile* of C stays in registers: some rows by one or two *strips* of
// sixteen columns. A step of k then brings one strip of B and one number of each row of A, and all
// multiply-adds of the step are independent. Around the tile:
//
//     for each block of at most 256 steps of k
//       for each group of panels of B (a panel: one or two strips of columns)
//         pack the group: copy it so that a step of k is contiguous, and the copy fits the first cache
//         for each tile's worth of rows
//           for each panel of the group
//             one tile
//
// Shapes:  A: rows × depth   B: depth × columns   C: rows × columns

/// A matrix as the kernel sees it. The transpose is the same memory with the two strides exchanged.
struct Operand {
  let start: UnsafePointer<Float>
  let rowStride: Int
  let columnStride: Int

  @inline(__always)
  func at(_ row: Int, _ column: Int) -> UnsafePointer<Float> {
    start + (row &* rowStride &+ column &* columnStride)
  }

  @inline(__always)
  func from(_ row: Int, _ column: Int) -> Operand {
    Operand(start: at(row, column), rowStride: rowStride, columnStride: columnStride)
  }

  var transposed: Operand { Operand(start: start, rowStride: columnStride, columnStride: rowStride) }
}

/// The tile's size decides how fast the product is, never a bit of it: 8 × 2 strips fill 16 of the 32
/// registers of AVX-512; other machines have room for 6 × 1.
enum Tile {
  #if AVX512 && arch(x86_64)
    static let rows = 8
    static let width = 32
  #else
    static let rows = 6
    static let width = 16
  #endif
  /// Steps of k in a block: 256 at most, a multiple of sixteen, and all blocks about alike, since a short one
  /// would move C more than it computes.
  static func depth(of all: Int) -> Int { max(all / (all / 257 + 1) + 15, 16) / 16 * 16 }
  /// So few columns left over that the lanes had better be rows.
  static let narrow = 10
  /// Numbers of B that are packed at once: 32 KB, the first cache.
  static let packed = 8192
}

/// C ← A · B, or C + A · B when `adding`.
func multiplyKernel(
  _ A: Operand, _ B: Operand, into c: UnsafeMutablePointer<Float>, rows: Int, depth: Int, columns: Int,
  adding: Bool
) {
  let deepest = Tile.depth(of: depth)
  let panels = (max(columns, Tile.width) + Tile.width - 1) / Tile.width
  // Where the second cache does not keep A, its rows serve four times as many panels before they go
  let size = rows * deepest > 1 << 17 ? 4 * Tile.packed : Tile.packed
  let group = min(max(size / deepest / Tile.width, 1), panels) * Tile.width
  // A few columns that no panel takes: sixteen lanes of columns would be mostly idle there
  let narrow = columns % Tile.width
  let wide = narrow <= Tile.narrow && rows >= Tile.width && depth >= 16 ? columns - narrow : columns
  let room = deepest * group + Tile.narrow * Tile.width
  withUnsafeTemporaryAllocation(byteCount: 4 * room, alignment: 64) { memory in
    let packed = memory.baseAddress!.assumingMemoryBound(to: Float.self)
    for k in stride(from: 0, to: depth, by: deepest) {
      let deep = min(deepest, depth - k)
      let left = A.from(0, k)
      let adding = adding || k > 0
      for j in stride(from: 0, to: wide, by: group) {
        multiplyGroup(
          left, B.from(k, j), packed, into: c + j, cRow: columns, rows: rows, depth: deep,
          width: min(group, wide - j), adding: adding)
      }
      if wide < columns {
        multiplyNarrow(
          left, B.from(k, wide), packed, into: c + wide, cRow: columns, rows: rows, depth: deep,
          columns: columns - wide, adding: adding)
      }
    }
  }
}

/// One block of depth and one group of columns.
private func multiplyGroup(
  _ A: Operand, _ B: Operand, _ packed: UnsafeMutablePointer<Float>, into c: UnsafeMutablePointer<Float>,
  cRow: Int, rows: Int, depth: Int, width: Int, adding: Bool
) {
  // Pack the panels; for few rows a whole panel is read where it lies, unless its steps lie far apart
  let direct = B.columnStride == 1 && rows < 128 && rows * B.rowStride <= 1 << 15
  for j in stride(from: 0, to: width, by: Tile.width) {
    let panelWidth = min(Tile.width, width - j)
    if !direct || panelWidth < Tile.width {
      pack(B.from(0, j), depth: depth, width: panelWidth, into: packed + j * depth)
    }
  }
  multiplyPanels(
    A, packed, direct: direct ? B : nil, into: c, cRow: cRow, rows: rows, depth: depth, width: width,
    adding: adding)
}

/// The tiles of one block of depth and one group of panels, packed, or whole ones read where they lie in B.
func multiplyPanels(
  _ A: Operand, _ packed: UnsafePointer<Float>, direct B: Operand? = nil,
  into c: UnsafeMutablePointer<Float>, cRow: Int, rows: Int, depth: Int, width: Int, adding: Bool
) {
  var i = 0
  while i < rows {
    let height = tileHeight(rows - i)
    for j in stride(from: 0, to: width, by: Tile.width) {
      let panelWidth = min(Tile.width, width - j)
      let panel = packed + j * depth
      let tile = c + (i * cRow + j)
      if panelWidth < Tile.width {
        multiplyEdge(
          height, A.from(i, 0), panel, into: tile, cRow: cRow, depth: depth, width: panelWidth,
          adding: adding)
      } else {
        multiplyTile(
          height, strips: Tile.width / 16, A.from(i, 0), B?.at(0, j) ?? panel,
          into: tile, cRow: cRow, panelRow: B?.rowStride ?? Tile.width, depth: depth, adding: adding)
      }
    }
    i += height
  }
}

/// `Tile.narrow` columns of C or fewer: the lanes are rows. Cᵀ = Bᵀ · Aᵀ, a panel is `Tile.width` rows of A.
private func multiplyNarrow(
  _ A: Operand, _ B: Operand, _ packed: UnsafeMutablePointer<Float>, into c: UnsafeMutablePointer<Float>,
  cRow: Int, rows: Int, depth: Int, columns: Int, adding: Bool
) {
  let tile = packed + depth * Tile.width  // columns × Tile.width
  for i in stride(from: 0, to: rows, by: Tile.width) {
    let height = min(Tile.width, rows - i)
    let direct = A.rowStride == 1 && height == Tile.width
    if !direct { pack(A.from(i, 0).transposed, depth: depth, width: height, into: packed) }
    if adding {
      for row in 0..<height {
        for j in 0..<columns { tile[j &* Tile.width &+ row] = c[(i &+ row) &* cRow &+ j] }
      }
    }
    var j = 0
    while j < columns {
      let count = tileHeight(columns - j)
      multiplyTile(
        count, strips: strips(height), B.from(0, j).transposed, direct ? A.at(i, 0) : UnsafePointer(packed),
        into: tile + j * Tile.width, cRow: Tile.width,
        panelRow: direct ? A.columnStride : strips(height) * 16, depth: depth, adding: adding)
      j += count
    }
    for row in 0..<height {
      for j in 0..<columns { c[(i &+ row) &* cRow &+ j] = tile[j &* Tile.width &+ row] }
    }
  }
}

private func strips(_ width: Int) -> Int { width > 16 ? 2 : 1 }

private func tileHeight(_ rows: Int) -> Int { rows >= Tile.rows ? Tile.rows : min(rows, 4) }

/// A tile that hangs over the right edge of C is computed beside it, and what belongs to C copied.
private func multiplyEdge(
  _ height: Int, _ A: Operand, _ panel: UnsafePointer<Float>, into c: UnsafeMutablePointer<Float>,
  cRow: Int, depth: Int, width: Int, adding: Bool
) {
  withUnsafeTemporaryAllocation(of: Float.self, capacity: Tile.rows * Tile.width) { memory in
    let tile = memory.baseAddress!
    let tileRow = strips(width) * 16
    if adding { copy(c, rowStride: cRow, to: tile, rowStride: tileRow, rows: height, columns: width) }
    multiplyTile(
      height, strips: strips(width), A, panel, into: tile, cRow: tileRow, panelRow: tileRow,
      depth: depth, adding: adding)
    copy(tile, rowStride: tileRow, to: c, rowStride: cRow, rows: height, columns: width)
  }
}

/// One tile; every branch is its own unrolled loop, with the sums in registers.
@inline(__always)
private func multiplyTile(
  _ height: Int, strips: Int, _ A: Operand, _ panel: UnsafePointer<Float>,
  into c: UnsafeMutablePointer<Float>, cRow: Int, panelRow: Int, depth: Int, adding: Bool
) {
  @inline(__always)
  func tile(rows: Int, strips: Int) {
    tileLoop(
      rows: rows, strips: strips, A, panel, into: c, cRow: cRow, panelRow: panelRow, depth: depth,
      adding: adding)
  }
  switch (height, strips) {
  case (Tile.rows, 1): tile(rows: Tile.rows, strips: 1)
  case (4, 1): tile(rows: 4, strips: 1)
  case (3, 1): tile(rows: 3, strips: 1)
  case (2, 1): tile(rows: 2, strips: 1)
  case (1, 1): tile(rows: 1, strips: 1)
  #if AVX512 && arch(x86_64)
    case (Tile.rows, 2): tile(rows: Tile.rows, strips: 2)
    case (4, 2): tile(rows: 4, strips: 2)
    case (3, 2): tile(rows: 3, strips: 2)
    case (2, 2): tile(rows: 2, strips: 2)
    case (1, 2): tile(rows: 1, strips: 2)
  #endif
  default: fatalError("no tile of \(height) rows by \(strips) strips")
  }
}

/// `rows` and `strips` are constants at every call, so the compiler unrolls what runs over them.
@inline(__always)
private func tileLoop(
  rows: Int, strips: Int, _ A: Operand, _ panel: UnsafePointer<Float>, into c: UnsafeMutablePointer<Float>,
  cRow: Int, panelRow: Int, depth: Int, adding: Bool
) {
  withUnsafeTemporaryAllocation(of: SIMD16<Float>.self, capacity: rows * strips) { sums in
    for row in 0..<rows {
      for strip in 0..<strips {
        sums[row * strips + strip] = adding ? load(c + (row &* cRow &+ strip &* 16)) : .zero
      }
    }
    var a = A.start
    var b = panel
    for _ in 0..<depth {
      for row in 0..<rows {
        let x = SIMD16(repeating: a[row &* A.rowStride])
        for strip in 0..<strips { sums[row &* strips &+ strip].addProduct(x, load(b + strip &* 16)) }
      }
      a += A.columnStride
      b += panelRow
    }
    for row in 0..<rows {
      for strip in 0..<strips { store(sums[row * strips + strip], c + (row &* cRow &+ strip &* 16)) }
    }
  }
}
