// Training: forward, backward, a step, and again (deck Q, "Softmax Linear Classifier", the main optimization
// loop, and "Neural Network").
//
// The deck takes all examples for every step; for thousands of them small batches in random order come further
// in the same time, as in chapter 1.

import Matrices

/// How to train.
public struct TrainingSettings: Equatable, Sendable {
  public var learningRate: Float
  public var epochs: Int
  /// Examples a step; nil takes all of them.
  public var batch: Int?
  /// λ of the penalty ½ λ Σ W².
  public var l2: Float
  /// Each epoch's order of examples follows from the seed and the epoch's number.
  public var seed: UInt64

  /// By default as deck Q trains: rate 1, λ = 0.001, all examples at once.
  public init(
    learningRate: Float = 1, epochs: Int, batch: Int? = nil, l2: Float = 1e-3, seed: UInt64 = 1
  ) {
    require(epochs >= 0, "\(epochs) epochs")
    require(batch ?? 1 > 0, "a batch of \(batch ?? 1) examples")
    require(l2 >= 0, "a penalty of \(l2) rewards large weights")
    self.learningRate = learningRate
    self.epochs = epochs
    self.batch = batch
    self.l2 = l2
    self.seed = seed
  }
}

/// What training tells after each epoch.
public struct Epoch: Sendable {
  /// 1 for the first.
  public let number: Int
  /// The mean over the epoch's steps of the loss before the step, penalty included.
  public let loss: Float
  /// The network after the epoch.
  public let network: Network
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

/// Trains `network` on the examples (X: examples × inputs, y: examples, classes counted from 0).
///
/// Steps on all examples go sixteen by sixteen where `ExamplesInLanes` can, else by products.
///
/// - Parameters:
///   - first: the number of the first epoch, 1 unless a run is resumed.
///   - report: hears of each epoch.
/// - Throws: `Divergence` when the loss is not finite, and whatever `report` throws.
public func train(
  _ network: inout Network, _ X: Matrix, _ y: [Int], _ settings: TrainingSettings, from first: Int = 1,
  report: (Epoch) throws -> Void = { _ in }
) throws {
  require(X.rows == y.count && !y.isEmpty, "\(X.rows) examples for \(y.count) labels")
  let examples = y.count
  let batch = min(settings.batch ?? examples, examples)
  let lanes = batch == examples ? ExamplesInLanes(X, y, for: network) : nil
  for epoch in first..<max(first, settings.epochs + 1) {
    var mean: Float = 0
    if batch == examples {
      mean = lanes.map { step(&network, $0, settings) } ?? step(&network, X, y, settings)
      try check(mean, epoch, 1, settings)
    } else {
      let order = SeededGenerator.order(of: examples, epoch: epoch, seed: settings.seed)
      for start in stride(from: 0, to: examples, by: batch) {
        let rows = Array(order[start..<min(start + batch, examples)])
        let loss = step(&network, X.rows(rows), rows.map { y[$0] }, settings)
        try check(loss, epoch, start / batch + 1, settings)
        mean += loss * Float(rows.count) / Float(examples)
      }
    }
    try report(Epoch(number: epoch, loss: mean, network: network))
  }
}

/// Forward, backward, update by products. Returns the loss before the update.
private func step(_ network: inout Network, _ X: Matrix, _ y: [Int], _ settings: TrainingSettings) -> Float {
  let passed = network.forward(X)
  let loss = crossEntropy(passed.scores, y) + penalty(of: network, l2: settings.l2)
  var gradient = network.backward(passed, scoreGradient(softmax(passed.scores), y))
  addPenalty(of: network, l2: settings.l2, to: &gradient)
  update(&network, gradient, learningRate: settings.learningRate)
  return loss
}

/// The same in lanes.
private func step(_ network: inout Network, _ examples: ExamplesInLanes, _ settings: TrainingSettings)
  -> Float
{
  let loss = examples.forward(network) + penalty(of: network, l2: settings.l2)
  var gradient = examples.backward(network)
  addPenalty(of: network, l2: settings.l2, to: &gradient)
  update(&network, gradient, learningRate: settings.learningRate)
  return loss
}

private func check(_ loss: Float, _ epoch: Int, _ step: Int, _ settings: TrainingSettings) throws {
  if !loss.isFinite {
    throw Divergence(epoch: epoch, step: step, loss: loss, learningRate: settings.learningRate)
  }
}

extension SeededGenerator {
  /// The order of the examples in an epoch, a random permutation. Derived in chapter 1.
  static func order(of examples: Int, epoch: Int, seed: UInt64) -> [Int] {
    var generator = SeededGenerator(seed: seed &+ UInt64(epoch) &* 0x9E37_79B9_7F4A_7C15)
    return generator.permutation(of: examples)
  }
}
