import Foundation
import Matrices
@testable import MultilayerPerceptron
import Testing

@Suite struct GradientTests {
  static let activations: [Activation] = [
    .linear, .sigmoid, .tanh, .relu, .leakyReLU(slope: 0.1), .softplus, .elu(alpha: 1.5),
  ]
  static let ends: [(Activation, Loss)] = [
    (.linear, .squared), (.sigmoid, .squared), (.tanh, .squared), (.softplus, .squared), (.softmax, .squared),
    (.sigmoid, .crossEntropy), (.softmax, .crossEntropy),
  ]
  /// The network's tensors and the examples as doubles: W₁, b₁, W₂, b₂, …, X.
  private func doubles(_ network: Network) -> [[Double]] {
    (network.layers.flatMap { [$0.weights.values, $0.bias.values] } + [testX.values]).map {
      $0.map { Double($0) }
    }
  }

  /// By central differences of `plainLoss`, the slope of every entry of a tensor.
  private func slopes(
    _ tensors: [[Double]], _ number: Int, _ network: Network, _ kind: Loss
  ) -> [Double] {
    tensors[number].indices.map { entry in
      var (right, left) = (tensors, tensors)
      right[number][entry] += 1e-4
      left[number][entry] -= 1e-4
      return (plainLoss(right, network, kind) - plainLoss(left, network, kind)) / 2e-4
    }
  }

  /// How far a gradient's tensor is from its slopes, as a share of the largest of them.
  private func error(_ found: [Float], _ slopes: [Double]) -> Double {
    let largest = slopes.map { abs($0) }.max() ?? 0
    return (zip(found, slopes).map { abs(Double($0) - $1) }.max() ?? .infinity) / largest
  }

  @Test func `The slope of what changes nothing is 1`() {
    let ones = Matrix(repeating: 1, rows: testX.rows, columns: testX.columns)
    #expect(Activation.linear.derivative(at: testX, value: testX) == ones)
  }

  @Test(arguments: activations, 1...4)
  func
    `Every tensor's gradient is the slope of a loss in doubles, and one entry wrong by a percent is caught`(
      hidden: Activation, count: Int
    ) throws
  {
    let sizes = [4] + Array([5, 3, 6, 4].prefix(count)) + [3]
    for (output, kind) in Self.ends {
      // Large weights, so that slopes reach the first layer
      let small = testNetwork(sizes, hidden: hidden, output: output)
      let network = awayFromCorners(small.with(small.parameters.map { 1.5 * $0 + 0.012 }))
      let found = backward(network, testX, network.forward(testX), testY, kind).tensors
      let tensors = doubles(network)
      for number in tensors.indices {
        let slopes = slopes(tensors, number, network, kind)
        let found = found[number]
        let error = error(found, slopes)
        #expect(error < 5e-5, "\(output), \(kind), tensor \(number)")
        let steepest = try #require(slopes.indices.max { abs(slopes[$0]) < abs(slopes[$1]) })
        #expect(abs(slopes[steepest]) > 1e-7, "nothing to check")
        var spoilt = found
        spoilt[steepest] *= 1.01
        #expect(self.error(spoilt, slopes) > 5e-3)
      }
    }
  }

  @Test func `Hidden layers may have activations of their own`() {
    let layers = testNetwork([4, 5, 6, 3], hidden: .tanh, output: .softmax).layers
    let network = Network(layers, [.tanh, .softplus, .softmax])
    let found = backward(network, testX, network.forward(testX), testY, .crossEntropy).tensors
    let tensors = doubles(network)
    for number in tensors.indices {
      let slopes = slopes(tensors, number, network, .crossEntropy)
      #expect(error(found[number], slopes) < 5e-5, "tensor \(number)")
    }
  }

  @Test func `Targets that are probabilities count each by its share`() {
    let network = testNetwork([4, 5, 3], hidden: .tanh, output: .softmax)
    let Y: Matrix = [[0.2, 0.3, 0.5], [0.6, 0.4, 0], [0.1, 0.1, 0.8]]
    let pass = network.forward(testX)
    let sum = zip(Y.values, pass.output.values).reduce(0) { $0 - Double($1.0) * Foundation.log(Double($1.1)) }
    #expect(close(loss(.crossEntropy, network, pass, Y), Float(sum / 3)))
  }

  @Test func `The penalties' gradients are the slopes of their costs`() {
    let weights = testNetwork([4, 5, 3], hidden: .tanh, output: .softmax).layers[0].weights
    let penalty = Penalty(l1: 0.01, l2: 0.05)
    // The ridge's by addGradient, the lasso's by what a step shrinks
    var ridge = Matrix(rows: 4, columns: 5)
    penalty.addGradient(of: weights, to: &ridge)
    var shrunk = weights
    penalty.shrink(&shrunk, learningRate: 0.5)
    let found = (ridge + (weights - shrunk) / 0.5).values
    let slopes = weights.values.map { w in
      func cost(_ w: Double) -> Double { 0.01 * abs(w) + 0.05 * w * w }
      return (cost(Double(w) + 1e-4) - cost(Double(w) - 1e-4)) / 2e-4
    }
    #expect(weights.values.allSatisfy { abs($0) > 0.01 })
    var small: Matrix = [[0.5, -2, 0.1, -0.1]]
    Penalty(l1: 1).shrink(&small, learningRate: 0.25)
    #expect(small == [[0.25, -1.75, 0, 0]])
    #expect(error(found, slopes) < 5e-5)
    let sum = weights.values.reduce(0) { $0 + 0.01 * abs(Double($1)) + 0.05 * Double($1) * Double($1) }
    #expect(close(penalty.cost(of: weights), Float(sum), 1e-6))
  }

  /// The same network with biases moved until no sum is so near 0 that a step could carry it across the corner of a
  /// ReLU.
  private func awayFromCorners(_ network: Network) -> Network {
    var network = network
    for l in network.layers.indices.dropLast() {
      for j in 0..<network.layers[l].outputs {
        while network.forward(testX).Z[l].column(j).contains(where: { abs($0) < 0.1 }) {
          network.layers[l].bias[0, j] += 0.07
        }
      }
    }
    return network
  }

  @Test(arguments: activations)
  func `Neuron by neuron comes to the same as the products`(hidden: Activation) {
    for (output, kind) in Self.ends {
      let network = testNetwork([4, 5, 6, 3], hidden: hidden, output: output)
      let pass = network.forward(testX)
      let byBatch = backward(network, testX, pass, testY, kind)
      var sums = network.layers.map { Layer(zeros: $0.inputs, $0.outputs) }
      for i in 0..<3 {
        let neurons = network.forward(Array(testX[row: i]))
        #expect(close(neurons.output.values, Array(pass.output[row: i]), 2e-6))
        backward(network, Array(testX[row: i]), neurons, Array(testY[row: i]), kind, addingTo: &sums)
      }
      #expect(close(flattened(sums).map { $0 / 3 }, flattened(byBatch.layers)))
    }
  }

  @Test(arguments: activations, [1, 2])
  func `The workspace gives the bits of the plain functions`(hidden: Activation, threads: Int) {
    for (output, kind) in Self.ends {
      let network = testNetwork([4, 5, 17, 3], hidden: hidden, output: output)
      var workspace = Lanes.Workspace(batch: 2, for: network, team: Team(count: threads))
      Lanes.Examples(testX, testY).fetch([2, 0], into: &workspace)
      workspace.forward(network)
      var gradient = network.layers
      workspace.backward(network, kind, into: &gradient)
      let (X, Y) = (testX.rows([2, 0]), testY.rows([2, 0]))
      let pass = network.forward(X)
      #expect(workspace.pass == pass)
      #expect(gradient == backward(network, X, pass, Y, kind).layers)
    }
  }

  @Test func `Nothing overflows, however large the sums`() {
    for (output, kind) in [(Activation.sigmoid, Loss.crossEntropy), (.softmax, .crossEntropy)] {
      let network = Network([Layer([[1, 0], [0, 1]], bias: [0, 0])], [output])
      let X: Matrix = [[1e4, -1e4], [-1e4, 1e4], [3e38, -3e38]]
      let pass = network.forward(X)
      let Y: Matrix = [[0, 1], [0, 1], [1, 0]]
      #expect(pass.output.values.allSatisfy { $0 >= 0 && $0 <= 1 })
      #expect(loss(kind, network, pass.rows(0..<2), Y.rows(0..<2)) == 10_000)
      #expect(loss(kind, network, pass.rows(2..<3), Y.rows(2..<3)) == 0)
      #expect(backward(network, X, pass, Y, kind).layers[0].bias.values.allSatisfy { $0.isFinite })
    }
  }
}

extension ForwardPass {
  func rows(_ range: Range<Int>) -> ForwardPass {
    ForwardPass(Z: Z.map { $0.rows(range) }, A: A.map { $0.rows(range) })
  }
}

/// J in doubles, written anew from the formulas: neuron by neuron, with nothing of the module. `tensors` are W₁, b₁, W₂,
/// b₂, …, X; of the network only the sizes and the names of its activations are taken.
private func plainLoss(_ tensors: [[Double]], _ network: Network, _ kind: Loss) -> Double {
  let (m, last) = (testX.rows, network.layers.count - 1)
  var J = 0.0
  for i in 0..<m {
    var a = Array(tensors[2 * last + 2][i * network.inputs..<(i + 1) * network.inputs])
    for (l, activation) in network.activations.enumerated() {
      let (W, b) = (tensors[2 * l], tensors[2 * l + 1])
      let z = b.indices.map { j in a.indices.reduce(b[j]) { $0 + a[$1] * W[$1 * b.count + j] } }
      let sum = z.reduce(0) { $0 + Foundation.exp($1) }
      a = z.map { z in
        switch activation {
        case .linear: z
        case .sigmoid: 1 / (1 + Foundation.exp(-z))
        case .tanh: Foundation.tanh(z)
        case .relu: z > 0 ? z : 0
        case .leakyReLU(let slope): z > 0 ? z : Double(slope) * z
        case .softplus: Foundation.log(1 + Foundation.exp(z))
        case .elu(let alpha): z > 0 ? z : Double(alpha) * (Foundation.exp(z) - 1)
        case .softmax: Foundation.exp(z) / sum
        }
      }
    }
    for (k, a) in a.enumerated() {
      let y = Double(testY[i, k])
      switch (kind, network.output) {
      case (.squared, _): J += (a - y) * (a - y) / 2
      case (_, .softmax): J -= y * Foundation.log(a)
      default: J -= y * Foundation.log(a) + (1 - y) * Foundation.log(1 - a)
      }
    }
  }
  return J / Double(m)
}
