import Foundation
import Matrices
import Testing

@testable import ConvolutionalNetwork

@Suite struct CurvatureTests {
  private static func network() -> LeNet1998 {
    var generator = SeededGenerator(seed: 1)
    return LeNet1998(using: &generator)
  }

  /// Equation 9 in doubles, the mean over the examples: 84 numbers each.
  private static func loss(_ x: [Double], _ labels: [UInt8]) -> Double {
    var total = 0.0
    for (example, label) in labels.enumerated() {
      var y = [Double](repeating: 0, count: 10)
      for digit in 0..<10 {
        for j in 0..<84 {
          let difference = x[84 * example + j] - Double(LeNet1998.bitmaps[digit, j])
          y[digit] += difference * difference
        }
      }
      let sum = y.reduce(Foundation.exp(-1.0)) { $0 + Foundation.exp(-$1) }
      total += y[Int(label)] + Foundation.log(sum)
    }
    return total / Double(labels.count)
  }

  @Test func `The slopes at F6 are those of equation 9 in doubles, every entry`() {
    let X = pattern(3, 84, 50, size: 0.5) + LeNet1998.bitmaps.rows([2, 7, 4])
    let labels: [UInt8] = [2, 1, 4]
    func loss(_ x: [Double]) -> Double { CurvatureTests.loss(x, labels) }
    let (found, dY) = LeNet1998.loss(LeNet1998.distances(X), labels)
    #expect(dY.rows == 3 && dY.columns == 10)
    let point = X.values.map(Double.init)
    #expect(abs(Double(found) - loss(point)) < 1e-5 * loss(point))
    let slopes = point.indices.map { k in
      var (above, below) = (point, point)
      above[k] += 1e-4
      below[k] -= 1e-4
      return (loss(above) - loss(below)) / 2e-4
    }
    let largest = slopes.map { abs($0) }.max() ?? 0
    for (found, slope) in zip(LeNet1998.distancesBackward(X, dY).values, slopes) {
      #expect(abs(Double(found) - slope) < 1e-5 * largest)
      if abs(slope) > 0.01 * largest { #expect(abs(1.01 * Double(found) - slope) > 2e-5 * largest) }
    }
  }

  /// Far from its bitmap, where a digit has next to no share of the loss, on the way to it, and near it, where it has most.
  @Test(arguments: [0.5, 0.25, 0.1] as [Float])
  func `The second derivatives along F6 are those of equation 9 in doubles, every entry`(distance: Float) {
    let X = pattern(4, 84, 50, size: distance) + LeNet1998.bitmaps.rows([2, 7, 4, 0])
    let found = LeNet1998.curvature(X, LeNet1998.distances(X)).values
    let point = X.values.map(Double.init)
    func loss(_ x: [Double]) -> Double { 4 * CurvatureTests.loss(x, [2, 1, 4, 0]) }  // not a mean
    let between = 2 * loss(point)
    let expected = point.indices.map { k in
      var (above, below) = (point, point)
      above[k] += 1e-3
      below[k] -= 1e-3
      return (loss(above) - between + loss(below)) / 1e-6
    }
    let largest = expected.map { abs($0) }.max() ?? 0
    for (found, expected) in zip(found, expected) {
      #expect(abs(Double(found) - expected) < 1e-5 * largest, "\(found) against \(expected)")
      if abs(expected) > 0.01 * largest { #expect(abs(1.01 * Double(found) - expected) > 2e-5 * largest) }
    }
  }

  /// F6 is linear in its weights before the squashing, and h there leaves out f″ alone.
  @Test func `The curvature of one image is that of squared factors, and always the same`() throws {
    let digits = try sample(every: 263, count: 19)
    let network = CurvatureTests.network()
    let h = network.curvature(digits, Array(0..<19))
    for parameter in LeNet1998.parameters {
      #expect(h[parameter].values.allSatisfy { $0 >= 0 && $0.isFinite })
    }
    #expect(h.c1.weights.values.allSatisfy { $0 > 0 })
    for _ in 0..<5 { #expect(network.curvature(digits, Array(0..<19)) == h) }
    // A mean over images: of one and of the other eighteen
    let (first, rest) = (network.curvature(digits, [0]), network.curvature(digits, Array(1..<19)))
    for parameter in LeNet1998.parameters {
      let mean = (first[parameter] + rest[parameter].map { 18 * $0 }) / 19
      #expect(close(mean.values, h[parameter].values, 1e-4))
    }
  }

  /// Forward in double precision by plain loops, then back: what slopes meet on their way counts once or squared.
  @Test(arguments: [false, true], [0, 1, 2])
  func `Slopes and second derivatives of one image are those of plain loops`(squared: Bool, image: Int) throws
  {
    let digits = try sample(every: 263, count: 3)
    var generator = SeededGenerator(seed: 4)
    var network = LeNet1998(using: &generator)
    for parameter in [2, 3, 6, 7] {
      network[parameter] = network[parameter].map { $0 + 0.1 * generator.normal() }
    }
    let group = ImageGroup1998()
    let Y = group.forward(network, digits, [image])
    let (_, dY) = LeNet1998.loss(Y, [digits.labels[image]])
    let d6 = squared ? LeNet1998.curvature(group.X6, Y) : LeNet1998.distancesBackward(group.X6, dY)
    let found =
      squared ? network.curvature(digits, [image]) : group.backward(network, d6)

    let p = LeNet1998.parameters.map { network[$0].values.map(Double.init) }
    func met(_ x: Double) -> Double { squared ? x * x : x }
    func squash(_ a: Double) -> Double { 1.7159 * Foundation.tanh(2 * a / 3) }
    func slope(_ x: Double) -> Double { met(2 / 3 * (1.7159 - x * x / 1.7159)) }
    // Forward
    let x = Pixels.paper.maps(of: digits.image(image)).values.map(Double.init)
    let a1 = convolution(x, 1, 32, p[0], p[1]).map(squash)
    let sum2 = squares(a1, 6, 28)
    let s2 = sum2.enumerated().map { squash(p[2][$0 / 196] * $1 + p[3][$0 / 196]) }
    let a3 = convolution(s2, 6, 14, p[4], p[5]).map(squash)
    let sum4 = squares(a3, 16, 10)
    let s4 = sum4.enumerated().map { squash(p[6][$0 / 25] * $1 + p[7][$0 / 25]) }
    func dense(_ x: [Double], _ W: [Double], _ b: [Double]) -> [Double] {
      b.indices.map { o in squash(x.indices.reduce(b[o]) { $0 + x[$1] * W[$1 * b.count + o] }) }
    }
    let x5 = dense(s4, p[8], p[9])
    let x6 = dense(x5, p[10], p[11])
    // Backward: the slopes before each squashing, and what they give to weights and inputs
    var expected = [[Double]](repeating: [], count: 12)
    func denseBackward(_ x: [Double], _ d: [Double], _ layer: Int) -> [Double] {
      expected[layer] = x.flatMap { x in d.map { met(x) * $0 } }
      expected[layer + 1] = d
      return x.indices.map { i in d.indices.reduce(0) { $0 + met(p[layer][i * d.count + $1]) * d[$1] } }
    }
    func squaresBackward(
      _ ds: [Double], _ s: [Double], _ sums: [Double], _ a: [Double], _ side: Int, _ layer: Int
    ) -> [Double] {
      let d = zip(ds, s).map { $0 * slope($1) }
      let places = side * side / 4
      expected[layer] = p[layer].indices.map { map in
        (map * places..<(map + 1) * places).reduce(0) { $0 + d[$1] * met(sums[$1]) }
      }
      expected[layer + 1] = p[layer].indices.map { d[($0 * places)..<($0 + 1) * places].reduce(0, +) }
      return a.indices.map { k in
        let (map, row, column) = (k / side / side, k / side % side, k % side)
        return d[map * places + row / 2 * (side / 2) + column / 2] * met(p[layer][map]) * slope(a[k])
      }
    }
    func convolutionBackward(_ x: [Double], _ maps: Int, _ side: Int, _ d: [Double], _ layer: Int) -> [Double]
    {
      let (out, outputs) = (side - 4, p[layer + 1].count)
      var (dw, dx) = (p[layer].map { _ in 0.0 }, x.map { _ in 0.0 })
      for (k, d) in d.enumerated() {
        let (o, row, column) = (k / out / out, k / out % out, k % out)
        for i in 0..<maps * 25 {
          let place = (i / 25 * side + row + i % 25 / 5) * side + column + i % 5
          dw[i * outputs + o] += d * met(x[place])
          dx[place] += d * met(p[layer][i * outputs + o])
        }
      }
      expected[layer] = dw
      expected[layer + 1] = (0..<outputs).map { d[$0 * out * out..<($0 + 1) * out * out].reduce(0, +) }
      return dx
    }
    let d5 = zip(denseBackward(x5, zip(d6.values, x6).map { Double($0) * slope($1) }, 10), x5)
    let ds4 = denseBackward(s4, d5.map { $0 * slope($1) }, 8)
    let d3 = squaresBackward(ds4, s4, sum4, a3, 10, 6)
    let ds2 = convolutionBackward(s2, 6, 14, d3, 4)
    _ = convolutionBackward(x, 1, 32, squaresBackward(ds2, s2, sum2, a1, 28, 2), 0)
    for parameter in LeNet1998.parameters {
      var (values, expected) = (found[parameter].values, expected[parameter].map { Float($0) })
      if parameter == 4 {  // absent kernels have none
        for k in values.indices where network.c3.weights.values[k] == 0 { expected[k] = 0 }
      }
      #expect(close(values, expected, 2e-5), "parameter \(parameter)")
      guard let k = expected.indices.max(by: { abs(expected[$0]) < abs(expected[$1]) }) else { continue }
      values[k] *= 1.01
      #expect(!close(values, expected, 2e-5))
    }
  }

  private func convolution(_ x: [Double], _ maps: Int, _ side: Int, _ w: [Double], _ b: [Double]) -> [Double]
  {
    let out = side - 4
    return (0..<b.count * out * out).map { k in
      let (o, row, column) = (k / out / out, k / out % out, k % out)
      return (0..<maps * 25).reduce(b[o]) { sum, i in
        sum + x[(i / 25 * side + row + i % 25 / 5) * side + column + i % 5] * w[i * b.count + o]
      }
    }
  }

  /// The sums of the squares of 2 × 2.
  private func squares(_ a: [Double], _ maps: Int, _ side: Int) -> [Double] {
    (0..<maps * side * side / 4).map { k in
      let (map, row, column) = (k / (side * side / 4), k / (side / 2) % (side / 2), k % (side / 2))
      let first = (map * side + 2 * row) * side + 2 * column
      return a[first] + a[first + 1] + a[first + side] + a[first + side + 1]
    }
  }
}
