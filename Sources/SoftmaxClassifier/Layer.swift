// A linear classifier, also a layer of a network (deck Q, "Softmax Linear Classifier").
//
//     one example     c_k = x_1 w_1k + … + x_n w_nk + b_k
//     all of them     C  = X · W + b
//     backward        dW = Xᵀ · dC      db = the column sums of dC      dX = dC · Wᵀ
//
// Shapes:  X: examples × inputs   W: inputs × outputs   b: 1 × outputs   C, dC: examples × outputs

import Matrices

/// One weight for each input and output, one bias for each output. A gradient has the same form.
public struct Layer: Equatable, Sendable {
  public var weights: Matrix  // inputs × outputs
  public var bias: Matrix { didSet { require(bias.rows == 1, "\(bias.rows) bias rows") } }  // 1 × outputs

  /// Derived in chapter 3.
  public init(weights: Matrix, bias: [Float]) {
    require(bias.count == weights.columns, "\(bias.count) biases for \(weights.columns) outputs")
    (self.weights, self.bias) = (weights, Matrix([bias]))
  }

  /// All zeros. Derived in chapter 3.
  public init(inputs: Int, outputs: Int) {
    require(inputs > 0 && outputs > 0, "a layer of \(inputs) inputs and \(outputs) outputs")
    weights = Matrix(rows: inputs, columns: outputs)
    bias = Matrix(rows: 1, columns: outputs)
  }

  public var inputs: Int { weights.rows }
  public var outputs: Int { weights.columns }

  /// The outputs for one example, by loops: c = x · W + b. Derived in chapter 3.
  public func forward(_ x: [Float]) -> [Float] {
    require(x.count == inputs, "\(x.count) inputs for a layer of \(inputs)")
    require(bias.columns == outputs, "\(bias.columns) biases for \(outputs) outputs")
    var c = [Float](repeating: 0, count: outputs)
    for j in 0..<inputs where x[j] != 0 {  // most words are missing from most texts
      for k in 0..<outputs { c[k] = c[k].addingProduct(x[j], weights[j, k]) }
    }
    for k in 0..<outputs { c[k] += bias[0, k] }
    return c
  }

  /// The outputs for all examples, by one product: C = X · W + b. Derived in chapter 3.
  public func forward(_ X: Matrix) -> Matrix {
    require(X.columns == inputs, "\(X.columns) inputs for a layer of \(inputs)")
    return X.times(weights) + bias  // examples × outputs
  }

  /// What a gradient dC at the outputs for X means for weights and bias.
  public func gradient(_ X: Matrix, _ dC: Matrix) -> Layer {
    var gradient = self
    gradient.weights.assign(X.transposed, times: dC)
    gradient.bias = dC.columnSums()
    return gradient
  }

  /// What a gradient dC at the outputs means for the inputs.
  public func inputGradient(_ dC: Matrix) -> Matrix { dC.times(weights.transposed) }
}
