// What a neuron makes of its weighted sum, and the way back (deck S, "Generalization": the class Activation
// with f and df; deck I, "Derivatives for activation functions"; chapter 3 derives and draws them all).
//
//     most        a   = φ(z)                       dz   = φ'(z) da
//     softmax     a_k = e^(z_k) / Σ_i e^(z_i)      dz_k = a_k (da_k − Σ_i a_i da_i)
//
// Softmax takes the outputs of an example together, all others each number by itself.
//
// Shapes:  Z, A, dZ, dA: examples × outputs

import Matrices

/// The function φ of a layer.
public enum Activation: Equatable, Sendable {
  case linear
  case sigmoid
  case tanh
  case relu
  case leakyReLU(slope: Float)
  case softplus
  case elu(alpha: Float)
  /// For the last layer: the outputs of an example become probabilities with the sum 1.
  case softmax
}

/// A = φ(Z)
public func activate(_ Z: Matrix, by activation: Activation) -> Matrix {
  switch activation {
  case .leakyReLU(let x) where !(0...1 ~= x), .elu(let x) where !x.isFinite: fatalError("a slope of \(x)")
  case .linear: Z
  case .sigmoid: Z.mapLanes { sigmoid($0) }
  case .tanh: Z.mapLanes { tanh($0) }
  case .relu: Z.mapLanes { $0.replacing(with: 0, where: $0 .< 0) }
  case .leakyReLU(let slope): Z.mapLanes { $0.replacing(with: slope * $0, where: $0 .< 0) }
  case .softplus: Z.mapLanes { softplus($0) }
  // eᶻ − 1 = tanh(z/2) (eᶻ + 1), which keeps its digits near 0
  case .elu(let alpha):
    Z.mapLanes { $0.replacing(with: alpha * tanh($0 / 2) * (exp($0) + 1), where: $0 .< 0) }
  case .softmax: softmax(Z)
  }
}

/// dZ = φ'(Z) ∘ dA, given A = φ(Z).
public func passBack(_ dA: Matrix, through activation: Activation, at Z: Matrix, value A: Matrix) -> Matrix {
  require(dA.rows == Z.rows && dA.rows == A.rows, "slopes of \(dA.rows) examples, \(Z.rows) and \(A.rows)")
  if activation == .softmax {
    let sums = Matrix((A * dA).transposed).columnSums().transposed  // examples × 1
    return A * (dA - sums.times(Matrix(repeating: 1, rows: 1, columns: A.columns)))
  }
  return activation.derivative(at: Z, value: A) * dA
}

extension Activation {
  /// φ'(Z), given A = φ(Z), of a function that takes each number by itself. At a corner it is the slope of
  /// the left side.
  func derivative(at Z: Matrix, value A: Matrix) -> Matrix {
    let one = SIMD16<Float>(repeating: 1)
    return switch self {
    case .leakyReLU(let x) where !(0...1 ~= x), .elu(let x) where !x.isFinite: fatalError("a slope of \(x)")
    case .linear: Matrix(repeating: 1, rows: Z.rows, columns: Z.columns)
    case .sigmoid: A.mapLanes { $0 * (1 - $0) }
    case .tanh: A.mapLanes { 1 - $0 * $0 }
    case .relu: Z.mapLanes { one.replacing(with: 0, where: .!($0 .> 0)) }
    case .leakyReLU(let slope): Z.mapLanes { one.replacing(with: slope, where: .!($0 .> 0)) }
    case .softplus: activate(Z, by: .sigmoid)
    case .elu(let alpha): Z.mapLanes { one.replacing(with: alpha * exp($0), where: .!($0 .> 0)) }
    case .softmax: fatalError("softmax has a Jacobian")
    }
  }
}

/// P: the softmax of each row. Every row sums to 1, for any finite scores. Derived in chapter 5.
func softmax(_ Z: Matrix) -> Matrix {
  var P = Z
  for i in 0..<Z.rows {
    let largest = Z[row: i].max() ?? 0
    for k in 0..<Z.columns { P[i, k] -= largest }
  }
  P = P.mapLanes { exp($0) }
  for i in 0..<Z.rows {
    let sum = P[row: i].reduce(0, +)
    for k in 0..<Z.columns { P[i, k] /= sum }
  }
  return P
}
