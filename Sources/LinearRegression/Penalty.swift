// Weights kept small (deck S, "Regularization"). The bias is left alone.
//
//     ridge (L2)   Ĵ = J + λ Σ w²      gradient  ∂J/∂w + 2λw
//     lasso (L1)   Ĵ = J + λ Σ |w|     no gradient at w = 0, where the lasso wants its weights
//
// So the lasso steps in two: a gradient step on J, then every weight moves towards zero by αλ and stops
// there (the proximal step, Daubechies, Defrise and De Mol 2004). That is what makes weights exactly zero.

import Matrices

/// λ Σ |w| and λ Σ w², each with its own λ.
public struct Penalty: Equatable, Sendable {
  /// λ of the lasso, λ of the ridge, each at least 0.
  public let l1, l2: Float

  public init(l1: Float = 0, l2: Float = 0) {
    require(
      l1 >= 0 && l1.isFinite && l2 >= 0 && l2.isFinite,
      "a penalty of l1 \(l1), l2 \(l2); expected two finite numbers from 0")
    (self.l1, self.l2) = (l1, l2)
  }

  /// What the weights cost: λ₁ Σ |w| + λ₂ Σ w².
  public func cost(of weights: Matrix) -> Float {
    var cost: Float = 0
    for w in weights.values { cost += l1 * abs(w) + l2 * w * w }
    return cost
  }

  /// Adds the ridge's part of the gradient, 2λw.
  public func addGradient(of weights: Matrix, to gradient: inout Matrix) {
    if l2 > 0 { gradient.add(2 * l2, times: weights) }
  }

  /// The lasso's half of a step: each weight moves towards zero by αλ, and no further than zero.
  public func shrink(_ weights: inout Matrix, learningRate: Float) {
    if l1 == 0 { return }
    require(0..<Float.infinity ~= learningRate, "a learning rate of \(learningRate)")
    let distance = learningRate * l1
    weights = weights.map { w in abs(w) <= distance ? 0 : w > 0 ? w - distance : w + distance }
  }
}
