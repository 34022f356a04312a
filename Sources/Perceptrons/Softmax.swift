// Softmax, which makes probabilities of outputs (deck B, "Softmax"; deck F, "SOFTMAX").
//
//     s_k = e^(z_k) / Σ_i e^(z_i)  =  e^(z_k − m) / Σ_i e^(z_i − m)       for any m
//
// With m the largest z no exponent is above 0, so nothing overflows, and the sum is at least 1.
//
// Each s depends on every z: the derivative is a matrix, J = diag(s) − s sᵀ. Deck B gives only its row of the
// right class, s_t (δ_tk − s_k), which is all that the loss −log s_t needs.
//
// Shapes:  z, s: outputs   J: outputs × outputs

import Matrices

/// The softmax of one example's outputs: as many numbers from 0 to 1, their sum 1.
public func softmax(_ z: [Float]) -> [Float] {
  require(!z.isEmpty, "no outputs, no probabilities")
  var largest = z[0]
  for k in 1..<max(z.count, 1) { largest = max(largest, z[k]) }
  var s = z.map { exp($0 - largest) }  // outputs
  var sum: Float = 0
  for k in 0..<s.count { sum += s[k] }
  for k in 0..<s.count { s[k] /= sum }
  return s
}

/// The softmax of sixteen examples at a time, one in each lane.
public func softmax(_ z: [SIMD16<Float>]) -> [SIMD16<Float>] {
  require(!z.isEmpty, "no outputs, no probabilities")
  var largest = z[0]
  for k in 1..<max(z.count, 1) { largest = pointwiseMax(largest, z[k]) }
  var s = z.map { exp($0 - largest) }  // outputs
  var sum = SIMD16<Float>.zero
  for k in 0..<s.count { sum += s[k] }
  for k in 0..<s.count { s[k] /= sum }
  return s
}

/// ∂s_k/∂z_i of a softmax with the values `s`: row k, column i.
public func softmaxJacobian(_ s: [Float]) -> Matrix {
  var J = Matrix(rows: s.count, columns: s.count)
  for k in 0..<s.count {
    for i in 0..<s.count { J[k, i] = s[k] * ((k == i ? 1 : 0) - s[i]) }
  }
  return J
}
