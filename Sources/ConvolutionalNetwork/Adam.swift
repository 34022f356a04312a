// Adam beside momentum, so that a training begun in PyTorch with it can go on here (Kingma and Ba 2015).
//
//     v ← β₁ v + (1 − β₁) g      s ← β₂ s + (1 − β₂) g²      w ← w − α v̂ / (√ŝ + ε)      v̂ = v / (1 − β₁ᵗ)   ŝ = s / (1 − β₂ᵗ)
//
// Unsafe buffers: the check of every subscript would cost more than the arithmetic.

import Matrices

/// A rule by which a gradient changes weights.
public enum UpdateRule: String, Sendable {
  /// Gradient descent, if the momentum is 0.
  case momentum
  /// With β₁ = 0.9, β₂ = 0.999, ε = 10⁻⁸.
  case adam
}

extension TrainingState {
  /// A step of Adam; the weight decay is added to the gradient.
  mutating func adamUpdate(_ gradient: LeNet5, weightDecay: Float, learningRate: Float) {
    steps += 1
    for parameter in LeNet5.parameters {
      var G = gradient[keyPath: parameter]
      if weightDecay > 0 { G.add(weightDecay, times: network[keyPath: parameter]) }
      adamStep(
        &network[keyPath: parameter], &velocity[keyPath: parameter], &squares[keyPath: parameter], G, steps,
        learningRate, 0.9, 0.999, 1e-8)
    }
  }
}

/// Step t of Adam, from 1: v and s remember the gradient and its square, w moves. Derived in chapter 4.
func adamStep(
  _ W: inout Matrix, _ V: inout Matrix, _ S: inout Matrix, _ G: Matrix, _ t: Int, _ learningRate: Float,
  _ beta1: Double, _ beta2: Double, _ epsilon: Float
) {
  let (keepVelocity, keepSquare) = (Float(beta1), Float(beta2))
  let (addVelocity, addSquare) = (Float(1 - beta1), Float(1 - beta2))
  let velocityScale = learningRate / Float(1 - power(beta1, t))
  let squareScale = Float(1 / (1 - power(beta2, t)))
  W.values.withUnsafeMutableBufferPointer { w in
    V.values.withUnsafeMutableBufferPointer { v in
      S.values.withUnsafeMutableBufferPointer { s in
        G.values.withUnsafeBufferPointer { g in
          for i in 0..<g.count {
            v[i] = (keepVelocity * v[i]).addingProduct(addVelocity, g[i])
            s[i] = (keepSquare * s[i]).addingProduct(addSquare * g[i], g[i])
            w[i].addProduct(-velocityScale, v[i] / ((s[i] * squareScale).squareRoot() + epsilon))
          }
        }
      }
    }
  }
}

/// xⁿ by repeated squaring. Derived in chapter 4.
private func power(_ x: Double, _ n: Int) -> Double {
  var (result, square, n) = (1.0, x, n)
  while n > 0 {
    if n & 1 == 1 { result *= square }
    square *= square
    n >>= 1
  }
  return result
}
