// a·b + c by f32x4.relaxed_madd: one rounding on every machine whose processor can.

import Builtin

@usableFromInline @inline(__always)
func multiplyAdd(_ a: SIMD4<Float>, _ b: SIMD4<Float>, _ c: SIMD4<Float>) -> SIMD4<Float> {
  var r = c
  r._storage._value = Builtin.int_wasm_relaxed_madd_Vec4xFPIEEE32(
    a._storage._value, b._storage._value, c._storage._value)
  return r
}

extension Float {
  @inlinable @inline(__always)
  public func addingProduct(_ a: Float, _ b: Float) -> Float {
    multiplyAdd(SIMD4(repeating: a), SIMD4(repeating: b), SIMD4(repeating: self))[0]
  }
}
