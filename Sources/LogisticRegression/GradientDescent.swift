// Training: guess, then step downhill until the loss hardly changes (deck S, "Learning Procedure").
//
// Every epoch is one step on all examples. The penalties are chapter 1's: Ĵ = J + λ₁ Σ |w| + λ₂ Σ w².

import Matrices

/// How to train.
public struct TrainingSettings: Equatable, Sendable {
  public var learningRate: Float
  /// Epochs to run at most.
  public var epochs: Int
  /// Stop when the loss of an epoch differs from the one before by less than this; nil never does.
  public var tolerance: Float?
  /// λ₁ of the lasso and λ₂ of the ridge, at least 0.
  public var l1: Float
  public var l2: Float

  public init(learningRate: Float, epochs: Int, tolerance: Float? = nil, l1: Float = 0, l2: Float = 0) {
    require(epochs >= 0, "\(epochs) epochs")
    require(l1 >= 0 && l2 >= 0, "a penalty of l1 \(l1), l2 \(l2) rewards large weights")
    self.learningRate = learningRate
    self.epochs = epochs
    self.tolerance = tolerance
    self.l1 = l1
    self.l2 = l2
  }
}

/// What training tells after each epoch.
public struct Epoch: Sendable {
  /// 1 for the first.
  public let number: Int
  /// The loss before the epoch's step, penalty included.
  public let loss: Float
  /// The model after it.
  public let model: LogisticModel
}

/// The loss is no number any more.
public struct Divergence: Error, Equatable, CustomStringConvertible {
  public let epoch: Int
  public let loss: Float
  public let learningRate: Float

  public var description: String {
    "training diverges: the loss is \(loss) in epoch \(epoch), at learning rate \(learningRate); "
      + "a smaller one, or inputs of a smaller range, may work"
  }
}

/// Trains `model` on the examples (X: examples × inputs, y: examples, 1 for the class and 0 for the rest).
///
/// - Parameters:
///   - first: the number of the first epoch, 1 unless a run is resumed.
///   - report: hears of each epoch.
/// - Returns: the number of the last epoch; less than `settings.epochs` if the tolerance was met.
/// - Throws: `Divergence` when the loss is not finite, and whatever `report` throws.
@discardableResult
public func train(
  _ model: inout LogisticModel, _ X: Matrix, _ y: [Float], _ settings: TrainingSettings, from first: Int = 1,
  report: (Epoch) throws -> Void = { _ in }
) throws -> Int {
  var examples = ExamplesInLanes(X, y)
  var gradient = LogisticModel(inputs: X.columns)
  var previous: Float?
  for epoch in first..<max(first, settings.epochs + 1) {
    let loss = examples.forward(model) + penalty(on: model, l1: settings.l1, l2: settings.l2)
    guard loss.isFinite else {
      throw Divergence(epoch: epoch, loss: loss, learningRate: settings.learningRate)
    }
    examples.backward(into: &gradient)
    addRidge(settings.l2, of: model, to: &gradient)
    update(&model, gradient, learningRate: settings.learningRate)
    shrink(&model, by: settings.learningRate * settings.l1)
    try report(Epoch(number: epoch, loss: loss, model: model))
    if let tolerance = settings.tolerance, let previous, abs(loss - previous) < tolerance { return epoch }
    previous = loss
  }
  return max(first - 1, settings.epochs)
}
