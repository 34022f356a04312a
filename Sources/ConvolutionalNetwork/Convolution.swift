// The convolution: every output sees a window of the input, and all windows share the same weights
// (deck B, "2D Convolutional Layer").
//
//     forward                z_o(r, c)      = b_o + Σ_i,kr,kc x_i(r·s + kr − p, c·s + kc − p) · w_o,i(kr, kc)
//     gradient of weights    dw_o,i(kr, kc) = Σ_r Σ_c  d_o(r, c) · x_i(r·s + kr − p, c·s + kc − p)
//     gradient of bias       db_o           = Σ_r Σ_c  d_o(r, c)
//     gradient of inputs     dx_i(r·s + kr − p, c·s + kc − p) += d_o(r, c) · w_o,i(kr, kc)
//
// d is the slope of the loss along z. s is the stride, p the padding: so many rows and columns of zeros
// around the maps. (In mathematics a convolution turns the kernel by half a circle first. Deep learning
// leaves that out: the kernel is learned anyway.)
//
// Shapes:  x: inputs × rows × columns     weights: (inputs · size · size) × outputs     bias: 1 × outputs
//          z, d: outputs × ((rows + 2p − size) / s + 1) × ((columns + 2p − size) / s + 1)

import Matrices

/// The kernels of a convolution; a gradient has the same form.
///
/// An output map has a kernel for each input map. The weights stand as in a dense layer, inputs × outputs, an
/// input being one place of the window: (map, row, column), the column running fastest.
public struct Convolution: Equatable, Sendable {
  public var weights: Matrix  // (inputs · size · size) × outputs
  public var bias: Matrix { didSet { require(bias.rows == 1, "\(bias.rows) bias rows") } }  // 1 × outputs
  /// Maps that come in.
  public let inputs: Int
  /// Rows and columns of a kernel.
  public let size: Int

  /// All zeros.
  public init(inputs: Int, outputs: Int, size: Int) {
    let fits = min(inputs, outputs, size) > 0 && Double(inputs) * Double(size) * Double(size) < 0x1p31
    require(fits, "\(inputs) maps to \(outputs), kernels of \(size)")
    weights = Matrix(rows: inputs * size * size, columns: outputs)
    bias = Matrix(rows: 1, columns: outputs)
    (self.inputs, self.size) = (inputs, size)
  }

  /// Maps that go out.
  public var outputs: Int { weights.columns }
  public var parameterCount: Int { weights.values.count + bias.values.count }

  /// The weight by which output map `output` sees place (`row`, `column`) of its window in map `input`.
  public subscript(output: Int, input: Int, row: Int, column: Int) -> Float {
    get { weights[place(input, row, column), output] }
    set { weights[place(input, row, column), output] = newValue }
  }

  /// The row of the weights that belongs to a place of the window.
  private func place(_ input: Int, _ row: Int, _ column: Int) -> Int {
    let isInside = 0..<inputs ~= input && 0..<size ~= row && 0..<size ~= column
    require(isInside, "place (\(input), \(row), \(column)) of a window of \(inputs) × \(size) × \(size)")
    return (input * size + row) * size + column
  }

  /// Rows, or columns, that come out where `length` go in.
  public func outputLength(_ length: Int, stride: Int = 1, padding: Int = 0) -> Int {
    require(stride > 0 && 0...1 << 20 ~= padding, "a stride of \(stride), a padding of \(padding)")
    require(weights.rows == inputs * size * size, "\(weights.rows) rows of weights for \(inputs) × \(size)²")
    require(bias.columns == outputs, "\(bias.columns) biases for \(outputs) maps")
    require(
      length <= 1 << 20 && length + 2 * padding >= size, "a kernel of \(size) on \(length) + 2 · \(padding)")
    return (length + 2 * padding - size) / stride + 1
  }
}

// MARK: - Forward and backward

extension Convolution {
  /// z = b + Σ x · w, by six loops.
  public func forward(_ x: FeatureMaps, stride: Int = 1, padding: Int = 0) -> FeatureMaps {
    require(x.maps == inputs, "\(x.maps) maps for a convolution of \(inputs)")
    var z = FeatureMaps(
      maps: outputs, rows: outputLength(x.rows, stride: stride, padding: padding),
      columns: outputLength(x.columns, stride: stride, padding: padding))
    for o in 0..<outputs {
      for row in 0..<z.rows {
        for column in 0..<z.columns {
          var sum = bias[0, o]
          for i in 0..<inputs {
            for kr in 0..<size {
              for kc in 0..<size {
                let (r, c) = (row * stride + kr - padding, column * stride + kc - padding)
                if x.contains(row: r, column: c) { sum.addProduct(x[i, r, c], self[o, i, kr, kc]) }
              }
            }
          }
          z[o, row, column] = sum
        }
      }
    }
    return z
  }

  /// The same six loops, backwards: each output gives its slope d to every weight and input it was made of.
  ///
  /// - Parameters:
  ///   - x: what went in.
  ///   - d: the slope of the loss along each output, in the shape of `forward(x)`.
  /// - Returns: the gradient of weights and bias, and that of x.
  public func backward(
    _ x: FeatureMaps, _ d: FeatureMaps, stride: Int = 1, padding: Int = 0
  ) -> (gradient: Convolution, dx: FeatureMaps) {
    require(
      x.maps == inputs && d.maps == outputs
        && d.rows == outputLength(x.rows, stride: stride, padding: padding)
        && d.columns == outputLength(x.columns, stride: stride, padding: padding),
      "slopes of \(d.shape) for an input of \(x.shape) and \(outputs) kernels of \(size) × \(size)")
    var gradient = Convolution(inputs: inputs, outputs: outputs, size: size)
    var dx = FeatureMaps(maps: x.maps, rows: x.rows, columns: x.columns)
    for o in 0..<outputs {
      for row in 0..<d.rows {
        for column in 0..<d.columns {
          let slope = d[o, row, column]
          gradient.bias[0, o] += slope
          for i in 0..<inputs {
            for kr in 0..<size {
              for kc in 0..<size {
                let (r, c) = (row * stride + kr - padding, column * stride + kc - padding)
                if x.contains(row: r, column: c) {
                  gradient[o, i, kr, kc] += slope * x[i, r, c]
                  dx[i, r, c] += slope * self[o, i, kr, kc]
                }
              }
            }
          }
        }
      }
    }
    return (gradient, dx)
  }
}
