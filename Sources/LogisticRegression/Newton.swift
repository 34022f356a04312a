// Newton's method (deck F, "Gradient Descent / Newton"), for logistic regression also called iteratively
// reweighted least squares.
//
// J is no bowl of one curvature as for a line, but its curvature is nowhere negative. With X̃ = (1 X), the
// bias first, and D = diag(0, 1, …, 1):
//
//     gradient     ∇ = 1/m X̃ᵀ · (P − y) + 2λ D · w
//     Hessian      H = 1/m X̃ᵀ · S · X̃ + 2λ D          S = diag(p (1 − p))
//     step         d = H⁻¹ · ∇
//     update       w ← w − η d                         η = 1, ½, ¼, … the first that does not raise Ĵ
//
// Each step is chapter 1's closed form with the examples weighted by p (1 − p): those near the boundary count
// most. ½ ∇ᵀ · d is what the step should gain, and the measure of when to stop.
//
// Sums and elimination run in double precision.
//
// Shapes:  X̃: examples × (1 + inputs)   H, D: (1 + inputs) × (1 + inputs)   w, ∇, d: 1 + inputs

import Matrices

/// What Newton's method tells after each step.
public struct NewtonStep: Sendable {
  /// 1 for the first.
  public let number: Int
  /// The loss before the step, ridge included.
  public let loss: Float
  /// η, the part of d that was taken: 1, ½, ¼, …
  public let rate: Float
  /// The model after the step.
  public let model: LogisticModel
}

/// Trains `model` by Newton's method (X: examples × inputs, y: examples).
///
/// Of classes that a boundary parts completely there is no best model without a ridge: each step then adds
/// about 1 to the logits and divides the loss by e, until the tolerance is met.
///
/// - Parameters:
///   - l2: λ of the ridge.
///   - tolerance: stop when a step promises to lower the loss by less.
///   - steps: how many to take at most.
///   - report: hears of each step.
/// - Returns: the number of steps taken.
/// - Throws: `SingularMatrix` if the Hessian cannot be inverted.
@discardableResult
public func trainByNewton(
  _ model: inout LogisticModel, _ X: Matrix, _ y: [Float], l2: Float = 0, tolerance: Float = 1e-8,
  steps: Int = 100, report: (NewtonStep) -> Void = { _ in }
) throws(SingularMatrix) -> Int {
  require((0..<Int.max).contains(steps) && tolerance >= 0, "\(steps) steps to a tolerance of \(tolerance)")
  let ridge = Penalty(l2: l2)
  for number in 1..<steps + 1 {
    let Z = model.forward(X)
    let loss = crossEntropy(Z, y) + ridge.cost(of: model.weights)
    require(loss.isFinite, "a loss of \(loss) before step \(number): inputs and weights must be finite")
    var gradient = backward(X, Z.map { sigmoid($0) }, y)
    ridge.addGradient(of: model.weights, to: &gradient.weights)
    let step = try newtonStep(gradient, hessian(X, Z, l2: l2))
    let gain = (gradient.bias * step.bias + (gradient.weights * step.weights).sum()) / 2
    if gain < tolerance { return number - 1 }
    let start = model
    var (rate, cost): (Float, Float) = (2, .infinity)
    while !(cost <= loss * (1 + 1e-6)) {  // rounding is no rise
      rate /= 2
      model = start
      if rate < 0x1p-20 { return number - 1 }
      update(&model, step, learningRate: rate)
      cost = crossEntropy(model.forward(X), y) + ridge.cost(of: model.weights)
    }
    report(NewtonStep(number: number, loss: loss, rate: rate, model: model))
  }
  return steps
}

/// H = 1/m X̃ᵀ · S · X̃ + 2λ D, bias first; 1 − p is taken as φ(−z), with all digits where p rounds to 1.
public func hessian(_ X: Matrix, _ Z: [Float], l2: Float = 0) -> [[Double]] {
  require(X.rows == Z.count && X.rows > 0, "\(X.rows) examples, \(Z.count) logits")
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
    if j > 0 { H[j][j] += 2 * Double(Penalty(l2: l2).l2) }
  }
  return H
}

/// The step d = H⁻¹ · ∇, for `update` to take in the place of the gradient.
public func newtonStep(_ gradient: LogisticModel, _ H: [[Double]]) throws(SingularMatrix) -> LogisticModel {
  let n = gradient.inputs + 1
  let sizes = H.map { $0.count }
  require(sizes == [Int](repeating: n, count: n), "a Hessian with rows of \(sizes), expected \(n) of \(n)")
  let d = try solve(H, ([gradient.bias] + gradient.weights.values).map { Double($0) })
  return LogisticModel(weights: d.dropFirst().map { Float($0) }, bias: Float(d[0]))
}
