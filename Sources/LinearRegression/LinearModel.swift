// The model: a weighted sum of the inputs and a bias (deck S, "Linear Regression"; deck I, the same).
//
//     one example    z = x_1 w_1 + … + x_n w_n + b
//     all of them    Z = X · W + b
//
// The deck appends x_0 = 1 to every example and calls the bias w_0.
//
// Shapes:  X: examples × inputs   W: inputs × 1   Z: examples

import Matrices

/// What is learned: one weight an input and a bias. A gradient has the same form.
public struct LinearModel: Equatable, Sendable {
  public var weights: Matrix  // inputs × 1
  public var bias: Float

  public init(weights: [Float], bias: Float) {
    self.weights = Matrix(column: weights)
    self.bias = bias
  }

  /// All zeros.
  public init(inputs: Int) { (weights, bias) = (Matrix(rows: inputs, columns: 1), 0) }

  /// Weights and bias drawn uniformly from ±`bound`; the deck's bound is 0.12.
  public init(inputs: Int, within bound: Float = 0.12, using generator: inout SeededGenerator) {
    require(bound > 0, "weights within \(bound), expected a bound above 0")
    self.init(inputs: inputs)
    bias = generator.uniform(in: -bound..<bound)
    for j in 0..<inputs { weights[j, 0] = generator.uniform(in: -bound..<bound) }
  }

  public var inputs: Int {
    require(weights.columns == 1, "weights of \(weights.rows) × \(weights.columns), expected one column")
    require(weights.values.count == weights.rows, "\(weights.values.count) of \(weights.rows) weights")
    return weights.rows
  }

  /// Whether every weight is a number.
  var isFinite: Bool { bias.isFinite && weights.values.allSatisfy { $0.isFinite } }

  /// The prediction for one example.
  public func forward(_ x: [Float]) -> Float {
    require(x.count == inputs, "\(x.count) inputs for a model of \(inputs)")
    var z = bias
    for j in 0..<inputs { z += x[j] * weights[j, 0] }
    return z
  }

  /// The predictions for all examples.
  public func forward(_ X: Matrix) -> [Float] {
    require(X.columns == inputs, "\(X.columns) inputs for a model of \(inputs)")
    var Z = [Float](repeating: bias, count: X.rows)
    for i in 0..<X.rows {
      for j in 0..<inputs { Z[i] += X[i, j] * weights[j, 0] }
    }
    return Z
  }
}
