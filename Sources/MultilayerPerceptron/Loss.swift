// How wrong the outputs are, and the slope of that (deck S, "Loss Functions"; deck B, "d(loss)/d(c)"; deck F,
// "2. The Loss Function").
//
//     squared                   J = 1/2m Σ_i Σ_k (a_ik − y_ik)²                              dA = (A − Y) / m
//     cross-entropy, sigmoid    J = −1/m Σ_i Σ_k [y_ik log a_ik + (1 − y_ik) log(1 − a_ik)]  dZ = (A − Y) / m
//                                 =  1/m Σ_i Σ_k [softplus(z_ik) − y_ik z_ik]
//     cross-entropy, softmax    J = −1/m Σ_i Σ_k y_ik log a_ik                               dZ = (A − Y) / m
//                                 =  1/m Σ_i [−log a_ib + Σ_k y_ik (z_ib − z_ik)]    b: the largest of row i
//
// The second lines never take the logarithm of 0. Sigmoid and softmax cancel against the logarithm, so that
// the slope is the plain difference; deck S calls the pair complementary.
//
// Shapes:  Z, A, Y, dA, dZ: examples × outputs   m: examples

import Matrices

/// What training makes small.
public enum Loss: Equatable, Sendable {
  /// Halved squares, for any output.
  case squared
  /// For sigmoid outputs, each a yes or no, or for softmax, one class of many: every row of Y sums to 1.
  case crossEntropy
}

/// J of the outputs of a forward pass, without a penalty.
public func loss(_ loss: Loss, _ network: Network, _ pass: ForwardPass, _ Y: Matrix) -> Float {
  require(!Y.values.isEmpty, "no examples, no loss")
  pass.check(through: network)
  let (Z, A) = (pass.Z[pass.Z.count - 1], pass.output)
  require(
    A.rows == Y.rows && A.columns == Y.columns,
    "\(A.rows) × \(A.columns) outputs for \(Y.rows) × \(Y.columns) targets")
  check(loss, network.output, Y)
  let sum =
    switch (loss, network.output) {
    case (.squared, _): ((A - Y) * (A - Y)).sum() / 2
    case (.crossEntropy, .softmax): softmaxLosses(Z, A, Y)
    default: (Z.mapLanes { softplus($0) } - Y * Z).sum()
    }
  return sum / Float(Y.rows)
}

private func softmaxLosses(_ Z: Matrix, _ A: Matrix, _ Y: Matrix) -> Float {
  var sum: Float = 0
  for (i, best) in A.argmax().enumerated() {
    sum -= log(A[i, best])
    for k in 0..<Y.columns where Y[i, k] > 0 { sum += Y[i, k] * (Z[i, best] - Z[i, k]) }
  }
  return sum
}

/// dZ of the last layer: where backpropagation begins.
func outputError(_ loss: Loss, _ output: Activation, _ Z: Matrix, _ A: Matrix, _ Y: Matrix) -> Matrix {
  let difference = (A - Y) / Float(Y.rows)
  return loss == .squared ? passBack(difference, through: output, at: Z, value: A) : difference
}

/// Stops the program unless the targets are those of the loss: with cross-entropy they are probabilities.
func check(_ loss: Loss, _ output: Activation, _ Y: Matrix) {
  if loss == .squared { return }
  require(output == .sigmoid || output == .softmax, "cross-entropy of outputs neither sigmoid nor softmax")
  for y in Y.values { require(0...1 ~= y, "a target of \(y), expected 0 to 1") }
  for i in 0..<(output == .softmax ? Y.rows : 0) {
    let sum = Y[row: i].reduce(0, +)
    require(abs(sum - 1) < 0.001, "targets of example \(i) that add up to \(sum), expected 1")
  }
}
