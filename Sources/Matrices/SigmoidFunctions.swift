// The three smooth functions of a neuron, all made of e to a power that never overflows.
// As in ElementaryFunctions.swift: the lanes hold the algorithm, the scalar is one of them.

// MARK: - Sigmoid

/// 1 / (1 + e⁻ˣ), within 1.48 units in the last place.
@inlinable
public func sigmoid(_ x: Float) -> Float { sigmoid(SIMD16(repeating: x))[0] }

/// The sigmoid of each lane.
//
// With e = e^−|x|, which lies in [0, 1]:
//   x ≥ 0:  1 / (1 + e⁻ˣ) = 1 / (1 + e)
//   x < 0:  1 / (1 + e⁻ˣ) = eˣ / (eˣ + 1) = e / (1 + e)
// so that a very negative x keeps all its digits. The quotient y carries the rounding of 1 + e; a Newton
// step takes it out: the remainder of the division is numerator − y·(1 + e).
@inlinable @inline(__always)
public func sigmoid(_ x: SIMD16<Float>) -> SIMD16<Float> {
  let e = exp(-magnitude(x))
  let numerator = SIMD16<Float>(repeating: 1).replacing(with: e, where: x .< 0)
  let reciprocal = 1 / (1 + e)
  let y = numerator * reciprocal
  let remainder = (numerator - y).addingProduct(-y, e)
  return y.addingProduct(remainder, reciprocal)
}

// MARK: - Hyperbolic tangent

/// The hyperbolic tangent of `x`, within 1.71 units in the last place.
@inlinable @_disfavoredOverload
public func tanh(_ x: Float) -> Float { tanh(SIMD16(repeating: x))[0] }

/// The hyperbolic tangent of each lane.
//
// With m = e^(2|x|) − 1:  tanh |x| = m / (m + 2), and tanh is odd.
// Near 0 the difference m must not come from a number near 1. With 2|x| = k·ln 2 + r as in exp,
//   m = 2ᵏ·(eʳ − 1) + (2ᵏ − 1),  eʳ − 1 = r + r²·q(r),
// whose last term is exact and vanishes for k = 0. A Newton step takes the rounding of m + 2 out of the
// quotient: the remainder of the division is m − y·(2 + m). Beyond |x| = 10 the result rounds to ±1.
@inlinable @inline(__always)
public func tanh(_ x: SIMD16<Float>) -> SIMD16<Float> {
  let twice = 2 * magnitude(x)
  let (bits, r) = reduceByLogarithmOf2(twice.replacing(with: 20, where: twice .> 20))
  let p = r.addingProduct(r * r, exponentialRemainder(r))
  let power = SIMD16<Float>(bitPattern: (bits &- 127) &<< 23)
  let m = (power - 1).addingProduct(power, p)
  let reciprocal = 1 / (m + 2)
  let quotient = m * reciprocal
  let remainder = m.addingProduct(quotient, -2).addingProduct(-quotient, m)
  let y = quotient.addingProduct(remainder, reciprocal)
  return SIMD16(bitPattern: y.bitPattern | (x.bitPattern & 0x8000_0000))
}

// MARK: - Softplus

/// log(1 + eˣ), within 1.87 units in the last place.
@inlinable
public func softplus(_ x: Float) -> Float { softplus(SIMD16(repeating: x))[0] }

/// The softplus of each lane.
//
// With e = e^−|x|, which lies in [0, 1]:  log(1 + eˣ) = max(x, 0) + log(1 + e).
// Polynomial: log(1 + e) ≈ e + e²·q(e), q of degree 8, relative error below 2^−27 on [0, 1].
@inlinable @inline(__always)
public func softplus(_ x: SIMD16<Float>) -> SIMD16<Float> {
  let e = exp(-magnitude(x))
  var q = SIMD16<Float>(repeating: -0x1.af48dep-9)
  q = multiplyAdd(q, e, 0x1.491784p-6)
  q = multiplyAdd(q, e, -0x1.d6b06ep-5)
  q = multiplyAdd(q, e, 0x1.b4ae04p-4)
  q = multiplyAdd(q, e, -0x1.3a435ep-3)
  q = multiplyAdd(q, e, 0x1.934b54p-3)
  q = multiplyAdd(q, e, -0x1.ff23e6p-3)
  q = multiplyAdd(q, e, 0x1.554ddp-2)
  q = multiplyAdd(q, e, -0x1.ffffd2p-2)
  let logarithm = e.addingProduct(e * e, q)
  return x.replacing(with: 0, where: x .< 0) + logarithm
}

/// |x| in each lane: all bits but the sign.
@inlinable @inline(__always)
func magnitude(_ x: SIMD16<Float>) -> SIMD16<Float> { SIMD16(bitPattern: x.bitPattern & 0x7FFF_FFFF) }
