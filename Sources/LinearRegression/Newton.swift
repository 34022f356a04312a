// The closed form, and Newton's method, which finds it in one step (deck F, "Gradient Descent / Newton").
//
// J is a bowl, the same everywhere: its second derivatives, the Hessian, are constant. With X̃ = (1 X), the
// bias first, and D = diag(0, 1, …, 1), since the bias is not penalised:
//
//     gradient       ∇ = 1/m X̃ᵀ · (X̃ · w − y) + 2λ D · w
//     Hessian        H = 1/m X̃ᵀ · X̃ + 2λ D
//     closed form    H · w = 1/m X̃ᵀ · y        where ∇ = 0
//     Newton         w ← w − η H⁻¹ · ∇         with η = 1, from anywhere, the closed form
//
// Sums and elimination run in double precision: H squares the range of the inputs.
//
// Shapes:  X̃: examples × (1 + inputs)   H, D: (1 + inputs) × (1 + inputs)   w, ∇: 1 + inputs

import Matrices

/// The equations H · w = r have no single solution: an input is constant, or a sum of multiples of others.
public struct SingularMatrix: Error, Equatable, CustomStringConvertible {
  /// The input that adds nothing to those before it, counted from 0.
  public let input: Int

  public var description: String {
    "input \(input) is constant or a combination of the inputs before it: "
      + "more than one line fits equally well; leave it out or add a ridge"
  }
}

/// The model where Ĵ is least, by elimination.
///
/// Throws `SingularMatrix` if it is not unique.
public func closedForm(_ X: Matrix, _ y: [Float], l2: Float = 0) throws -> LinearModel {
  require(X.rows == y.count, "\(X.rows) examples for \(y.count) targets")
  require(!y.isEmpty, "no examples")
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
  var H = [[Double]](repeating: [Double](repeating: 0, count: X.columns + 1), count: X.columns + 1)
  for i in 0..<X.rows {
    let x = [1] + X[row: i].map { Double($0) }
    for j in 0..<x.count {
      for k in 0..<x.count { H[j][k] += x[j] * x[k] / Double(X.rows) }
    }
  }
  for j in 1..<H.count { H[j][j] += 2 * Double(l2) }
  return H
}

/// One step of Newton's method, w ← w − η H⁻¹ · ∇.
public func newtonStep(
  _ model: inout LinearModel, _ gradient: LinearModel, _ H: [[Double]], rate: Float = 1
) throws {
  let direction = try solve(H, ([gradient.bias] + gradient.weights.values).map { Double($0) })
  model.bias -= rate * Float(direction[0])
  for j in 0..<model.inputs { model.weights[j, 0] -= rate * Float(direction[j + 1]) }
}

/// Solves H · w = r for a symmetric positive definite H: Cholesky's H = L · Lᵀ, then L · v = r and Lᵀ · w = v.
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
