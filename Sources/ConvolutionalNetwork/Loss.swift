// Softmax and cross-entropy of a batch, in one pass over the scores.
//
//     p_j  = e^(z_j − top) / Σ e^(z_k − top)      top: the largest score of the example
//     loss = − 1/m Σ log p_label                  d_j = (p_j − [j = label]) / m
//
// Shapes:  Z, P, D: examples × 10   labels: examples, or fewer when the last rows are absent

import Matrices

/// The probability of each digit from its score, row by row.
public func probabilities(_ Z: Matrix) -> Matrix {
  var P = Z
  for i in 0..<Z.rows {
    let top = Z[row: i].max() ?? 0
    var sum: Float = 0
    for j in 0..<Z.columns {
      P[i, j] = exp(Z[i, j] - top)
      sum += P[i, j]
    }
    for j in 0..<Z.columns { P[i, j] /= sum }
  }
  return P
}

/// Replaces the scores by the slopes of the loss along them. Rows without a label get zeros.
///
/// - Parameter m: examples of the whole batch, of which these may be a part.
/// - Returns: −log p of each example.
func softmaxLoss(_ Z: inout Matrix, _ labels: ArraySlice<UInt8>, of m: Int) -> [Float] {
  let share = 1 / Float(m)
  var losses: [Float] = []
  for (i, label) in labels.enumerated() {
    let top = Z[row: i].max() ?? 0
    let score = Z[i, Int(label)]
    var sum: Float = 0
    for j in 0..<Z.columns {
      Z[i, j] = exp(Z[i, j] - top)
      sum += Z[i, j]
    }
    losses.append(log(sum) - (score - top))
    for j in 0..<Z.columns { Z[i, j] *= share / sum }
    Z[i, Int(label)] -= share
  }
  for k in labels.count * Z.columns..<Z.values.count { Z.values[k] = 0 }
  return losses
}
