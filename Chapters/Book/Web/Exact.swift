// a·b + c rounded once, lane by lane in Double. The product is exact there and the sum rounded; to round it once more to
// Float is wrong only where the first rounding ended exactly between two Floats, or where the Float is subnormal. Those
// rare sums are done again.

@usableFromInline @inline(never)
func again(_ a: SIMD4<Float>, _ b: SIMD4<Float>, _ c: SIMD4<Float>) -> SIMD4<Float> {
  var r = c
  for i in 0..<4 { r[i] = fmaf(a[i], b[i], c[i]) }
  return r
}

@usableFromInline @inline(__always)
func multiplyAdd(_ a: SIMD4<Float>, _ b: SIMD4<Float>, _ c: SIMD4<Float>) -> SIMD4<Float> {
  var (r, doubt) = (c, UInt64(0))
  @inline(__always) func lane(_ i: Int) {
    let sum = Double(a[i]) * Double(b[i]) + Double(c[i])
    let bits = sum.bitPattern
    let size = bits & 0x7FFF_FFFF_FFFF_FFFF
    doubt |= ((bits & 0x1FFF_FFFF) ^ 0x1000_0000) &- 1
    doubt |= (size &- 0x3810_0000_0000_0000) & ~(size &- 1)
    r[i] = Float(sum)
  }
  lane(0); lane(1); lane(2); lane(3)
  return Int64(bitPattern: doubt) < 0 ? again(a, b, c) : r
}

extension Float {
  @inlinable @inline(__always)
  public func addingProduct(_ a: Float, _ b: Float) -> Float { fmaf(a, b, self) }
}
