import Figures
import Foundation
import Matrices
import MultilayerPerceptron
import ReadAlong

let gradientCheck = Section("4.9") { page in
  let check = SlopeCheck(seed: 1)
  try page.output("gradient-check") { out in out.table(SlopeCheck.columns, check.rows) }
  try page.figure("gradient-check", differences(check.found, check.slopes))
}

/// A network's slopes, tensor by tensor: as backpropagation finds them, and by differences of J in doubles.
struct SlopeCheck {
  let network: Network
  let found: [[Float]]
  let slopes: [[Double]]

  init(seed: UInt64) {
    let (X, classes) = moons(10)
    let Y = Matrix(column: classes.map { Float($0) })
    var generator = SeededGenerator(seed: seed)
    network = Network(
      sizes: [2, 5, 4, 1], hidden: .tanh, output: .sigmoid, .uniform(0.9), using: &generator)
    let gradient = backward(network, X, network.forward(X), Y, .crossEntropy).layers
    found = gradient.flatMap { [$0.weights.values, $0.bias.values] }
    let tensors = network.layers.flatMap { [$0.weights.values, $0.bias.values] }.map { $0.map { Double($0) } }
    slopes = tensors.indices.map { number in
      tensors[number].indices.map { entry in
        var (right, left) = (tensors, tensors)
        right[number][entry] += 1e-4
        left[number][entry] -= 1e-4
        return (plainLoss(right, X, Y) - plainLoss(left, X, Y)) / 2e-4
      }
    }
  }

  static let columns = [
    "tensor", "entries", "largest slope", "largest difference", "one entry 1 % too large",
  ]

  var rows: [[String]] {
    ["W₁", "b₁", "W₂", "b₂", "W₃", "b₃"].enumerated().map { number, name in
      let largest = slopes[number].map { abs($0) }.max() ?? 0
      func difference(_ found: [Float]) -> String {
        let share = (zip(found, slopes[number]).map { abs(Double($0) - $1) }.max() ?? 0) / largest
        return share < 5e-5 ? "below 0.005 %" : fixed(100 * share, 1) + " %"
      }
      var spoilt = found[number]
      let steepest = spoilt.indices.max { abs(spoilt[$0]) < abs(spoilt[$1]) } ?? 0
      spoilt[steepest] *= 1.01
      return [name, "\(spoilt.count)", fixed(largest, 4), difference(found[number]), difference(spoilt)]
    }
  }
}

/// The difference of every entry as a share of the largest slope of its tensor, and those of one entry a tensor made
/// 1 % too large.
private func differences(_ found: [[Float]], _ slopes: [[Double]]) -> Figure {
  var figure = Figure(
    "Forty-four slopes, held against differences of the loss", x: "entry: W₁, b₁, W₂, b₂, W₃, b₃",
    y: "difference / largest slope")
  figure.yScale = .logarithmic
  var (right, wrong): ([(Float, Float)], [(Float, Float)]) = ([], [])
  for (one, other) in zip(found, slopes) {
    let largest = other.map { abs($0) }.max() ?? 0
    let steepest = other.indices.max { abs(other[$0]) < abs(other[$1]) }
    for i in other.indices {
      let entry = Float(right.count + 1)
      right.append((entry, Float(abs(Double(one[i]) - other[i]) / largest)))
      if i == steepest { wrong.append((entry, Float(abs(1.01 * Double(one[i]) - other[i]) / largest))) }
    }
  }
  figure.points(right.map(\.0), right.map(\.1), name: "as computed")
  figure.points(wrong.map(\.0), wrong.map(\.1), name: "one entry 1 % too large", marker: .cross)
  return figure
}

/// J of a network of tanh and a sigmoid at the end, in doubles and with nothing of the module: the tensors are W₁, b₁,
/// W₂, b₂, …
private func plainLoss(_ tensors: [[Double]], _ X: Matrix, _ Y: Matrix) -> Double {
  var J = 0.0
  for i in 0..<X.rows {
    var a = X[row: i].map { Double($0) }
    for l in stride(from: 0, to: tensors.count, by: 2) {
      let (W, b) = (tensors[l], tensors[l + 1])
      let z = b.indices.map { j in a.indices.reduce(b[j]) { $0 + a[$1] * W[$1 * b.count + j] } }
      a = z.map { l + 2 < tensors.count ? Foundation.tanh($0) : 1 / (1 + Foundation.exp(-$0)) }
    }
    J -= Y[i, 0] == 1 ? Foundation.log(a[0]) : Foundation.log(1 - a[0])
  }
  return J / Double(X.rows)
}
