// The forms of a·b + c, made of the one for four numbers that Relaxed or Exact gives.

extension SIMD4<Float> {
  @inlinable @inline(__always)
  public mutating func addProduct(_ a: Self, _ b: Self) { self = multiplyAdd(a, b, self) }
}

extension SIMD16<Float> {
  @inlinable @inline(__always)
  public func addingProduct(_ a: Self, _ b: Self) -> Self {
    Self(
      lowHalf: SIMD8(
        lowHalf: multiplyAdd(a.lowHalf.lowHalf, b.lowHalf.lowHalf, lowHalf.lowHalf),
        highHalf: multiplyAdd(a.lowHalf.highHalf, b.lowHalf.highHalf, lowHalf.highHalf)),
      highHalf: SIMD8(
        lowHalf: multiplyAdd(a.highHalf.lowHalf, b.highHalf.lowHalf, highHalf.lowHalf),
        highHalf: multiplyAdd(a.highHalf.highHalf, b.highHalf.highHalf, highHalf.highHalf)))
  }
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
