// LeNet-5 as it was in 1998 (LeCun et al., Gradient-Based Learning Applied to Document Recognition, II-B).
//
//     C1, C3, C5, F6    x = f(a)    a: a convolution or a dense layer, as today
//     S2, S4            x = f(a)    a = coefficient · (sum of a square of 2 × 2) + bias, a trained pair a map
//     f(a) = 1.7159 tanh(2a/3)      f(1) = 1 and f(−1) = −1
//     output            y_i = Σ_j (x_j − bitmap_ij)²    how far F6 is from a drawing of digit i, 7 × 12, ±1
//
// Not every map of S2 feeds every map of C3: which ones do is the paper's table I. It breaks the symmetry of
// the maps and spares weights.
//
// Shapes:  S2: 6   S4: 16   F6: examples × 84   bitmaps: 10 × 84   y: examples × 10

import Matrices

/// A pooling layer with two trained numbers a map.
public struct Subsampling: Equatable, Sendable {
  public var coefficients: Matrix  // 1 × maps
  public var bias: Matrix  // 1 × maps

  /// All zeros.
  public init(maps: Int) {
    coefficients = Matrix(rows: 1, columns: maps)
    bias = Matrix(rows: 1, columns: maps)
  }

  public var parameterCount: Int { coefficients.values.count + bias.values.count }
}

/// The parameters of the LeNet-5 of 1998; a gradient has the same form.
public struct LeNet1998: Equatable, Sendable {
  public internal(set) var c1 = Convolution(inputs: 1, outputs: 6, size: 5)
  public internal(set) var s2 = Subsampling(maps: 6)
  /// Kernels that table I leaves out are zero.
  public internal(set) var c3 = Convolution(inputs: 6, outputs: 16, size: 5)
  public internal(set) var s4 = Subsampling(maps: 16)
  public internal(set) var c5 = Dense(inputs: 400, outputs: 120)
  public internal(set) var f6 = Dense(inputs: 120, outputs: 84)

  /// Table I: the maps of S2 that each map of C3 sees.
  public static let connections: [[Int]] = [
    [0, 1, 2], [1, 2, 3], [2, 3, 4], [3, 4, 5], [0, 4, 5], [0, 1, 5],
    [0, 1, 2, 3], [1, 2, 3, 4], [2, 3, 4, 5], [0, 3, 4, 5], [0, 1, 4, 5], [0, 1, 2, 5],
    [0, 1, 3, 4], [1, 2, 4, 5], [0, 2, 3, 5], [0, 1, 2, 3, 4, 5],
  ]

  /// All zeros: a gradient to be filled.
  public init() {}

  /// Weights and biases uniform in ±2.4/√n, n the number of inputs that a unit sees; S2 and S4 begin as
  /// averages. (With the paper's ±2.4/n nothing is learned here: the first slopes are too small.)
  public init(using generator: inout SeededGenerator) {
    for parameter in LeNet1998.parameters {
      let bound = 2.4 / Float([25, 25, 4, 4, 150, 150, 4, 4, 400, 400, 120, 120][parameter]).squareRoot()
      self[parameter] = self[parameter].map { _ in generator.uniform(in: -bound..<bound) }
    }
    for i in 0..<6 { (s2.coefficients[0, i], s2.bias[0, i]) = (0.25, 0) }
    for i in 0..<16 { (s4.coefficients[0, i], s4.bias[0, i]) = (0.25, 0) }
    removeUnconnectedKernels()
  }

  /// The parameters of the layers, in order, by number.
  static let parameters = 0..<12

  subscript(parameter: Int) -> Matrix {
    get {
      [
        c1.weights, c1.bias, s2.coefficients, s2.bias, c3.weights, c3.bias, s4.coefficients, s4.bias,
        c5.weights, c5.bias, f6.weights, f6.bias,
      ][parameter]
    }
    _modify {
      switch parameter {
      case 0: yield &c1.weights
      case 1: yield &c1.bias
      case 2: yield &s2.coefficients
      case 3: yield &s2.bias
      case 4: yield &c3.weights
      case 5: yield &c3.bias
      case 6: yield &s4.coefficients
      case 7: yield &s4.bias
      case 8: yield &c5.weights
      case 9: yield &c5.bias
      case 10: yield &f6.weights
      default: yield &f6.bias
      }
    }
  }

  /// Trained numbers in C3: 25 for each connection of table I, and a bias a map.
  public static var c3ParameterCount: Int { connections.reduce(0) { $0 + $1.count * 25 } + connections.count }

  public var parameterCount: Int {
    LeNet1998.parameters.reduce(LeNet1998.c3ParameterCount - c3.parameterCount) { $0 + self[$1].values.count }
  }

  /// Sets the kernels to zero that table I leaves out.
  mutating func removeUnconnectedKernels() {
    for (output, inputs) in LeNet1998.connections.enumerated() {
      for input in 0..<6 where !inputs.contains(input) {
        for place in input * 25..<(input + 1) * 25 { c3.weights[place, output] = 0 }
      }
    }
  }
}

extension Pixels {
  /// The paper's: −0.1 for paper, 1.175 for ink, which also has a mean of about 0 and a deviation of about 1.
  public static let paper = Pixels(values: (0..<256).map { -0.1 + 1.275 * Float($0) / 255 })
}
