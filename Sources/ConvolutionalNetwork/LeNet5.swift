// LeNet-5 as it is taught today (LeCun, Bottou, Bengio and Haffner, Gradient-Based Learning Applied to Document
// Recognition, 1998, figure 2; deck B, "LeNet5 Image Classification"): every map of S2 feeds every map of C3,
// pooling has no weights, the output is a softmax.
//
//     input    1 × 32 × 32
//     C1       6 × 28 × 28    5 × 5 kernels, tanh      156 parameters
//     S2       6 × 14 × 14    pooling of 2 × 2
//     C3      16 × 10 × 10    5 × 5 kernels, tanh    2 416
//     S4      16 ×  5 ×  5    pooling of 2 × 2
//     C5     120 ×  1 ×  1    5 × 5 kernels, tanh   48 120    all of S4 in one window: a dense layer
//     F6      84              tanh                  10 164
//     output  10              softmax                  850    61 706 in all

import Matrices

/// The parameters of LeNet-5; a gradient has the same form.
public struct LeNet5: Equatable, Sendable {
  public var c1 = Convolution(inputs: 1, outputs: 6, size: 5)
  public var c3 = Convolution(inputs: 6, outputs: 16, size: 5)
  public var c5 = Dense(inputs: 400, outputs: 120)
  public var f6 = Dense(inputs: 120, outputs: 84)
  public var output = Dense(inputs: 84, outputs: 10)
  /// What S2 and S4 do.
  public let pooling: Pooling

  /// All zeros: a gradient to be filled.
  public init(pooling: Pooling = .average) {
    self.pooling = pooling
  }

  /// Weights and biases uniform in ±1/√n, n the number of inputs that an output sees.
  public init(pooling: Pooling = .average, using generator: inout SeededGenerator) {
    self.pooling = pooling
    for (name, inputs) in zip(LeNet5.parameters, [25, 25, 150, 150, 400, 400, 120, 120, 84, 84]) {
      let bound = 1 / Float(inputs).squareRoot()
      let shape = self[keyPath: name]
      self[keyPath: name] = Matrix(
        rows: shape.rows, columns: shape.columns, uniformIn: -bound..<bound, using: &generator)
    }
  }

  /// Weights and bias of each layer, in order.
  static var parameters: [WritableKeyPath<LeNet5, Matrix>] {
    [
      \.c1.weights, \.c1.bias, \.c3.weights, \.c3.bias, \.c5.weights, \.c5.bias, \.f6.weights, \.f6.bias,
      \.output.weights, \.output.bias,
    ]
  }

  public var parameterCount: Int {
    c1.parameterCount + c3.parameterCount + c5.parameterCount + f6.parameterCount + output.parameterCount
  }
}
