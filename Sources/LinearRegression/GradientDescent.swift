// Training: guess, then step downhill until the loss hardly changes (deck S, "Gradient Descent" and
// "Learning Procedure"; "Tips" for online and mini-batch learning).
//
// With all examples in one batch an epoch is one step down J itself. With smaller batches an epoch has many
// cheaper steps, each down the loss of its own few examples: a noisy direction, but right on average.

import Matrices

/// How to train.
public struct TrainingSettings: Equatable, Sendable {
  public var learningRate: Float
  /// Epochs to run at most.
  public var epochs: Int
  /// Stop when the loss of an epoch differs from the one before by less than this; nil never does.
  public var tolerance: Float?
  /// Examples a step; nil takes all of them. 1 is stochastic gradient descent.
  public var batch: Int?
  public var penalty: Penalty
  /// Each epoch's order of examples follows from the seed and the epoch's number.
  public var seed: UInt64

  public init(
    learningRate: Float, epochs: Int, tolerance: Float? = nil, batch: Int? = nil, penalty: Penalty = .none,
    seed: UInt64 = 1
  ) {
    require(epochs >= 0, "\(epochs) epochs")
    require(batch ?? 1 > 0, "a batch of \(batch ?? 1) examples")
    self.learningRate = learningRate
    self.epochs = epochs
    self.tolerance = tolerance
    self.batch = batch
    self.penalty = penalty
    self.seed = seed
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

/// The loss is no number any more: the steps overshoot, each further than the last.
public struct Divergence: Error, Equatable, CustomStringConvertible {
  public let epoch: Int
  public let step: Int
  public let loss: Float
  public let learningRate: Float

  public var description: String {
    "training diverges: the loss is \(loss) in epoch \(epoch), step \(step), "
      + "at learning rate \(learningRate); a smaller one may work"
  }
}

/// Trains `model` on the examples (X: examples × inputs, y: examples).
///
/// - Parameters:
///   - first: the number of the first epoch, 1 unless a run is resumed.
///   - report: hears of each epoch.
/// - Returns: the number of the last epoch; less than `settings.epochs` if the tolerance was met.
/// - Throws: `Divergence` when the loss is not finite, and whatever `report` throws.
@discardableResult
public func train(
  _ model: inout LinearModel, _ X: Matrix, _ y: [Float], _ settings: TrainingSettings, from first: Int = 1,
  report: (Epoch) throws -> Void = { _ in }
) throws -> Int {
  let examples = y.count
  let batch = min(settings.batch ?? examples, examples)
  var wholeSet = ExamplesInLanes(X, y)
  var gradient = LinearModel(inputs: X.columns)
  var previous: Float?
  for epoch in first..<max(first, settings.epochs + 1) {
    var total: Float = 0
    if batch == examples {
      total = step(&model, &wholeSet, &gradient, settings)
      try check(total, epoch, 1, settings)
    } else {
      let order = SeededGenerator.order(of: examples, epoch: epoch, seed: settings.seed)
      for start in stride(from: 0, to: examples, by: batch) {
        let rows = order[start..<min(start + batch, examples)]
        var few = ExamplesInLanes(X, y, rows: rows)
        let loss = step(&model, &few, &gradient, settings)
        try check(loss, epoch, start / batch + 1, settings)
        total += loss * Float(rows.count) / Float(examples)
      }
    }
    try report(Epoch(number: epoch, loss: total, model: model))
    if let tolerance = settings.tolerance, let previous, abs(total - previous) < tolerance { return epoch }
    previous = total
  }
  return max(first - 1, settings.epochs)
}

/// Forward, backward, update on one batch. Returns the loss before the update.
private func step(
  _ model: inout LinearModel, _ examples: inout ExamplesInLanes, _ gradient: inout LinearModel,
  _ settings: TrainingSettings
) -> Float {
  let loss = examples.forward(model) + settings.penalty.cost(of: model)
  examples.backward(into: &gradient)
  settings.penalty.addGradient(of: model, to: &gradient)
  update(&model, gradient, learningRate: settings.learningRate)
  settings.penalty.shrink(&model, learningRate: settings.learningRate)
  return loss
}

private func check(_ loss: Float, _ epoch: Int, _ step: Int, _ settings: TrainingSettings) throws {
  if !loss.isFinite {
    throw Divergence(epoch: epoch, step: step, loss: loss, learningRate: settings.learningRate)
  }
}

extension SeededGenerator {
  /// The order of the examples in an epoch, a random permutation.
  static func order(of examples: Int, epoch: Int, seed: UInt64) -> [Int] {
    var generator = SeededGenerator(seed: seed &+ UInt64(epoch) &* 0x9E37_79B9_7F4A_7C15)
    return generator.permutation(of: examples)
  }
}
