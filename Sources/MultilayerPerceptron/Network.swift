// The model: layers one after the other (deck S, "Generalization": a list of weights and activations; deck I,
// "Deep Neural Networks"; deck F, "p = g3(W3 g2(W2 g1(W1 x)))").
//
//     one neuron      z_j = Σ_k a_k w_kj + b_j           a_j = φ(z_j)
//     one layer       Z   = A_before · W + b             A   = φ(Z)
//     the network     A_0 = X,  A_1, …,  A_L             the last one predicts
//
// Shapes:  X: examples × inputs   W: inputs × outputs of a layer   b: 1 × outputs   Z, A: examples × outputs

import Matrices

/// A multi-layer perceptron: layers, and the activation of each.
public struct Network: Equatable, Sendable {
  public var layers: [Layer]
  public let activations: [Activation]

  public init(_ layers: [Layer], _ activations: [Activation]) {
    require(!layers.isEmpty, "a network without layers")
    require(layers.count == activations.count, "\(activations.count) activations for \(layers.count) layers")
    for (l, layer) in layers.enumerated() {
      let before = l == 0 ? layer.inputs : layers[l - 1].outputs
      require(before == layer.inputs, "\(before) outputs meet \(layer.inputs) inputs")
      require(layer.bias.columns == layer.outputs, "\(layer.bias.columns) biases, not \(layer.outputs)")
    }
    require(!activations.dropLast().contains(.softmax), "softmax is for the last layer")
    (self.layers, self.activations) = (layers, activations)
  }

  public var inputs: Int { layers.first?.inputs ?? 0 }
  public var outputs: Int { layers.last?.outputs ?? 0 }
  /// The activation of the last layer.
  public var output: Activation { activations[activations.count - 1] }
  /// Inputs, the sizes of the hidden layers, outputs.
  public var sizes: [Int] { [inputs] + layers.map { $0.outputs } }
  /// Whether the sums of weights and biases are numbers, and so all of them.
  var isFinite: Bool { layers.allSatisfy { ($0.weights.sum() + $0.bias.sum()).isFinite } }
}

/// What each layer made of the examples: deck I's cache.
public struct ForwardPass: Equatable, Sendable {
  /// The weighted sums of each layer, examples × outputs.
  public internal(set) var Z: [Matrix]
  /// What the activations made of them.
  public internal(set) var A: [Matrix]

  /// The outputs of the last layer.
  public var output: Matrix { A[A.count - 1] }

  /// Stops the program unless the pass went through such a network.
  func check(through network: Network) {
    _ = Network(network.layers, network.activations)  // stops if they do not fit
    let (found, expected) = (A.map { $0.columns }, Array(network.sizes.dropFirst()))
    require(found == expected, "a pass through layers of \(found) outputs, expected \(expected)")
  }
}

extension Network {
  /// All layers in their order; X: examples × inputs.
  public func forward(_ X: Matrix) -> ForwardPass {
    _ = Network(layers, activations)  // stops if they were put in by hand and do not fit
    require(X.columns == inputs, "\(X.columns) inputs for a network of \(inputs)")
    var pass = ForwardPass(Z: [], A: [])
    for (layer, activation) in zip(layers, activations) {
      let Z = (pass.A.last ?? X).times(layer.weights) + layer.bias  // examples × outputs
      pass.Z.append(Z)
      pass.A.append(activate(Z, by: activation))
    }
    return pass
  }

  /// The outputs, examples × outputs, a thousand examples at a time so that the caches hold them.
  public func predict(_ X: Matrix) -> Matrix {
    var values: [Float] = []
    for start in stride(from: 0, to: max(X.rows, 1), by: 1000) {
      values += forward(X.rows(start..<min(start + 1000, X.rows))).output.values
    }
    return Matrix(rows: X.rows, columns: outputs, values: values)
  }

  /// The class of each example: the output that is largest; with a single output, whether it is above ½.
  public func classify(_ X: Matrix) -> [Int] { classes(predict(X)) }

  /// The share of the examples whose class is right, 0 to 1.
  public func accuracy(_ X: Matrix, _ y: [Int]) -> Float {
    require(X.rows == y.count && X.rows > 0, "\(X.rows) examples for \(y.count) classes")
    for k in y { require(k >= 0 && k < max(outputs, 2), "class \(k) of \(max(outputs, 2))") }
    return Float(zip(classify(X), y).count { $0 == $1 }) / Float(y.count)
  }
}
