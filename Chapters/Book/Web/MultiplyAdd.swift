// The other forms of a·b + c, whichever file gives the first one: Relaxed or Exact.

extension SIMD16<Float> {
  @inlinable @inline(__always)
  public mutating func addProduct(_ a: Self, _ b: Self) { self = addingProduct(a, b) }
  @inlinable @inline(__always)
  public func addingProduct(_ a: Self, _ b: Float) -> Self { addingProduct(a, Self(repeating: b)) }
  @inlinable @inline(__always)
  public func addingProduct(_ a: Float, _ b: Self) -> Self { addingProduct(Self(repeating: a), b) }
  @inlinable @inline(__always)
  public mutating func addProduct(_ a: Self, _ b: Float) { self = addingProduct(a, b) }
  @inlinable @inline(__always)
  public mutating func addProduct(_ a: Float, _ b: Self) { self = addingProduct(a, b) }
}

extension Float {
  @inlinable @inline(__always)
  public mutating func addProduct(_ a: Float, _ b: Float) { self = addingProduct(a, b) }
}

/// Whether this machine rounds a·b + c once: (1 + x)² − (1 + 2x) is x² = 2⁻²⁴ for x = 2⁻¹², or 0 if the product was
/// rounded first.
@_expose(wasm, "fuses") @_cdecl("fuses")
public func fuses(_ x: Float) -> Bool { (-(1 + x + x) as Float).addingProduct(1 + x, 1 + x) == x * x }
