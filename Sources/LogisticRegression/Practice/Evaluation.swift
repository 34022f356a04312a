// How good are the probabilities? Right and wrong answers, and whether 70 % means seven in ten.
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
    for i in 0..<y.count {
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

/// Examples of nearly the same probability.
public struct CalibrationBin: Equatable, Sendable {
  public let count: Int
  /// The mean of their probabilities: what the model promises. NaN if there are none.
  public let predicted: Float
  /// The share of them that belong to the class: what came true. NaN if there are none.
  public let observed: Float
}

/// The examples in `bins` intervals of probability, all of one width, from 0 to 1.
public func calibration(_ P: [Float], _ y: [Float], bins: Int = 10) -> [CalibrationBin] {
  require(P.count == y.count, "\(P.count) probabilities for \(y.count) labels")
  require(bins > 0, "\(bins) bins")
  var counts = [Int](repeating: 0, count: bins)
  var predicted = [Float](repeating: 0, count: bins)
  var observed = predicted
  for i in 0..<y.count {
    require((0...1).contains(P[i]), "example \(i) has the probability \(P[i])")
    let bin = min(bins - 1, Int(P[i] * Float(bins)))
    counts[bin] += 1
    predicted[bin] += P[i]
    observed[bin] += y[i]
  }
  return (0..<bins).map { bin in
    let count = Float(counts[bin])
    return CalibrationBin(
      count: counts[bin], predicted: predicted[bin] / count, observed: observed[bin] / count)
  }
}
