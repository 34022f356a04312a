// The functions of Activation.swift for sixteen numbers at a time: the same lines, each lane with its choice.

import Matrices

/// a = φ(z) in each lane.
@inline(__always)
public func activate(_ z: SIMD16<Float>, by activation: Activation) -> SIMD16<Float> {
  switch activation {
  case .leakyReLU(let x) where !(0...1 ~= x), .elu(let x) where !x.isFinite: fatalError("a slope of \(x)")
  case .linear: z
  case .step: z.replacing(with: 1, where: z .> 0).replacing(with: 0, where: z .<= 0)
  case .sign: z.replacing(with: 1, where: z .> 0).replacing(with: -1, where: z .<= 0)
  case .sigmoid: sigmoid(z)
  case .tanh: tanh(z)
  case .relu: z.replacing(with: 0, where: z .< 0)
  case .leakyReLU(let slope): z.replacing(with: slope * z, where: z .< 0)
  case .softplus: softplus(z)
  case .elu(let alpha): z.replacing(with: alpha * tanh(z / 2) * (exp(z) + 1), where: z .< 0)
  }
}

extension Activation {
  /// dφ/dz in each lane, given a = φ(z). At a corner it is the slope of the left side.
  @inline(__always)
  public func derivative(at z: SIMD16<Float>, value a: SIMD16<Float>) -> SIMD16<Float> {
    let one = SIMD16<Float>(repeating: 1)
    return switch self {
    case .leakyReLU(let x) where !(0...1 ~= x), .elu(let x) where !x.isFinite: fatalError("a slope of \(x)")
    case .linear: one
    case .step, .sign: .zero
    case .sigmoid: a * (1 - a)
    case .tanh: 1 - a * a
    case .relu: one.replacing(with: 0, where: .!(z .> 0))
    case .leakyReLU(let slope): one.replacing(with: slope, where: .!(z .> 0))
    case .softplus: activate(z, by: .sigmoid)
    case .elu(let alpha): one.replacing(with: alpha * exp(z), where: .!(z .> 0))
    }
  }
}
