// Training: guess, then step downhill until the loss hardly changes (deck S, "Learning Procedure").
//
// Every epoch is one step on all examples; else it is chapter 1's.

import Matrices

/// How to train.
public struct TrainingSettings: Equatable, Sendable {
  public let learningRate: Float
  /// Epochs to run at most.
  public let epochs: Int
  /// Stop when the loss of an epoch differs from the one before by less than this; nil never does.
  public let tolerance: Float?
  public let penalty: Penalty

  public init(learningRate: Float, epochs: Int, tolerance: Float? = nil, penalty: Penalty = Penalty()) {
    require(learningRate > 0 && learningRate.isFinite, "a learning rate of \(learningRate)")
    require((0..<Int.max).contains(epochs), "\(epochs) epochs")
    require(tolerance ?? 0 >= 0, "a tolerance of \(tolerance ?? 0), expected at least 0")
    (self.learningRate, self.epochs) = (learningRate, epochs)
    (self.tolerance, self.penalty) = (tolerance, penalty)
  }
}

/// What training tells after each epoch.
public struct Epoch: Sendable {
  /// 1 for the first.
  public let number: Int
  /// The loss before the epoch's step, penalty included.
  public let loss: Float
  /// The model after the epoch.
  public let model: LogisticModel
}

/// The loss or a weight is no number any more: the steps overshoot, each further than the last.
public struct Divergence: Error, Equatable, CustomStringConvertible {
  public let epoch, step: Int
  public let loss, learningRate: Float

  public var description: String {
    let what = loss.isFinite ? "a weight is not finite after a loss of \(loss)" : "the loss is \(abs(loss))"
    return "training diverges: \(what) in epoch \(epoch), step \(step), "
      + "at learning rate \(learningRate); a smaller one may work"
  }
}

/// Trains `model` on the examples (X: examples × inputs, y: examples, 1 for the class and 0 for the rest),
/// from epoch `first` on. `report` hears of each epoch and returns whether to go on. Returns the number of
/// the last epoch; throws when the loss or, after an epoch, a weight is not finite.
@discardableResult
public func train(
  _ model: inout LogisticModel, _ X: Matrix, _ y: [Float], _ settings: TrainingSettings, from first: Int = 1,
  report: (Epoch) -> Bool = { _ in true }
) throws(Divergence) -> Int {
  try descend(&model, settings, from: first, report: report) { model in
    let Z = model.forward(X)
    let J = crossEntropy(Z, y) + settings.penalty.cost(of: model.weights)
    guard J.isFinite else { return J }
    var gradient = backward(X, Z.map { sigmoid($0) }, y)
    settings.penalty.addGradient(of: model.weights, to: &gradient.weights)
    update(&model, gradient, learningRate: settings.learningRate)
    settings.penalty.shrink(&model.weights, learningRate: settings.learningRate)
    return J
  }
}

/// The epochs of a training. `step` takes a step and returns the loss before it.
@inline(__always)
func descend(
  _ model: inout LogisticModel, _ settings: TrainingSettings, from first: Int, report: (Epoch) -> Bool,
  step: (inout LogisticModel) -> Float
) throws(Divergence) -> Int {
  require(first >= 1, "a first epoch of number \(first)")
  var previous: Float?
  for epoch in first..<max(first, settings.epochs + 1) {
    let loss = step(&model)
    guard loss.isFinite, model.isFinite else {
      throw Divergence(epoch: epoch, step: 1, loss: loss, learningRate: settings.learningRate)
    }
    guard report(Epoch(number: epoch, loss: loss, model: model)) else { return epoch }
    if let tolerance = settings.tolerance, let previous, abs(loss - previous) < tolerance { return epoch }
    previous = loss
  }
  return max(first - 1, settings.epochs)
}
