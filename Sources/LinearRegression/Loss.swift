// How wrong a model is, which way to change it, and the change: the plain loops of the slides
// (deck S, "Linear Regression" and "Gradient Descent").
//
//     loss        J = 1/2m Σ_i (z_i − y_i)²
//     gradient    ∂J/∂w_j = 1/m Σ_i (z_i − y_i) x_ij      or  1/m Xᵀ · (Z − y)
//                 ∂J/∂b   = 1/m Σ_i (z_i − y_i)
//     update      w_j ← w_j − α ∂J/∂w_j
//
// An error twice as large costs four times as much. Where J is least ∂J/∂b is zero: the errors above the
// line and below it balance.
//
// Shapes:  X: examples × inputs   Z, y: examples   m: the number of examples

import Matrices

/// J = 1/2m Σ (z − y)², the halved mean of the squared errors.
public func loss(_ Z: [Float], _ y: [Float]) -> Float {
  require(Z.count == y.count, "\(Z.count) predictions for \(y.count) targets")
  require(!y.isEmpty, "no examples, no loss")
  var sum: Float = 0
  for i in 0..<y.count {
    let error = Z[i] - y[i]
    sum += error * error
  }
  return sum / (2 * Float(y.count))
}

/// The gradient of J by weights and bias, given the predictions Z.
public func backward(_ X: Matrix, _ Z: [Float], _ y: [Float]) -> LinearModel {
  require(X.rows == y.count && Z.count == y.count, "\(X.rows) examples, \(Z.count) and \(y.count)")
  require(!y.isEmpty, "no examples, no gradient")
  var gradient = LinearModel(inputs: X.columns)
  for i in 0..<X.rows {
    let error = Z[i] - y[i]
    for j in 0..<X.columns { gradient.weights[j, 0] += error * X[i, j] }
    gradient.bias += error
  }
  let m = Float(X.rows)
  gradient.weights = gradient.weights / m
  gradient.bias /= m
  return gradient
}

/// One step against the gradient.
public func update(_ model: inout LinearModel, _ gradient: LinearModel, learningRate: Float) {
  require(0..<Float.infinity ~= learningRate, "a learning rate of \(learningRate)")
  model.weights.add(-learningRate, times: gradient.weights)
  model.bias -= learningRate * gradient.bias
}
