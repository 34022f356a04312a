// Newton's method (deck F, "Gradient Descent / Newton"), for logistic regression also called iteratively
// reweighted least squares.
//
// J is no longer a perfect bowl, but still one valley: its curvature changes with the weights, and is nowhere
// negative. With X̃ = (1 X), the bias first, and D = diag(0, 1, …, 1):
//
//     gradient     ∇ = 1/m X̃ᵀ · (P − y) + 2λ D · w
//     Hessian      H = 1/m X̃ᵀ · S · X̃ + 2λ D          S = diag(p (1 − p))
//     direction    d = H⁻¹ · ∇
//     step         w ← w − η d                         η = 1, ½, ¼, … the first that does not raise Ĵ
//
// Each step is chapter 1's closed form with the examples weighted by p (1 − p): those near the boundary count
// most. ½ ∇ᵀ · d is what the step should gain, and the measure of when to stop.
//
// Sums and elimination run in double precision.
//
// Shapes:  X̃: examples × (1 + inputs)   H, D: (1 + inputs) × (1 + inputs)   w, ∇, d: 1 + inputs

import Matrices

/// The equations H · d = ∇ have no single solution.
public struct SingularMatrix: Error, Equatable, CustomStringConvertible {
  /// The input that adds nothing to those before it, counted from 0; −1 for the bias.
  public let input: Int

  public var description: String {
    if input < 0 {
      return "every probability is 0 or 1 to the last digit: "
        + "the classes are separated completely, and the weights grow without end; add a ridge"
    }
    return "input \(input) is constant or a combination of the inputs before it: "
      + "more than one boundary fits equally well; leave it out or add a ridge"
  }
}

/// What Newton's method tells after each step.
public struct NewtonStep: Sendable {
  /// 1 for the first.
  public let number: Int
  /// The loss before the step, ridge included.
  public let loss: Float
  /// η, the part of the direction that was taken: 1, ½, ¼, …
  public let rate: Float
  /// The model after the step.
  public let model: LogisticModel
}

/// Trains `model` by Newton's method (X: examples × inputs, y: examples).
///
/// Of classes that a boundary parts completely there is no best model without a ridge: each step then adds about
/// 1 to the logits and divides the loss by e, until the tolerance is met.
///
/// - Parameters:
///   - l2: λ of the ridge.
///   - tolerance: stop when a step promises to lower the loss by less.
///   - steps: how many to take at most.
///   - report: hears of each step.
/// - Returns: the number of steps taken.
/// - Throws: `SingularMatrix` if the Hessian cannot be inverted, `Divergence` when the loss is not finite, and
///   whatever `report` throws.
@discardableResult
public func trainByNewton(
  _ model: inout LogisticModel, _ X: Matrix, _ y: [Float], l2: Float = 0, tolerance: Float = 1e-8,
  steps: Int = 100, report: (NewtonStep) throws -> Void = { _ in }
) throws -> Int {
  for step in 1..<max(1, steps + 1) {
    let Z = model.logits(X)
    let loss = crossEntropy(Z, y) + penalty(on: model, l1: 0, l2: l2)
    guard loss.isFinite else { throw Divergence(epoch: step, loss: loss, learningRate: 1) }
    var slope = gradient(X, Z.map { sigmoid($0) }, y)
    addRidge(l2, of: model, to: &slope)
    let direction = try newtonDirection(slope, hessian(X, Z, l2: l2))
    if product(slope, direction) / 2 < tolerance { return step - 1 }
    let rate = halve(model, direction, from: loss) {
      crossEntropy($0.logits(X), y) + penalty(on: $0, l1: 0, l2: l2)
    }
    update(&model, direction, learningRate: rate)
    try report(NewtonStep(number: step, loss: loss, rate: rate, model: model))
  }
  return max(0, steps)
}

/// H = 1/m X̃ᵀ · S · X̃ + 2λ D, bias first.
//
// 1 − φ(z) is φ(−z), which keeps its digits where φ(z) rounds to 1.
public func hessian(_ X: Matrix, _ Z: [Float], l2: Float = 0) -> [[Double]] {
  require(X.rows == Z.count, "\(X.rows) examples, \(Z.count) logits")
  let n = X.columns + 1
  var H = [[Double]](repeating: [Double](repeating: 0, count: n), count: n)
  for i in 0..<X.rows {
    let x = [1] + X[row: i].map { Double($0) }
    let s = Double(sigmoid(Z[i])) * Double(sigmoid(-Z[i])) / Double(X.rows)
    for j in 0..<n {
      for k in 0...j { H[j][k] += s * x[j] * x[k] }
    }
  }
  for j in 0..<n {
    for k in 0..<j { H[k][j] = H[j][k] }
    if j > 0 { H[j][j] += 2 * Double(l2) }
  }
  return H
}

/// d = H⁻¹ · ∇
public func newtonDirection(_ gradient: LogisticModel, _ H: [[Double]]) throws -> LogisticModel {
  let d = try solve(H, ([gradient.bias] + gradient.weights.values).map { Double($0) })
  return LogisticModel(weights: d.dropFirst().map { Float($0) }, bias: Float(d[0]))
}

/// The first of 1, ½, ¼, … at which a step from `model` does not raise the loss; rounding is no rise.
private func halve(
  _ model: LogisticModel, _ direction: LogisticModel, from loss: Float, cost: (LogisticModel) -> Float
) -> Float {
  var rate: Float = 1
  while rate > 1e-6 {
    var moved = model
    update(&moved, direction, learningRate: rate)
    if cost(moved) <= loss * (1 + 1e-6) { break }
    rate /= 2
  }
  return rate
}

/// ∇ᵀ · d
private func product(_ slope: LogisticModel, _ direction: LogisticModel) -> Float {
  zip(slope.weights.values, direction.weights.values).reduce(slope.bias * direction.bias) { $0 + $1.0 * $1.1 }
}

/// Solves H · w = r for a symmetric positive definite H: Cholesky's H = L · Lᵀ, then L · v = r and Lᵀ · w = v.
///
/// Derived in chapter 1.
func solve(_ H: [[Double]], _ r: [Double]) throws -> [Double] {
  let n = r.count
  var L = H
  // Factor, row by row
  for i in 0..<n {
    for j in 0...i {
      var sum = H[i][j]
      for k in 0..<j { sum -= L[i][k] * L[j][k] }
      if i != j {
        L[i][j] = sum / L[j][j]
      } else {
        guard sum > H[i][i] * 1e-12 else { throw SingularMatrix(input: i - 1) }
        L[i][i] = sum.squareRoot()
      }
    }
  }
  // Substitute forward, then back
  var w = r
  for i in 0..<n {
    for k in 0..<i { w[i] -= L[i][k] * w[k] }
    w[i] /= L[i][i]
  }
  for i in (0..<n).reversed() {
    for k in i + 1..<n { w[i] -= L[k][i] * w[k] }
    w[i] /= L[i][i]
  }
  return w
}
