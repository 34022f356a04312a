import Foundation
import Matrices
import Testing

@testable import ConvolutionalNetwork

/// LeNet-5's gradient, tensor by tensor, against central differences of a loss in double precision, written on its own.
@Suite struct DoubleLossTests {
  /// Some slopes of each tensor: all would be 61 706 · 2 losses.
  @Test(arguments: Pooling.allCases)
  func `Lanes and plain loops give the slopes, and an entry wrong by a percent is caught`(
    pooling: Pooling
  ) throws {
    let digits = try sample(every: 263, count: 3)
    let network = patternedNetwork(pooling)
    let gradients = [
      Lanes.lossAndGradient(network, digits, ArraySlice(0..<3), in: Lanes.Batch(capacity: 3)),
      lossAndGradient(network, digits, ArraySlice(0..<3)),
    ]
    var p = LeNet5.parameters.map { network[$0].values.map(Double.init) }
    let loss = lossInDouble(p, pooling, digits)
    for found in gradients { #expect(abs(Double(found.loss) - loss) < 1e-5) }
    for t in LeNet5.parameters {
      let found = gradients.map { $0.gradient[t].values }
      expectSomeSlopes(found, of: t, at: &p) { lossInDouble($0, pooling, digits) }
    }
  }

  @Test func `The network of 1998 has the slopes of equation 9, and an entry wrong by a percent is caught`()
    throws
  {
    let digits = try sample(every: 263, count: 3)
    var generator = SeededGenerator(seed: 4)
    var network = LeNet1998(using: &generator)
    for parameter in [2, 3, 6, 7] {
      network[parameter] = network[parameter].map { $0 + 0.1 * generator.normal() }
    }
    let group = ImageGroup1998()
    let (found, dY) = LeNet1998.loss(group.forward(network, digits, [0, 1, 2]), digits.labels)
    let gradient = group.backward(network, LeNet1998.distancesBackward(group.X6, dY))
    var p = LeNet1998.parameters.map { network[$0].values.map(Double.init) }
    #expect(abs(Double(found) - lossOf1998(p, digits)) < 1e-6 * lossOf1998(p, digits))
    for t in LeNet1998.parameters {
      expectSomeSlopes([gradient[t].values], of: t, at: &p) { lossOf1998($0, digits) }
    }
  }

  /// Entries spread over tensor t, chosen without a look at the slopes found, and not along kernels that are absent.
  private func expectSomeSlopes(
    _ found: [[Float]], of t: Int, at p: inout [[Double]], loss: ([[Double]]) -> Double
  ) {
    let present = p[t].indices.filter { p[t][$0] != 0 }
    let chosen = stride(from: 0, to: present.count, by: max(1, present.count / 13)).map { present[$0] }
    let slopes = chosen.map { k in
      let value = p[t][k]
      defer { p[t][k] = value }
      p[t][k] = value + 1e-6  // so near that in no square another pixel becomes the largest
      let above = loss(p)
      p[t][k] = value - 1e-6
      return (above - loss(p)) / 2e-6
    }
    let largest = slopes.map { abs($0) }.max() ?? 0
    #expect(largest > 1e-4 && found.allSatisfy { $0.count == p[t].count })
    for (k, slope) in zip(chosen, slopes) {
      for found in found.map({ Double($0[k]) }) {
        #expect(abs(found - slope) < 2e-5 * largest, "tensor \(t), entry \(k): \(found) against \(slope)")
        if abs(slope) > 0.1 * largest { #expect(abs(1.01 * found - slope) > 2e-5 * largest) }
      }
    }
  }

  @Test(arguments: [(1, 0), (2, 1), (3, 2)])
  func `A convolution's slopes with stride and padding, every entry`(stride: Int, padding: Int) {
    var layer = Convolution(inputs: 2, outputs: 3, size: 3)
    (layer.weights, layer.bias) = (pattern(18, 3, 1), pattern(1, 3, 2))
    let x = FeatureMaps(maps: 2, rows: 6, columns: 7, values: pattern(84, 3))
    let (rows, columns) = ((6 + 2 * padding - 3) / stride + 1, (7 + 2 * padding - 3) / stride + 1)
    let d = FeatureMaps(maps: 3, rows: rows, columns: columns, values: pattern(3 * rows * columns, 4))
    /// The sum of the outputs times d, from x, weights and bias.
    func loss(_ p: [[Double]]) -> Double {
      var sum = 0.0
      for (k, slope) in d.values.enumerated() {
        let (o, row, column) = (k / rows / columns, k / columns % rows, k % columns)
        var z = p[2][o]
        for place in 0..<18 {
          let (r, c) = (row * stride + place % 9 / 3 - padding, column * stride + place % 3 - padding)
          guard 0 <= r && r < 6 && 0 <= c && c < 7 else { continue }
          z += p[0][(place / 9 * 6 + r) * 7 + c] * p[1][place * 3 + o]
        }
        sum += z * Double(slope)
      }
      return sum
    }
    let (gradient, dx) = layer.backward(x, d, stride: stride, padding: padding)
    expectSlopes(
      [dx.values, gradient.weights.values, gradient.bias.values],
      at: [x.values, layer.weights.values, layer.bias.values], of: loss)
  }

  @Test(arguments: Pooling.allCases)
  func `A pooling's slopes, every entry`(pooling: Pooling) {
    let a = FeatureMaps(maps: 2, rows: 6, columns: 6, values: pattern(72, 5))
    let ds = pattern(18, 6)
    let slopes = pooling.backward(a, FeatureMaps(maps: 2, rows: 3, columns: 3, values: ds)).values
    expectSlopes([slopes], at: [a.values]) { p in
      zip(pooled(p[0], 2, 6, pooling), ds).reduce(0) { $0 + $1.0 * Double($1.1) }
    }
  }

  /// Each tensor of `found` holds the slopes of a loss along all numbers of its partner, and would not with an entry
  /// wrong by a percent.
  private func expectSlopes(_ found: [[Float]], at point: [[Float]], of loss: ([[Double]]) -> Double) {
    for (t, found) in found.enumerated() {
      let slopes = point[t].indices.map { k in
        var (above, below) = (point.map { $0.map(Double.init) }, point.map { $0.map(Double.init) })
        above[t][k] += 1e-4
        below[t][k] -= 1e-4
        return (loss(above) - loss(below)) / 2e-4
      }
      let largest = slopes.map { abs($0) }.max() ?? 0
      #expect(found.count == slopes.count && largest > 0.1)
      for (k, (found, slope)) in zip(found, slopes).enumerated() {
        #expect(abs(Double(found) - slope) < 1e-6 * largest, "tensor \(t), entry \(k)")
        if abs(slope) > 0.01 * largest { #expect(abs(1.01 * Double(found) - slope) > 1e-5 * largest) }
      }
    }
  }

  /// The mean of −log softmax of the right digit.
  private func lossInDouble(_ p: [[Double]], _ pooling: Pooling, _ digits: Digits) -> Double {
    var total = 0.0
    for i in 0..<digits.count {
      let x = Pixels.standardized.maps(of: digits.image(i)).values.map(Double.init)
      let s2 = pooled(convolved(x, 1, 32, p[0], p[1]).map { Foundation.tanh($0) }, 6, 28, pooling)
      let s4 = pooled(convolved(s2, 6, 14, p[2], p[3]).map { Foundation.tanh($0) }, 16, 10, pooling)
      let a5 = dense(s4, p[4], p[5]).map { Foundation.tanh($0) }
      let a6 = dense(a5, p[6], p[7]).map { Foundation.tanh($0) }
      let z = dense(a6, p[8], p[9])
      total += Foundation.log(z.map { Foundation.exp($0) }.reduce(0, +)) - z[Int(digits.labels[i])]
    }
    return total / Double(digits.count)
  }

  /// The mean of equation 9: how far the right bitmap is, and log of e^−1 and all e^−y.
  private func lossOf1998(_ p: [[Double]], _ digits: Digits) -> Double {
    func squash(_ a: Double) -> Double { 1.7159 * Foundation.tanh(2 * a / 3) }
    func subsampled(_ a: [Double], _ maps: Int, _ side: Int, _ c: [Double], _ b: [Double]) -> [Double] {
      let places = side * side / 4
      return pooled(a, maps, side, .average).enumerated().map {
        squash(c[$0 / places] * 4 * $1 + b[$0 / places])
      }
    }
    var total = 0.0
    for i in 0..<digits.count {
      let x = Pixels.paper.maps(of: digits.image(i)).values.map(Double.init)
      let s2 = subsampled(convolved(x, 1, 32, p[0], p[1]).map(squash), 6, 28, p[2], p[3])
      let s4 = subsampled(convolved(s2, 6, 14, p[4], p[5]).map(squash), 16, 10, p[6], p[7])
      let x6 = dense(dense(s4, p[8], p[9]).map(squash), p[10], p[11]).map(squash)
      let y = (0..<10).map { digit in
        x6.indices.reduce(0) { sum, j in
          let difference = x6[j] - Double(LeNet1998.bitmaps[digit, j])
          return sum + difference * difference
        }
      }
      total +=
        y[Int(digits.labels[i])] + Foundation.log(y.reduce(Foundation.exp(-1)) { $0 + Foundation.exp(-$1) })
    }
    return total / Double(digits.count)
  }

  private func convolved(_ x: [Double], _ maps: Int, _ side: Int, _ w: [Double], _ b: [Double]) -> [Double] {
    let out = side - 4
    var z = [Double](repeating: 0, count: b.count * out * out)
    for o in 0..<b.count {
      for place in 0..<out * out {
        var sum = b[o]
        for input in 0..<maps * 25 {
          let (row, column) = (place / out + input % 25 / 5, place % out + input % 5)
          sum += x[(input / 25 * side + row) * side + column] * w[input * b.count + o]
        }
        z[o * out * out + place] = sum
      }
    }
    return z
  }

  private func pooled(_ a: [Double], _ maps: Int, _ side: Int, _ pooling: Pooling) -> [Double] {
    (0..<maps * side * side / 4).map { place in
      let (row, column) = (place / (side / 2), place % (side / 2))
      let first = 2 * row * side + 2 * column
      let square = [a[first], a[first + 1], a[first + side], a[first + side + 1]]
      return pooling == .max ? square.max() ?? 0 : square.reduce(0, +) / 4
    }
  }

  private func dense(_ x: [Double], _ w: [Double], _ b: [Double]) -> [Double] {
    b.indices.map { o in x.indices.reduce(b[o]) { $0 + x[$1] * w[$1 * b.count + o] } }
  }
}
