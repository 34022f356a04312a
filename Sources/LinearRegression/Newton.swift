// The closed form, and Newton's method, which finds it in one step (deck F, "Gradient Descent / Newton").
//
// J is a bowl, the same everywhere: its second derivatives, the Hessian, are constant. With X̃ = (1 X), the
// bias first, and D = diag(0, 1, …, 1), since the bias is not penalized:
//
//     gradient       ∇ = 1/m X̃ᵀ · (X̃ · w − y) + 2λ D · w
//     Hessian        H = 1/m X̃ᵀ · X̃ + 2λ D
//     closed form    H · w = 1/m X̃ᵀ · y        where ∇ = 0
//     Newton         w ← w − η d               with d = H⁻¹ · ∇ and η = 1, from anywhere, the closed form
//
// Sums and elimination run in double precision: H squares the range of the inputs.
//
// Shapes:  X̃: examples × (1 + inputs)   H, D: (1 + inputs) × (1 + inputs)   w, ∇: 1 + inputs

import Matrices

/// The model where Ĵ is least, by elimination.
///
/// Throws `SingularMatrix` if it is not unique.
public func closedForm(_ X: Matrix, _ y: [Float], l2: Float = 0) throws(SingularMatrix) -> LinearModel {
  require(X.rows == y.count, "\(X.rows) examples for \(y.count) targets")
  require((X.values + y).allSatisfy { $0.isFinite }, "an input or a target that is not finite")
  var right = [Double](repeating: 0, count: X.columns + 1)
  for i in 0..<X.rows {
    right[0] += Double(y[i])
    for j in 0..<X.columns { right[j + 1] += Double(X[i, j]) * Double(y[i]) }
  }
  let solution = try solve(hessian(X, l2: l2), right.map { $0 / Double(y.count) })
  return LinearModel(weights: solution.dropFirst().map { Float($0) }, bias: Float(solution[0]))
}

/// H = 1/m X̃ᵀ · X̃ + 2λ D, bias first.
public func hessian(_ X: Matrix, l2: Float = 0) -> [[Double]] {
  require(X.rows > 0, "no examples")
  var H = [[Double]](repeating: [Double](repeating: 0, count: X.columns + 1), count: X.columns + 1)
  for i in 0..<X.rows {
    let x = [1] + X[row: i].map { Double($0) }
    for j in 0..<x.count {
      for k in 0..<x.count { H[j][k] += x[j] * x[k] / Double(X.rows) }
    }
  }
  for j in 1..<H.count { H[j][j] += 2 * Double(Penalty(l2: l2).l2) }
  return H
}

/// The step d = H⁻¹ · ∇, for `update` to take in the place of the gradient.
public func newtonStep(_ gradient: LinearModel, _ H: [[Double]]) throws(SingularMatrix) -> LinearModel {
  let n = gradient.inputs + 1
  let sizes = H.map { $0.count }
  require(sizes == [Int](repeating: n, count: n), "a Hessian with rows of \(sizes), expected \(n) of \(n)")
  let d = try solve(H, ([gradient.bias] + gradient.weights.values).map { Double($0) })
  return LinearModel(weights: d.dropFirst().map { Float($0) }, bias: Float(d[0]))
}
