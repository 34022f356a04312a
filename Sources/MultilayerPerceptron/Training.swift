// Training: forward, backward, update, batch after batch, epoch after epoch (deck S, "Training" and "Tips"; deck I,
// "nn_model").

import Matrices

/// A learning rate that falls in steps: `initial` · `factor` for every `interval` epochs that are done.
public struct LearningRate: Equatable, Sendable, ExpressibleByFloatLiteral {
  public let initial: Float
  public let factor: Float
  public let interval: Int

  public init(_ initial: Float, times factor: Float = 1, every interval: Int = 1) {
    require(
      initial > 0 && initial.isFinite && factor > 0 && factor.isFinite,
      "a learning rate of \(initial) times \(factor), expected finite ones above 0")
    require(interval > 0, "a schedule with steps of \(interval) epochs")
    (self.initial, self.factor, self.interval) = (initial, factor, interval)
  }

  public init(floatLiteral value: Float) { self.init(value) }

  /// - Parameter epoch: 1 for the first.
  public func value(epoch: Int) -> Float {
    var rate = initial
    for _ in 0..<(epoch - 1) / interval { rate *= factor }
    return rate
  }
}

/// How to train.
public struct TrainingSettings: Sendable {
  public let learningRate: LearningRate
  /// Epochs to run at most.
  public let epochs: Int
  /// Examples a step; nil takes all of them. 1 is online learning.
  public let batch: Int?
  /// Updates at most, those of a resumed run included; nil leaves it to `epochs`.
  public let steps: Int?
  /// Makes of an epoch's random order of the examples the one that is taken. Where all form one batch, it is that of
  /// the data.
  public let order: @Sendable (_ shuffled: [Int]) -> [Int]
  public let loss: Loss
  /// Stop when the loss of an epoch differs from the one before by no more than this; nil never does.
  public let tolerance: Float?
  /// Each epoch's order of examples follows from the seed and the epoch's number.
  public let seed: UInt64

  public init(
    learningRate: LearningRate, epochs: Int, batch: Int? = nil, steps: Int? = nil, loss: Loss = .crossEntropy,
    tolerance: Float? = nil, seed: UInt64 = 1, order: @escaping @Sendable ([Int]) -> [Int] = { $0 }
  ) {
    require(epochs >= 0, "\(epochs) epochs")
    require(batch ?? 1 > 0, "a batch of \(batch ?? 1) examples")
    require(steps ?? 0 >= 0, "\(steps ?? 0) steps")
    require(tolerance ?? 0 >= 0, "a tolerance of \(tolerance ?? 0), expected at least 0")
    (self.learningRate, self.epochs, self.batch, self.steps) = (learningRate, epochs, batch, steps)
    (self.order, self.loss, self.tolerance, self.seed) = (order, loss, tolerance, seed)
  }
}

/// What training tells after each epoch.
public struct Epoch: Sendable {
  /// 1 for the first.
  public let number: Int
  /// The mean of J over the epoch's examples, those seen, before their step.
  public let loss: Float
  /// The network after the epoch.
  public let network: Network
}

/// The loss or a weight is no number any more: the steps overshoot, each further than the last.
public struct Divergence: Error, Equatable, CustomStringConvertible {
  public let epoch: Int
  public let step: Int
  public let loss: Float
  public let learningRate: Float

  public var description: String {
    let what = loss.isFinite ? "a weight is not finite after a loss of \(loss)" : "the loss is \(abs(loss))"
    return "training diverges: \(what) in epoch \(epoch), step \(step), "
      + "at learning rate \(learningRate); a smaller one may work"
  }
}

/// What is done with a gradient: it may be changed, the network is.
public typealias Step = (_ network: inout Network, _ gradient: inout [Layer], _ learningRate: Float) -> Void

/// A step of gradient descent.
public func update(_ network: inout Network, _ gradient: [Layer], learningRate: Float) {
  for l in network.layers.indices {
    network.layers[l].weights.add(-learningRate, times: gradient[l].weights)
    network.layers[l].bias.add(-learningRate, times: gradient[l].bias)
  }
}

/// Trains `network` on the examples.
///
/// - Parameters:
///   - first: the number of the first epoch, 1 unless a run is resumed.
///   - report: hears of each epoch and returns whether to go on.
///   - step: the update; the folder UpdateRules has others.
/// - Returns: the number of the last epoch; less than `settings.epochs` if the steps were done, the tolerance was met
///   or `report` had enough.
/// - Throws: `Divergence` when the loss or, after an epoch, a weight is not finite.
@discardableResult
public func train(
  _ network: inout Network, _ examples: Examples, _ settings: TrainingSettings, from first: Int = 1,
  report: (Epoch) -> Bool = { _ in true }, by step: Step = { update(&$0, $1, learningRate: $2) }
) throws(Divergence) -> Int {
  require(
    examples.X.columns == network.inputs,
    "examples of \(examples.X.columns) inputs for the sizes \(network.sizes)")
  return try descend(&network, examples.Y, settings, from: first, by: step, report: report) {
    network, rows, gradient in
    let (X, Y) = (examples.X.rows(Array(rows)), examples.Y.rows(Array(rows)))
    let pass = network.forward(X)
    gradient = backward(network, X, pass, Y, settings.loss).layers
    return loss(settings.loss, network, pass, Y)
  }
}

/// The epochs of a training. `slopes` returns the loss of the examples with the given numbers, and writes its gradient.
func descend(
  _ network: inout Network, _ Y: Matrix, _ settings: TrainingSettings, from first: Int, by step: Step,
  report: (Epoch) -> Bool, slopes: (Network, ArraySlice<Int>, inout [Layer]) -> Float
) throws(Divergence) -> Int {
  require(first >= 1, "a first epoch of number \(first)")
  require(Y.columns == network.outputs, "targets of \(Y.columns) columns for the sizes \(network.sizes)")
  let (limit, batch) = (settings.steps ?? .max, min(settings.batch ?? .max, Y.rows))
  var steps = (first - 1) * ((Y.rows - 1) / batch + 1)
  var gradient = network.layers
  var previous: Float?
  for epoch in first..<max(first, settings.epochs + 1) {
    if steps >= limit { return epoch - 1 }
    let rate = settings.learningRate.value(epoch: epoch)
    let order =
      batch == Y.rows
      ? Array(0..<batch)
      : settings.order(SeededGenerator.order(of: Y.rows, epoch: epoch, seed: settings.seed))
    var (total, seen): (Float, Int) = (0, 0)
    while seen < Y.rows && steps < limit {
      let rows = order[seen..<min(seen + batch, Y.rows)]
      let loss = slopes(network, rows, &gradient)
      step(&network, &gradient, rate)
      steps += 1
      seen += rows.count
      total += loss * Float(rows.count)
      guard loss.isFinite, seen < Y.rows || network.isFinite else {
        throw Divergence(epoch: epoch, step: (seen - 1) / batch + 1, loss: loss, learningRate: rate)
      }
    }
    total /= Float(seen)
    if !report(Epoch(number: epoch, loss: total, network: network)) { return epoch }
    if let tolerance = settings.tolerance, let previous, abs(total - previous) <= tolerance { return epoch }
    previous = total
  }
  return max(first - 1, settings.epochs)
}
