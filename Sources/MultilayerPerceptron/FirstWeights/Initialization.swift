// How weights begin. All equal, the neurons of a layer compute the same and get the same gradient: for ever
// one neuron. So the first weights are random; their size decides whether the signal grows or dies.

import Matrices

/// A rule for the first weights of a layer. Network.swift has Glorot's.
public enum Initialization: Equatable, Sendable {
  /// Weights and biases uniform in ±bound (deck S; its bound is 0.12).
  case uniform(Float)
  /// Weights normal with this deviation, biases 0 (deck I, "The Algorithm"; its deviation is 0.01).
  case normal(Float)
  /// Weights uniform in ±√(6 / (inputs + outputs)), biases 0 (Glorot and Bengio, AISTATS 2010, equation 16):
  /// for sigmoid and tanh.
  case glorot
  /// Weights normal with deviation √(2 / inputs), biases 0 (He, Zhang, Ren and Sun, ICCV 2015): for ReLU.
  case he
  /// All weights and biases equal: the mistake.
  case constant(Float)
}

extension Layer {
  /// A layer with random weights.
  public init(
    inputs: Int, outputs: Int, _ initialization: Initialization, using generator: inout SeededGenerator
  ) {
    self.init(zeros: inputs, outputs)
    switch initialization {
    case .uniform(let bound):
      require(bound > 0, "weights within \(bound), expected a bound above 0")
      weights = Matrix(rows: inputs, columns: outputs).map { _ in generator.uniform(in: -bound..<bound) }
      bias = Matrix(rows: 1, columns: outputs).map { _ in generator.uniform(in: -bound..<bound) }
    case .normal(let deviation):
      require(deviation >= 0 && deviation.isFinite, "weights of the deviation \(deviation)")
      weights = Matrix(rows: inputs, columns: outputs).map { _ in deviation * generator.normal() }
    case .glorot: self = Layer(inputs: inputs, outputs: outputs, using: &generator)
    case .he:
      let deviation = (2 / Float(inputs)).squareRoot()
      weights = Matrix(rows: inputs, columns: outputs).map { _ in deviation * generator.normal() }
    case .constant(let value):
      weights = Matrix(repeating: value, rows: inputs, columns: outputs)
      bias = Matrix(repeating: value, rows: 1, columns: outputs)
    }
  }
}

extension Network {
  /// A network of the given sizes, inputs first, outputs last; all but the last are `hidden`.
  public init(
    sizes: [Int], hidden: Activation, output: Activation, _ initialization: Initialization,
    using generator: inout SeededGenerator
  ) {
    require(sizes.count >= 2 && sizes.allSatisfy { $0 > 0 }, "a network of the sizes \(sizes)")
    let layers = zip(sizes, sizes.dropFirst()).map { inputs, outputs in
      Layer(inputs: inputs, outputs: outputs, initialization, using: &generator)
    }
    self.init(layers, [Activation](repeating: hidden, count: layers.count - 1) + [output])
  }
}
