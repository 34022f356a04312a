import Matrices
import Support
import Testing

@testable import RecurrentNetwork

/// What cannot be asked of sequences, and the sentence in which it is refused.
@Suite struct CheckTests {
  @Test(arguments: refused.indices)
  func `What cannot be used ends the program with a sentence that names it`(index: Int) async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) { [index] in
      try CheckTests.refused[index].call()
    }
    #expect(Refusal.sentence(in: result?.standardErrorContent) == CheckTests.refused[index].sentence)
  }

  static let refused: [Refusal] = layers + models + settings + tasks + lanes

  private static let layer = RecurrentLayer(.lstm, inputs: 2, hidden: 3)
  /// Four symbols, a state of three.
  private static let model = SequenceModel(.lstm, symbols: 4, hidden: 3, outputs: 4)
  private static let text = [0, 1, 2, 3, 40, 1, 2, 3]
  private static let once = TrainingSettings(steps: 1)
  /// Three symbols to two.
  private static var translator: EncoderDecoder {
    var generator = SeededGenerator(seed: 1)
    return EncoderDecoder(.gru, sourceSymbols: 3, targetSymbols: 2, hidden: 4, using: &generator)
  }

  /// Its decoder has two layers, and only one state to begin with.
  private static var deep: EncoderDecoder {
    var model = translator
    model.decoder = SequenceModel(.gru, symbols: 3, hidden: 4, layers: 2, outputs: 2)
    return model
  }

  /// Parameters that show one matrix and change it twice.
  private struct Twice: Parameters {
    var matrices: [Matrix] = [[[1]]]
    mutating func combine(with other: Twice, _ change: (inout Matrix, Matrix) -> Void) {
      for _ in 0..<2 { change(&matrices[0], other.matrices[0]) }
    }
  }

  private static let layers: [Refusal] = [
    Refusal("0 inputs, a state of 3") { _ = RecurrentLayer(.rnn, inputs: 0, hidden: 3) },
    Refusal("2 inputs, a state of \(Int.max)") { _ = RecurrentLayer(.lstm, inputs: 2, hidden: .max) },
    Refusal("a matrix of \(Int.max) × 12") { _ = RecurrentLayer(.lstm, inputs: .max, hidden: 3) },
    Refusal("2 inputs, a state of -1") { _ = RecurrentLayer(.rnn, inputs: 2, hidden: -1) },
    Refusal("a second bias where the reset gate acts on the state") {
      _ = RecurrentLayer(.gruResetBefore, inputs: 2, hidden: 3, hasStateBias: true)
    },
    Refusal("a forget bias of nan") {
      var generator = SeededGenerator(seed: 1)
      _ = RecurrentLayer(.lstm, inputs: 2, hidden: 3, forgetBias: .nan, using: &generator)
    },
    Refusal("a forget bias of inf") {
      var generator = SeededGenerator(seed: 1)
      _ = RecurrentLayer(.gru, inputs: 2, hidden: 3, forgetBias: .infinity, using: &generator)
    },
    Refusal("a state of 2 with a memory of 1") { _ = State(h: [0, 0], c: [0]) },
    Refusal("a state of \(Int.max)") { _ = State(hidden: .max) },
    Refusal("a state of -1") { _ = State(hidden: -1) },
    Refusal("1 × 3 times 2 × 12") { _ = layer.forward([1, 2, 3], State(hidden: 3)) },
    Refusal("1 × 2 times 3 × 12") { _ = layer.forward([1, 2], State(hidden: 2)) },
    Refusal("3 columns of weights for a state of 3") {
      var narrow = layer
      narrow.stateWeights = Matrix(rows: 3, columns: 3)
      _ = narrow.forward([1, 2], State(hidden: 3))
    },
    Refusal("2 columns of weights for a state of 3") {
      var narrow = layer
      narrow.inputWeights = Matrix(rows: 2, columns: 2)
      narrow.bias = Matrix(rows: 1, columns: 2)
      _ = narrow.forward([1, 2], State(hidden: 3))
    },
    Refusal("2 bias rows") {
      var model = Self.model
      model.layers[0].bias = Matrix(rows: 2, columns: 12)
    },
    Refusal("0 bias rows") {
      var other = layer
      other.stateBias = Matrix(rows: 0, columns: 12)
    },
    Refusal("3 bias rows") {
      var model = Self.model
      model.bias = Matrix(rows: 3, columns: 4)
    },
    Refusal("a second bias of 3, not 12") {
      var other = layer
      other.stateBias = Matrix(rows: 1, columns: 3)
      _ = other.forward([1, 2], State(hidden: 3))
    },
    Refusal("a second bias of 0, not 9") {
      var gru = RecurrentLayer(.gru, inputs: 2, hidden: 3)
      gru.stateBias = Matrix(rows: 1, columns: 0)
      _ = gru.forward([1, 2], State(hidden: 3))
    },
    Refusal("steps of other size") {
      let steps = [RecurrentLayer(.rnn, inputs: 2, hidden: 3).forward([1, 2], State(hidden: 3))]
      _ = layer.backward(steps, Matrix(rows: 1, columns: 3))
    },
    Refusal("steps of other size") {
      let steps = [RecurrentLayer(.rnn, inputs: 2, hidden: 12).forward([1, 2], State(hidden: 12))]
      _ = layer.backward(steps, Matrix(rows: 1, columns: 3))
    },
    Refusal("steps of other size") {
      var narrow = layer
      narrow.stateWeights = Matrix(rows: 3, columns: 3)
      let steps = [RecurrentLayer(.rnn, inputs: 2, hidden: 3).forward([1, 2], State(hidden: 3))]
      _ = narrow.backward(steps, Matrix(rows: 1, columns: 3))
    },
    Refusal("weights that are not rows × columns") {
      var model = SequenceModel(.gru, symbols: 4, hidden: 16, outputs: 4)
      model.layers[0].stateBias.values.removeLast(15)
      _ = Lanes.scores(model, [[1, 2], [3, 0]])
    },
    Refusal("weights that are not rows × columns") {
      var empty = layer
      empty.inputWeights = Matrix(rows: 0, columns: 12)
      _ = Lanes.Weights(empty, readsSymbols: true)
    },
    Refusal("1 × 1 slopes, 0 at the last, for 1 × 3") {
      _ = layer.backward([layer.forward([1, 2], State(hidden: 3))], [[1]])
    },
    Refusal("2 × 3 slopes, 0 at the last, for 1 × 3") {
      _ = layer.backward([layer.forward([1, 2], State(hidden: 3))], Matrix(rows: 2, columns: 3))
    },
    Refusal("1 × 3 slopes, 2 at the last, for 1 × 3") {
      let steps = [layer.forward([1, 2], State(hidden: 3))]
      _ = layer.backward(steps, Matrix(rows: 1, columns: 3), last: State(hidden: 2))
    },
  ]

  private static let models: [Refusal] = [
    Refusal("a model without layers") {
      var empty = model
      empty.layers = []
    },
    Refusal("0 layers, 4 outputs") { _ = SequenceModel(.rnn, symbols: 4, hidden: 3, layers: 0, outputs: 4) },
    Refusal("\(Int.max) layers, 4 outputs") {
      _ = SequenceModel(.rnn, symbols: 4, hidden: 3, layers: .max, outputs: 4)
    },
    Refusal("label 3 of 3 classes") { _ = oneHot([3], classes: 3) },
    Refusal("label -1 of 3 classes") { _ = oneHot([-1], classes: 3) },
    Refusal("1 layers, -1 outputs") { _ = SequenceModel(.rnn, symbols: 4, hidden: 3, outputs: -1) },
    Refusal("0 inputs, a state of 3") { _ = SequenceModel(.rnn, symbols: 0, hidden: 3, outputs: 4) },
    Refusal("1 layers beside 2") {
      var deep = SequenceModel(.lstm, symbols: 4, hidden: 3, layers: 2, outputs: 4)
      deep.combine(with: model) { _, _ in }
    },
    Refusal("7 values do not fill 1 × 4") {
      _ = SequenceModel(.rnn, symbols: 4, hidden: 3, layers: 1, outputs: 4) { name, shape in
        [Float](repeating: 0, count: name == "head.bias" ? 7 : shape.reduce(1, *))
      }
    },
    Refusal("a sequence of no symbols") { _ = model.forward([]) },
    Refusal("symbol -1 at place 0, expected 0 to 3") { _ = model.forward([-1]) },
    Refusal("symbol 4 at place 1, expected 0 to 3") { _ = model.forward([0, 4]) },
    Refusal("2 first states for 1 layers") {
      _ = model.forward([0], from: [State(hidden: 3), State(hidden: 3)])
    },
    Refusal("1 × 2 times 3 × 12") { _ = model.forward([0], from: [State(hidden: 2)]) },
    Refusal("0 layers unrolled of 1") { _ = model.backward([], Matrix(rows: 1, columns: 4)) },
    Refusal("3 × 4 cannot hold 0 × 0 times 0 × 4") { _ = model.backward([[]], Matrix(rows: 0, columns: 4)) },
    Refusal("3 × 1 times 3 × 4") {
      _ = model.backward(model.forward([0]), Matrix(rows: 3, columns: 4))
    },
    Refusal("a second bias where the reset gate acts on the state") {
      _ = SequenceModel(.gruResetBefore, symbols: 4, hidden: 3, layers: 1, outputs: 4) { _, _ in [] }
    },
    Refusal("PyTorch has no GRU that resets before the product") {
      _ = SequenceModel(.gruResetBefore, symbols: 4, hidden: 3, outputs: 4).namedParameters
    },
    Refusal("1 values do not fill 12 × 4") {
      _ = SequenceModel(.lstm, symbols: 4, hidden: 3, layers: 1, outputs: 4) { _, _ in [1] }
    },
  ]

  private static let settings: [Refusal] = [
    Refusal("-1 steps of 32 sequences") { _ = TrainingSettings(steps: -1) },
    Refusal("1 steps of \(Int.max) sequences") { _ = TrainingSettings(steps: 1, batch: .max) },
    Refusal("1 steps of 0 sequences") { _ = TrainingSettings(steps: 1, batch: 0) },
    Refusal("a learning rate of 0.0") { _ = TrainingSettings(steps: 1, learningRate: 0) },
    Refusal("a learning rate of inf") { _ = TrainingSettings(steps: 1, learningRate: .infinity) },
    Refusal("a last rate of -1.0, expected a part from 0 to 1") {
      _ = TrainingSettings(steps: 1, lastRate: -1)
    },
    Refusal("a learning rate of nan") { _ = TrainingSettings(steps: 1, learningRate: .nan) },
    Refusal("a last rate of 1.5, expected a part from 0 to 1") {
      _ = TrainingSettings(steps: 1, lastRate: 1.5)
    },
    Refusal("a longest gradient of nan") { _ = TrainingSettings(steps: 1, clip: .nan) },
    Refusal("step 0 of Adam with β₁ = 0.9, β₂ = 0.999, ε = 1e-08") {
      var training = Training(model)
      training.updater.steps = -1
      training.updater.update(&training.model, model, learningRate: 1)
    },
    Refusal("a momentum of -0.5") {
      var (W, V): (Matrix, Matrix) = ([[1]], [[1]])
      momentum(&W, &V, W, -0.5, learningRate: 1)
    },
    Refusal("step 1 of Adam with β₁ = 0.9, β₂ = 1.5, ε = 1e-08") {
      var (W, V, S): (Matrix, Matrix, Matrix) = ([[1]], [[1]], [[1]])
      adam(&W, &V, &S, W, step: 1, beta2: 1.5, learningRate: 1)
    },
    Refusal("step 1 of Adam with β₁ = nan, β₂ = 0.999, ε = 1e-08") {
      var (W, V, S): (Matrix, Matrix, Matrix) = ([[1]], [[1]], [[1]])
      adam(&W, &V, &S, W, step: 1, beta1: .nan, learningRate: 1)
    },
    Refusal("step 1 of Adam with β₁ = 0.9, β₂ = 0.999, ε = 0.0") {
      var (W, V, S): (Matrix, Matrix, Matrix) = ([[1]], [[1]], [[1]])
      adam(&W, &V, &S, W, step: 1, epsilon: 0, learningRate: 1)
    },
    Refusal("step 1 of Adam with β₁ = 0.9, β₂ = 0.999, ε = inf") {
      var (W, V, S): (Matrix, Matrix, Matrix) = ([[1]], [[1]], [[1]])
      adam(&W, &V, &S, W, step: 1, epsilon: .infinity, learningRate: 1)
    },
    Refusal("1 × 1 weights beside 1 × 2, 2 values") {
      var (W, V, S): (Matrix, Matrix, Matrix) = ([[1]], [[1]], [[1, 2]])
      adam(&W, &V, &S, W, step: 1, learningRate: 1)
    },
    Refusal("[0, 6, 6] velocities, squares and slopes, expected [6, 6, 6]") {
      var training = Training(model)
      training.updater.velocities = []
      training.updater.update(&training.model, model, learningRate: 1)
    },
    Refusal("[6, 0, 6] velocities, squares and slopes, expected [6, 6, 6]") {
      var training = Training(model)
      training.updater.squares = []
      training.updater.update(&training.model, model, learningRate: 1)
    },
    Refusal("[0, 0, 10] velocities, squares and slopes, expected [0, 0, 6]") {
      var training = Training(model, .gradientDescent)
      let deep = SequenceModel(.lstm, symbols: 4, hidden: 3, layers: 2, outputs: 4)
      training.updater.update(&training.model, deep, learningRate: 1)
    },
    Refusal("a combination of more than 1 matrices") {
      var pair = Twice()
      var updater = Updater(.adam, for: pair)
      updater.update(&pair, pair, learningRate: 1)
    },
    Refusal("the learning rate of step -1") { _ = once.learningRate(step: -1) },
    Refusal("the learning rate of step -5") {
      var training = Training(model, .gradientDescent)
      training.updater.steps = -5
      try train(&training, on: Windows(of: [0, 1, 2, 3], length: 2), once)
    },
    Refusal("4 × 12 weights beside 3 × 12, 36 values") {
      var training = Training(model, .adam)
      training.updater.squares[0] = Matrix(rows: 3, columns: 12)
      training.updater.update(&training.model, model, learningRate: 1)
    },
    Refusal("4 × 12 weights beside 3 × 12, 36 values") {
      var training = Training(model, .gradientDescent)
      let other = SequenceModel(.lstm, symbols: 3, hidden: 3, outputs: 4)
      training.updater.update(&training.model, other, learningRate: 1)
    },
    Refusal("4 × 12 weights beside 3 × 12, 36 values") {
      var training = Training(model, .momentum(0.9))
      training.updater.velocities[0] = Matrix(rows: 3, columns: 12)
      training.updater.update(&training.model, model, learningRate: 1)
    },
    Refusal("a learning rate of -1.0") {
      var training = Training(model)
      training.updater.update(&training.model, model, learningRate: -1)
    },
    Refusal("a temperature of 0.0") { _ = softmax([1, 2], temperature: 0) },
    Refusal("a draw by [-1.0, 2.0]") {
      var generator = SeededGenerator(seed: 1)
      _ = draw([-1, 2], using: &generator)
    },
    Refusal("a draw by [0.0, 0.0]") {
      var generator = SeededGenerator(seed: 1)
      _ = draw([0, 0], using: &generator)
    },
    Refusal("a draw by [1.0, inf]") {
      var generator = SeededGenerator(seed: 1)
      _ = draw([1, .infinity], using: &generator)
    },
    Refusal("a draw by [0.0, nan]") {
      var generator = SeededGenerator(seed: 1)
      _ = draw([0, .nan], using: &generator)
    },
    Refusal("target 2 of 2") { _ = crossEntropy([1, 2], target: 2) },
    Refusal("1 predictions for 2 targets") {
      var Y: Matrix = [[1, 2]]
      _ = crossEntropy(&Y, targets: [0, 1])
    },
  ]

  private static let tasks: [Refusal] = [
    Refusal("a sequence of no symbols") { _ = model.count([]) },
    Refusal("no sequences, no accuracy") { _ = model.accuracy(on: []) },
    Refusal("symbol 4 at place 0, expected 0 to 3") { _ = model.lossAndGradient(counting: [4]) },
    Refusal("0 sequences, the shortest of 1") {
      var training = Training(model)
      try train(&training, counting: [], once)
    },
    Refusal("1 sequences, the shortest of 0") {
      var training = Training(model)
      try train(&training, counting: [[1]], shortest: 0, once)
    },
    Refusal("a sequence of 1, expected at least 2") {
      var training = Training(model)
      try train(&training, counting: [[1, 0], [1]], shortest: 2, once)
    },
    Refusal("a text of 3 for windows of 3") { _ = Windows(of: [0, 1, 2], length: 3) },
    Refusal("a text of 3 for windows of 0") { _ = Windows(of: [0, 1, 2], length: 0) },
    Refusal("a sequence of no symbols") { _ = model.loss([0]) },
    Refusal("target -7 of 4") { _ = model.lossAndGradient([0, -7]) },
    Refusal("symbol 40 at place 4, expected 0 to 3") {
      var training = Training(SequenceModel(.lstm, symbols: 50, hidden: 3, outputs: 4))
      try train(&training, on: Windows(of: text, length: 4), once)
    },
    Refusal("a text of 1: there is nothing to predict") { _ = natsPerCharacter(model, on: [0]) },
    Refusal("target -7 of 4") { _ = natsPerCharacter(model, on: [0, 1, -7]) },
    Refusal("symbol 9 at place 0, expected 0 to 3") {
      var writer = Writer(model)
      writer.read(9)
    },
    Refusal("a temperature of nan") {
      var (writer, generator) = (Writer(model), SeededGenerator(seed: 1))
      _ = writer.write(temperature: .nan, using: &generator)
    },
    Refusal("0 symbols to 1") { _ = SymbolPair(source: [], target: [1]) },
    Refusal("2 symbols to \(Int.max)") {
      var generator = SeededGenerator(seed: 1)
      _ = EncoderDecoder(.rnn, sourceSymbols: 2, targetSymbols: .max, hidden: 2, using: &generator)
    },
    Refusal("no pairs to learn from") {
      var training = Training(translator)
      try train(&training, on: [], once)
    },
    Refusal("1 symbols to 0") { _ = SymbolPair(source: [0], target: []) },
    Refusal("symbol 3 at place 0, expected 0 to 2") {
      _ = translator.lossAndGradient(SymbolPair(source: [3], target: [0]))
    },
    Refusal("target 5 of 2") { _ = translator.lossAndGradient(SymbolPair(source: [0], target: [5])) },
    Refusal("\(Int.max) symbols to write") { _ = translator.write([0], length: .max) },
    Refusal("-1 symbols to write") { _ = translator.write([0], length: -1) },
  ]

  private static let lanes: [Refusal] = [
    Refusal("only the plain loops have a GRU that resets before the product") {
      _ = Lanes.scores(SequenceModel(.gruResetBefore, symbols: 4, hidden: 3, outputs: 4), [[0]])
    },
    Refusal("[1, 12, 1] columns of weights for a state of 3") {
      var model = Self.model
      model.layers[0].inputWeights = Matrix(rows: 4, columns: 1)
      model.layers[0].bias = Matrix(rows: 1, columns: 1)
      _ = Lanes.scores(model, [[0]])
    },
    Refusal("[9, 9, 9, 6] columns of weights for a state of 3") {
      var model = SequenceModel(.gru, symbols: 4, hidden: 3, outputs: 4)
      model.layers[0].stateBias = Matrix(rows: 1, columns: 6)
      _ = Lanes.scores(model, [[0]])
    },
    Refusal("[9, 9, 9, 0] columns of weights for a state of 3") {
      var model = SequenceModel(.gru, symbols: 4, hidden: 3, outputs: 4)
      model.layers[0].stateBias = Matrix(rows: 1, columns: 0)
      _ = Lanes.scores(model, [[0]])
    },
    Refusal("[12, 12, 12, 1] columns of weights for a state of 3") {
      var model = Self.model
      model.layers[0].stateBias = Matrix(rows: 1, columns: 1)
      _ = Lanes.scores(model, [[0]])
    },
    Refusal("9 inputs, not 3") {
      var model = SequenceModel(.lstm, symbols: 4, hidden: 3, layers: 2, outputs: 4)
      model.layers[1] = RecurrentLayer(.lstm, inputs: 9, hidden: 3)
      _ = Lanes.scores(model, [[0]])
    },
    Refusal("symbol 1 at place 0, expected 0 to -1") {
      var model = Self.model
      (model.weights, model.bias) = (Matrix(rows: 3, columns: 0), Matrix(rows: 1, columns: 0))
      _ = Lanes.natsPerCharacter(model, on: [0, 1])
    },
    Refusal("symbol -1 at place 0, expected 0 to 3") { _ = Lanes.scores(model, [[-1]]) },
    Refusal("symbol 4 at place 1, expected 0 to 3") { _ = Lanes.scores(model, [[0, 4]]) },
    Refusal("a sequence of 1 among those of 2") { _ = Lanes.scores(model, [[0, 1], [2]]) },
    Refusal("symbol 40 at place 4, expected 0 to 3") {
      var training = Training(SequenceModel(.lstm, symbols: 50, hidden: 3, outputs: 4))
      try Lanes.train(&training, on: Windows(of: text, length: 4), once)
    },
    Refusal("a team of 0 threads, expected 1 to 64") {
      var training = Training(model)
      try Lanes.train(&training, on: Windows(of: [0, 1, 2], length: 2), once, threads: 0)
    },
    Refusal("a text of 1: there is nothing to predict") { _ = Lanes.natsPerCharacter(model, on: [0]) },
    Refusal("symbol 40 at place 4, expected 0 to 3") { _ = Lanes.natsPerCharacter(model, on: text) },
    Refusal("a team of -1 threads, expected 1 to 64") {
      _ = Lanes.natsPerCharacter(model, on: [0, 1, 2], threads: -1)
    },
    Refusal("1 first states for 2 layers") { _ = Lanes.write(deep, [[0]], length: 1) },
    Refusal("1 first states for 2 layers") { _ = deep.write([0], length: 1) },
    Refusal("states of [20, 4] with [3, 3] gates, outputs of 4") {
      var model = translator
      model.encoder = RecurrentLayer(.gru, inputs: 3, hidden: 20)
      _ = Lanes.write(model, [[0]], length: 1)
    },
    Refusal("states of [4, 4] with [4, 3] gates, outputs of 4") {
      var training = Training(translator)
      training.model.encoder = RecurrentLayer(.lstm, inputs: 3, hidden: 4)
      try Lanes.train(&training, on: [SymbolPair(source: [0], target: [0])], once)
    },
    Refusal("states of [20] with [4] gates, outputs of 3") {
      var model = Self.model
      model.layers[0] = RecurrentLayer(.lstm, inputs: 4, hidden: 20)
      _ = Lanes.scores(model, [[0]])
    },
    Refusal("no pairs to learn from") {
      var training = Training(translator)
      try Lanes.train(&training, on: [], once)
    },
    Refusal("a team of 0 threads, expected 1 to 64") {
      var training = Training(translator)
      try Lanes.train(&training, on: [SymbolPair(source: [0], target: [0])], once, threads: 0)
    },
    Refusal("symbol 3 at place 0, expected 0 to 2") {
      var training = Training(translator)
      try Lanes.train(
        &training, on: [SymbolPair(source: [3], target: [0])], TrainingSettings(steps: 1, batch: 1))
    },
    Refusal("symbol 2 at place 0, expected 0 to 1") {
      var training = Training(translator)
      try Lanes.train(
        &training, on: [SymbolPair(source: [0], target: [2])], TrainingSettings(steps: 1, batch: 1))
    },
    Refusal("a source of 1 among those of 2") { _ = Lanes.write(translator, [[0, 1], [0]], length: 1) },
    Refusal("a target of 1 among those of 2") {
      let pairs = [SymbolPair(source: [0], target: [0, 1]), SymbolPair(source: [0], target: [0])]
      var training = Training(translator)
      try Lanes.train(&training, on: pairs, once)
    },
    Refusal("\(Int.max) symbols to write") { _ = Lanes.write(translator, [[0]], length: .max) },
    Refusal("-1 symbols to write") { _ = Lanes.write(translator, [[0]], length: -1) },
    Refusal("symbol 3 at place 0, expected 0 to 2") { _ = Lanes.write(translator, [[3]], length: 1) },
  ]
}
