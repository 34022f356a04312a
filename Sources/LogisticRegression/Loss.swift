// How wrong a model is, which way to change it, and the change: the plain loops of the slides
// (deck S, "Logistic Regression" and "Learning Procedure").
//
//     loss        J = −1/m Σ_i [y_i log p_i + (1 − y_i) log(1 − p_i)]      the cross-entropy
//                   =  1/m Σ_i [softplus(z_i) − y_i z_i]
//     gradient    ∂J/∂w_j = 1/m Σ_i (p_i − y_i) x_ij      or  1/m Xᵀ · (P − y)
//                 ∂J/∂b   = 1/m Σ_i (p_i − y_i)
//     update      w_j ← w_j − α ∂J/∂w_j
//
// The second form of J follows from −log p = softplus(−z), −log(1 − p) = softplus(z), softplus(z) = log(1 +
// e^z) and softplus(z) − softplus(−z) = z. It never takes the logarithm of 0: for z = −200 the sigmoid rounds
// to 0 and log p to −∞, but softplus(200) is 200.
//
// The derivative of −log p by z is p − 1, that of −log(1 − p) is p: in both cases p − y. So gradient and
// update are chapter 1's, with p where z was.
//
// Shapes:  X: examples × inputs   Z, P, y: examples   m: the number of examples

import Matrices

/// J, the mean cross-entropy in nats, from the logits: 1/m Σ softplus(z) − y z.
///
/// - Parameter y: 1 for an example of the class, 0 for any other; a probability between is a label too.
public func crossEntropy(_ Z: [Float], _ y: [Float]) -> Float {
  require(Z.count == y.count, "\(Z.count) logits for \(y.count) labels")
  require(!y.isEmpty, "no examples, no loss")
  var sum: Float = 0
  for i in 0..<y.count {
    require((0...1).contains(y[i]), "example \(i) has the label \(y[i]), expected 0 to 1")
    sum += softplus(Z[i]) - y[i] * Z[i]
  }
  return sum / Float(y.count)
}

/// The gradient of J by weights and bias, given the probabilities P.
public func backward(_ X: Matrix, _ P: [Float], _ y: [Float]) -> LogisticModel {
  require(X.rows == y.count && P.count == y.count, "\(X.rows) examples, \(P.count) and \(y.count)")
  require(!y.isEmpty, "no examples, no gradient")
  var gradient = LogisticModel(inputs: X.columns)
  for i in 0..<X.rows {
    let error = P[i] - y[i]
    for j in 0..<X.columns { gradient.weights[j, 0] += error * X[i, j] }
    gradient.bias += error
  }
  let m = Float(X.rows)
  gradient.weights = gradient.weights / m
  gradient.bias /= m
  return gradient
}

/// One step against the gradient.
public func update(_ model: inout LogisticModel, _ gradient: LogisticModel, learningRate: Float) {
  require(0..<Float.infinity ~= learningRate, "a learning rate of \(learningRate)")
  model.weights.add(-learningRate, times: gradient.weights)
  model.bias -= learningRate * gradient.bias
}
