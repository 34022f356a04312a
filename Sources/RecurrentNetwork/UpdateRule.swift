// Two rules beside Adam, so that a training begun in PyTorch with them can go on here; chapter 4 compares them all.
//
//     gradient descent   w ← w − α g
//     momentum           v ← μ v + g      w ← w − α v      μ = 0.9
//
// A bias that PyTorch has twice (PyTorchForm.swift) gets the same gradient twice, and both learn: their sum moves
// twice as far in a step.

import Matrices

/// A rule by which a gradient changes weights.
public enum UpdateRule: String, CaseIterable, Sendable {
  case gradientDescent = "gradient-descent"
  case momentum, adam
}

extension Training {
  /// One step against `scale` times the gradient.
  mutating func update(
    _ gradient: SequenceModel, _ rule: UpdateRule, learningRate: Float, scale: Float
  ) {
    let before = hasTwoBiases ? model.layers.map(\.bias) : []
    switch rule {
    case .adam: adam.update(&model, gradient, learningRate: learningRate, scale: scale)
    case .momentum: momentumStep(gradient, 0.9, learningRate: learningRate, scale: scale)
    case .gradientDescent: momentumStep(gradient, 0, learningRate: learningRate, scale: scale)
    }
    for (l, bias) in before.enumerated() {
      for k in 0..<model.layers[l].doubledBiases {
        model.layers[l].bias[0, k] += model.layers[l].bias[0, k] - bias[0, k]
      }
    }
  }

  /// The velocity stands where Adam keeps its means.
  private mutating func momentumStep(
    _ gradient: SequenceModel, _ momentum: Float, learningRate: Float, scale: Float
  ) {
    adam.steps += 1
    var number = 0
    model.combine(with: gradient) { weights, slopes in
      adam.means[number] *= momentum
      adam.means[number].add(scale, times: slopes)
      weights.add(-learningRate, times: adam.means[number])
      number += 1
    }
  }

  /// The gradient's length, a bias that PyTorch has twice counted twice.
  func norm(of gradient: SequenceModel) -> Float {
    if !hasTwoBiases { return gradient.norm }
    let second = gradient.layers.reduce(0) { sum, layer in
      layer.bias.values.prefix(layer.doubledBiases).reduce(sum) { $0 + $1 * $1 }
    }
    return (gradient.sumOfSquares + second).squareRoot()
  }
}
