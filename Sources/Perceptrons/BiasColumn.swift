// A layer's forward pass with the bias among the weights (deck S, "Perceptron - Forward Propagation").
//
//     A = φ([1 X] · Θ)
//
// The deck puts a column of ones before the inputs, and what they are multiplied by is the bias. Its Θ has a
// row a neuron; ours has a column a neuron, as all weights here, and the biases are its first row.
//
// Shapes:  X: examples × inputs   Θ: (1 + inputs) × outputs   A: examples × outputs

import Matrices

/// [1 X]: the examples with a one before each, examples × (1 + inputs).
public func withBiasColumn(_ X: Matrix) -> Matrix {
  Matrix(rows: X.rows, columns: 1 + X.columns, values: (0..<X.rows).flatMap { [1] + X[row: $0] })
}

/// A = φ([1 X] · Θ)
public func forward(_ Theta: Matrix, _ X: Matrix, _ activation: Activation) -> Matrix {
  require(Theta.rows == 1 + X.columns, "\(Theta.rows) rows of Θ for \(X.columns) inputs and the bias")
  let Z = withBiasColumn(X).times(Theta)  // examples × outputs
  return activate(Z, by: activation)
}

extension Layer {
  /// The biases as a row above the weights: Θ, (1 + inputs) × outputs.
  public var Theta: Matrix {
    Matrix(rows: 1 + inputs, columns: outputs, values: bias.values + weights.values)
  }
}
