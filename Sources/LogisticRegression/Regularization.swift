// Weights kept small (deck S, "Regularization"), with the penalties that chapter 1 derives. The bias is left
// alone.
//
//     ridge (L2)   Ĵ = J + λ Σ w²      gradient  ∂J/∂w + 2λw
//     lasso (L1)   Ĵ = J + λ Σ |w|     after each step every weight moves towards zero by αλ, and stops there
//
// Where a boundary parts the classes completely J has no minimum: twice the weights, the same boundary, a
// smaller J. A penalty gives it one.

import Matrices

/// What the weights cost: λ₁ Σ |w| + λ₂ Σ w².
func penalty(on model: LogisticModel, l1: Float, l2: Float) -> Float {
  var cost: Float = 0
  for w in model.weights.values { cost += l1 * abs(w) + l2 * w * w }
  return cost
}

/// Adds the ridge's part of the gradient, 2λw.
func addRidge(_ l2: Float, of model: LogisticModel, to gradient: inout LogisticModel) {
  if l2 > 0 { gradient.weights.add(2 * l2, times: model.weights) }
}

/// The lasso's half of a step: each weight moves towards zero by `distance`, αλ, and no further than zero.
func shrink(_ model: inout LogisticModel, by distance: Float) {
  if distance == 0 { return }
  for j in 0..<model.inputs {
    let w = model.weights[j, 0]
    model.weights[j, 0] = w > distance ? w - distance : w < -distance ? w + distance : 0
  }
}
