import Foundation
import Matrices
import Testing

@testable import ConvolutionalNetwork

/// LeNet-5's gradient, tensor by tensor, against central differences of a loss in double precision, written on its own.
@Suite struct DoubleLossTests {
  /// The largest slopes of each tensor, and some of the others: all would be 61 706 · 2 losses.
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
      let values = gradients[0].gradient[t].values
      let steepest = values.indices.sorted { abs(values[$0]) > abs(values[$1]) }.prefix(5)
      let others = stride(from: 0, to: values.count, by: max(1, values.count / 5))
      let largest = Double(abs(values[steepest[0]]))
      for k in Array(steepest) + Array(others) {
        let value = p[t][k]
        p[t][k] = value + 1e-5
        var slope = lossInDouble(p, pooling, digits)
        p[t][k] = value - 1e-5
        slope = (slope - lossInDouble(p, pooling, digits)) / 2e-5
        p[t][k] = value
        for (_, gradient) in gradients {
          let found = Double(gradient[t].values[k])
          #expect(abs(found - slope) < 2e-5 * largest, "tensor \(t), entry \(k): \(found) against \(slope)")
          if abs(slope) > 0.1 * largest { #expect(abs(1.01 * found - slope) > 2e-5 * largest) }
        }
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
