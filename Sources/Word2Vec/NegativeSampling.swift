// Negative sampling: instead of "which of all words stands here?" ask "does this word stand here, or was it
// drawn at random?" (Mikolov et al. 2013, section 2.2).
//
//     loss       −log σ(x · y_o) − Σ_{n drawn} log σ(−x · y_n)
//     gradient   g_v = σ(x · y_v) − t_v      t = 1 for the word o that stands there, 0 for one drawn
//                ∂/∂y_v = g_v x              ∂/∂x = Σ_v g_v y_v
//
// −log σ(z) = softplus(−z): so written it overflows for no z. The cost is some six products, whatever the
// number of words.
//
// Shapes:  x, y_v: dimensions

import Matrices

/// The loss of one prediction: `word` against words drawn.
public func negativeSamplingLoss(_ model: EmbeddingModel, _ x: [Float], word: Int, drawn: [Int]) -> Float {
  var loss = softplus(-dot(x, Array(model.output[row: word])))
  for n in drawn { loss += softplus(dot(x, Array(model.output[row: n]))) }
  return loss
}

/// Its gradient by x, and its slopes g by the scores of the word and of those drawn: that by y_v is g_v x.
public func negativeSamplingGradient(_ model: EmbeddingModel, _ x: [Float], word: Int, drawn: [Int]) -> (
  dx: [Float], g: [Float]
) {
  var dx = [Float](repeating: 0, count: x.count)
  var g: [Float] = []
  for (o, v) in ([word] + drawn).enumerated() {
    g.append(sigmoid(dot(x, Array(model.output[row: v]))) - (o == 0 ? 1 : 0))
    for j in 0..<x.count { dx[j] += g[o] * model.output[v, j] }
  }
  return (dx, g)
}

/// A step of skip-gram with negative sampling, as the original program takes it: for each context word in turn,
/// its vector predicts the center word.
///
/// The slides let the center word predict its context. As every word is the center once, the pairs are the same.
public func skipGramStep(_ model: inout EmbeddingModel, _ example: Example, drawn: [Int], learningRate: Float)
{
  for c in example.contexts {
    let x = Array(model.input[row: c])
    let (dx, g) = negativeSamplingGradient(model, x, word: example.center, drawn: drawn)
    updateOutputs(&model, [example.center] + drawn, g, x, learningRate: learningRate)
    for j in 0..<dx.count { model.input[c, j] -= learningRate * dx[j] }
  }
}

/// A step of CBOW with negative sampling, as the original program takes it: each context word moves by the whole
/// of dx, where the gradient of the mean would be its share.
public func cbowStep(_ model: inout EmbeddingModel, _ example: Example, drawn: [Int], learningRate: Float) {
  let x = model.mean(of: example.contexts)
  let (dx, g) = negativeSamplingGradient(model, x, word: example.center, drawn: drawn)
  updateOutputs(&model, [example.center] + drawn, g, x, learningRate: learningRate)
  for c in example.contexts {
    for j in 0..<dx.count { model.input[c, j] -= learningRate * dx[j] }
  }
}

/// y_v ← y_v − α g_v x, of the words that were scored and of no other.
private func updateOutputs(
  _ model: inout EmbeddingModel, _ words: [Int], _ g: [Float], _ x: [Float], learningRate: Float
) {
  for (v, g) in zip(words, g) {
    for j in 0..<x.count { model.output[v, j] -= learningRate * g * x[j] }
  }
}
