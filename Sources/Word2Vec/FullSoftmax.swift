// Prediction among all words (deck S, "Skipgram" and "Continuous Bag of Words").
//
//     given        x   = the mean of the given words' vectors (one in skip-gram, all around in CBOW)
//     score        z_v = x · y_v                          for every word v
//     probability  p_v = e^z_v / Σ_u e^z_u
//     loss         J   = −mean over the predictions of log p_word
//     gradient     d_v = p_v − t_v          t = 1 for the word that stands there, else 0
//                  ∂J/∂y_v = mean of d_v x      ∂J/∂x = Σ_v d_v y_v / predictions, shared by the given words
//
// Each prediction costs as many products as there are words: fine for 30, out of reach for 30 000.
//
// Shapes:  x, y_v: dimensions   z, p, d: words

import Matrices

/// p: the probability of every word, given some.
public func forward(_ model: EmbeddingModel, given: [Int]) -> [Float] {
  let x = model.mean(of: given)
  let z = (0..<model.output.rows).map { dot(x, model.output[row: $0]) }  // words
  return softmax(z)
}

/// J.
public func loss(_ model: EmbeddingModel, _ predictions: [Prediction]) -> Float {
  require(!predictions.isEmpty, "the loss of no predictions")
  let total: Float = predictions.reduce(0) { total, prediction in
    require(0..<model.output.rows ~= prediction.word, "word \(prediction.word) of \(model.output.rows)")
    return total - log(forward(model, given: prediction.given)[prediction.word])
  }
  return total / Float(predictions.count)
}

/// The gradient of J.
public func backward(_ model: EmbeddingModel, _ predictions: [Prediction]) -> EmbeddingModel {
  require(!predictions.isEmpty, "the gradient of no predictions")
  var gradient = model.zeros
  let share = 1 / Float(predictions.count)
  for prediction in predictions {
    require(0..<model.output.rows ~= prediction.word, "word \(prediction.word) of \(model.output.rows)")
    let x = model.mean(of: prediction.given)
    var d = forward(model, given: prediction.given).map { share * $0 }  // words
    d[prediction.word] -= share
    var dx = [Float](repeating: 0, count: x.count)
    for v in 0..<d.count {
      for j in 0..<x.count {
        gradient.output[v, j] += d[v] * x[j]
        dx[j] += d[v] * model.output[v, j]
      }
    }
    for c in prediction.given {
      for j in 0..<x.count { gradient.input[c, j] += dx[j] / Float(prediction.given.count) }
    }
  }
  return gradient
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
