// What negative sampling aims at, without the sampling: every pair of words weighed by how often it occurs
// (Levy and Goldberg, Neural Word Embedding as Implicit Matrix Factorization, 2014).
//
//     loss       L = −Σ_wc [ n(w,c) log σ(s_wc) + k n(w) P(c) log σ(−s_wc) ] / Σ n(w,c)     s_wc = x_w · y_c
//     slope      ∂L/∂s_wc = [ −n(w,c) (1 − σ(s_wc)) + k n(w) P(c) σ(s_wc) ] / Σ n(w,c)
//     optimum    s_wc = log( n(w,c) / (n(w) P(c)) ) − log k
//
// With P the share of each context word, the first logarithm is the pointwise mutual information of w and c: how
// much more often they meet than by chance. So x_w · y_c measures company, less a constant.
//
// Shapes:  counts, scores: words × words, row w, column c

import Matrices
import Word2Vec

/// How often each word has each other word in its window.
func cooccurrences(_ predictions: [Prediction], words: Int) -> Matrix {
  var counts = Matrix(rows: words, columns: words)
  for prediction in predictions {
    for c in prediction.given { counts[c, prediction.word] += 1 }
  }
  return counts
}

/// L, with k negative samples for each pair.
func expectedLoss(_ model: EmbeddingModel, _ counts: Matrix, negatives k: Float) -> Float {
  let scores = model.input.times(model.output.transposed)
  let noise = expectedNoise(counts, negatives: k)
  return (counts * scores.mapLanes { softplus(-$0) } + noise * scores.mapLanes { softplus($0) }).sum()
    / counts.sum()
}

/// The gradient of L.
func expectedGradient(_ model: EmbeddingModel, _ counts: Matrix, negatives k: Float) -> EmbeddingModel {
  let S = model.input.times(model.output.transposed).mapLanes { sigmoid($0) }
  let noise = expectedNoise(counts, negatives: k)
  let D = (noise * S - counts * S.map { 1 - $0 }) / counts.sum()  // words × words
  return EmbeddingModel(input: D.times(model.output), output: D.transposed.times(model.input))
}

/// Where L is least if the vectors are long enough: PMI − log k; −∞ for words that never meet.
func shiftedMutualInformation(_ counts: Matrix, negatives k: Float) -> Matrix {
  let noise = expectedNoise(counts, negatives: k)
  let pairs = zip(counts.values, noise.values)
  return Matrix(rows: counts.rows, columns: counts.columns, values: pairs.map { log($0 / $1) })
}

/// k n(w) P(c): how often the pair is drawn as noise.
func expectedNoise(_ counts: Matrix, negatives k: Float) -> Matrix {
  let shares = counts.columnSums() / counts.sum()
  let times = Matrix(counts.transposed).columnSums().transposed  // words × 1: neighbors of each word
  return times.times(shares).map { $0 * k }
}
