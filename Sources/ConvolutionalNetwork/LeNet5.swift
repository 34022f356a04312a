// LeNet-5 as it is taught today (LeCun, Bottou, Bengio, Haffner 1998, figure 2; deck B, "LeNet5 Image
// Classification"): every map of S2 feeds every map of C3, pooling averages, the output is a softmax.
//
//     input    1 × 32 × 32
//     C1       6 × 28 × 28    5 × 5 kernels, tanh      156 parameters
//     S2       6 × 14 × 14    averages of 2 × 2
//     C3      16 × 10 × 10    5 × 5 kernels, tanh    2 416
//     S4      16 ×  5 ×  5    averages of 2 × 2
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

  /// All zeros: a gradient to be filled.
  public init() {}

  /// Weights and biases uniform in ±1/√n, n the number of inputs that an output sees.
  public init(using generator: inout SeededGenerator) {
    forEachParameter { parameter, inputs in
      let bound = 1 / Float(inputs).squareRoot()
      parameter = Matrix(
        rows: parameter.rows, columns: parameter.columns, uniformIn: -bound..<bound, using: &generator)
    }
  }

  public var parameterCount: Int {
    c1.parameterCount + c3.parameterCount + c5.parameterCount + f6.parameterCount + output.parameterCount
  }

  /// Visits weights and bias of each layer in order, with the number of inputs that an output sees.
  public mutating func forEachParameter(_ visit: (inout Matrix, _ inputs: Int) throws -> Void) rethrows {
    try visit(&c1.weights, 25)
    try visit(&c1.bias, 25)
    try visit(&c3.weights, 150)
    try visit(&c3.bias, 150)
    try visit(&c5.weights, 400)
    try visit(&c5.bias, 400)
    try visit(&f6.weights, 120)
    try visit(&f6.bias, 120)
    try visit(&output.weights, 84)
    try visit(&output.bias, 84)
  }
}
