import Matrices

/// How to train.
public struct TrainingSettings: Equatable, Sendable {
  public let learningRate: Float
  public var epochs: Int { didSet { require((0..<Int.max).contains(epochs), "\(epochs) epochs") } }
  /// Examples a step; nil takes all of them.
  public let batch: Int?
  /// Updates at most, those of a resumed run included; nil leaves it to `epochs`.
  public let steps: Int?
  /// Whether every epoch has an order of its own, which follows from the seed and the epoch's number.
  public let shuffled: Bool
  public let penalty: Penalty
  public let seed: UInt64

  /// By default as deck Q trains: rate 1, its λ = 0.001, all examples at once.
  public init(
    learningRate: Float = 1, epochs: Int, batch: Int? = nil, steps: Int? = nil, shuffled: Bool = true,
    penalty: Penalty = Penalty(l2: 0.001 / 2), seed: UInt64 = 1
  ) {
    require(learningRate > 0 && learningRate.isFinite, "a learning rate of \(learningRate)")
    require((0..<Int.max).contains(epochs), "\(epochs) epochs")
    require(batch ?? 1 > 0, "a batch of \(batch ?? 1) examples")
    require(steps ?? 0 >= 0, "\(steps ?? 0) steps")
    (self.learningRate, self.epochs, self.batch, self.steps) = (learningRate, epochs, batch, steps)
    (self.shuffled, self.penalty, self.seed) = (shuffled, penalty, seed)
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
