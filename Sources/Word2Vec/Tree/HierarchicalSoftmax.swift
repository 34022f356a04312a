// Hierarchical softmax: a word is reached by turns in a tree, each a yes or no (Morin and Bengio 2005).
//
//     p(v) = Π over the turns to v of σ(±x · y_n)      + for left, − for right
//     loss −log p(v) = Σ softplus(∓x · y_n)
//     gradient of a turn  g = σ(x · y_n) − t           t = 1 for left, 0 for right
//
// The probabilities of all words sum to 1, as in the softmax, since the two turns at a node do. A prediction
// costs the depth of the tree: about the logarithm of the number of words, less for frequent ones.
//
// Shapes:  x, y_n: dimensions   output: inner nodes × dimensions

import Matrices

/// −log p of the prediction's word; the model's outputs are the tree's inner nodes.
public func loss(_ model: EmbeddingModel, _ prediction: Prediction, _ tree: HuffmanTree) -> Float {
  require(0..<tree.paths.count ~= prediction.word, "word \(prediction.word) of \(tree.paths.count)")
  let x = model.mean(of: prediction.given)
  var loss: Float = 0
  for turn in tree.paths[prediction.word] {
    let z = dot(x, model.output[row: turn.node])
    loss += softplus(turn.right ? z : -z)
  }
  return loss
}

/// Its gradient.
public func backward(_ model: EmbeddingModel, _ prediction: Prediction, _ tree: HuffmanTree) -> EmbeddingModel
{
  require(0..<tree.paths.count ~= prediction.word, "word \(prediction.word) of \(tree.paths.count)")
  let x = model.mean(of: prediction.given)
  var gradient = model.zeros
  for turn in tree.paths[prediction.word] {
    let g = sigmoid(dot(x, model.output[row: turn.node])) - (turn.right ? 0 : 1)
    for j in 0..<x.count {
      gradient.output[turn.node, j] += g * x[j]
      for c in prediction.given {
        gradient.input[c, j] += g * model.output[turn.node, j] / Float(prediction.given.count)
      }
    }
  }
  return gradient
}
