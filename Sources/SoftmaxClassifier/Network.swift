// A softmax classifier with any number of hidden layers; without any it is linear (deck Q, "Neural Network").
//
//     forward     H_1 = φ(X · W_1 + b_1)   …   Z = H_n · W + b
//     loss        L  = mean of −log softmax(Z) of the right class
//     backward    dZ = (P − T) / examples; then from the last layer to the first
//                 dW = Hᵀ · dZ      db = column sums of dZ      dZ of the layer below = (dZ · Wᵀ) ∘ φ'
//
// Shapes:  X: examples × inputs   H: examples × neurons   Z, P, T, dZ: examples × classes   y: examples

import Matrices

/// Layers, one after the other, with an activation between them. A gradient has the same form.
public struct Network: Equatable, Sendable {
  public var layers: [Layer]
  /// What hidden neurons do with their sums. The sums of the last layer are the scores.
  public let activation: Activation

  public init(layers: [Layer], activation: Activation = .sigmoid) {
    require(!layers.isEmpty, "a network without layers")
    for (l, layer) in layers.enumerated() {
      let below = l == 0 ? layer.inputs : layers[l - 1].outputs
      require(below == layer.inputs, "\(below) outputs below a layer of \(layer.inputs) inputs")
      require(layer.bias.columns == layer.outputs, "\(layer.bias.columns) biases, not \(layer.outputs)")
    }
    (self.layers, self.activation) = (layers, activation)
  }

  public var inputs: Int { layers.first?.inputs ?? 0 }
  public var classes: Int { layers.last?.outputs ?? 0 }
  /// The number of weights and biases.
  public var parameters: Int { layers.reduce(0) { $0 + ($1.inputs + 1) * $1.outputs } }

  /// Z: the scores of the classes, for each example.
  public func scores(_ X: Matrix) -> Matrix { forward(X).scores }

  /// The share of the examples whose class is right, 0 to 1; a score that is no number names none.
  public func accuracy(_ X: Matrix, _ y: [Int]) -> Float {
    check(X, y, for: self)
    let Z = scores(X)
    let right = zip(Z.argmax(), y).enumerated().count { i, pair in pair.0 == pair.1 && !Z[i, pair.1].isNaN }
    return Float(right) / Float(y.count)
  }
}

/// What a forward pass leaves for the backward pass.
public struct Activations: Sendable {
  /// What each layer saw: X, H_1, H_2, …
  public let inputs: [Matrix]
  public let scores: Matrix  // examples × classes
}

extension Network {
  /// Forward: the inputs of every layer, and the scores.
  public func forward(_ X: Matrix) -> Activations {
    _ = Network(layers: layers)  // stops if they were put in by hand and do not fit
    var inputs = [X]
    var Z = layers[0].forward(X)
    for layer in layers.dropFirst() {
      let H = activate(Z, by: activation)
      inputs.append(H)
      Z = layer.forward(H)
    }
    return Activations(inputs: inputs, scores: Z)
  }

  /// Backward: the gradient by all weights and biases, given dZ, the gradient by the scores.
  public func backward(_ passed: Activations, _ dZ: Matrix) -> Network {
    require(passed.inputs.count == layers.count, "\(passed.inputs.count) layers passed of \(layers.count)")
    var (gradient, dZ) = (self, dZ)
    for l in (0..<layers.count).reversed() {
      gradient.layers[l] = layers[l].gradient(passed.inputs[l], dZ)
      if l > 0 {
        dZ = layers[l].inputGradient(dZ) * passed.inputs[l].map { activation.derivative(value: $0) }
      }
    }
    return gradient
  }
}

/// L and its gradient by all weights and biases, over these rows of X and y, or over all.
public func lossAndGradient(
  _ network: Network, _ X: Matrix, _ y: [Int], rows: [Int]? = nil
) -> (loss: Float, gradient: Network) {
  require(X.rows == y.count, "\(X.rows) examples for \(y.count) labels")
  if let rows { return lossAndGradient(network, X.rows(rows), rows.map { y[$0] }) }
  let passed = network.forward(X)
  let dZ = scoreGradient(softmax(passed.scores), y)
  return (crossEntropy(passed.scores, y), network.backward(passed, dZ))
}
