// How good are the answers?
//
// Shapes:  P, y: examples

import Matrices

/// Right and wrong answers, counted by the true class.
public struct Confusion: Equatable, Sendable {
  /// Examples of the class, taken for it and missed.
  public private(set) var truePositives = 0
  public private(set) var falseNegatives = 0
  /// Other examples, wrongly taken for the class and rightly not.
  public private(set) var falsePositives = 0
  public private(set) var trueNegatives = 0

  /// An example is taken for the class if its probability is at least `threshold`.
  public init(_ P: [Float], _ y: [Float], threshold: Float = 0.5) {
    require(P.count == y.count, "\(P.count) probabilities for \(y.count) labels")
    require(!y.isEmpty && !threshold.isNaN, "\(y.count) examples to judge at a threshold of \(threshold)")
    for i in 0..<y.count {
      require(0...1 ~= P[i] && 0...1 ~= y[i], "a probability of \(P[i]) for the label \(y[i])")
      switch (P[i] >= threshold, y[i] >= 0.5) {
      case (true, true): truePositives += 1
      case (false, true): falseNegatives += 1
      case (true, false): falsePositives += 1
      case (false, false): trueNegatives += 1
      }
    }
  }

  public var right: Int { truePositives + trueNegatives }
  public var count: Int { right + falsePositives + falseNegatives }
  /// The share of right answers.
  public var accuracy: Float { Float(right) / Float(count) }
}
