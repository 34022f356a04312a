// The layer in which every output sees every input (deck B, "Fully Connected Layer").
//
//     forward                Z  = X · W + b
//     gradient of weights    dW = Xᵀ · D
//     gradient of bias       db = Σ rows of D
//     gradient of inputs     dX = D · Wᵀ
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

  public var parameterCount: Int { weights.values.count + bias.values.count }

  func forward(_ X: Matrix) -> Matrix { X.times(weights) + bias }

  /// - Parameter D: the slopes of the loss along the outputs.
  func backward(_ X: Matrix, _ D: Matrix) -> (gradient: Dense, dX: Matrix) {
    var gradient = Dense(inputs: weights.rows, outputs: weights.columns)
    gradient.weights = X.transposed.times(D)
    gradient.bias = D.columnSums()
    return (gradient, D.times(weights.transposed))
  }
}
