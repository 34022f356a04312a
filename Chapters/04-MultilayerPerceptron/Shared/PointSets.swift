// Points of the plane to learn on, some of each class.
//
// Shapes:  X: points × 2   classes: points

import Matrices

/// A way to scatter points.
enum PointSet: String, CaseIterable, Sendable {
  /// Two half circles that reach into each other.
  case moons
  /// A disk in a ring.
  case circles
  /// Three arms about the middle.
  case spiral
  /// Two classes: whether the signs of the two features differ.
  case signs
  /// Its four corners alone, (1, −2), (1, 2), (−1, −2) and (−1, 2).
  case corners

  /// How far points lie astray unless told otherwise.
  var noise: Float {
    switch self {
    case .moons, .circles: 0.15
    case .spiral: 0.2
    case .signs, .corners: 0
    }
  }

  /// `count` points of each class, in the order of the classes (of corners always two, in an order of their own).
  func points(_ count: Int, noise: Float, seed: UInt64) -> (X: Matrix, classes: [Int]) {
    require(count > 0, "\(count) points of each class")
    require(noise >= 0 && noise.isFinite, "noise of \(noise), expected a finite number from 0")
    if self == .corners { return ([[1, -2], [1, 2], [-1, -2], [-1, 2]], [1, 0, 0, 1]) }
    var generator = SeededGenerator(seed: seed)
    var (rows, classes): ([[Float]], [Int]) = ([], [])
    for k in 0..<(self == .spiral ? 3 : 2) {
      for number in 0..<count {
        rows.append(point(k, Float(number) / Float(max(1, count - 1)), noise, &generator))
        classes.append(k)
      }
    }
    return (Matrix(rows), classes)
  }

  /// A point of class k; `along` goes from 0 to 1 over a class.
  private func point(
    _ k: Int, _ along: Float, _ noise: Float, _ generator: inout SeededGenerator
  ) -> [Float] {
    if self == .spiral {
      let (sine, cosine) = sineAndCosine(4 * (Float(k) + along) + noise * generator.normal())
      return [2.6 * along * sine, 2.6 * along * cosine]
    }
    if self == .signs {
      let x = (generator.uniform(in: 0.15..<2.6), generator.uniform(in: 0.15..<2.6))
      let side: Float = generator.next() >> 63 == 0 ? 1 : -1
      return [
        side * x.0 + noise * generator.normal(),
        (k == 0 ? side : -side) * x.1 + noise * generator.normal(),
      ]
    }
    // A direction is a pair of normal numbers made one long.
    let (u, v) = (generator.normal(), generator.normal())
    let length = (u * u + v * v).squareRoot()
    if self == .circles {
      let radius = k == 0 ? generator.uniform(in: 0..<1) : generator.uniform(in: 1.7..<2.4)
      return [
        radius * u / length + noise * generator.normal(), radius * v / length + noise * generator.normal(),
      ]
    }
    let (x, y) = (u / length, abs(v) / length)
    let astray = (noise * generator.normal(), noise * generator.normal())
    return k == 0 ? [x + astray.0, y + astray.1] : [1 - x + astray.0, 0.4 - y + astray.1]
  }
}

/// Sine and cosine of an angle in radians, less its whole turns, by their power series; chapter 5 derives them.
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
