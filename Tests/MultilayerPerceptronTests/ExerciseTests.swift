import Figures
import Formats
import ReadAlong
import Matrices
@testable import MultilayerPerceptron
import Testing

/// The answers to the exercises of the chapter's prose.
@Suite struct ExerciseTests {
  @Test func `1 · Two ReLUs tell the sign of a product without training`() {
    // One neuron sees both features positive, the other both negative; either is enough
    let network = Network(
      [
        Layer([[2, -2], [1, -1]], bias: [0, 0]), Layer([[0, 1], [0, 1]], bias: [2, 0]),
      ],
      [.relu, .softmax])
    #expect(network.classify([[1, -2], [1, 2], [-1, -2], [-1, 2]]) == [0, 1, 1, 0])
  }

  @Test func `2 · The gradient of the inputs turns an input into another class`() throws {
    var generator = SeededGenerator(seed: 1)
    var network = Network(sizes: [2, 8, 2], hidden: .tanh, output: .softmax, .glorot, using: &generator)
    var updater = Updater(.adam, for: network)
    try train(&network, &updater, xor, TrainingSettings(learningRate: 0.05, epochs: 300))
    var x: Matrix = [[0, 0]]
    #expect(network.classify(x) == [0])
    var steps = 0
    while network.classify(x) == [0] && steps < 100 {
      x.add(-0.05, times: backward(network, x, network.forward(x), [[0, 1]], .crossEntropy).inputs)
      steps += 1
    }
    #expect(steps < 100)
    #expect((x * x).sum() < 1)
  }

  @Test func `1 · Which activations learn the sign of a product, of twenty starts each`() throws {
    let X: Matrix = [[1, -2], [1, 2], [-1, -2], [-1, 2]]
    let classes = [1, 0, 0, 1]
    func solved(_ activation: Activation, learningRate: LearningRate = 0.1) throws -> Int {
      try (1...20).count { seed in
        var generator = SeededGenerator(seed: UInt64(seed))
        var network = Network(
          sizes: [2, 4, 2], hidden: activation, output: .softmax, .glorot, using: &generator)
        var updater = Updater(.gradientDescent, for: network)
        try train(
          &network, &updater, Examples(X, classes: classes, count: 2),
          TrainingSettings(learningRate: learningRate, epochs: 500))
        return network.accuracy(X, classes) == 1
      }
    }
    let counts = try [Activation.tanh, .softplus, .relu, .sigmoid, .linear].map { try solved($0) }
    #expect(counts == [20, 20, 17, 8, 0])
    #expect(try solved(.sigmoid, learningRate: 0.3) == 20)
  }

  @Test(arguments: 1...4 as ClosedRange<UInt64>)
  func `4.8 · Exchanged neurons change nothing, and half way to them the loss is higher`(
    seed: UInt64
  ) throws {
    let examples = Examples([[1, -2], [1, 2], [-1, -2], [-1, 2]], classes: [1, 0, 0, 1], count: 2)
    var generator = SeededGenerator(seed: seed)
    var network = Network(sizes: [2, 4, 2], hidden: .tanh, output: .softmax, .glorot, using: &generator)
    var updater = Updater(.gradientDescent, for: network)
    try train(&network, &updater, examples, TrainingSettings(learningRate: 0.1, epochs: 500))
    func cost(_ layers: [Layer]) -> Float {
      let network = Network(layers, network.activations)
      return loss(.crossEntropy, network, network.forward(examples.X), examples.Y)
    }
    let least = cost(network.layers)
    var highest: Float = 0
    for (i, j) in [(0, 1), (0, 2), (0, 3), (1, 2), (1, 3), (2, 3)] {
      let order = (0..<4).map { $0 == i ? j : $0 == j ? i : $0 }
      let hidden = network.layers[0].weights.transposed, first = Matrix(hidden).rows(order)
      let exchanged = [
        Layer(Matrix(first.transposed), bias: order.map { network.layers[0].bias[0, $0] }),
        Layer(network.layers[1].weights.rows(order), bias: network.layers[1].bias.values),
      ]
      #expect(close(cost(exchanged), least))
      let between = zip(network.layers, exchanged).map {
        Layer(($0.weights + $1.weights) / 2, bias: (($0.bias + $1.bias) / 2).values)
      }
      highest = max(highest, cost(between))
    }
    #expect(highest > 10 * least)
  }

  @Test func `3 · A sigmoid's slope is at most a quarter, that of tanh at most one`() {
    let Z = Matrix([(0..<1001).map { Float($0 - 500) / 50 }])
    let slopes = [Activation.sigmoid, .tanh].map { activation in
      passBack(
        Matrix(repeating: 1, rows: 1, columns: 1001), through: activation, at: Z,
        value: activate(Z, by: activation)
      ).values.max()
    }
    #expect(slopes == [0.25, 1])
  }

  @Test func `4 · Squares of a linear output and cross-entropy of a sigmoid have the same delta`() {
    let X: Matrix = [[0.3], [-2], [4]]
    let Y: Matrix = [[0], [1], [1]]
    for (output, kind) in [(Activation.linear, Loss.squared), (.sigmoid, .crossEntropy)] {
      let network = Network([Layer([[0.7]], bias: [0.2])], [output])
      let pass = network.forward(X)
      let delta = (pass.output - Y) / 3
      #expect(backward(network, X, pass, Y, kind).layers[0].bias == delta.columnSums())
    }
  }
}

@Suite struct DigitTests {
  @Test func `The deck's recipe reads nine of ten held-out digits when its loss hardly changes any more`()
    throws
  {
    let (training, test) = try digits()
    var generator = SeededGenerator(seed: 1)
    var network = Network(
      sizes: [784, 50, 10], hidden: .sigmoid, output: .sigmoid, .uniform(0.12), using: &generator)
    var updater = Updater(.gradientDescent, for: network)
    let last = try Lanes.train(
      &network, &updater, Lanes.Examples(training.X, oneHot(training.classes, classes: 10)),
      TrainingSettings(learningRate: 0.5, epochs: 10_000, tolerance: 1e-3))
    #expect(last == 344)
    #expect(network.accuracy(test.X, test.classes) == 0.893)
  }

  @Test func `Thirty neurons read nine of ten digits after three epochs`() throws {
    let (training, test) = try digits()
    var generator = SeededGenerator(seed: 1)
    var network = Network(sizes: [784, 30, 10], hidden: .relu, output: .softmax, .he, using: &generator)
    var updater = Updater(.momentum(0.9), for: network)
    try train(
      &network, &updater, Examples(training.X, classes: training.classes, count: 10),
      TrainingSettings(learningRate: 0.05, epochs: 3, batch: 50))
    #expect(network.accuracy(test.X, test.classes) > 0.89)
  }

  @Test(arguments: 2...4 as ClosedRange<UInt64>)
  func `4.8 · Glorot's weights keep tanh's signals and He's those of ReLU, with other seeds too`(
    seed: UInt64
  ) throws {
    let test = try digits().test
    let chosen = Array(stride(from: 0, to: 1000, by: 10))
    let (X, Y) = (test.X.rows(chosen), oneHot(chosen.map { test.classes[$0] }, classes: 10))
    func size(_ X: Matrix) -> Float { ((X * X).sum() / Float(X.values.count)).squareRoot() }
    /// Of six hidden layers the sizes of their outputs, of the slopes of these, and of the slopes of their weights.
    func sizes(_ hidden: Activation, _ rule: Initialization) -> (A: [Float], dA: [Float], dW: [Float]) {
      var generator = SeededGenerator(seed: seed)
      let network = Network(
        sizes: [784] + [Int](repeating: 100, count: 6) + [10], hidden: hidden, output: .softmax, rule,
        using: &generator)
      let pass = network.forward(X)
      let dA = (1...6).map { l in
        let rest = Network(Array(network.layers[l...]), Array(network.activations[l...]))
        return size(backward(rest, pass.A[l - 1], rest.forward(pass.A[l - 1]), Y, .crossEntropy).inputs)
      }
      let gradient = backward(network, X, pass, Y, .crossEntropy)
      return (pass.A.dropLast().map(size), dA, gradient.layers.dropLast().map { size($0.weights) })
    }
    func span(_ x: [Float]) -> Float { (x.max() ?? 0) / (x.min() ?? 0) }
    let (small, glorot) = (sizes(.tanh, .normal(0.01)), sizes(.tanh, .glorot))
    for kept in [glorot, sizes(.relu, .he)] {
      #expect(span(kept.A) < 3 && span(kept.dA) < 3 && span(kept.dW) < 3)
    }
    let lost = sizes(.relu, .glorot)
    #expect(lost.A[0] > 4 * lost.A[5] && lost.dA[5] > 4 * lost.dA[0])
    #expect(small.dA[5] > 50_000 * small.dA[0] && span(Array(small.dW.dropFirst())) < 1.5)
    for (little, usual) in zip(small.dW, glorot.dW) { #expect(usual > 300_000 * little) }
  }

  private typealias Part = (X: Matrix, classes: [Int])

  /// The first 400 images of each digit, and the last 100.
  private func digits() throws -> (training: Part, test: Part) {
    let images = try LabeledImages.mnist5k()
    func part(_ range: Range<Int>) -> Part {
      let chosen = images.subset((0..<10).flatMap { digit in range.map { 500 * digit + $0 } })
      return (chosen.matrix(), chosen.labels.map { Int($0) })
    }
    return (part(0..<400), part(400..<500))
  }
}
