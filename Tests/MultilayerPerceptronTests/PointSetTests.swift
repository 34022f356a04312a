import Foundation
import Matrices
import Testing

@testable import MultilayerPerceptron
@testable import enum multilayer_perceptron.PointSet
@testable import func multilayer_perceptron.sineAndCosine

/// Points of the plane, against the formulas in double precision.
@Suite struct PointSetTests {
  @Test(arguments: PointSet.allCases, [(1, 0), (2, 0.3), (40, 0.3)] as [(Int, Float)])
  func `Points lie where the formulas put them`(set: PointSet, size: (count: Int, noise: Float)) {
    let (X, classes) = set.points(size.count, noise: size.noise, seed: 5)
    var generator = SeededGenerator(seed: 5)
    func astray() -> Double { Double(size.noise * generator.normal()) }
    func drawn(_ range: Range<Float>) -> Double { Double(generator.uniform(in: range)) }
    var expected: [(Double, Double, class: Int)] = []
    for k in 0..<(set == .spiral ? 3 : 2) {
      for number in 0..<size.count {
        switch set {
        case .corners: break
        case .spiral:
          let along = size.count > 1 ? Double(number) / Double(size.count - 1) : 0
          let angle: Double = 4 * (Double(k) + along) + astray()
          expected.append((2.6 * along * sin(angle), 2.6 * along * cos(angle), k))
        case .signs:
          let (x, y) = (drawn(0.15..<2.6), drawn(0.15..<2.6))
          let side: Double = generator.next() < 1 << 63 ? 1 : -1
          let first = side * x + astray()
          expected.append((first, (k == 0 ? side : -side) * y + astray(), k))
        case .moons, .circles:
          let (u, v) = (Double(generator.normal()), Double(generator.normal()))
          let angle = atan2(v, u)
          if set == .circles {
            let radius = k == 0 ? drawn(0..<1) : drawn(1.7..<2.4)
            let first = radius * cos(angle) + astray()
            expected.append((first, radius * sin(angle) + astray(), k))
          } else {
            let (x, y) = (cos(angle), abs(sin(angle)))
            let first = (k == 0 ? x : 1 - x) + astray()
            expected.append((first, (k == 0 ? y : 0.4 - y) + astray(), k))
          }
        }
      }
    }
    if set == .corners {
      expected = [(1, -2, 1), (1, 2, 0), (-1, -2, 0), (-1, 2, 1)]
    }
    #expect(classes == expected.map(\.class) && X.rows == expected.count)
    for (i, point) in expected.enumerated() {
      #expect(abs(Double(X[i, 0]) - point.0) < 2e-6 && abs(Double(X[i, 1]) - point.1) < 2e-6)
    }
  }

  @Test func `How far points lie astray unless told otherwise`() {
    #expect(PointSet.allCases.map(\.noise) == [0.15, 0.15, 0.2, 0, 0])
  }

  @Test func `Sine and cosine of any angle, whole turns taken away`() {
    for k in -4000...4000 {
      let angle = Float(k) * 0.0713
      let (sine, cosine) = sineAndCosine(angle)
      #expect(abs(Double(sine) - sin(Double(angle))) < 1e-7)
      #expect(abs(Double(cosine) - cos(Double(angle))) < 1e-7)
    }
  }
}
