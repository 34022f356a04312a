// The network as PyTorch keeps it: convolutions outputs × inputs × 5 × 5, C5 among them, dense layers outputs
// × inputs. Here the weights stand inputs × outputs, an input being one place of the window (map, row,
// column); so PyTorch's numbers are the transpose.
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
  /// A parameter each, in order.
  private static let names: [(name: String, shape: [Int])] = [
    ("c1.weight", [6, 1, 5, 5]), ("c1.bias", [6]), ("c3.weight", [16, 6, 5, 5]), ("c3.bias", [16]),
    ("c5.weight", [120, 16, 5, 5]), ("c5.bias", [120]), ("f6.weight", [84, 120]), ("f6.bias", [84]),
    ("output.weight", [10, 84]), ("output.bias", [10]),
  ]

  /// Every parameter under PyTorch's name, in PyTorch's shape.
  public var namedParameters: [(name: String, shape: [Int], values: [Float])] {
    LeNet5.parameters.map {
      (LeNet5.names[$0].name, LeNet5.names[$0].shape, Matrix(self[$0].transposed).values)
    }
  }

  /// A network of parameters in PyTorch's form.
  ///
  /// - Parameter parameter: gives the values of the parameter with this name and shape, or throws.
  public init<E: Error>(
    pooling: Pooling, parameter: (_ name: String, _ shape: [Int]) throws(E) -> [Float]
  ) throws(E) {
    self.init(pooling: pooling)
    for i in LeNet5.parameters {
      let values = try parameter(LeNet5.names[i].name, LeNet5.names[i].shape)
      self[i] = Matrix(Matrix(rows: self[i].columns, columns: self[i].rows, values: values).transposed)
    }
  }

  /// The scores of images of 32 × 32 numbers, taken as they are: images × 10.
  ///
  /// - Parameter X: images × 1024.
  public func scores(_ X: Matrix) -> Matrix {
    require(X.columns == 1024, "images of \(X.columns) numbers, expected 32 × 32")
    let network = Lanes.OfMaps(self)
    let scores = (0..<X.rows).flatMap {
      network.scores(FeatureMaps(maps: 1, rows: 32, columns: 32, values: Array(X[row: $0])))
    }
    return Matrix(rows: X.rows, columns: 10, values: scores)
  }
}
