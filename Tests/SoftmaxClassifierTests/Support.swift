import Figures
import Formats
import ReadAlong
import Matrices

@testable import SoftmaxClassifier
@testable import struct softmax_classifier.LabeledPoints

/// Numbers in (−1, 1), the same in reference.py.
func numbers(_ count: Int, from start: Int) -> [Float] {
  (start..<start + count).map { Float(($0 * 37 + 11) % 101) / 64 - 0.78125 }
}

/// A network of such numbers, biases too.
func testNetwork(_ sizes: [Int], _ activation: Activation) -> Network {
  let layers = zip(sizes, sizes.dropFirst()).enumerated().map { index, size in
    Layer(
      weights: Matrix(
        rows: size.0, columns: size.1, values: numbers(size.0 * size.1, from: 100 + 50 * index)),
      bias: numbers(size.1, from: 1100 + 50 * index))
  }
  return Network(layers: layers, activation: activation)
}

/// Five examples of four inputs and three classes.
let testX = Matrix(rows: 5, columns: 4, values: numbers(20, from: 5))
let testY = [0, 2, 1, 1, 2]

extension Network {
  /// All weights and biases in one list.
  var flattened: [Float] { layers.flatMap { $0.weights.values + $0.bias.values } }

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

/// L and its gradient by products, with deck Q's penalty ½ λ Σ W².
func lossAndGradient(
  _ network: Network, _ X: Matrix, _ y: [Int], l2: Float
) -> (loss: Float, gradient: Network) {
  var (loss, gradient) = lossAndGradient(network, X, y)
  for l in network.layers.indices {
    loss += l2 / 2 * network.layers[l].weights.values.map { $0 * $0 }.reduce(0, +)
    gradient.layers[l].weights += network.layers[l].weights.map { l2 * $0 }
  }
  return (loss, gradient)
}

/// L, the mean cross-entropy and deck Q's penalty.
func loss(_ network: Network, _ X: Matrix, _ y: [Int], l2: Float = 0) -> Float {
  lossAndGradient(network, X, y, l2: l2).loss
}

/// Whether numbers are others, to `tolerance` of the largest.
func close(_ x: [Float], _ expected: [Float], _ tolerance: Float = 1e-5) -> Bool {
  let size = expected.map { abs($0) }.max() ?? 0
  return x.count == expected.count && zip(x, expected).allSatisfy { abs($0 - $1) <= tolerance * size }
}

/// The deck's points as the read-along has them.
func deckPoints(seed: UInt64 = 1) -> (clouds: LabeledPoints, spiral: LabeledPoints) {
  var generator = SeededGenerator(seed: seed)
  return (.clouds(using: &generator), .spiral(radius: 5, using: &generator))
}

/// The same network with biases moved until no sum is so near 0 that a step could carry it across the corner
/// of a ReLU.
func awayFromCorners(_ network: Network) -> Network {
  var network = network
  for l in network.layers.indices.dropLast() {
    for j in 0..<network.layers[l].outputs {
      func sums() -> [Float] {
        network.layers[l].forward(network.forward(testX).inputs[l]).column(j)
      }
      while sums().contains(where: { abs($0) < 0.1 }) { network.layers[l].bias[0, j] += 0.07 }
    }
  }
  return network
}
