// The network as PyTorch keeps it: convolutions outputs × inputs × 5 × 5, C5 among them, dense layers outputs ×
// inputs. Here the weights stand inputs × outputs, an input being one place of the window (map, row, column); so
// PyTorch's numbers are the transpose.
//
//     c1.weight        6 × 1 × 5 × 5       c1.bias         6
//     c3.weight       16 × 6 × 5 × 5       c3.bias        16
//     c5.weight      120 × 16 × 5 × 5      c5.bias       120
//     f6.weight       84 × 120             f6.bias        84
//     output.weight   10 × 84              output.bias    10
//
// Whether S2 and S4 take means or maxima is not in a file of weights.

import Matrices

extension LeNet5 {
  private static var names: [(name: String, parameter: WritableKeyPath<LeNet5, Matrix>, shape: [Int])] {
    [
      ("c1.weight", \.c1.weights, [6, 1, 5, 5]), ("c1.bias", \.c1.bias, [6]),
      ("c3.weight", \.c3.weights, [16, 6, 5, 5]), ("c3.bias", \.c3.bias, [16]),
      ("c5.weight", \.c5.weights, [120, 16, 5, 5]), ("c5.bias", \.c5.bias, [120]),
      ("f6.weight", \.f6.weights, [84, 120]), ("f6.bias", \.f6.bias, [84]),
      ("output.weight", \.output.weights, [10, 84]), ("output.bias", \.output.bias, [10]),
    ]
  }

  /// Every parameter under PyTorch's name, in PyTorch's shape.
  public var namedParameters: [(name: String, shape: [Int], values: [Float])] {
    LeNet5.names.map { ($0.name, $0.shape, self[keyPath: $0.parameter].transposed().values) }
  }

  /// A network of parameters in PyTorch's form.
  ///
  /// - Parameter parameter: gives the values of the parameter with this name and shape, or throws.
  public init(
    pooling: Pooling, parameter: (_ name: String, _ shape: [Int]) throws -> [Float]
  ) rethrows {
    self.init(pooling: pooling)
    for (name, path, shape) in LeNet5.names {
      let (inputs, outputs) = (self[keyPath: path].rows, self[keyPath: path].columns)
      let values = try parameter(name, shape)
      self[keyPath: path] = Matrix(rows: outputs, columns: inputs, values: values).transposed()
    }
  }

  /// The scores of images of 32 × 32 numbers, taken as they are: images × 10.
  ///
  /// - Parameter X: images × 1024.
  public func scores(_ X: Matrix) -> Matrix {
    require(X.columns == 1024, "images of \(X.columns) numbers, expected 32 × 32")
    let share = Share(strips: 0..<1)
    var scores: [Float] = []
    for start in stride(from: 0, to: X.rows, by: 16) {
      let rows = start..<min(start + 16, X.rows)
      for row in rows { share.strips[0].setMap(X[row: row], lane: row - start) }
      share.forward(self)
      scores += share.Z.values.prefix(10 * rows.count)
    }
    return Matrix(rows: X.rows, columns: 10, values: scores)
  }
}
