// Prediction among all words (deck S, "Skipgram" and "Continuous Bag of Words").
//
//     score        z_v = x · y_v                          for every word v
//     probability  p_v = e^z_v / Σ_u e^z_u
//     skip-gram    max p(C|w): x is the center word's vector, and it predicts each context word c in turn
//     CBOW         max p(w|C): x is the mean of the context words' vectors, and it predicts the center word
//     loss         J = −mean log p of the word that stands there
//     gradient     d_v = p_v − t_v    ∂J/∂y_v = Σ d_v x    ∂J/∂x = Σ_v d_v y_v
//
// Each prediction costs as many products as there are words: fine for thirty, out of reach for thirty thousand.
//
// Shapes:  x, y_v: dimensions   z, p, d: words

import Matrices

/// J of skip-gram: the mean over all pairs of center and context.
public func skipGramLoss(_ model: EmbeddingModel, _ examples: [Example]) -> Float {
  var total: Float = 0
  for example in examples {
    let p = probabilities(model, Array(model.input[row: example.center]))
    for c in example.contexts { total -= log(p[c]) }
  }
  return total / Float(examples.reduce(0) { $0 + $1.contexts.count })
}

/// The gradient of skip-gram's J.
public func skipGramGradient(_ model: EmbeddingModel, _ examples: [Example]) -> EmbeddingModel {
  var gradient = EmbeddingModel(
    words: model.input.rows, outputs: model.output.rows, dimensions: model.dimensions)
  let share = 1 / Float(examples.reduce(0) { $0 + $1.contexts.count })
  for example in examples {
    let x = Array(model.input[row: example.center])
    let p = probabilities(model, x)
    var d = p.map { $0 * share * Float(example.contexts.count) }
    for c in example.contexts { d[c] -= share }
    let dx = backward(model, x, d, &gradient)
    for j in 0..<dx.count { gradient.input[example.center, j] += dx[j] }
  }
  return gradient
}

/// J of CBOW: the mean over all center words.
public func cbowLoss(_ model: EmbeddingModel, _ examples: [Example]) -> Float {
  var total: Float = 0
  for example in examples {
    total -= log(probabilities(model, model.mean(of: example.contexts))[example.center])
  }
  return total / Float(examples.count)
}

/// The gradient of CBOW's J. Each context word has 1/|C| of the blame for the mean.
public func cbowGradient(_ model: EmbeddingModel, _ examples: [Example]) -> EmbeddingModel {
  var gradient = EmbeddingModel(
    words: model.input.rows, outputs: model.output.rows, dimensions: model.dimensions)
  let share = 1 / Float(examples.count)
  for example in examples {
    let x = model.mean(of: example.contexts)
    var d = probabilities(model, x).map { $0 * share }
    d[example.center] -= share
    let dx = backward(model, x, d, &gradient)
    for c in example.contexts {
      for j in 0..<dx.count { gradient.input[c, j] += dx[j] / Float(example.contexts.count) }
    }
  }
  return gradient
}

/// p: the probability of every word, given a vector.
public func probabilities(_ model: EmbeddingModel, _ x: [Float]) -> [Float] {
  var z = [Float](repeating: 0, count: model.output.rows)  // words
  for v in 0..<z.count {
    for j in 0..<x.count { z[v] += x[j] * model.output[v, j] }
  }
  return softmax(z)
}

/// Adds d_v x to the gradient of every y_v and returns Σ_v d_v y_v.
private func backward(
  _ model: EmbeddingModel, _ x: [Float], _ d: [Float], _ gradient: inout EmbeddingModel
) -> [Float] {
  var dx = [Float](repeating: 0, count: x.count)
  for v in 0..<d.count {
    for j in 0..<x.count {
      gradient.output[v, j] += d[v] * x[j]
      dx[j] += d[v] * model.output[v, j]
    }
  }
  return dx
}

/// The softmax of one example's scores: as many numbers from 0 to 1, their sum 1. Derived in chapter 5.
func softmax(_ z: [Float]) -> [Float] {
  require(!z.isEmpty, "no scores, no probabilities")
  let largest = z.reduce(z[0], max)
  var p = z.map { exp($0 - largest) }  // classes
  let sum = p.reduce(0, +)
  for k in p.indices { p[k] /= sum }
  return p
}
