import Figures
import Formats
import ReadAlong
import Matrices
@testable import MultilayerPerceptron

/// Numbers in (−1, 1), the same in reference.py.
func numbers(_ count: Int, from start: Int) -> [Float] {
  (start..<start + count).map { Float(($0 * 37 + 11) % 101) / 64 - 0.78125 }
}

/// A network of such numbers, biases too.
func testNetwork(_ sizes: [Int], hidden: Activation, output: Activation) -> Network {
  let layers = zip(sizes, sizes.dropFirst()).enumerated().map { index, size in
    Layer(
      Matrix(
        rows: size.0, columns: size.1, values: numbers(size.0 * size.1, from: 100 + 50 * index)),
      bias: numbers(size.1, from: 1100 + 50 * index))
  }
  return Network(layers, [Activation](repeating: hidden, count: layers.count - 1) + [output])
}

/// Three examples of four inputs and three classes.
let testX = Matrix(rows: 3, columns: 4, values: numbers(12, from: 5))
let testY: Matrix = [[1, 0, 0], [0, 0, 1], [0, 1, 0]]

extension Network {
  /// All weights and biases in one list.
  var parameters: [Float] { layers.flatMap { $0.weights.values + $0.bias.values } }

  /// The same network with other weights and biases.
  func with(_ parameters: [Float]) -> Network {
    var network = self
    var rest = parameters[...]
    for l in layers.indices {
      let count = layers[l].weights.values.count
      network.layers[l].weights.values = Array(rest.prefix(count))
      network.layers[l].bias.values = Array(rest.dropFirst(count).prefix(layers[l].outputs))
      rest = rest.dropFirst(count + layers[l].outputs)
    }
    return network
  }
}

extension Gradient {
  /// W₁, b₁, W₂, b₂, …, and the inputs.
  var tensors: [[Float]] { layers.flatMap { [$0.weights.values, $0.bias.values] } + [inputs.values] }
}

func flattened(_ layers: [Layer]) -> [Float] { layers.flatMap { $0.weights.values + $0.bias.values } }

/// Whether a number is another, to `tolerance` of its size.
func close(_ x: Float, _ expected: Float, _ tolerance: Float = 1e-5) -> Bool {
  abs(x - expected) <= tolerance * max(abs(expected), 1e-3)
}

/// Whether numbers are others, to `tolerance` of the largest.
func close(_ x: [Float], _ expected: [Float], _ tolerance: Float = 1e-5) -> Bool {
  let size = expected.map { abs($0) }.max() ?? 0
  return x.count == expected.count && zip(x, expected).allSatisfy { abs($0 - $1) <= tolerance * size }
}

/// The four points of XOR as one-hot examples.
let xor = Examples([[0, 0], [0, 1], [1, 0], [1, 1]], classes: [0, 1, 1, 0], count: 2)

/// Trains by a rule, and with a penalty if one is given.
@discardableResult
func train(
  _ network: inout Network, _ updater: inout Updater, _ examples: Examples, _ settings: TrainingSettings,
  _ penalty: Penalty = Penalty(), from first: Int = 1, report: (Epoch) -> Bool = { _ in true }
) throws(Divergence) -> Int {
  try train(
    &network, examples, settings, from: first, report: report,
    by: { updater.step(&$0, &$1, learningRate: $2, penalty) })
}

extension Lanes {
  /// The same with the lanes.
  @discardableResult
  static func train(
    _ network: inout Network, _ updater: inout Updater, _ examples: Examples, _ settings: TrainingSettings,
    _ penalty: Penalty = Penalty(), threads: Int = 1, report: (Epoch) -> Bool = { _ in true }
  ) throws(Divergence) -> Int {
    try train(
      &network, examples, settings, threads: threads, report: report,
      by: { updater.step(&$0, &$1, learningRate: $2, penalty) })
  }
}
