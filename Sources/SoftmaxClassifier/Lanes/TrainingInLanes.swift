// Training by the lanes of Examples.swift.

import Matrices

/// The plain functions sixteen examples at a time: same names, same results but for rounding.
public enum Lanes {
  /// The plain `train`, by lanes where every step takes all examples and `Examples` can lay them out.
  @discardableResult
  public static func train(
    _ network: inout Network, _ X: Matrix, _ y: [Int], _ settings: TrainingSettings, from first: Int = 1,
    report: (Epoch) -> Bool = { _ in true }
  ) throws(Divergence) -> Int {
    check(X, y, for: network)
    let takesAll = (settings.batch ?? y.count) >= y.count
    let examples = takesAll ? Examples(X, y, for: network) : nil
    return try descend(&network, examples: y.count, settings, from: first, report: report) {
      examples?.lossAndGradient($0) ?? lossAndGradient($0, X, y, rows: $1)
    }
  }
}
