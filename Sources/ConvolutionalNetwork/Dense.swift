// The layer in which every output sees every input (deck B, "Fully Connected Layer"), for a batch.
//
//     forward     Z  = X · W + b
//     backward    dW = Xᵀ · D     db = Σ rows of D     dX = D · Wᵀ
//
// Shapes:  X: examples × inputs   weights: inputs × outputs   bias: 1 × outputs   Z, D: examples × outputs

import Matrices

/// A dense layer; a gradient has the same form.
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

  /// Z ← X · W + b
  func forward(_ X: Matrix, into Z: inout Matrix) {
    Z.assign(X, times: weights)
    Z += bias
  }

  /// dW = Xᵀ · D and db, from the inputs and the slopes of the outputs.
  func backward(_ X: Matrix, _ D: Matrix) -> Dense {
    var gradient = Dense(inputs: inputs, outputs: outputs)
    gradient.weights.assign(transposed: X, times: D)
    gradient.bias = D.columnSums()
    return gradient
  }
}
