// a·b + c by f32x4.relaxed_madd: one rounding on every machine whose processor can.

import Builtin

@usableFromInline @inline(__always)
func multiplyAdd4(_ a: SIMD4<Float>, _ b: SIMD4<Float>, _ c: SIMD4<Float>) -> SIMD4<Float> {
  var r = c
  r._storage._value = Builtin.int_wasm_relaxed_madd_Vec4xFPIEEE32(
    a._storage._value, b._storage._value, c._storage._value)
  return r
}

extension SIMD16<Float> {
  @inlinable @inline(__always)
  public func addingProduct(_ a: Self, _ b: Self) -> Self {
    Self(
      lowHalf: SIMD8(
        lowHalf: multiplyAdd4(a.lowHalf.lowHalf, b.lowHalf.lowHalf, lowHalf.lowHalf),
        highHalf: multiplyAdd4(a.lowHalf.highHalf, b.lowHalf.highHalf, lowHalf.highHalf)),
      highHalf: SIMD8(
        lowHalf: multiplyAdd4(a.highHalf.lowHalf, b.highHalf.lowHalf, highHalf.lowHalf),
        highHalf: multiplyAdd4(a.highHalf.highHalf, b.highHalf.highHalf, highHalf.highHalf)))
  }
}

extension Float {
  @inlinable @inline(__always)
  public func addingProduct(_ a: Float, _ b: Float) -> Float {
    multiplyAdd4(SIMD4(repeating: a), SIMD4(repeating: b), SIMD4(repeating: self))[0]
  }
}
