// Activation functions, φ(z), and their derivatives (deck S, "Activation Function"; deck B, "Activation
// Function 1" to "3"; deck F, "Activation Functions"; deck Q, "Activation Functions"; deck I, "Derivatives for
// activation functions").
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
// Every function is there for one number and for sixteen in lanes: the same line twice. Comparisons are
// written so that NaN stays NaN. Sigmoid, tanh and softplus are those of Matrices.

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
  /// `alpha` is α, above 0: the limit is −α.
  case elu(alpha: Float)
}

/// a = φ(z)
public func activate(_ z: Float, by activation: Activation) -> Float {
  switch activation {
  case .linear: z
  case .step: z > 0 ? 1 : z <= 0 ? 0 : z
  case .sign: z > 0 ? 1 : z <= 0 ? -1 : z
  case .sigmoid: sigmoid(z)
  case .tanh: tanh(z)
  case .relu: relu(z)
  case .leakyReLU(let slope): leakyReLU(z, slope: slope)
  case .softplus: softplus(z)
  case .elu(let alpha): elu(z, alpha: alpha)
  }
}

/// a = φ(z) in each lane.
public func activate(_ z: SIMD16<Float>, by activation: Activation) -> SIMD16<Float> {
  switch activation {
  case .linear: z
  case .step: z.replacing(with: 1, where: z .> 0).replacing(with: 0, where: z .<= 0)
  case .sign: z.replacing(with: 1, where: z .> 0).replacing(with: -1, where: z .<= 0)
  case .sigmoid: sigmoid(z)
  case .tanh: tanh(z)
  case .relu: relu(z)
  case .leakyReLU(let slope): leakyReLU(z, slope: slope)
  case .softplus: softplus(z)
  case .elu(let alpha): elu(z, alpha: alpha)
  }
}

/// a = φ(z) for every entry; the same shape.
public func activate(_ Z: Matrix, by activation: Activation) -> Matrix {
  Z.map { activate($0, by: activation) }
}

/// dφ/dz at `z`, given a = φ(z). At a corner it is the slope of the left side.
public func derivative(of activation: Activation, at z: Float, value a: Float) -> Float {
  switch activation {
  case .linear: 1
  case .step, .sign: 0
  case .sigmoid: a * (1 - a)
  case .tanh: 1 - a * a
  case .relu: z > 0 ? 1 : 0
  case .leakyReLU(let slope): z > 0 ? 1 : slope
  case .softplus: sigmoid(z)
  case .elu(let alpha): z > 0 ? 1 : alpha * exp(z)
  }
}

/// dφ/dz in each lane.
public func derivative(
  of activation: Activation, at z: SIMD16<Float>, value a: SIMD16<Float>
) -> SIMD16<Float> {
  let one = SIMD16<Float>(repeating: 1)
  return switch activation {
  case .linear: one
  case .step, .sign: .zero
  case .sigmoid: a * (1 - a)
  case .tanh: 1 - a * a
  case .relu: one.replacing(with: 0, where: .!(z .> 0))
  case .leakyReLU(let slope): one.replacing(with: slope, where: .!(z .> 0))
  case .softplus: sigmoid(z)
  case .elu(let alpha): one.replacing(with: alpha * exp(z), where: .!(z .> 0))
  }
}

// MARK: - The functions that bend at zero

/// max(0, x)
public func relu(_ x: Float) -> Float { x < 0 ? 0 : x }

/// max(0, x) in each lane.
public func relu(_ x: SIMD16<Float>) -> SIMD16<Float> { x.replacing(with: 0, where: x .< 0) }

/// max(εx, x), deck Q's form.
public func leakyReLU(_ x: Float, slope: Float) -> Float { x < 0 ? slope * x : x }

/// max(εx, x) in each lane.
public func leakyReLU(_ x: SIMD16<Float>, slope: Float) -> SIMD16<Float> {
  x.replacing(with: slope * x, where: x .< 0)
}

/// εx + (1 − ε) max(0, x), deck F's form: the same function, for every ε from 0 to 1.
public func leakyReLU(leak slope: Float, plusReLU x: Float) -> Float { slope * x + (1 - slope) * relu(x) }

/// x where it is at least 0, else α (eˣ − 1).
//
// Near 0, eˣ − 1 is the difference of two almost equal numbers; tanh(x/2) · (eˣ + 1) is the same and keeps
// its digits.
public func elu(_ x: Float, alpha: Float) -> Float { x < 0 ? alpha * tanh(x / 2) * (exp(x) + 1) : x }

/// The ELU in each lane.
public func elu(_ x: SIMD16<Float>, alpha: Float) -> SIMD16<Float> {
  x.replacing(with: alpha * tanh(x / 2) * (exp(x) + 1), where: x .< 0)
}
