// A step of Adam (Kingma and Ba 2015) on a gradient cut to a largest length.
//
//     clipping    g ← g · min(1, limit / |g|)
//     moments     m ← β₁ m + (1 − β₁) g          v ← β₂ v + (1 − β₂) g²
//     step        w ← w − α m̂ / (√v̂ + ε)         m̂ = m / (1 − β₁ᵗ)   v̂ = v / (1 − β₂ᵗ)
//
// Through time a gradient can grow as well as vanish; clipped, it keeps its direction and loses its violence
// (Pascanu, Mikolov and Bengio 2013).
//
// Unsafe pointers, for the reason given in CellsInLanes.swift.

import Matrices

/// The running means of the gradient and of its square, and how many steps they have seen.
public struct Adam: Equatable, Sendable {
  /// m and v for each matrix of a model, in the order of `matrices`.
  public var means: [Matrix]
  public var squares: [Matrix]
  public var steps: Int

  static let decays: (mean: Float, square: Float) = (0.9, 0.999)
  static let epsilon: Float = 1e-8

  /// No step yet.
  public init(_ model: SequenceModel) {
    means = model.matrices.map { Matrix(rows: $0.rows, columns: $0.columns) }
    squares = means
    steps = 0
  }

  /// One step against `scale` times the gradient.
  public mutating func update(
    _ model: inout SequenceModel, _ gradient: SequenceModel, learningRate: Float, scale: Float = 1
  ) {
    steps += 1
    let step = AdamStep(
      rate: Float(Double(learningRate) / (1 - power(Adam.decays.mean, steps))),
      correction: Float(1 / (1 - power(Adam.decays.square, steps))), scale: scale)
    var number = 0
    model.combine(with: gradient) { weights, slopes in
      adamPass(&weights, &means[number], &squares[number], slopes, step)
      number += 1
    }
  }
}

/// The factor that cuts a gradient to at most `limit`.
public func clipping(norm: Float, limit: Float) -> Float { norm > limit ? limit / norm : 1 }

extension SequenceModel {
  /// The sum of the squares of all entries.
  var sumOfSquares: Float {
    var sum: Float = 0
    for matrix in matrices { sum += sumOfSquaresInLanes(matrix) }
    return sum
  }

  /// The length of the gradient that this is.
  public var norm: Float { sumOfSquares.squareRoot() }
}

private func sumOfSquaresInLanes(_ X: Matrix) -> Float {
  let (count, whole) = (X.values.count, X.values.count / 16 * 16)
  var sums = SIMD16<Float>.zero
  withPointers(to: X, X) { x, _ in
    for i in stride(from: 0, to: whole, by: 16) { sums.addProduct(lanes(x + i, 16), lanes(x + i, 16)) }
    for i in whole..<count { sums[i - whole] += x[i] * x[i] }
  }
  return sums.sumOfLanes()
}

/// w, m and v in one pass over memory.
private func adamPass(
  _ W: inout Matrix, _ M: inout Matrix, _ V: inout Matrix, _ G: Matrix, _ step: AdamStep
) {
  let (count, whole) = (G.values.count, G.values.count / 16 * 16)
  withPointers(&W, &M, &V) { w, m, v in
    withPointers(to: G, G) { g, _ in
      for i in stride(from: 0, to: whole, by: 16) { step.move(w + i, m + i, v + i, g + i, 16) }
      if whole < count { step.moveRest(w + whole, m + whole, v + whole, g + whole, count - whole) }
    }
  }
}

/// The numbers of a step, and the step of up to sixteen weights.
private struct AdamStep {
  let rate: Float
  let correction: Float
  let scale: Float

  @inline(__always)
  func move(
    _ w: UnsafeMutablePointer<Float>, _ m: UnsafeMutablePointer<Float>, _ v: UnsafeMutablePointer<Float>,
    _ gradient: UnsafePointer<Float>, _ count: Int
  ) {
    let (keepMean, keepSquare) = (SIMD16(repeating: Adam.decays.mean), SIMD16(repeating: Adam.decays.square))
    let g = lanes(gradient, count) * scale
    let mean = ((1 - keepMean) * g).addingProduct(keepMean, lanes(m, count))
    let square = ((1 - keepSquare) * g * g).addingProduct(keepSquare, lanes(v, count))
    put(mean, m, count)
    put(square, v, count)
    put(lanes(w, count) - rate * mean / ((square * correction).squareRoot() + Adam.epsilon), w, count)
  }

  @inline(never)
  func moveRest(
    _ w: UnsafeMutablePointer<Float>, _ m: UnsafeMutablePointer<Float>, _ v: UnsafeMutablePointer<Float>,
    _ gradient: UnsafePointer<Float>, _ count: Int
  ) {
    move(w, m, v, gradient, count)
  }
}

/// x to the power n, by multiplication: the same on every machine.
private func power(_ x: Float, _ n: Int) -> Double {
  var (result, factor, n) = (1.0, Double(x), n)
  while n > 0 {
    if n & 1 == 1 { result *= factor }
    factor *= factor
    n >>= 1
  }
  return result
}
