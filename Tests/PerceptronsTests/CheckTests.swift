import Matrices
import Support
import Testing

@testable import Perceptrons

/// What cannot be asked of a perceptron, and the sentence in which it is refused.
@Suite struct CheckTests {
  @Test(arguments: refused.indices)
  func `What cannot be used ends the program with a sentence that names it`(index: Int) async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) { [index] in
      try CheckTests.refused[index].call()
    }
    #expect(Refusal.sentence(in: result?.standardErrorContent) == CheckTests.refused[index].sentence)
  }

  static let refused: [Refusal] = layers + settings + training + machines + slopes

  private static let three = Layer(inputs: 2, outputs: 3)
  private static let one = Layer(inputs: 2, outputs: 1)
  private static let two: Matrix = [[1, 2], [3, 4]]
  private static let sixteen = SIMD16<Float>(repeating: 1)

  private static let layers: [Refusal] = [
    Refusal("1 inputs for 2 weights") { _ = weightedSum([1], weights: [1, 2], bias: 0) },
    Refusal("no outputs, no largest") { _ = argmax([]) },
    Refusal("no scores, no probabilities") { _ = softmax([]) },
    Refusal("2 biases for 3 outputs") { _ = Layer(weights: Matrix(rows: 2, columns: 3), bias: [0, 0]) },
    Refusal("2 bias rows") {
      var layer = three
      layer.bias = Matrix(rows: 2, columns: 3)
    },
    Refusal("5 biases for 3 outputs") {
      var layer = three
      layer.bias = Matrix(rows: 1, columns: 5)
      _ = layer.forward([1, 2])
    },
    Refusal("a layer of 0 inputs and 1 outputs") { _ = Layer(inputs: 0, outputs: 1) },
    Refusal("a layer of 1 inputs and -1 outputs") { _ = Layer(inputs: 1, outputs: -1) },
    Refusal("3 inputs for a layer of 2") { _ = three.classify([1, 2, 3]) },
    Refusal("3 inputs for a layer of 2") { _ = three.classify([[1, 2, 3]] as Matrix) },
    Refusal("3 inputs for a layer of 2") { _ = three.probabilities([1, 2, 3]) },
    Refusal("1 inputs for a layer of 2") { _ = Maxout(pieces: three).value([1]) },
    Refusal("1 inputs for a layer of 2") { _ = Maxout(pieces: three).gradient([1]) },
    Refusal("1 inputs for a layer of 2") { _ = Maxout(pieces: three).inputGradient([1]) },
    Refusal("2 examples for 1 classes") { _ = three.mistakes(two, [0]) },
    Refusal("2 examples for 3 classes") { _ = three.accuracy(two, [0, 1, 2]) },
    Refusal("class 7 of 3") { _ = three.mistakes(two, [0, 7]) },
    Refusal("class -1 of 2") { _ = one.accuracy(two, [0, -1]) },
    Refusal("no examples, no accuracy") { _ = three.accuracy(Matrix(rows: 0, columns: 2), []) },
    Refusal("2 rows of Θ for 2 inputs and the bias") { _ = forward(two, two, .step) },
  ]

  private static let settings: [Refusal] = [
    Refusal("-1 epochs") { _ = TrainingSettings(epochs: -1) },
    Refusal("\(Int.max) epochs") { _ = TrainingSettings(epochs: .max) },
    Refusal("-1 epochs") {
      var settings = TrainingSettings(epochs: 1)
      settings.epochs = -1
    },
  ]

  private static let training: [Refusal] = [
    Refusal("class 3 wanted and 0 given, of 3") { _ = three.error(target: 3, answer: 0) },
    Refusal("class -1 wanted and 0 given, of 3") { _ = three.error(target: -1, answer: 0) },
    Refusal("class 0 wanted and 3 given, of 3") { _ = three.error(target: 0, answer: 3) },
    Refusal("class 0 wanted and -1 given, of 3") { _ = three.error(target: 0, answer: -1) },
    Refusal("class 0 wanted and 1 given, of 0") {
      var layer = one
      layer.weights = Matrix(rows: 2, columns: 0)
      _ = layer.error(target: 0, answer: 1)
    },
    Refusal("class 2 wanted and 0 given, of 2") { _ = one.error(target: 2, answer: 0) },
    Refusal("3 inputs and 3 errors for a layer of 2 inputs and 3 outputs") {
      var layer = three
      layer.correct([1, 2, 3], error: [1, -1, 0])
    },
    Refusal("2 inputs and 2 errors for a layer of 2 inputs and 3 outputs") {
      var layer = three
      layer.correct([1, 2], error: [1, -1])
    },
    Refusal("2 examples for 1 classes") {
      var layer = three
      train(&layer, two, [0], TrainingSettings(epochs: 1))
    },
    Refusal("no examples to train on") {
      var layer = three
      train(&layer, Matrix(rows: 0, columns: 2), [], TrainingSettings(epochs: 1))
    },
    Refusal("3 inputs for a layer of 2") {
      var layer = three
      train(&layer, [[1, 2, 3]], [0], TrainingSettings(epochs: 1))
    },
    Refusal("class 3 of 3") {
      var layer = three
      train(&layer, two, [0, 3], TrainingSettings(epochs: 1))
    },
    Refusal("class -1 of 3") {
      var layer = three
      train(&layer, two, [0, -1], TrainingSettings(epochs: 1))
    },
    Refusal("class 2 of 2") {
      var layer = one
      train(&layer, two, [0, 2], TrainingSettings(epochs: 1))
    },
    Refusal("an input of nan; expected one of at most 1e+30") {
      var layer = three
      train(&layer, [[1, 2], [.nan, 0]], [0, 1], TrainingSettings(epochs: 1))
    },
    Refusal("a first epoch of number 0") {
      var layer = three
      train(&layer, two, [0, 1], TrainingSettings(epochs: 1), from: 0)
    },
    Refusal("a separator of 3 outputs") { _ = MistakeBound(two, [0, 1], separator: three) },
    Refusal("2 examples for 1 classes") { _ = MistakeBound(two, [0], separator: one) },
    Refusal("no examples to train on") { _ = MistakeBound(Matrix(rows: 0, columns: 2), [], separator: one) },
    Refusal("class 2 of 2") { _ = MistakeBound(two, [0, 2], separator: one) },
    Refusal("an input of nan; expected one of at most 1e+30") {
      _ = MistakeBound([[.nan, 1], [1, 2]], [0, 1], separator: one)
    },
    Refusal("a longest run of -5") { _ = Pocket(three, two, [0, 1], longestRun: -5) },
    Refusal("class 3 of 3") { _ = Pocket(three, two, [0, 3]) },
    Refusal("-1 answered examples") { _ = Average(sum: three, answered: -1) },
    Refusal("-1 answered examples") {
      var average = Average(inputs: 2, outputs: 3)
      average.take(three, -1)
    },
    Refusal("1 answered examples") {
      var average = Average(sum: three, answered: .max)
      average.take(three, 1)
    },
    Refusal("2 × 3 and 1 × 3 do not go together") {
      var average = Average(inputs: 2, outputs: 3)
      average.take(Layer(inputs: 1, outputs: 3), 1)
    },
    Refusal("2 × 3 and 2 × 1 do not go together") {
      var average = Average(inputs: 2, outputs: 3)
      average.take(one, 1)
    },
    Refusal("2 examples for 1 classes") { _ = Pocket(three, two, [0]) },
  ]

  private static let machines: [Refusal] = [
    Refusal("0 cells and 1 units") { _ = association(cells: 0, units: 1) },
    Refusal("4 cells and -1 units") { _ = association(cells: 4, units: -1) },
    Refusal("-1 exciting and 2 inhibiting wires") { _ = association(exciting: -1) },
    Refusal("2 exciting and -1 inhibiting wires") { _ = association(inhibiting: -1) },
    Refusal("1048577 exciting and 2 inhibiting wires") { _ = association(exciting: (1 << 20) + 1) },
    Refusal("2 exciting and 1048577 inhibiting wires") { _ = association(inhibiting: (1 << 20) + 1) },
    Refusal("\(Int.max) exciting and 2 inhibiting wires") { _ = association(exciting: .max) },
    Refusal("2 exciting and \(Int.max) inhibiting wires") { _ = association(inhibiting: .max) },
    Refusal("a threshold of nan") { _ = association(threshold: .nan) },
    Refusal("2 × 2 times 4 × 3") { _ = association().fire(two) },
    Refusal("2 × 2 times 4 × 3") { _ = MarkI(association: association()).classify(two) },
    Refusal("4 values do not fill 20 × 20") { _ = MarkI(association: association()).influence() },
    Refusal("2 inputs and 1 outputs behind 3 units") { _ = MarkI(association: association(), response: one) },
    Refusal("3 inputs and 2 outputs behind 3 units") {
      _ = MarkI(association: association(), response: Layer(inputs: 3, outputs: 2))
    },
    Refusal("3 words, 2 of them different") { _ = Vocabulary(words: ["a", "b", "a"]) },
  ]

  private static func association(
    cells: Int = 4, units: Int = 3, exciting: Int = 2, inhibiting: Int = 2, threshold: Float = 1
  ) -> AssociationUnits {
    var generator = SeededGenerator(seed: 1)
    return AssociationUnits(
      cells: cells, units: units, exciting: exciting, inhibiting: inhibiting, threshold: threshold,
      using: &generator)
  }

  /// Alone and in lanes, forward and back, an activation has no such slope.
  private static let slopes: [Refusal] = [
    Activation.leakyReLU(slope: -1), .leakyReLU(slope: 2), .leakyReLU(slope: .nan), .elu(alpha: .infinity),
    .elu(alpha: .nan),
  ].flatMap { activation in
    let slope =
      switch activation {
      case .leakyReLU(let slope), .elu(let slope): slope
      default: Float.zero
      }
    return [
      Refusal("a slope of \(slope)") { _ = activate(1, by: activation) },
      Refusal("a slope of \(slope)") { _ = activation.derivative(at: 1) },
      Refusal("a slope of \(slope)") { _ = activate(two, by: activation) },
      Refusal("a slope of \(slope)") { _ = activate(sixteen, by: activation) },
      Refusal("a slope of \(slope)") { _ = activation.derivative(at: sixteen, value: sixteen) },
    ]
  }
}
