// The model: chapter 1's weighted sum, squeezed between 0 and 1 (deck S, "Logistic Regression
// (Classification)"; deck I, "Logistic Regression").
//
//     logit          z = x_1 w_1 + … + x_n w_n + b
//     probability    p = φ(z) = 1 / (1 + e^−z)      of belonging to the class
//
// p is ½ where z is 0: a line, a plane, a hyperplane that parts the examples. The decks write h or ŷ for p.
//
// Shapes:  X: examples × inputs   W: inputs × 1   Z, P: examples

import Matrices

/// What is learned: one weight an input and a bias. A gradient has the same form.
public struct LogisticModel: Equatable, Sendable {
  public var weights: Matrix  // inputs × 1
  public var bias: Float

  public init(weights: [Float], bias: Float) {
    self.weights = Matrix(column: weights)
    self.bias = bias
  }

  /// All zeros: every probability is ½.
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

  /// The weighted sums z of all examples, called logits: the logarithms of the odds p / (1 − p).
  public func forward(_ X: Matrix) -> [Float] {
    require(X.columns == inputs, "\(X.columns) inputs for a model of \(inputs)")
    var Z = [Float](repeating: bias, count: X.rows)
    for i in 0..<X.rows {
      for j in 0..<inputs { Z[i] += X[i, j] * weights[j, 0] }
    }
    return Z
  }

  /// The probabilities φ(z) that the examples belong to the class.
  public func probabilities(_ X: Matrix) -> [Float] { forward(X).map { sigmoid($0) } }
}
