// Activation functions, φ(z), and their derivatives (decks S, B, F and Q, "Activation Function"; deck I,
// "Derivatives for activation functions").
//
//     linear       z                                      1
//     step         1 if z > 0, else 0                     0 (the jump at 0 has none)
//     sign         1 if z > 0, else −1                    0
//     sigmoid      1 / (1 + e⁻ᶻ)                          a (1 − a)         with a = φ(z)
//     tanh         (e²ᶻ − 1) / (e²ᶻ + 1)                  1 − a²
//     ReLU         max(0, z)                              1 if z > 0, else 0
//     leaky ReLU   max(εz, z)                             1 if z > 0, else ε
//     softplus     log(1 + eᶻ), deck F's "soft ReLU"      sigmoid(z)
//     ELU          z if z ≥ 0, else α (eᶻ − 1)            1 if z > 0, else α eᶻ
//
// Comparisons are written so that NaN stays NaN. Sigmoid, tanh and softplus are those of Matrices.

import Matrices

/// What a neuron makes of its weighted sum.
public enum Activation: Equatable, Sendable {
  case linear
  case step
  case sign
  case sigmoid
  case tanh
  case relu
  /// `slope` is ε, from 0 to 1: 0.01 is common, 0.1 is deck Q's.
  case leakyReLU(slope: Float)
  case softplus
  /// `alpha` is α, a finite number, 1 by custom: the limit is −α.
  case elu(alpha: Float)
}

/// a = φ(z)
public func activate(_ z: Float, by activation: Activation) -> Float {
  switch activation {
  case .leakyReLU(let x) where !(0...1 ~= x), .elu(let x) where !x.isFinite: fatalError("a slope of \(x)")
  case .linear: z
  case .step: z > 0 ? 1 : z <= 0 ? 0 : z
  case .sign: z > 0 ? 1 : z <= 0 ? -1 : z
  case .sigmoid: sigmoid(z)
  case .tanh: tanh(z)
  case .relu: z < 0 ? 0 : z
  case .leakyReLU(let slope): z < 0 ? slope * z : z
  case .softplus: softplus(z)
  // eᶻ − 1 = tanh(z/2) (eᶻ + 1), which keeps its digits near 0
  case .elu(let alpha): z < 0 ? alpha * tanh(z / 2) * (exp(z) + 1) : z
  }
}

/// a = φ(z) for every entry; the same shape.
public func activate(_ Z: Matrix, by activation: Activation) -> Matrix {
  Z.map { activate($0, by: activation) }
}

extension Activation {
  /// dφ/dz at `z`. At a corner it is the slope of the left side.
  public func derivative(at z: Float) -> Float {
    let a = activate(z, by: self)
    return switch self {
    case .linear: 1
    case .step, .sign: 0
    case .sigmoid: a * (1 - a)
    case .tanh: 1 - a * a
    case .relu: z > 0 ? 1 : 0
    case .leakyReLU(let slope): z > 0 ? 1 : slope
    case .softplus: activate(z, by: .sigmoid)
    case .elu(let alpha): z > 0 ? 1 : alpha * exp(z)
    }
  }
}
