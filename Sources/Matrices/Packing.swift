// Moving strips of sixteen numbers: whole or in part, copied or transposed into panels.
//
// Unsafe pointers, for the reason given in ProductKernel.swift.

/// Copies B, `depth × width`, so that its rows follow each other at 16 or 32 numbers, the rest zeros.
func pack(_ B: Operand, depth: Int, width: Int, into packed: UnsafeMutablePointer<Float>) {
  let panelRow = width > 16 ? 32 : 16
  if width < panelRow {
    for k in 0..<depth { store(.zero, packed + ((k + 1) &* panelRow - 16)) }
  }
  if B.columnStride == 1 {
    copy(B.start, rowStride: B.rowStride, to: packed, rowStride: panelRow, rows: depth, columns: width)
  } else {
    for j in stride(from: 0, to: width, by: 16) {
      packTransposed(
        B.from(0, j), depth: depth, width: min(16, width - j), into: packed + j, panelRow: panelRow)
    }
  }
}

/// Columns of B are contiguous: squares of 16 × 16 are turned, smaller ones at the edge number by number.
private func packTransposed(
  _ B: Operand, depth: Int, width: Int, into packed: UnsafeMutablePointer<Float>, panelRow: Int
) {
  for k in stride(from: 0, to: depth, by: 16) {
    let count = min(16, depth - k)
    let turned = packed + k &* panelRow
    if width == 16 && count == 16 {
      withSixteenStrips { square in
        for j in 0..<16 { square[j] = load(B.at(k, j)) }
        transpose(square)
        for row in 0..<16 { store(square[row], turned + row &* panelRow) }
      }
    } else {
      for j in 0..<width {
        for row in 0..<count { turned[row &* panelRow &+ j] = B.at(k &+ row, j).pointee }
      }
    }
  }
}

/// Turns a square of 16 × 16. Dealing rows i and i + 8 together, entry by entry, moves each bit of an
/// entry's place up by one; after four rounds row and column have changed places.
@inline(__always)
private func transpose(_ square: UnsafeMutablePointer<SIMD16<Float>>) {
  withSixteenStrips { other in
    deal(square, into: other)
    deal(other, into: square)
    deal(square, into: other)
    deal(other, into: square)
  }
}

@inline(__always)
private func deal(_ from: UnsafeMutablePointer<SIMD16<Float>>, into to: UnsafeMutablePointer<SIMD16<Float>>) {
  for i in 0..<8 {
    to[2 * i].evenHalf = from[i].lowHalf
    to[2 * i].oddHalf = from[i + 8].lowHalf
    to[2 * i + 1].evenHalf = from[i].highHalf
    to[2 * i + 1].oddHalf = from[i + 8].highHalf
  }
}

/// A kilobyte, the most that stays on the stack and so may stay in registers.
@inline(__always)
private func withSixteenStrips(_ body: (UnsafeMutablePointer<SIMD16<Float>>) -> Void) {
  withUnsafeTemporaryAllocation(of: SIMD16<Float>.self, capacity: 16) { body($0.baseAddress!) }
}

/// Copies a rectangle, thirty-two columns at a time, and what is left by sixteen, eight, four, two and one.
func copy(
  _ source: UnsafePointer<Float>, rowStride sourceRow: Int, to target: UnsafeMutablePointer<Float>,
  rowStride targetRow: Int, rows: Int, columns: Int
) {
  var column = 0
  @inline(__always)
  func move<Part: BitwiseCopyable>(_ part: Part.Type, _ count: Int) {
    for row in 0..<rows {
      let numbers = UnsafeRawPointer(source + (row &* sourceRow &+ column)).loadUnaligned(as: part)
      UnsafeMutableRawPointer(target + (row &* targetRow &+ column)).storeBytes(of: numbers, as: part)
    }
    column += count
  }
  while column + 32 <= columns { move(SIMD32<Float>.self, 32) }
  if columns & 16 != 0 { move(SIMD16<Float>.self, 16) }
  if columns & 8 != 0 { move(SIMD8<Float>.self, 8) }
  if columns & 4 != 0 { move(SIMD4<Float>.self, 4) }
  if columns & 2 != 0 { move(SIMD2<Float>.self, 2) }
  if columns & 1 != 0 { move(Float.self, 1) }
}

@inline(__always)
func load(_ start: UnsafePointer<Float>) -> SIMD16<Float> {
  UnsafeRawPointer(start).loadUnaligned(as: SIMD16<Float>.self)
}

@inline(__always)
func store(_ x: SIMD16<Float>, _ start: UnsafeMutablePointer<Float>) {
  UnsafeMutableRawPointer(start).storeBytes(of: x, as: SIMD16<Float>.self)
}
