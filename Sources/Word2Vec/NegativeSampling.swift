// Negative sampling: instead of "which of all words stands here?" ask "does this word stand here, or was it
// drawn at random?" (Mikolov et al. 2013, section 2.2).
//
//     loss       −log σ(x · y_word) − Σ over the drawn words n of log σ(−x · y_n)
//     gradient   g_v = σ(x · y_v) − t_v      t = 1 for the word that stands there, 0 for one drawn
//                ∂/∂y_v = g_v x              ∂/∂x = Σ_v g_v y_v
//
// −log σ(z) = softplus(−z): so written it overflows for no z. With five words drawn the cost is six products.
//
// Shapes:  x, y_v, dx: dimensions   words, g: 1 + drawn words

import Matrices

/// The loss of one prediction: its word against words drawn.
public func loss(_ model: EmbeddingModel, _ prediction: Prediction, drawn: [Int]) -> Float {
  let x = model.mean(of: prediction.given)
  return drawn.reduce(softplus(-dot(x, model.output[row: prediction.word]))) {
    $0 + softplus(dot(x, model.output[row: $1]))
  }
}

/// The gradient of one prediction: a few rows, where a whole model would be nearly all zeros.
public struct SampledGradient {
  public let given: [Int]
  public let words: [Int]  // the word, then those drawn
  public let x: [Float]
  public internal(set) var dx: [Float]  // by x
  public internal(set) var g: [Float] = []  // by the scores of the words; g_v x by y_v
}

public func backward(_ model: EmbeddingModel, _ prediction: Prediction, drawn: [Int]) -> SampledGradient {
  let (x, words) = (model.mean(of: prediction.given), [prediction.word] + drawn)
  var gradient = SampledGradient(given: prediction.given, words: words, x: x, dx: x.map { _ in 0 })
  for (o, v) in words.enumerated() {
    let g = sigmoid(dot(x, model.output[row: v])) - (o == 0 ? 1 : 0)
    for j in 0..<x.count { gradient.dx[j] += g * model.output[v, j] }
    gradient.g.append(g)
  }
  return gradient
}

/// A step, as the original program takes it: each given word moves by the whole of dx, where the gradient of
/// their mean would be its share.
public func update(_ model: inout EmbeddingModel, _ gradient: SampledGradient, learningRate: Float) {
  require(0..<Float.infinity ~= learningRate, "a learning rate of \(learningRate)")
  require(gradient.x.count == model.dimensions, "\(gradient.x.count) slopes of a word's vector")
  for (v, g) in zip(gradient.words, gradient.g) {
    for j in 0..<gradient.x.count { model.output[v, j] -= learningRate * g * gradient.x[j] }
  }
  for c in gradient.given {
    for j in 0..<gradient.x.count { model.input[c, j] -= learningRate * gradient.dx[j] }
  }
}
