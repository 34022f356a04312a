// What a neuron makes of its weighted sum, and the way back (deck S, "Generalization": the class Activation with
// f and df; deck I, "Derivatives for activation functions"; chapter 3 derives and draws them all).
//
//     forward     a  = φ(z)
//     backward    dz = φ'(z) da
//
//     linear      z                           1
//     sigmoid     1 / (1 + e⁻ᶻ)               a (1 − a)
//     tanh        (e²ᶻ − 1) / (e²ᶻ + 1)       1 − a²
//     ReLU        max(0, z)                   1 if z > 0, else 0
//     leaky ReLU  z if z > 0, else εz         1 if z > 0, else ε
//     softplus    log(1 + eᶻ)                 sigmoid(z)
//     ELU         z if z > 0, else α (eᶻ − 1) 1 if z > 0, else a + α
//     softmax     e^(z_k) / Σ_i e^(z_i)       dz_k = a_k (da_k − Σ_i a_i da_i)
//
// All but the last take each number by itself, so sixteen of them go together in lanes; softmax takes the outputs of
// an example together.
//
// Shapes:  Z, A, dZ, dA: examples × outputs
//
// Unsafe buffers: the check of every subscript would cost more than the arithmetic.

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

/// a = φ(z) in each lane; for softmax see the function of matrices.
@inline(__always)
func activate(_ z: SIMD16<Float>, by activation: Activation) -> SIMD16<Float> {
  switch activation {
  case .linear, .softmax: z
  case .sigmoid: sigmoid(z)
  case .tanh: tanh(z)
  case .relu: z.replacing(with: 0, where: z .< 0)
  case .leakyReLU(let slope): z.replacing(with: slope * z, where: z .< 0)
  case .softplus: softplus(z)
  // eᶻ − 1 without the difference of two almost equal numbers
  case .elu(let alpha): z.replacing(with: alpha * tanh(z / 2) * (exp(z) + 1), where: z .< 0)
  }
}

/// φ'(z) in each lane, given a = φ(z). At a corner it is the slope of the left side.
@inline(__always)
func derivative(of activation: Activation, at z: SIMD16<Float>, value a: SIMD16<Float>) -> SIMD16<Float> {
  let one = SIMD16<Float>(repeating: 1)
  return switch activation {
  case .linear, .softmax: one
  case .sigmoid: a * (1 - a)
  case .tanh: 1 - a * a
  case .relu: one.replacing(with: 0, where: .!(z .> 0))
  case .leakyReLU(let slope): one.replacing(with: slope, where: .!(z .> 0))
  case .softplus: sigmoid(z)
  case .elu(let alpha): one.replacing(with: a + alpha, where: .!(z .> 0))
  }
}

/// A ← φ(Z)
public func activate(_ Z: Matrix, by activation: Activation, into A: inout Matrix) {
  A.replaceLanes(with: Z, Z) { _, z, _ in activate(z, by: activation) }
  if activation == .softmax { softmaxRows(of: &A) }
}

/// dA becomes dZ = φ'(Z) dA, given A = φ(Z).
public func passBack(_ dA: inout Matrix, through activation: Activation, at Z: Matrix, value A: Matrix) {
  if activation == .softmax {
    passBackThroughSoftmax(&dA, value: A)
  } else if activation != .linear {
    dA.replaceLanes(with: Z, A) { da, z, a in da * derivative(of: activation, at: z, value: a) }
  }
}

// MARK: - Softmax

/// Every row becomes its softmax: the largest entry is taken off first, so that no exponent is above 0.
private func softmaxRows(of A: inout Matrix) {
  let (rows, columns) = (A.rows, A.columns)
  A.values.withUnsafeMutableBufferPointer { a in
    for start in stride(from: 0, to: rows * columns, by: columns) {
      var largest = a[start]
      for k in 1..<columns { largest = max(largest, a[start + k]) }
      for k in 0..<columns { a[start + k] -= largest }
    }
  }
  A.replaceLanes(with: A, A) { a, _, _ in exp(a) }
  A.values.withUnsafeMutableBufferPointer { a in
    for start in stride(from: 0, to: rows * columns, by: columns) {
      var sum: Float = 0
      for k in 0..<columns { sum += a[start + k] }
      for k in 0..<columns { a[start + k] /= sum }
    }
  }
}

/// dz_k = a_k (da_k − Σ_i a_i da_i): the Jacobian diag(a) − a aᵀ times da, never written out.
private func passBackThroughSoftmax(_ dA: inout Matrix, value A: Matrix) {
  for i in 0..<A.rows {
    var mean: Float = 0
    for k in 0..<A.columns { mean += A[i, k] * dA[i, k] }
    for k in 0..<A.columns { dA[i, k] = A[i, k] * (dA[i, k] - mean) }
  }
}
