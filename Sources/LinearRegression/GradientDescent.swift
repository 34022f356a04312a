// Training: guess, then step downhill until the loss hardly changes (deck S, "Gradient Descent" and
// "Learning Procedure"; "Tips" for online and mini-batch learning).
//
// With all examples in one batch an epoch is one step down J itself. With smaller batches an epoch has many
// cheaper steps, each down the loss of its own few examples: a noisy direction, but right on average.

import Matrices

/// How to train.
public struct TrainingSettings: Equatable, Sendable {
  public let learningRate: Float
  /// Epochs to run at most.
  public let epochs: Int
  /// Stop when the loss of an epoch differs from the one before by less than this; nil never does.
  public let tolerance: Float?
  /// Examples a step; nil takes all of them. 1 is stochastic gradient descent.
  public let batch: Int?
  public let penalty: Penalty
  /// Each epoch's order of examples follows from the seed and the epoch's number.
  public let seed: UInt64

  public init(
    learningRate: Float, epochs: Int, tolerance: Float? = nil, batch: Int? = nil,
    penalty: Penalty = Penalty(),
    seed: UInt64 = 1
  ) {
    require(learningRate > 0 && learningRate.isFinite, "a learning rate of \(learningRate)")
    require((0..<Int.max).contains(epochs), "\(epochs) epochs")
    require(tolerance ?? 0 >= 0, "a tolerance of \(tolerance ?? 0), expected at least 0")
    require(batch ?? 1 > 0, "a batch of \(batch ?? 1) examples")
    (self.learningRate, self.epochs, self.tolerance) = (learningRate, epochs, tolerance)
    (self.batch, self.penalty, self.seed) = (batch, penalty, seed)
  }
}

/// What training tells after each epoch.
public struct Epoch: Sendable {
  /// 1 for the first.
  public let number: Int
  /// The mean over the epoch's steps of the loss before the step, penalty included.
  public let loss: Float
  /// The model after the epoch.
  public let model: LinearModel
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

/// Trains `model` on the examples (X: examples × inputs, y: examples), from epoch `first` on. `report` hears
/// of each epoch and returns whether to go on. Returns the number of the last epoch; throws when the loss or,
/// after an epoch, a weight is not finite.
@discardableResult
public func train(
  _ model: inout LinearModel, _ X: Matrix, _ y: [Float], _ settings: TrainingSettings, from first: Int = 1,
  report: (Epoch) -> Bool = { _ in true }
) throws(Divergence) -> Int {
  require(X.rows == y.count, "\(X.rows) examples for \(y.count) targets")
  return try descend(&model, examples: y.count, settings, from: first, report: report) { model, rows in
    let (X, y) = if let rows { (X.rows(rows), rows.map { y[$0] }) } else { (X, y) }
    let Z = model.forward(X)
    let J = loss(Z, y) + settings.penalty.cost(of: model.weights)
    guard J.isFinite else { return J }
    var gradient = backward(X, Z, y)
    settings.penalty.addGradient(of: model.weights, to: &gradient.weights)
    update(&model, gradient, learningRate: settings.learningRate)
    settings.penalty.shrink(&model.weights, learningRate: settings.learningRate)
    return J
  }
}

/// The epochs of a training. `step` takes a step on the examples with the given numbers, or on all of them
/// for nil, and returns the loss before it.
@inline(__always)
func descend(
  _ model: inout LinearModel, examples: Int, _ settings: TrainingSettings, from first: Int,
  report: (Epoch) -> Bool, step: (inout LinearModel, [Int]?) -> Float
) throws(Divergence) -> Int {
  require(examples > 0, "no examples to train on")
  require(first >= 1, "a first epoch of number \(first)")
  let batch = min(settings.batch ?? examples, examples)
  var previous: Float?
  for epoch in first..<max(first, settings.epochs + 1) {
    lazy var generator = SeededGenerator(seed: settings.seed, stream: epoch)
    let order = batch < examples ? generator.permutation(of: examples) : nil
    var total: Float = 0
    for start in stride(from: 0, to: examples, by: batch) {
      let end = min(start + batch, examples)
      let loss = step(&model, order.map { Array($0[start..<end]) })
      guard loss.isFinite, end < examples || model.isFinite else {
        throw Divergence(
          epoch: epoch, step: start / batch + 1, loss: loss, learningRate: settings.learningRate)
      }
      total += loss * (Float(end - start) / Float(examples))
    }
    guard report(Epoch(number: epoch, loss: total, model: model)) else { return epoch }
    if let tolerance = settings.tolerance, let previous, abs(total - previous) < tolerance { return epoch }
    previous = total
  }
  return max(first - 1, settings.epochs)
}
