import Matrices

/// Stops when the loss on held-out examples has not fallen for a while, and keeps the best epoch (deck S,
/// "Supervised Learning – Overfitting").
public struct EarlyStopping: Sendable {
  /// Epochs without a new least loss that are borne.
  public let patience: Int
  /// The epoch of the least loss so far.
  public private(set) var best: Epoch?
  public private(set) var leastLoss: Float
  private var bestNumber: Int

  /// - Parameters:
  ///   - number: the best epoch of a run that is resumed, 0 for none.
  ///   - leastLoss: its loss on the held-out examples.
  public init(patience: Int, after number: Int = 0, leastLoss: Float = .infinity) {
    require(patience > 0, "a patience of \(patience) epochs")
    require(number >= 0 && !leastLoss.isNaN, "a least loss of \(leastLoss) in epoch \(number)")
    (self.patience, self.leastLoss, bestNumber) = (patience, leastLoss, number)
  }

  /// Hears of an epoch and its loss on the held-out examples. Returns whether to go on.
  public mutating func goesOn(_ epoch: Epoch, loss: Float) -> Bool {
    if loss < leastLoss { (best, leastLoss, bestNumber) = (epoch, loss, epoch.number) }
    return epoch.number - bestNumber < patience
  }
}
