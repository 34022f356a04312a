// Hierarchical softmax: a word is reached by turns in a tree, each a yes or no (Morin and Bengio 2005).
//
//     p(v) = Π over the turns to v of σ(±x · y_n)      + for left, − for right
//     loss −log p(v) = Σ softplus(∓x · y_n)
//     gradient of a turn  g = σ(x · y_n) − t           t = 1 for left, 0 for right
//
// The probabilities of all words sum to 1, as in the softmax, since the two turns at a node do. A prediction costs
// the depth of the tree: about the logarithm of the number of words, less for frequent ones.
//
// Shapes:  x, y_n: dimensions   output: inner nodes × dimensions

import Matrices

/// −log p(word), given the vector x; the model's outputs are the tree's inner nodes.
public func hierarchicalLoss(_ model: EmbeddingModel, _ tree: HuffmanTree, _ x: [Float], word: Int) -> Float {
  var loss: Float = 0
  for turn in tree.paths[word] {
    let z = dot(x, Array(model.output[row: turn.node]))
    loss += softplus(turn.right ? z : -z)
  }
  return loss
}

/// Its gradient: by x, and by the nodes' vectors, added to `outputGradient`.
public func hierarchicalGradient(
  _ model: EmbeddingModel, _ tree: HuffmanTree, _ x: [Float], word: Int, _ outputGradient: inout Matrix
) -> [Float] {
  var dx = [Float](repeating: 0, count: x.count)
  for turn in tree.paths[word] {
    let g = sigmoid(dot(x, Array(model.output[row: turn.node]))) - (turn.right ? 0 : 1)
    for j in 0..<x.count {
      dx[j] += g * model.output[turn.node, j]
      outputGradient[turn.node, j] += g * x[j]
    }
  }
  return dx
}
