// Maxout, the neuron that learns its activation function (deck Q, "Activation Functions").
//
//     a = max(x · w_1 + b_1, …, x · w_p + b_p)
//
// With two pieces it can become ReLU (w_1 = 0, b_1 = 0), leaky ReLU or |x|. Only the largest piece has a part
// in the answer, so only it has a gradient.
//
// Shapes:  x: inputs   W: inputs × pieces   b: pieces

import Matrices

/// A neuron of several linear pieces, the largest of which is its output.
public struct Maxout: Equatable, Sendable {
  public var pieces: Layer  // inputs × pieces

  public init(pieces: Layer) { self.pieces = pieces }

  /// The largest piece.
  public func value(_ x: [Float]) -> Float {
    let z = pieces.forward(x)
    return z[argmax(z)]
  }

  /// ∂a/∂W and ∂a/∂b: the winning piece has x and 1, the others have 0.
  public func gradient(_ x: [Float]) -> Layer {
    let winner = argmax(pieces.forward(x))
    var gradient = Layer(inputs: pieces.inputs, outputs: pieces.outputs)
    for j in 0..<pieces.inputs { gradient.weights[j, winner] = x[j] }
    gradient.bias[0, winner] = 1
    return gradient
  }

  /// ∂a/∂x: the weights of the winning piece.
  public func inputGradient(_ x: [Float]) -> [Float] { pieces.weights.column(argmax(pieces.forward(x))) }
}
