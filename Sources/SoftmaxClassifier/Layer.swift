// A linear classifier, which is also a layer of a network (deck Q, "Data Representations" and "Softmax Linear
// Classifier").
//
//     one example     z_k = x_1 w_1k + … + x_n w_nk + b_k
//     all of them     Z  = X · W + b
//     backward        dW = Xᵀ · dZ      db = the column sums of dZ      dX = dZ · Wᵀ
//
// The deck first writes W · x with an example in a column, then X · W with the examples in rows, as here.
//
// Shapes:  X: examples × inputs   W: inputs × outputs   b: 1 × outputs   Z, dZ: examples × outputs

import Matrices

/// One weight for each input and output, one bias for each output. A gradient has the same form.
public struct Layer: Equatable, Sendable {
  public var weights: Matrix  // inputs × outputs
  public var bias: Matrix  // 1 × outputs

  public init(weights: Matrix, bias: [Float]) {
    require(bias.count == weights.columns, "\(bias.count) biases for \(weights.columns) outputs")
    self.weights = weights
    self.bias = Matrix(row: bias)
  }

  /// All zeros.
  public init(inputs: Int, outputs: Int) {
    require(inputs > 0 && outputs > 0, "a layer of \(inputs) inputs and \(outputs) outputs")
    weights = Matrix(rows: inputs, columns: outputs)
    bias = Matrix(rows: 1, columns: outputs)
  }

  public var inputs: Int { weights.rows }
  public var outputs: Int { weights.columns }

  /// The outputs for one example, by loops.
  public func forward(_ x: [Float]) -> [Float] {
    require(x.count == inputs, "\(x.count) inputs for a layer of \(inputs)")
    var z = bias.values
    for i in 0..<inputs {
      for k in 0..<outputs { z[k] += x[i] * weights[i, k] }
    }
    return z
  }

  /// The outputs for all examples, by one product: Z = X · W + b.
  public func forward(_ X: Matrix) -> Matrix {
    require(X.columns == inputs, "\(X.columns) inputs for a layer of \(inputs)")
    return X.times(weights) + bias
  }

  /// What a gradient dZ at the outputs for X means for weights and bias.
  public func gradient(_ X: Matrix, _ dZ: Matrix) -> Layer {
    var gradient = self
    gradient.weights.assign(transposed: X, times: dZ)
    gradient.bias = dZ.columnSums()
    return gradient
  }

  /// What a gradient dZ at the outputs means for the inputs.
  public func inputGradient(_ dZ: Matrix) -> Matrix {
    dZ.timesTransposed(weights)
  }
}
