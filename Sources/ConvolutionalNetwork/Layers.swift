// What a convolutional network learns: kernels and biases.
//
//     convolution    z_o(r, c) = b_o + Σ_i Σ_kr Σ_kc  x_i(r + kr, c + kc) · w_(i, kr, kc), o
//     dense          z_o = b_o + Σ_i x_i w_io
//
// A convolution is a dense layer with few, shared weights: each output sees a window of the input, and all
// windows use the same kernel. Both keep their weights as inputs × outputs; for a convolution an input is
// one place of the window, (map, row, column) in that order.
//
// Shapes:  weights: inputs × outputs, for a convolution (maps · size · size) × outputs   bias: 1 × outputs

import Matrices

/// The kernels of a convolution: square, stride 1, no padding.
public struct Convolution: Equatable, Sendable {
  public var weights: Matrix  // (inputs · size · size) × outputs
  public var bias: Matrix  // 1 × outputs
  /// Maps that come in.
  public let inputs: Int
  /// Rows and columns of a kernel.
  public let size: Int

  /// All zeros.
  public init(inputs: Int, outputs: Int, size: Int) {
    weights = Matrix(rows: inputs * size * size, columns: outputs)
    bias = Matrix(rows: 1, columns: outputs)
    self.inputs = inputs
    self.size = size
  }

  /// Maps that go out.
  public var outputs: Int { weights.columns }
  public var parameterCount: Int { weights.values.count + bias.values.count }

  /// The weight by which output map `output` sees place (`row`, `column`) of the window in map `input`.
  public subscript(output: Int, input: Int, row: Int, column: Int) -> Float {
    get { weights[(input * size + row) * size + column, output] }
    set { weights[(input * size + row) * size + column, output] = newValue }
  }
}

/// A layer in which every output sees every input.
public struct Dense: Equatable, Sendable {
  public var weights: Matrix  // inputs × outputs
  public var bias: Matrix  // 1 × outputs

  /// All zeros.
  public init(inputs: Int, outputs: Int) {
    weights = Matrix(rows: inputs, columns: outputs)
    bias = Matrix(rows: 1, columns: outputs)
  }

  public var inputs: Int { weights.rows }
  public var outputs: Int { weights.columns }
  public var parameterCount: Int { weights.values.count + bias.values.count }
}
