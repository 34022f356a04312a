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
    require(epoch >= 1, "the learning rate of epoch \(epoch)")
    var (rate, falls) = (initial, (epoch - 1) / interval)
    while falls > 0 && rate * factor != rate { (rate, falls) = (rate * factor, falls - 1) }
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
  /// Makes an epoch's order of its random one; where all examples form one batch, it is that of the data.
  public let order: @Sendable (_ shuffled: [Int]) -> [Int]
  public let loss: Loss
  /// Stop when the loss of an epoch differs from the one before by less than this; nil never does.
  public let tolerance: Float?
  /// Each epoch's order of examples follows from the seed and the epoch's number.
  public let seed: UInt64

  public init(
    learningRate: LearningRate, epochs: Int, batch: Int? = nil, steps: Int? = nil, loss: Loss = .crossEntropy,
    tolerance: Float? = nil, seed: UInt64 = 1, order: @escaping @Sendable ([Int]) -> [Int] = { $0 }
  ) {
    require((0..<Int.max).contains(epochs), "\(epochs) epochs")
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
  public let epoch, step: Int
  public let loss, learningRate: Float

  public var description: String {
    let what = loss.isFinite ? "a weight is not finite after a loss of \(loss)" : "the loss is \(abs(loss))"
    return "training diverges: \(what) in epoch \(epoch), step \(step), "
      + "at learning rate \(learningRate); a smaller one may work"
  }
}
