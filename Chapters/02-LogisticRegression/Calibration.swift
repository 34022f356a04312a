// Does 70 % mean seven in ten?
//
// Shapes:  P, y: examples

import Matrices

/// Examples of nearly the same probability.
struct CalibrationBin: Equatable, Sendable {
  let count: Int
  /// The mean of their probabilities: what the model promises. NaN if there are none.
  let predicted: Float
  /// The share of them that belong to the class: what came true. NaN if there are none.
  let observed: Float

  /// How far the observed share typically lies from the predicted one if the predictions are true.
  var chance: Float { (predicted * (1 - predicted) / Float(count)).squareRoot() }

  /// How far it does lie from it, in units of chance.
  var distance: Float { (observed - predicted) / chance }
}

/// The examples in `bins` intervals of probability, all of one width, from 0 to 1.
func calibration(_ P: [Float], _ y: [Float], bins: Int = 10) -> [CalibrationBin] {
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
