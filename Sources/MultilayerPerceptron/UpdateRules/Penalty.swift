// Weights kept small (deck S, "Regularization"), as chapter 1 derives it. The biases are left alone.

import Matrices

/// λ Σ |w| and λ Σ w², each with its own λ. Derived in chapter 1.
public struct Penalty: Equatable, Sendable {
  /// λ of the lasso, λ of the ridge, each at least 0.
  public let l1, l2: Float

  /// Derived in chapter 1.
  public init(l1: Float = 0, l2: Float = 0) {
    require(
      l1 >= 0 && l1.isFinite && l2 >= 0 && l2.isFinite,
      "a penalty of l1 \(l1), l2 \(l2); expected two finite numbers from 0")
    (self.l1, self.l2) = (l1, l2)
  }

  /// What the weights cost: λ₁ Σ |w| + λ₂ Σ w². Derived in chapter 1.
  func cost(of weights: Matrix) -> Float {
    var cost: Float = 0
    for w in weights.values { cost += l1 * abs(w) + l2 * w * w }
    return cost
  }

  /// Adds the ridge's part of the gradient, 2λw. Derived in chapter 1.
  func addGradient(of weights: Matrix, to gradient: inout Matrix) {
    if l2 > 0 { gradient.add(2 * l2, times: weights) }
  }

  /// The lasso's half of a step: each weight moves towards zero by αλ, and not past it. Derived in chapter 1.
  func shrink(_ weights: inout Matrix, learningRate: Float) {
    if l1 == 0 { return }
    require(0..<Float.infinity ~= learningRate, "a learning rate of \(learningRate)")
    let distance = learningRate * l1
    weights = weights.map { w in abs(w) <= distance ? 0 : w > 0 ? w - distance : w + distance }
  }
}

extension Updater {
  /// A whole step: the ridge's slopes, the rule, the lasso's shrinking.
  public mutating func step(
    _ network: inout Network, _ gradient: inout [Layer], learningRate: Float, _ penalty: Penalty = Penalty()
  ) {
    require(
      gradient.count == network.layers.count, "\(gradient.count) gradients, \(network.layers.count) layers")
    for l in gradient.indices { penalty.addGradient(of: network.layers[l].weights, to: &gradient[l].weights) }
    update(&network, gradient, learningRate: learningRate)
    for l in gradient.indices { penalty.shrink(&network.layers[l].weights, learningRate: learningRate) }
  }
}
