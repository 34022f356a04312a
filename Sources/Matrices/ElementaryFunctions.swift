// exp and log, by hand: the same bits on every machine, sixteen values at a time.
//
// Every function has two forms. The lanes hold the algorithm; the scalar is one lane of it, which the
// compiler reduces to scalar instructions. So they agree to the bit. Where Foundation is imported too, its
// function of a `Float` is meant, unless you write `Matrices.exp`.
// Each product that feeds a sum is a fused multiply-add, written out. The coefficients come from
// Tests/MatricesTests/minimax.py; the accuracy stated holds for every one of the 2³² inputs.

// MARK: - e to the power x

/// e to the power `x`, within 0.92 units in the last place.
@inlinable @_disfavoredOverload
public func exp(_ x: Float) -> Float { exp(SIMD16(repeating: x))[0] }

/// e to the power of each lane.
//
// Reduction:       x = k·ln 2 + r with k an integer and |r| ≤ ½ ln 2, so that eˣ = 2ᵏ·eʳ.
// Polynomial:      eʳ ≈ 1 + r + r²·q(r).
// Reconstruction:  2ᵏ is a float whose exponent bits are k + 127. Down to the smallest subnormal, k = −150,
//                  that is out of range; so 2ᵏ is the product of two powers of about half the exponent.
// Below −104 the result rounds to 0, above 89 it overflows to ∞; NaN fails both comparisons and is kept.
@inlinable @inline(__always)
public func exp(_ x: SIMD16<Float>) -> SIMD16<Float> {
  var x = x.replacing(with: -104, where: x .< -104)
  x = x.replacing(with: 89, where: x .> 89)
  let (bits, r) = reduceByLogarithmOf2(x)
  let p = multiplyAdd(multiplyAdd(exponentialRemainder(r), r, 1), r, 1)
  let half = bits &>> 1
  let power1 = SIMD16<Float>(bitPattern: half &<< 23)
  let power2 = SIMD16<Float>(bitPattern: (bits &- half) &<< 23)
  return p * power1 * power2
}

/// Splits x = k·ln 2 + r, |r| ≤ ½ ln 2; the low nine bits of `bits` are k + 254.
//
// Adding 1.5·2²³ rounds x / ln 2 to the nearest integer and leaves that integer in the low bits of the sum.
// ln 2 is split in two (Cody and Waite): k times the first part is exact, the second is what it lacks.
@inlinable @inline(__always)
func reduceByLogarithmOf2(_ x: SIMD16<Float>) -> (bits: SIMD16<UInt32>, r: SIMD16<Float>) {
  let shift = SIMD16<Float>(repeating: 0x1.8p23 + 254)
  let shifted = shift.addingProduct(x, 0x1.715476p0)
  let k = shifted - shift
  let r = x.addingProduct(k, -0x1.62e4p-1)
  return (shifted.bitPattern, r.addingProduct(k, -0x1.7f7d1cp-20))
}

/// q(r) = (eʳ − 1 − r) / r² for |r| ≤ ½ ln 2.
//
// Degree 4, minimax for the relative error of r + r²·q(r) against eʳ − 1, which is below 2^−26.
@inlinable @inline(__always)
func exponentialRemainder(_ r: SIMD16<Float>) -> SIMD16<Float> {
  var q = SIMD16<Float>(repeating: 0x1.6ab254p-10)
  q = multiplyAdd(q, r, 0x1.122c82p-7)
  q = multiplyAdd(q, r, 0x1.55579ep-5)
  q = multiplyAdd(q, r, 0x1.5554aap-3)
  return multiplyAdd(q, r, 0x1.fffffep-2)
}

// MARK: - The natural logarithm

/// The natural logarithm of `x`, within 0.95 units in the last place; log 0 = −∞, below 0 it is NaN.
@inlinable @_disfavoredOverload
public func log(_ x: Float) -> Float { log(SIMD16(repeating: x))[0] }

/// The natural logarithm of each lane.
//
// Reduction:       x = 2ᵏ·m with 2/3 ≤ m < 4/3, read off the bits of x: adding 1 − 2/3 in units of the
//                  exponent makes m's binade begin at 2/3. Subnormals are first multiplied by 2²³.
// Polynomial:      log m = log(1 + f) ≈ f + f²·q(f), |f| ≤ 1/3; q of degree 8, relative error below 2^−27.
// Reconstruction:  log x = k·ln 2 + log m.
@inlinable @inline(__always)
public func log(_ x: SIMD16<Float>) -> SIMD16<Float> {
  let twoThirds: UInt32 = 0x3F2A_AAAB
  let one: UInt32 = 0x3F80_0000
  let subnormal = x .< 0x1p-126
  let bits = x.replacing(with: x * 0x1p23, where: subnormal).bitPattern &+ (one - twoThirds)
  let exponent = SIMD16<Float>(bitPattern: (bits &>> 23) | 0x4B00_0000)  // 2²³ + k + 127
  let bias = SIMD16<Float>(repeating: 0x1p23 + 127).replacing(with: 0x1p23 + 150, where: subnormal)
  let f = SIMD16<Float>(bitPattern: (bits & 0x007F_FFFF) &+ twoThirds) - 1

  var q = SIMD16<Float>(repeating: -0x1.ff5392p-4)
  q = multiplyAdd(q, f, 0x1.1ffc1ep-3)
  q = multiplyAdd(q, f, -0x1.f6c024p-4)
  q = multiplyAdd(q, f, 0x1.1e8166p-3)
  q = multiplyAdd(q, f, -0x1.557dfap-3)
  q = multiplyAdd(q, f, 0x1.99d592p-3)
  q = multiplyAdd(q, f, -0x1.ffff94p-3)
  q = multiplyAdd(q, f, 0x1.5554fap-2)
  q = multiplyAdd(q, f, -0x1p-1)
  let logOfM = f.addingProduct(f * f, q)

  var y = logOfM.addingProduct(exponent - bias, 0x1.62e43p-1)
  y = y.replacing(with: .infinity, where: x .== .infinity)
  y = y.replacing(with: -.infinity, where: x .== 0)
  return y.replacing(with: .nan, where: .!(x .>= 0))
}

// MARK: - Lanes

extension Matrix {
  /// A matrix of the same shape whose entries are `function` of these, sixteen at a time: `X.mapLanes(exp)`.
  @inlinable @inline(__always)
  public func mapLanes(_ function: (SIMD16<Float>) -> SIMD16<Float>) -> Matrix {
    var Y = self
    let count = values.count
    let source = values.span.bytes
    var numbers = Y.values.mutableSpan
    var target = numbers.mutableBytes
    for i in stride(from: 0, to: count - 15, by: 16) {
      let x = source.unsafeLoadUnaligned(fromByteOffset: 4 * i, as: SIMD16<Float>.self)
      target.storeBytes(of: function(x), toByteOffset: 4 * i, as: SIMD16<Float>.self)
    }
    // The last lanes are filled up with zeros
    let rest = count / 16 * 16
    if rest < count {
      var x = SIMD16<Float>.zero
      for i in rest..<count { x[i - rest] = values[i] }
      x = function(x)
      for i in rest..<count { target.storeBytes(of: x[i - rest], toByteOffset: 4 * i, as: Float.self) }
    }
    return Y
  }
}

/// a·b + c in each lane, rounded once.
@inlinable @inline(__always)
func multiplyAdd(_ a: SIMD16<Float>, _ b: SIMD16<Float>, _ c: Float) -> SIMD16<Float> {
  SIMD16(repeating: c).addingProduct(a, b)
}

extension SIMD16<Float> {
  /// The bits of each lane.
  @inlinable @inline(__always)
  var bitPattern: SIMD16<UInt32> { unsafeBitCast(self, to: SIMD16<UInt32>.self) }

  /// Lanes of these bits.
  @inlinable @inline(__always)
  init(bitPattern: SIMD16<UInt32>) { self = unsafeBitCast(bitPattern, to: SIMD16<Float>.self) }
}
