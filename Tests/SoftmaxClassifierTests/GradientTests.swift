import Figures
import Formats
import ReadAlong
import Matrices
import Testing

@testable import SoftmaxClassifier

/// Every gradient against central differences, λ > 0 and biases not 0.
@Suite struct GradientTests {
  static let depths = [[4, 3], [4, 5, 3], [4, 5, 6, 3], [4, 5, 6, 5, 3]]

  @Test(arguments: Activation.allCases, depths)
  func `Weights and biases of every layer pass the check`(activation: Activation, sizes: [Int]) throws {
    let network = awayFromCorners(testNetwork(sizes, activation))
    for l2: Float in [0, 0.05] {
      let gradient = lossAndGradient(network, testX, testY, l2: l2).gradient
      let check = try GradientCheck(gradient.flattened, at: network.flattened, step: 0.01) {
        loss(network.with($0), testX, testY, l2: l2)
      }
      #expect(check.error < 5e-3, "parameter \(check.worst): \(check.found), expected \(check.expected)")
    }
  }

  @Test(arguments: Activation.allCases, depths)
  func `The gradient by the inputs passes the check`(activation: Activation, sizes: [Int]) throws {
    let network = awayFromCorners(testNetwork(sizes, activation))
    let (X, y) = (testX.rows(1..<2), [testY[1]])
    // Of one example the gradient by a layer's biases is that by its sums
    let dZ = lossAndGradient(network, X, y).gradient.layers[0].bias
    let found = network.layers[0].inputGradient(dZ)
    let step: Float = activation == .sigmoid ? 0.05 : 0.01  // behind sigmoids the slopes are small
    let check = try GradientCheck(found.values, at: X.values, step: step) {
      loss(network, Matrix([$0]), y)
    }
    #expect(check.error < 5e-3, "input \(check.worst): \(check.found), expected \(check.expected)")
  }

  @Test
  func `The Jacobian passes the check by differences, row by row, and the deck's does so only in its row`()
    throws
  {
    let z: [Float] = [0.5, -1, 1.2, 0]
    let s = softmax(z)
    let J = softmaxJacobian(s)
    for k in 0..<4 {
      let check = try GradientCheck(Array(J[row: k]), at: z) { softmax($0)[k] }
      #expect(check.error < 1e-3)
    }
    #expect(J == Matrix(J.transposed))
    #expect(J.rowSums().values.allSatisfy { abs($0) < 1e-6 })
    // Deck B's s (t − s), entry by entry, with t the right class 2, against that class's row
    let deck = zip(s, [0, 0, 1, 0] as [Float]).map { $0 * ($1 - $0) }
    let atRightClass = try GradientCheck(deck, at: z) { softmax($0)[2] }
    #expect(atRightClass.error > 0.1)
    #expect(abs(deck[2] - J[2, 2]) < 1e-6)
  }

  @Test func `The gradient by the scores passes the check`() throws {
    let Z = testNetwork([4, 3], .linear).scores(testX)
    let check = try GradientCheck(scoreGradient(softmax(Z), testY).values, at: Z.values, step: 0.05) {
      crossEntropy(Matrix(rows: 5, columns: 3, values: $0), testY)
    }
    #expect(check.error < 1e-3)
  }

  @Test(arguments: Activation.allCases)
  func `An activation's slope passes the check`(activation: Activation) throws {
    let z: [Float] = [-3, -1, -0.3, 0.2, 0.9, 2]
    let h = activate(Matrix([z]), by: activation).values
    let slopes = h.map(activation.derivative(value:))
    let check = try GradientCheck(slopes, at: z, step: 0.05) {
      activate(Matrix([$0]), by: activation).values.reduce(0, +)
    }
    #expect(check.error < 1e-3)
  }

  @Test(arguments: 0..<43)
  func `A gradient spoilt at one place is caught there`(place: Int) throws {
    let network = testNetwork([4, 5, 3], .sigmoid)
    var gradient = lossAndGradient(network, testX, testY, l2: 0.05).gradient.flattened
    gradient[place] += 0.02
    let check = try GradientCheck(gradient, at: network.flattened, step: 0.01) {
      loss(network.with($0), testX, testY, l2: 0.05)
    }
    #expect(check.error > 0.01)
    #expect(check.worst == place)
  }

  @Test func `A penalty left out of the gradient is caught`() throws {
    let network = testNetwork([4, 5, 3], .relu)
    let gradient = lossAndGradient(network, testX, testY, l2: 0).gradient.flattened
    let check = try GradientCheck(gradient, at: network.flattened, step: 0.01) {
      loss(network.with($0), testX, testY, l2: 0.05)
    }
    #expect(check.error > 0.01)
  }

  @Test(arguments: Activation.allCases, depths)
  func `Loss and gradient are the means of those of single examples`(activation: Activation, sizes: [Int]) {
    let network = testNetwork(sizes, activation)
    let all = lossAndGradient(network, testX, testY)
    let single = (0..<5).map { lossAndGradient(network, testX, testY, rows: [$0]) }
    #expect(abs(single.reduce(0) { $0 + $1.loss } / 5 - all.loss) < 2e-6 * all.loss)
    #expect(network.parameters == network.flattened.count)
    let sums = single.reduce([Float](repeating: 0, count: network.parameters)) {
      zip($0, $1.gradient.flattened).map(+)
    }
    #expect(close(sums.map { $0 / 5 }, all.gradient.flattened, 3e-6))
  }

  @Test(arguments: [
    (2, 3, 300), (2, 3, 16), (2, 3, 1), (4, 3, 5), (1, 2, 17), (7, 8, 40), (2, 2, 20), (3, 3, 20),
    (2, 4, 20),
  ])
  func `Sixteen examples in the lanes come to the same as the products`(
    inputs: Int, classes: Int, examples: Int
  ) throws {
    var generator = SeededGenerator(seed: 5)
    let X = Matrix(rows: examples, columns: inputs).map { _ in generator.normal() }
    let y = (0..<examples).map { $0 % classes }
    var network = Network(sizes: [inputs, 21, classes], deviation: 0.7, using: &generator)
    for l in 0..<2 {
      network.layers[l].bias = Matrix(rows: 1, columns: network.layers[l].outputs).map { _ in
        0.5 * generator.normal()
      }
    }
    let lanes = try #require(Lanes.Examples(X, y, for: network))
    let products = lossAndGradient(network, X, y)
    for _ in 0..<2 {  // a second pass must not see what the first left
      let (loss, gradient) = lanes.lossAndGradient(network)
      #expect(abs(loss - products.loss) < 2e-6 * products.loss)
      #expect(close(gradient.flattened, products.gradient.flattened, 3e-6))
    }
  }

  @Test(arguments: [-1000, 1000] as [Float], [5, 16])
  func `In the lanes as well, a number added to all scores of an example changes nothing`(
    shift: Float, examples: Int
  ) throws {
    let X = Matrix(rows: examples, columns: 4, values: numbers(4 * examples, from: 5))
    let y = (0..<examples).map { $0 % 3 }
    let network = testNetwork([4, 5, 3], .sigmoid)
    var shifted = network
    for k in 0..<3 { shifted.layers[1].bias[0, k] += shift }
    let (loss, gradient) = lossAndGradient(network, X, y)
    let lanes = try #require(Lanes.Examples(X, y, for: shifted)).lossAndGradient(shifted)
    #expect(abs(lanes.loss - loss) < 2e-4)  // the rounding of numbers near 1000
    #expect(close(lanes.gradient.flattened, gradient.flattened, 1e-3))
  }

  /// In single precision e to the 89th is infinite.
  @Test(arguments: 0..<3)
  func `In lanes the loss stays finite, whichever class has the large score`(large: Int) throws {
    var network = testNetwork([4, 5, 3], .sigmoid)
    network.layers[1].bias[0, large] = 200
    let lanes = try #require(Lanes.Examples(testX, testY, for: network)).lossAndGradient(network)
    let plain = lossAndGradient(network, testX, testY)
    #expect(lanes.loss.isFinite && abs(lanes.loss - plain.loss) <= 1e-5 * plain.loss)
  }

  @Test(arguments: [-200, 0, 200] as [Float])
  func `One class alone is right in the lanes too, however low its score`(score: Float) throws {
    var network = testNetwork([4, 5, 1], .sigmoid)
    network.layers[1].bias[0, 0] = score
    let lanes = try #require(Lanes.Examples(testX, [Int](repeating: 0, count: 5), for: network))
    let (loss, gradient) = lanes.lossAndGradient(network)
    #expect(loss == 0 && gradient.flattened.allSatisfy { $0 == 0 })
  }

  @Test func `The lanes refuse what they cannot do`() {
    let X = Matrix(rows: 1, columns: 4)
    #expect(Lanes.Examples(X, [0], for: testNetwork([4, 3], .sigmoid)) == nil)
    #expect(Lanes.Examples(X, [0], for: testNetwork([4, 5, 3], .relu)) == nil)
    #expect(Lanes.Examples(X, [0], for: testNetwork([4, 5, 6, 3], .sigmoid)) == nil)
    #expect(Lanes.Examples(X, [0], for: testNetwork([4, 5, 12], .sigmoid)) == nil)
  }
}
