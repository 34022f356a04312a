import Matrices

/// What a layer learns. Its gradient has the same form.
public struct Layer: Equatable, Sendable {
  public var weights: Matrix  // inputs × outputs
  public var bias: Matrix { didSet { require(bias.rows == 1, "\(bias.rows) bias rows") } }  // 1 × outputs

  public init(_ weights: Matrix, bias: [Float]) {
    require(bias.count == weights.columns, "\(bias.count) biases for \(weights.columns) outputs")
    (self.weights, self.bias) = (weights, Matrix([bias]))
  }

  /// All zeros.
  public init(zeros inputs: Int, _ outputs: Int) {
    (weights, bias) = (Matrix(rows: inputs, columns: outputs), Matrix(rows: 1, columns: outputs))
  }

  /// Weights uniform in ±√(6 / (inputs + outputs)), biases 0 (Glorot and Bengio, AISTATS 2010, equation 16):
  /// all equal, the neurons would compute the same for ever; so large, the signal neither grows nor dies.
  public init(inputs: Int, outputs: Int, using generator: inout SeededGenerator) {
    self.init(zeros: inputs, outputs)
    let bound = (6 / Float(inputs + outputs)).squareRoot()
    weights = Matrix(rows: inputs, columns: outputs).map { _ in generator.uniform(in: -bound..<bound) }
  }

  public var inputs: Int { weights.rows }
  public var outputs: Int { weights.columns }
}
