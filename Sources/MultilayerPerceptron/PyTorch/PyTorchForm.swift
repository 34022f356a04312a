// The network as PyTorch keeps it: nn.Linear layers in an nn.ModuleList named `layers`, counted from 0.
// PyTorch has the weights of a neuron in a row; here they are a column: Z = X·W + b.
//
//     layers.N.weight    outputs × inputs    Wᵀ of layer N
//     layers.N.bias      outputs             b of layer N
//
// The activations are not in a file of weights.

import Matrices

extension Network {
  /// Every parameter under PyTorch's name, in PyTorch's shape.
  public var namedParameters: [(name: String, shape: [Int], values: [Float])] {
    layers.enumerated().flatMap { n, layer in
      [
        ("layers.\(n).weight", [layer.outputs, layer.inputs], Matrix(layer.weights.transposed).values),
        ("layers.\(n).bias", [layer.outputs], layer.bias.values),
      ]
    }
  }

  /// A network of parameters in PyTorch's form.
  ///
  /// - Parameters:
  ///   - sizes: inputs first, outputs last.
  ///   - parameter: gives the values of the parameter with this name and shape, or throws.
  public init<Failure>(
    sizes: [Int], hidden: Activation, output: Activation,
    parameter: (_ name: String, _ shape: [Int]) throws(Failure) -> [Float]
  ) throws(Failure) {
    require(sizes.count >= 2, "a network of the sizes \(sizes)")
    var layers: [Layer] = []
    for n in 0..<sizes.count - 1 {
      let (inputs, outputs) = (sizes[n], sizes[n + 1])
      let weights = try parameter("layers.\(n).weight", [outputs, inputs])
      let bias = try parameter("layers.\(n).bias", [outputs])
      layers.append(
        Layer(Matrix(Matrix(rows: outputs, columns: inputs, values: weights).transposed), bias: bias))
    }
    self.init(layers, [Activation](repeating: hidden, count: layers.count - 1) + [output])
  }

  /// What the last layer sums up before its activation, examples × outputs: what PyTorch calls logits.
  public func logits(_ X: Matrix) -> Matrix {
    var activations = self.activations
    activations[activations.count - 1] = .linear
    return Network(layers, activations).predict(X)
  }
}
