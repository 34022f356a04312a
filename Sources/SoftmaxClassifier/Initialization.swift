// The first weights. Were all of them equal, all neurons of a layer would stay equal for ever; so they are
// drawn at random (deck Q, "Parameter Initialization").
//
//     deck Q, linear        W = 0.01 · U(0, 1)     b = U(0, 1)
//     deck Q, network       W = 0.01 · N(0, 1)     b = 0
//     Glorot and Bengio     W = U(−r, r), r² = 6 / (inputs + outputs)     b = 0
//
// The last keeps the size of activations and gradients about the same from layer to layer (Understanding the
// Difficulty of Training Deep Feedforward Neural Networks, 2010). `sizes`: inputs, hidden neurons, classes.

import Matrices

extension Network {
  /// A linear classifier as deck Q begins: weights in [0, 0.01), all positive, and biases in [0, 1).
  public init(inputs: Int, classes: Int, using generator: inout SeededGenerator) {
    var layer = Layer(inputs: inputs, outputs: classes)
    layer.weights = Matrix(rows: inputs, columns: classes).map { _ in 0.01 * generator.uniform(in: 0..<1) }
    layer.bias = Matrix(rows: 1, columns: classes).map { _ in generator.uniform(in: 0..<1) }
    self.init(layers: [layer])
  }

  /// Normal weights of one deviation, by default deck Q's, and biases of zero.
  public init(
    sizes: [Int], activation: Activation = .sigmoid, deviation: Float = 0.01,
    using generator: inout SeededGenerator
  ) {
    require(deviation >= 0 && deviation.isFinite, "weights of the deviation \(deviation)")
    self.init(zeros: sizes, activation: activation)
    for l in layers.indices {
      layers[l].weights = layers[l].weights.map { _ in deviation * generator.normal() }
    }
  }

  /// Glorot's weights and biases of zero.
  public init(glorot sizes: [Int], activation: Activation = .sigmoid, using generator: inout SeededGenerator)
  {
    self.init(zeros: sizes, activation: activation)
    for l in layers.indices {
      let r = (6 / Float(sizes[l] + sizes[l + 1])).squareRoot()
      layers[l].weights = layers[l].weights.map { _ in generator.uniform(in: -r..<r) }
    }
  }

  private init(zeros sizes: [Int], activation: Activation) {
    let layers = zip(sizes, sizes.dropFirst()).map { Layer(inputs: $0, outputs: $1) }
    self.init(layers: layers, activation: activation)
  }
}
