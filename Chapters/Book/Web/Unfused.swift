// a·b + c rounded twice, where the browser cannot do better: other last bits than anywhere else.

extension SIMD16<Float> {
  @inlinable @inline(__always)
  public func addingProduct(_ a: Self, _ b: Self) -> Self { self + a * b }
}

extension Float {
  @inlinable @inline(__always)
  public func addingProduct(_ a: Float, _ b: Float) -> Float { self + a * b }
}
