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
        Layer(weights: [[2, -2], [1, -1]], bias: [0, 0]), Layer(weights: [[0, 1], [0, 1]], bias: [2, 0]),
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
}

@Suite struct DigitTests {
  @Test func `Thirty neurons read nine of ten digits after three epochs`() throws {
    let images = try LabeledImages.mnist5k()
    func part(_ range: Range<Int>) -> (X: Matrix, classes: [Int]) {
      let chosen = images.subset((0..<10).flatMap { digit in range.map { 500 * digit + $0 } })
      return (chosen.matrix(), chosen.labels.map { Int($0) })
    }
    let (training, test) = (part(0..<400), part(400..<500))
    var generator = SeededGenerator(seed: 1)
    var network = Network(sizes: [784, 30, 10], hidden: .relu, output: .softmax, .he, using: &generator)
    var updater = Updater(.momentum(0.9), for: network)
    try train(
      &network, &updater, Examples(training.X, classes: training.classes, count: 10),
      TrainingSettings(learningRate: 0.05, epochs: 3, batch: 50))
    #expect(accuracy(network, test.X, test.classes) > 0.89)
  }
}
