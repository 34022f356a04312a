import Matrices

/// Stops when the loss on held-out examples has not fallen for a while, and keeps the best epoch (deck S, "Supervised
/// Learning – Overfitting").
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
