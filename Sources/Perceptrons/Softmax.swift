// Softmax, which makes probabilities of outputs (deck B, "Softmax"; deck F, "SOFTMAX").
//
//     p_k = e^(z_k) / Σ_i e^(z_i)  =  e^(z_k − m) / Σ_i e^(z_i − m)       for any m
//
// With m the largest z no exponent is above 0, so nothing overflows, and the sum is at least 1. Each p
// depends on every z; chapter 5 derives how.
//
// Shapes:  z, p: classes

import Matrices

/// The softmax of one example's scores: as many numbers from 0 to 1, their sum 1. Derived in chapter 5.
func softmax(_ z: [Float]) -> [Float] {
  require(!z.isEmpty, "no scores, no probabilities")
  let largest = z.reduce(z[0], max)
  var p = z.map { exp($0 - largest) }  // classes
  let sum = p.reduce(0, +)
  for k in p.indices { p[k] /= sum }
  return p
}

extension Layer {
  /// The outputs for one example as probabilities of the classes.
  public func probabilities(_ x: [Float]) -> [Float] { softmax(forward(x)) }
}
