// Training: forward, backward, update, batch after batch, epoch after epoch (deck S, "Training" and "Tips"; deck I,
// "nn_model").

import Matrices

/// A learning rate that falls in steps: `initial` · `factor` for every `interval` epochs that are done.
public struct LearningRate: Equatable, Sendable, ExpressibleByFloatLiteral {
  public var initial: Float
  public var factor: Float
  public var interval: Int

  public init(_ initial: Float, times factor: Float = 1, every interval: Int = 1) {
    require(interval > 0, "a schedule with steps of \(interval) epochs")
    self.initial = initial
    self.factor = factor
    self.interval = interval
  }

  public init(floatLiteral value: Float) { self.init(value) }

  /// - Parameter epoch: 1 for the first.
  public func value(in epoch: Int) -> Float {
    var rate = initial
    for _ in 0..<(epoch - 1) / interval { rate *= factor }
    return rate
  }
}

/// How to train.
public struct TrainingSettings: Equatable, Sendable {
  public var learningRate: LearningRate
  /// Epochs to run at most.
  public var epochs: Int
  /// Examples a step; nil takes all of them. 1 is online learning.
  public var batch: Int?
  /// Updates at most, those of a resumed run included; nil leaves it to `epochs`.
  public var steps: Int?
  /// Whether each epoch has an order of its own, or that of the data.
  public var shuffled: Bool
  /// Whether every batch shall hold the classes in about the same proportion.
  public var balanced: Bool
  public var loss: Loss
  public var penalty: Penalty
  /// Stop when the loss of an epoch differs from the one before by no more than this; nil never does.
  public var tolerance: Float?
  /// Each epoch's order of examples follows from the seed and the epoch's number.
  public var seed: UInt64
  /// Changes how fast the result comes, never a bit of it.
  public var threads: Int

  public init(
    learningRate: LearningRate, epochs: Int, batch: Int? = nil, steps: Int? = nil, shuffled: Bool = true,
    balanced: Bool = false, loss: Loss = .crossEntropy,
    penalty: Penalty = .none, tolerance: Float? = nil, seed: UInt64 = 1, threads: Int = 1
  ) {
    require(epochs >= 0, "\(epochs) epochs")
    require(batch ?? 1 > 0, "a batch of \(batch ?? 1) examples")
    require(threads > 0, "\(threads) threads")
    self.learningRate = learningRate
    self.epochs = epochs
    self.batch = batch
    self.steps = steps
    self.shuffled = shuffled
    self.balanced = balanced
    self.loss = loss
    self.penalty = penalty
    self.tolerance = tolerance
    self.seed = seed
    self.threads = threads
  }
}

/// What training tells after each epoch.
public struct Epoch: Sendable {
  /// 1 for the first.
  public let number: Int
  /// The mean over the epoch's examples, those seen, of the loss before their step, penalty included.
  public let loss: Float
  /// The network after the epoch.
  public let network: Network
  /// What the update rule remembers after the epoch.
  public let updater: Updater
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

/// Trains `network` on the examples.
///
/// - Parameters:
///   - updater: the update rule with its memory, a new one unless a run is resumed.
///   - first: the number of the first epoch, 1 unless a run is resumed.
///   - report: hears of each epoch, and says whether to go on.
/// - Returns: the number of the last epoch; less than `settings.epochs` if the steps were done, the tolerance was met
///   or `report` had enough.
/// - Throws: `Divergence` when the loss is not finite, and whatever `report` throws.
@discardableResult
public func train(
  _ network: inout Network, _ updater: inout Updater, _ examples: Examples, _ settings: TrainingSettings,
  from first: Int = 1, report: (Epoch) throws -> Bool = { _ in true }
) throws -> Int {
  require(
    examples.inputs == network.inputs && examples.Y.columns == network.outputs,
    "examples of \(examples.inputs) inputs and \(examples.Y.columns) outputs for the sizes \(network.sizes)"
  )
  let batch = min(settings.batch ?? examples.count, examples.count)
  let team = Team(count: settings.threads)
  var workspace = Workspace(batch: batch, for: network, team: team)
  let rest = examples.count % batch
  var smaller = rest > 0 ? Workspace(batch: rest, for: network, team: team) : workspace
  let limit = settings.steps ?? .max
  var previous: Float?
  for epoch in first..<max(first, settings.epochs + 1) {
    let rate = settings.learningRate.value(in: epoch)
    let order = epochOrder(examples, epoch, settings, batch)
    var (total, seen): (Float, Int) = (0, 0)
    for start in stride(from: 0, to: examples.count, by: batch) where updater.steps < limit {
      let rows = order[start..<min(start + batch, examples.count)]
      let loss =
        rows.count == batch
        ? step(&network, &updater, &workspace, rows, examples, rate, settings)
        : step(&network, &updater, &smaller, rows, examples, rate, settings)
      if !loss.isFinite {
        throw Divergence(epoch: epoch, step: start / batch + 1, loss: loss, learningRate: rate)
      }
      total += loss * (Float(rows.count) / Float(examples.count))
      seen += rows.count
    }
    if seen < examples.count { total *= Float(examples.count) / Float(max(seen, 1)) }
    let goOn = try report(Epoch(number: epoch, loss: total, network: network, updater: updater))
    if !goOn || updater.steps >= limit { return epoch }
    if let tolerance = settings.tolerance, let previous, abs(total - previous) <= tolerance { return epoch }
    previous = total
  }
  return max(first - 1, settings.epochs)
}

/// Forward, backward, update on one batch. Returns the loss before the update.
private func step(
  _ network: inout Network, _ updater: inout Updater, _ workspace: inout Workspace, _ rows: ArraySlice<Int>,
  _ examples: Examples, _ rate: Float, _ settings: TrainingSettings
) -> Float {
  workspace.load(rows, of: examples)
  let loss = workspace.forward(network, settings.loss) + settings.penalty.cost(of: network)
  workspace.backward(network, settings.loss)
  workspace.add(settings.penalty, of: network)
  updater.update(&network, workspace.gradient, learningRate: rate)
  return loss
}

/// The order of the examples in an epoch: as they are if that is wanted or they form one batch, else at random.
private func epochOrder(_ examples: Examples, _ epoch: Int, _ settings: TrainingSettings, _ batch: Int)
  -> [Int]
{
  if batch == examples.count || !settings.shuffled { return Array(0..<examples.count) }
  let order = SeededGenerator.order(of: examples.count, epoch: epoch, seed: settings.seed)
  return settings.balanced ? balanced(order, examples.Y.argmax()) : order
}

extension SeededGenerator {
  /// The order of the examples in an epoch, a random permutation. Derived in chapter 1.
  static func order(of examples: Int, epoch: Int, seed: UInt64) -> [Int] {
    var generator = SeededGenerator(seed: seed &+ UInt64(epoch) &* 0x9E37_79B9_7F4A_7C15)
    return generator.permutation(of: examples)
  }
}

/// The same examples, dealt so that every stretch holds the classes in about the proportion of the whole.
///
/// The r-th of n examples of a class stands at (r + ½) / n of the way.
func balanced(_ order: [Int], _ classes: [Int]) -> [Int] {
  var sizes: [Int: Int] = [:]
  for k in classes { sizes[k, default: 0] += 1 }
  var seen: [Int: Int] = [:]
  let places = order.map { i in
    let r = seen[classes[i], default: 0]
    seen[classes[i]] = r + 1
    return (Double(r) + 0.5) / Double(sizes[classes[i]] ?? 1)
  }
  return order.indices.sorted { (places[$0], $0) < (places[$1], $1) }.map { order[$0] }
}

/// Stops when the loss on held-out examples has not fallen for a while, and keeps the best epoch.
public struct EarlyStopping: Sendable {
  /// Epochs without a new least loss that are borne.
  public let patience: Int
  /// The epoch of the least loss so far.
  public private(set) var best: Epoch?
  public private(set) var leastLoss = Float.infinity

  public init(patience: Int) {
    require(patience > 0, "a patience of \(patience) epochs")
    self.patience = patience
  }

  /// Hears of an epoch and its loss on the held-out examples. Returns whether to go on.
  public mutating func goesOn(_ epoch: Epoch, loss: Float) -> Bool {
    if loss < leastLoss { (best, leastLoss) = (epoch, loss) }
    return epoch.number - (best?.number ?? 0) < patience
  }
}
