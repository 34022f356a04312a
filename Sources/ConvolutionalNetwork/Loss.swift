// Softmax and cross-entropy of a batch.
//
//     p_j  = e^(z_j − top) / Σ e^(z_k − top)      top: the largest score of the example
//     loss = − 1/m Σ log p_label                  d_j = (p_j − [j = label]) / m
//
// Shapes:  Z, P, D: examples × 10   labels: examples

import Matrices

/// The probability of each digit from its score, row by row.
public func probabilities(_ Z: Matrix) -> Matrix {
  var P = Z
  for i in 0..<Z.rows {
    let (e, sum, _) = exponentials(Z[row: i])
    for j in 0..<Z.columns { P[i, j] = e[j] / sum }
  }
  return P
}

/// −log p of each example's label, and the slopes D of the loss along the scores Z.
///
/// - Parameter m: examples of the whole batch, of which these may be a part.
func crossEntropy(_ Z: Matrix, _ labels: [UInt8], of m: Int) -> (losses: [Float], D: Matrix) {
  var D = Z
  let losses = labels.map(Int.init).enumerated().map { i, label in
    let (e, sum, top) = exponentials(Z[row: i])
    for j in 0..<Z.columns { D[i, j] = (e[j] / sum - (j == label ? 1 : 0)) / Float(m) }
    return log(sum) - (Z[i, label] - top)
  }
  return (losses, D)
}

private func exponentials(_ z: ArraySlice<Float>) -> (e: [Float], sum: Float, top: Float) {
  let top = z.max() ?? 0
  let e = z.map { exp($0 - top) }
  return (e, e.reduce(0, +), top)
}
