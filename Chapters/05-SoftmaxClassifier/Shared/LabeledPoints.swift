// The two sets of points on which the deck tries its classifiers (deck Q, "Let's run it!" and "Let's now try the
// classifier on data that is not linearly separable"). The deck shows them as pictures only. The spiral here is
// that of Stanford's course CS231n, from which the deck's program descends; its points lie at
//
//     r (sin θ, cos θ)     r from 0 to the radius, θ from 4 arm to 4 arm + 4, plus noise
//
// All arms begin at the origin: one point for each class in the same place, of which only one can be right.

import Matrices

/// Points in the plane and the class of each.
struct LabeledPoints: Sendable {
  let X: Matrix  // points × 2
  let y: [Int]  // points

  var classes: Int { (y.max() ?? -1) + 1 }

  init(X: Matrix, y: [Int]) {
    require(X.rows == y.count, "\(X.rows) points for \(y.count) labels")
    self.X = X
    self.y = y
  }
}

extension LabeledPoints {
  /// Three round clouds of normal deviation 0.5 about (0, 2), (2, −1) and (−2, −1).
  static func clouds(points: Int = 100, using generator: inout SeededGenerator) -> LabeledPoints {
    require(points >= 1, "a cloud of \(points) points")
    let centers: [(x: Float, y: Float)] = [(0, 2), (2, -1), (-2, -1)]
    var rows: [[Float]] = []
    for center in centers {
      for _ in 0..<points {
        rows.append([center.x + 0.5 * generator.normal(), center.y + 0.5 * generator.normal()])
      }
    }
    return LabeledPoints(X: Matrix(rows), y: (0..<3 * points).map { $0 / points })
  }

  /// Arms that wind about each other.
  ///
  /// - Parameters:
  ///   - points: of each arm, at least 2.
  ///   - radius: how far out the arms reach.
  ///   - noise: the normal deviation of θ, in radians.
  static func spiral(
    arms: Int = 3, points: Int = 100, radius: Float = 1, noise: Float = 0.2,
    using generator: inout SeededGenerator
  ) -> LabeledPoints {
    require(arms >= 1 && points >= 2, "\(arms) arms of \(points) points")
    var rows: [[Float]] = []
    for arm in 0..<arms {
      for point in 0..<points {
        let along = Float(point) / Float(points - 1)
        let (sine, cosine) = sineAndCosine(4 * (Float(arm) + along) + noise * generator.normal())
        rows.append([radius * along * sine, radius * along * cosine])
      }
    }
    return LabeledPoints(X: Matrix(rows), y: (0..<arms * points).map { $0 / points })
  }
}

/// Sine and cosine of an angle in radians, less its whole turns, by their power series.
func sineAndCosine(_ angle: Float) -> (sine: Float, cosine: Float) {
  let turns = (Double(angle) / (2 * .pi)).rounded()
  let x = Double(angle) - 2 * .pi * turns
  var (sine, cosine, term) = (0.0, 0.0, 1.0)  // term: xⁿ / n!
  for n in 0..<24 {
    switch n % 4 {
    case 0: cosine += term
    case 1: sine += term
    case 2: cosine -= term
    default: sine -= term
    }
    term *= x / Double(n + 1)
  }
  return (Float(sine), Float(cosine))
}
