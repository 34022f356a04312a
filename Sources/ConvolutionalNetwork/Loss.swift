// Softmax and cross-entropy of a batch.
//
//     p_j  = e^(z_j − top) / Σ e^(z_k − top)      top: the largest score of the example
//     loss = − 1/m Σ log p_label                  d_j = (p_j − [j = label]) / m
//
// Shapes:  Z, P, D: examples × 10   labels: examples

import Matrices

/// P: the softmax of each row. Every row sums to 1, for any finite scores. Derived in chapter 5.
func softmax(_ Z: Matrix) -> Matrix {
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

/// −log p of the label of example i; row i of D becomes the slopes of the loss along row i of the scores Z.
///
/// - Parameter m: examples of the whole batch, of which these may be a part.
func crossEntropy(_ Z: Matrix, row i: Int, _ label: UInt8, of m: Int, into D: inout Matrix) -> Float {
  let top = Z[row: i].max() ?? 0
  for j in 0..<Z.columns { D[i, j] = exp(Z[i, j] - top) }
  let sum = D[row: i].reduce(0, +)
  for j in 0..<Z.columns { D[i, j] = (D[i, j] / sum - (j == label ? 1 : 0)) / Float(m) }
  return log(sum) - (Z[i, Int(label)] - top)
}
