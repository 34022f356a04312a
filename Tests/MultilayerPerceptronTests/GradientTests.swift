import Figures
import Formats
import ReadAlong
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
  static let penalty = Penalty(l1: 0.01, l2: 0.05)

  /// J with penalty.
  private func cost(_ network: Network, _ X: Matrix, _ kind: Loss) -> Float {
    loss(kind, network, network.forward(X), testY) + Self.penalty.cost(of: network)
  }

  @Test(arguments: activations, 1...4)
  func `Every activation in one to four hidden layers passes the check with every loss`(
    hidden: Activation, count: Int
  ) throws {
    let sizes = [4] + Array([5, 3, 6, 4].prefix(count)) + [3]
    let step: Float = hidden == .sigmoid ? 0.05 : 0.01  // behind sigmoids the slopes of the inputs are small
    for (output, kind) in Self.ends {
      // Large weights, so that slopes reach the first layer, and none nearer to the corner of |w| than the steps
      let small = testNetwork(sizes, hidden: hidden, output: output)
      let network = awayFromCorners(small.with(small.parameters.map { 1.5 * $0 + 0.012 }))
      var gradient = backward(network, testX, network.forward(testX), testY, kind)
      let inputs = try GradientCheck(gradient.inputs.values, at: testX.values, step: step) {
        loss(kind, network, network.forward(Matrix(rows: 3, columns: 4, values: $0)), testY)
      }
      #expect(inputs.error < 8e-3, "\(output), \(kind), input \(inputs.worst)")
      Self.penalty.addGradient(of: network, to: &gradient.layers)
      let parameters = try GradientCheck(
        flattened(gradient.layers), at: network.parameters, step: 0.005
      ) { cost(network.with($0), testX, kind) }
      #expect(parameters.error < 8e-3, "\(output), \(kind), parameter \(parameters.worst)")
    }
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

  @Test func `A spoilt gradient is caught`() throws {
    let network = testNetwork([4, 5, 3], hidden: .tanh, output: .softmax)
    var gradient = backward(network, testX, network.forward(testX), testY, .crossEntropy).layers
    Self.penalty.addGradient(of: network, to: &gradient)
    gradient[0].weights[2, 1] += 0.02
    let check = try GradientCheck(flattened(gradient), at: network.parameters, step: 0.002) {
      cost(network.with($0), testX, .crossEntropy)
    }
    #expect(check.error > 0.01)
    #expect(check.worst == 2 * 5 + 1)
  }

  @Test(arguments: activations)
  func `Neuron by neuron comes to the same as the products`(hidden: Activation) {
    for (output, kind) in Self.ends {
      let network = testNetwork([4, 5, 6, 3], hidden: hidden, output: output)
      let pass = network.forward(testX)
      let byBatch = backward(network, testX, pass, testY, kind)
      var sums = network.layers.map { Layer(inputs: $0.inputs, outputs: $0.outputs) }
      for i in 0..<3 {
        let neurons = network.forward(Array(testX[row: i]))
        #expect(close(neurons.a[2], Array(pass.output[row: i]), 2e-6))
        backward(network, Array(testX[row: i]), neurons, Array(testY[row: i]), kind, addingTo: &sums)
      }
      #expect(close(flattened(sums).map { $0 / 3 }, flattened(byBatch.layers)))
    }
  }

  @Test(arguments: activations, [1, 2])
  func `The workspace gives the bits of the plain functions`(hidden: Activation, threads: Int) {
    for (output, kind) in Self.ends {
      let network = testNetwork([4, 5, 17, 3], hidden: hidden, output: output)
      var workspace = Workspace(batch: 2, for: network, team: Team(count: threads))
      workspace.load([2, 0], of: Examples(testX, testY))
      let J = workspace.forward(network, kind)
      workspace.backward(network, kind)
      let (X, Y) = (testX.rows([2, 0]), testY.rows([2, 0]))
      let pass = network.forward(X)
      #expect(J == loss(kind, network, pass, Y))
      #expect(workspace.gradient == backward(network, X, pass, Y, kind).layers)
    }
  }

  @Test func `Nothing overflows, however large the sums`() {
    for (output, kind) in [(Activation.sigmoid, Loss.crossEntropy), (.softmax, .crossEntropy)] {
      let network = Network([Layer(weights: [[1, 0], [0, 1]], bias: [0, 0])], [output])
      let X: Matrix = [[1e4, -1e4], [-1e4, 1e4], [3e38, 1]]
      let pass = network.forward(X)
      let Y: Matrix = [[0, 1], [0, 1], [1, 0]]
      #expect(pass.output.values.allSatisfy { $0 >= 0 && $0 <= 1 })
      #expect(loss(kind, network, pass.rows(0..<2), Y.rows(0..<2)) == 10_000)
      #expect(backward(network, X, pass, Y, kind).layers[0].bias.values.allSatisfy { $0.isFinite })
    }
  }
}

extension ForwardPass {
  func rows(_ range: Range<Int>) -> ForwardPass {
    ForwardPass(Z: Z.map { $0.rows(range) }, A: A.map { $0.rows(range) })
  }
}
