import Matrices
import Support
import Testing

@testable import SoftmaxClassifier

/// What cannot be asked of a classifier, and the sentence in which it is refused.
@Suite struct CheckTests {
  @Test(arguments: refused.indices)
  func `What cannot be used ends the program with a sentence that names it`(index: Int) async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) { [index] in
      try CheckTests.refused[index].call()
    }
    #expect(Refusal.sentence(in: result?.standardErrorContent) == CheckTests.refused[index].sentence)
  }

  static let refused: [Refusal] = networks + scores + settings + training + search + rates

  /// Four inputs, three classes; and with five neurons between.
  private static let linear = Network(layers: [Layer(inputs: 4, outputs: 3)])
  private static let hidden = Network(layers: [Layer(inputs: 4, outputs: 5), Layer(inputs: 5, outputs: 3)])
  private static let X = Matrix(rows: 2, columns: 4)
  private static let once = TrainingSettings(epochs: 1)

  private static let networks: [Refusal] = [
    Refusal("2 biases for 3 outputs") { _ = Layer(weights: Matrix(rows: 4, columns: 3), bias: [0, 0]) },
    Refusal("a layer of 0 inputs and 3 outputs") { _ = Layer(inputs: 0, outputs: 3) },
    Refusal("3 inputs for a layer of 4") { _ = Layer(inputs: 4, outputs: 3).forward([1, 2, 3]) },
    Refusal("3 inputs for a layer of 4") { _ = linear.scores([[1, 2, 3]]) },
    Refusal("4 × 2 times 3 × 3") {
      _ = Layer(inputs: 4, outputs: 3).gradient(X, Matrix(rows: 3, columns: 3))
    },
    Refusal("2 × 4 times 3 × 4") { _ = Layer(inputs: 4, outputs: 3).inputGradient(X) },
    Refusal("a network without layers") { _ = Network(layers: []) },
    Refusal("5 outputs below a layer of 4 inputs") {
      _ = Network(layers: [Layer(inputs: 4, outputs: 5), Layer(inputs: 4, outputs: 3)])
    },
    Refusal("a network without layers") {
      var network = hidden
      network.layers = []
      _ = network.forward(X)
    },
    Refusal("5 outputs below a layer of 4 inputs") {
      var network = hidden
      network.layers[1] = Layer(inputs: 4, outputs: 3)
      _ = network.scores(X)
    },
    Refusal("2 biases, not 3") {
      var network = linear
      network.layers[0].bias = [[0, 0]]
      _ = network.forward(X)
    },
    Refusal("5 biases for 3 outputs") {
      var layer = linear.layers[0]
      layer.bias = Matrix(rows: 1, columns: 5)
      _ = layer.forward([1, 2, 3, 4])
    },
    Refusal("5 biases, not \(Int32.max)") {
      var network = hidden
      network.layers[0].weights = Matrix(rows: 0, columns: Int(Int32.max))
      _ = Lanes.Examples(Matrix(rows: 2, columns: 0), [0, 1], for: network)
    },
    Refusal("1 biases, not 3") {
      var layer = linear.layers[0]
      layer.bias = Matrix(rows: 1, columns: 1)
      _ = Network(layers: [layer])
    },
    Refusal("3 bias rows") {
      var layer = linear.layers[0]
      layer.bias = Matrix(rows: 3, columns: 1)
    },
    Refusal("19 values do not fill 4 × 5") {
      var network = hidden
      network.layers[0].weights.values.removeLast()
      _ = Lanes.Examples(X, [0, 1], for: hidden)!.lossAndGradient(network)
    },
    Refusal("4 values do not fill 1 × 5") {
      var network = hidden
      network.layers[0].bias.values.removeLast()
      _ = Lanes.Examples(X, [0, 1], for: hidden)!.lossAndGradient(network)
    },
    Refusal("5 outputs below a layer of 4 inputs") {
      var network = hidden
      network.layers[1] = Layer(inputs: 4, outputs: 3)
      _ = Lanes.Examples(X, [0, 1], for: hidden)!.lossAndGradient(network)
    },
    Refusal("14 values do not fill 5 × 3") {
      var network = hidden
      network.layers[1].weights.values.removeLast()
      try Lanes.train(&network, X, [0, 1], once)
    },
    Refusal("19 values do not fill 4 × 5") {
      var network = hidden
      network.layers[0].weights.values.removeLast()
      _ = network.scores(X)
    },
    Refusal("a layer of 4 inputs and 0 outputs") {
      var generator = SeededGenerator(seed: 1)
      _ = Network(inputs: 4, classes: 0, using: &generator)
    },
    Refusal("a network without layers") {
      var generator = SeededGenerator(seed: 1)
      _ = Network(sizes: [4], using: &generator)
    },
    Refusal("a layer of 4 inputs and -1 outputs") {
      var generator = SeededGenerator(seed: 1)
      _ = Network(glorot: [4, -1, 3], using: &generator)
    },
    Refusal("weights of the deviation -1.0") {
      var generator = SeededGenerator(seed: 1)
      _ = Network(sizes: [4, 3], deviation: -1, using: &generator)
    },
    Refusal("weights of the deviation inf") {
      var generator = SeededGenerator(seed: 1)
      _ = Network(sizes: [4, 3], deviation: .infinity, using: &generator)
    },
    Refusal("weights of the deviation nan") {
      var generator = SeededGenerator(seed: 1)
      _ = Network(sizes: [4, 3], deviation: .nan, using: &generator)
    },
    Refusal("1 layers passed of 2") {
      _ = hidden.backward(linear.forward(X), Matrix(rows: 2, columns: 3))
    },
  ]

  private static let scores: [Refusal] = [
    Refusal("label 3 of 3 classes") { _ = oneHot([0, 3], classes: 3) },
    Refusal("label -1 of 3 classes") { _ = oneHot([-1], classes: 3) },
    Refusal("no scores, no probabilities") { _ = softmax([]) },
    Refusal("scores of 1 examples for 2 labels") { _ = crossEntropy([[1, 2]], [0, 1]) },
    Refusal("no examples, no loss") { _ = crossEntropy(Matrix(rows: 0, columns: 3), []) },
    Refusal("label -1 of 2 classes") { _ = crossEntropy([[1, 2]], [-1]) },
    Refusal("probabilities of 1 examples for 2 labels") { _ = scoreGradient([[0.5, 0.5]], [0, 1]) },
    Refusal("label 2 of 2 classes") { _ = scoreGradient([[0.5, 0.5]], [2]) },
    Refusal("2 examples for 1 labels") { _ = linear.accuracy(X, [0]) },
    Refusal("label 3 of 3 classes") { _ = linear.accuracy(X, [0, 3]) },
    Refusal("0 examples for 0 labels") { _ = linear.accuracy(Matrix(rows: 0, columns: 4), []) },
    Refusal("2 examples for 1 labels") { _ = lossAndGradient(linear, X, [0]) },
    Refusal("2 examples for 1 labels") { _ = lossAndGradient(linear, X, [0], rows: [1]) },
    Refusal("row 2 of 2") { _ = lossAndGradient(linear, X, [0, 1], rows: [0, 2]) },
  ]

  private static let settings: [Refusal] = [
    Refusal("a learning rate of nan") {
      _ = TrainingSettings(learningRate: .nan, epochs: 1)
    },
    Refusal("-1 epochs") { _ = TrainingSettings(epochs: -1) },
    Refusal("\(Int.max) epochs") { _ = TrainingSettings(epochs: .max) },
    Refusal("-1 epochs") {
      var settings = once
      settings.epochs = -1
    },
    Refusal("a batch of 0 examples") { _ = TrainingSettings(epochs: 1, batch: 0) },
    Refusal("-1 steps") { _ = TrainingSettings(epochs: 1, steps: -1) },
    Refusal("a learning rate of inf") {
      _ = TrainingSettings(learningRate: .infinity, epochs: 1)
    },
    Refusal("a penalty of l1 -1.0, l2 0.0; expected two finite numbers from 0") { _ = Penalty(l1: -1) },
    Refusal("a penalty of l1 inf, l2 0.0; expected two finite numbers from 0") { _ = Penalty(l1: .infinity) },
    Refusal("a penalty of l1 0.0, l2 inf; expected two finite numbers from 0") { _ = Penalty(l2: .infinity) },
    Refusal("a penalty of l1 0.0, l2 -1.0; expected two finite numbers from 0") { _ = Penalty(l2: -1) },
  ]

  private static let training: [Refusal] = [
    Refusal("2 examples for 1 labels") {
      var network = linear
      try train(&network, X, [0], once)
    },
    Refusal("0 examples for 0 labels") {
      var network = linear
      try train(&network, Matrix(rows: 0, columns: 4), [], once)
    },
    Refusal("3 inputs for a network of 4") {
      var network = linear
      try train(&network, [[1, 2, 3]], [0], once)
    },
    Refusal("label 3 of 3 classes") {
      var network = linear
      try train(&network, X, [0, 3], once)
    },
    Refusal("a first epoch of number 0") {
      var network = linear
      try train(&network, X, [0, 1], once, from: 0)
    },
    Refusal("2 examples for 1 labels") {
      var network = linear
      try Lanes.train(&network, X, [0], once)
    },
    Refusal("label -1 of 3 classes") { _ = Lanes.Examples(X, [0, -1], for: hidden) },
    Refusal("a network 2–5–…–3 for examples laid out for 4–5–3") {
      let network = Network(layers: [Layer(inputs: 2, outputs: 5), Layer(inputs: 5, outputs: 3)])
      _ = Lanes.Examples(X, [0, 1], for: hidden)!.lossAndGradient(network)
    },
    Refusal("a network 4–5–…–2 for examples laid out for 4–5–3") {
      let network = Network(layers: [Layer(inputs: 4, outputs: 5), Layer(inputs: 5, outputs: 2)])
      _ = Lanes.Examples(X, [0, 1], for: hidden)!.lossAndGradient(network)
    },
    Refusal("a network 4–5–…–3 for examples laid out for 4–5–3") {
      let network = Network(layers: hidden.layers + [Layer(inputs: 3, outputs: 3)])
      _ = Lanes.Examples(X, [0, 1], for: hidden)!.lossAndGradient(network)
    },
    Refusal("a network 4–5–…–3 for examples laid out for 4–5–3") {
      let network = Network(layers: hidden.layers, activation: .relu)
      _ = Lanes.Examples(X, [0, 1], for: hidden)!.lossAndGradient(network)
    },
    Refusal("2 examples for 3 labels") {
      var network = hidden
      try Lanes.train(&network, X, [0, 1, 2], TrainingSettings(epochs: 0, batch: 1))
    },
    Refusal("a network 4–6–…–3 for examples laid out for 4–5–3") {
      let other = Network(layers: [Layer(inputs: 4, outputs: 6), Layer(inputs: 6, outputs: 3)])
      _ = Lanes.Examples(X, [0, 1], for: hidden)?.lossAndGradient(other)
    },
  ]

  private static let search: [Refusal] = [
    Refusal("a draw between [], expected finite numbers above 0") {
      var (space, generator) = (SearchSpace(epochs: 1, seed: 1), SeededGenerator(seed: 1))
      space.learningRates = []
      _ = space.random(using: &generator)
    },
    Refusal("a draw between [0.1, 0.0], expected finite numbers above 0") {
      var (space, generator) = (SearchSpace(epochs: 1, seed: 1), SeededGenerator(seed: 1))
      space.learningRates = [0.1, 0]
      _ = space.random(using: &generator)
    },
    Refusal("a draw between [0.001, inf], expected finite numbers above 0") {
      var (space, generator) = (SearchSpace(epochs: 1, seed: 1), SeededGenerator(seed: 1))
      space.l2s = [0.001, .infinity]
      _ = space.random(using: &generator)
    },
    Refusal("a grid of 4294967296.0 candidates") {
      var space = SearchSpace(epochs: 1, seed: 1)
      space.hidden = [[1]]
      (space.activations, space.l2s) = ([.relu], [1])
      space.learningRates = [Float](repeating: 1, count: 1 << 16)
      space.batches = [Int](repeating: 1, count: 1 << 16)
      _ = space.grid()
    },
    Refusal("no index below 0") {
      var (space, generator) = (SearchSpace(epochs: 1, seed: 1), SeededGenerator(seed: 1))
      space.hidden = []
      _ = space.random(using: &generator)
    },
    Refusal("a learning rate of -1.0") {
      var space = SearchSpace(epochs: 1, seed: 1)
      space.learningRates = [-1]
      _ = space.grid()
    },
    Refusal("-1 epochs") { _ = SearchSpace(epochs: -1, seed: 1) },
    Refusal("2 examples for 1 labels") { _ = judged([0], classes: 3) },
    Refusal("label 3 of 3 classes") { _ = judged([0, 3], classes: 3) },
    Refusal("3 folds of 2 examples") { _ = judged([0, 1], classes: 3, folds: 3) },
    Refusal("1 folds of 2 examples") { _ = judged([0, 1], classes: 3, folds: 1) },
    Refusal("a team of 0 threads, expected 1 to 64") { _ = judged([0, 1], classes: 3, threads: 0) },
  ]

  private static func judged(_ y: [Int], classes: Int, folds: Int = 2, threads: Int = 1) -> [Float] {
    let candidate = SearchSpace(epochs: 1, seed: 1).grid()[0]
    return crossValidate(candidate, X, y, classes: classes, folds: folds, threads: threads)
  }

  /// No step is of such a length.
  private static let rates: [Refusal] = ([-1, .infinity, .nan] as [Float]).map { rate in
    Refusal("a learning rate of \(rate)") {
      var weights: Matrix = [[1]]
      Penalty(l1: 1).shrink(&weights, learningRate: rate)
    }
  }
}
