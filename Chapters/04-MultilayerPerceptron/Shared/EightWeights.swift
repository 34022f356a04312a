// The slides' network: two inputs, two hidden neurons, two outputs; eight weights and a bias for each layer.

import Matrices
import MultilayerPerceptron

struct EightWeights {
  var network: Network
  let x: Matrix
  let y: Matrix

  /// Of w₁ to w₈, b₁ and b₂, i₁ and i₂, and the outputs that are wanted.
  init(_ n: [Float]) {
    network = Network(
      [
        Layer([[n[0], n[2]], [n[1], n[3]]], bias: [n[8], n[8]]),
        Layer([[n[4], n[6]], [n[5], n[7]]], bias: [n[9], n[9]]),
      ], [.sigmoid, .sigmoid])
    (x, y) = ([[n[10], n[11]]], [[n[12], n[13]]])
  }

  var gradient: [Layer] { backward(network, x, network.forward(x), y, .squared).layers }

  /// A step of gradient descent; the biases stay, as on the slides.
  mutating func step(_ rate: Float) {
    let gradient = gradient
    for l in 0..<2 { network.layers[l].weights.add(-rate, times: gradient[l].weights) }
  }
}
