// What pairs of words have in common: the steps from the first word of each to the second.
//
//     step         s_i = second_i − first_i
//     alike        the mean of cos(s_i, s_j) over all pairs of steps
//     places       along the mean step, and in the widest direction at right angles to it
//
// Shapes:  X: 2 pairs × dimensions, the two words of a pair one below the other   steps: pairs × dimensions

import Matrices
import Word2Vec

/// The steps of some pairs.
struct PairSteps: Sendable {
  let steps: [[Float]]  // pairs × dimensions

  /// - Parameter X: vectors, 2 pairs × dimensions.
  init(of X: Matrix) {
    require(X.rows >= 4 && X.rows % 2 == 0, "\(X.rows) vectors, expected two or more pairs")
    steps = (0..<X.rows / 2).map { i in (0..<X.columns).map { X[2 * i + 1, $0] - X[2 * i, $0] } }
  }

  /// The mean cosine of any two steps.
  var meanCosine: Float {
    var sum: Float = 0
    for i in steps.indices {
      for j in 0..<i { sum += cosine(steps[i], steps[j]) }
    }
    return sum / Float(steps.count * (steps.count - 1) / 2)
  }

  /// How many steps have a positive cosine with the mean of the others.
  var alongOthers: Int {
    steps.indices.count { i in
      cosine(steps[i], mean(steps.indices.filter { $0 != i }.map { steps[$0] })) > 0
    }
  }

  /// The places of vectors along the mean step, and along what varies most at right angles to it, rows of X × 2.
  func places(of X: Matrix) -> Matrix {
    let axis = withUnitRows(Matrix([mean(steps)]))  // 1 × dimensions
    let along = X.times(axis.transposed)  // rows of X × 1
    let rest = X - along.times(axis)
    let across = PrincipalComponents(of: rest, components: 1).project(rest)
    return Matrix((0..<X.rows).map { [along[$0, 0], across[$0, 0]] })
  }
}

private func mean(_ vectors: [[Float]]) -> [Float] {
  (Matrix(vectors).columnSums() / Float(vectors.count)).values
}
