// From scores to probabilities to a loss (deck B, "Step 2: Create a loss function" and "Softmax"; deck Q,
// "Linear Classification with Softmax"; deck F, "SOFTMAX").
//
//     one-hot          t_k = 1 for the right class, 0 for the others
//     softmax          p_k = e^(z_k) / Σ_j e^(z_j)
//     cross-entropy    L   = −Σ_k t_k log p_k = −log p of the right class c = log Σ_j e^(z_j) − z_c
//     derivatives      ∂p_k/∂z_i = p_k (δ_ki − p_i)         ∂L/∂z_k = p_k − t_k
//
// The largest score m of an example is taken off first: e^(z_k) / Σ e^(z_j) = e^(z_k − m) / Σ e^(z_j − m). No
// exponent is then above 0 and no sum below 1: nothing overflows, and no logarithm meets a 0.
//
// Shapes:  Z, P, T: examples × classes   y: examples, classes counted from 0

import Matrices

/// T: a row for each label, with 1 in the label's column and 0 in the others.
public func oneHot(_ y: [Int], classes: Int) -> Matrix {
  var T = Matrix(rows: y.count, columns: classes)
  for (i, label) in y.enumerated() {
    require(0 <= label && label < classes, "label \(label) of \(classes) classes")
    T[i, label] = 1
  }
  return T
}

/// The softmax of one example's scores: as many numbers from 0 to 1, their sum 1.
public func softmax(_ z: [Float]) -> [Float] {
  require(!z.isEmpty, "no scores, no probabilities")
  let largest = z.reduce(z[0], max)
  var p = z.map { exp($0 - largest) }  // classes
  let sum = p.reduce(0, +)
  for k in p.indices { p[k] /= sum }
  return p
}

/// ∂p_k/∂z_i of a softmax with the values `p`: row k, column i.
public func softmaxJacobian(_ p: [Float]) -> Matrix {
  var J = Matrix(rows: p.count, columns: p.count)
  for k in p.indices {
    for i in p.indices { J[k, i] = p[k] * ((k == i ? 1 : 0) - p[i]) }
  }
  return J
}

/// P: the softmax of each row. Every row sums to 1, for any finite scores.
public func softmax(_ Z: Matrix) -> Matrix {
  var P = Z
  for i in 0..<Z.rows {
    let largest = Z[row: i].max() ?? 0
    for k in 0..<Z.columns { P[i, k] -= largest }
  }
  P = P.mapLanes { exp($0) }
  for i in 0..<Z.rows {
    let sum = P[row: i].reduce(0, +)
    for k in 0..<Z.columns { P[i, k] /= sum }
  }
  return P
}

/// The mean over the examples of −log p of the right class, in nats, from the scores.
public func crossEntropy(_ Z: Matrix, _ y: [Int]) -> Float {
  require(Z.rows == y.count, "scores of \(Z.rows) examples for \(y.count) labels")
  require(!y.isEmpty, "no examples, no loss")
  checkLabels(y, classes: Z.columns)
  var sum: Float = 0
  for i in 0..<y.count { sum += logSumExp(Z[row: i]) - Z[i, y[i]] }
  return sum / Float(y.count)
}

/// The gradient of the mean cross-entropy by the scores: (P − T) / examples.
public func scoreGradient(_ P: Matrix, _ y: [Int]) -> Matrix {
  require(P.rows == y.count, "probabilities of \(P.rows) examples for \(y.count) labels")
  return (P - oneHot(y, classes: P.columns)) / Float(y.count)
}

/// log Σ e^z, by the largest z as above.
func logSumExp(_ z: ArraySlice<Float>) -> Float {
  let largest = z.max() ?? 0
  var sum: Float = 0
  for score in z { sum += exp(score - largest) }
  return largest + log(sum)
}

func checkLabels(_ y: [Int], classes: Int) {
  for label in y { require(0 <= label && label < classes, "label \(label) of \(classes) classes") }
}
