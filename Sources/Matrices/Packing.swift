// Moving strips of sixteen numbers: whole or in part, copied or transposed into panels.
//
// Unsafe pointers, for the reason given in ProductKernel.swift.

/// Copies B, `depth × width`, so that its rows follow each other at 16 or 32 numbers. The rest
/// are zeros or, of columns that are contiguous, the last one again; no product has a use for them.
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

/// Columns of B are contiguous. Sixteen columns by four steps of k are turned at once: `a` to `d` hold four
/// numbers of a column in each quarter, and after two rounds of exchange one step of all columns each.
private func packTransposed(
  _ B: Operand, depth: Int, width: Int, into packed: UnsafeMutablePointer<Float>, panelRow: Int
) {
  // Where there are fewer columns, the last one again: what becomes of it is not used
  @inline(__always)
  func four(_ k: Int, _ j: Int) -> SIMD4<Float> {
    UnsafeRawPointer(B.at(k, min(j, width - 1))).loadUnaligned(as: SIMD4<Float>.self)
  }
  @inline(__always)
  func quarters(_ k: Int, _ j: Int) -> SIMD16<Float> {
    SIMD16(
      lowHalf: SIMD8(lowHalf: four(k, j), highHalf: four(k, j &+ 4)),
      highHalf: SIMD8(lowHalf: four(k, j &+ 8), highHalf: four(k, j &+ 12)))
  }
  let whole = depth / 4 * 4
  for k in stride(from: 0, to: whole, by: 4) {
    var (a, b, c, d) = (quarters(k, 0), quarters(k, 1), quarters(k, 2), quarters(k, 3))
    exchangePairs(&a, &c)
    exchangePairs(&b, &d)
    exchange(&a, &b)
    exchange(&c, &d)
    let turned = packed + k &* panelRow
    store(a, turned)
    store(b, turned + panelRow)
    store(c, turned + 2 &* panelRow)
    store(d, turned + 3 &* panelRow)
  }
  for k in whole..<depth {
    for j in 0..<width { packed[k &* panelRow &+ j] = B.at(k, j).pointee }
  }
}

/// a₀ a₁ a₂ a₃ … and b₀ b₁ b₂ b₃ … become a₀ b₀ a₂ b₂ … and a₁ b₁ a₃ b₃ …
@inline(__always)
private func exchange(_ a: inout SIMD16<Float>, _ b: inout SIMD16<Float>) {
  (a.oddHalf, b.evenHalf) = (b.evenHalf, a.oddHalf)
}

/// The same with pairs of numbers: a₀ a₁ b₀ b₁ … and a₂ a₃ b₂ b₃ …
@inline(__always)
private func exchangePairs(_ a: inout SIMD16<Float>, _ b: inout SIMD16<Float>) {
  var (x, y) = (unsafeBitCast(a, to: SIMD8<UInt64>.self), unsafeBitCast(b, to: SIMD8<UInt64>.self))
  (x.oddHalf, y.evenHalf) = (y.evenHalf, x.oddHalf)
  (a, b) = (unsafeBitCast(x, to: SIMD16<Float>.self), unsafeBitCast(y, to: SIMD16<Float>.self))
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
