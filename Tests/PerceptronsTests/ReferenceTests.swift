import Figures
import Formats
import ReadAlong
import Matrices
@testable import Perceptrons
import Testing
@testable import func perceptron.projected

/// The numbers were computed in double precision by reference.py beside this file.
@Suite struct ReferenceTests {
  static let z: [Float] = [-20, -3, -0.5, -0.001, 0.001, 0.5, 3, 20]
  static let activations: [(activation: Activation, values: [Float], slopes: [Float])] = [
    (
      .sigmoid,
      [2.06115362e-09, 0.0474258732, 0.377540669, 0.49975, 0.50025, 0.622459331, 0.952574127, 0.999999998],
      [
        2.06115361e-09, 0.0451766597, 0.235003712, 0.249999938, 0.249999938, 0.235003712, 0.0451766597,
        2.06115361e-09,
      ]
    ),
    (
      .tanh,
      [-1, -0.995054754, -0.462117157, -0.000999999667, 0.000999999667, 0.462117157, 0.995054754, 1],
      [
        1.6993417e-17, 0.00986603717, 0.786447733, 0.999999, 0.999999, 0.786447733, 0.00986603717,
        1.6993417e-17,
      ]
    ),
    (
      .softplus,
      [
        2.06115362e-09, 0.0485873516, 0.474076984, 0.692647306, 0.693647306, 0.974076984, 3.04858735, 20,
      ],
      [2.06115362e-09, 0.0474258732, 0.377540669, 0.49975, 0.50025, 0.622459331, 0.952574127, 0.999999998]
    ),
    (
      .elu(alpha: 1.5), [-1.5, -1.4253194, -0.59020401, -0.00149925025, 0.001, 0.5, 3, 20],
      [3.09173043e-09, 0.0746806026, 0.90979599, 1.49850075, 1, 1, 1, 1]
    ),
    (
      .leakyReLU(slope: 0.1), [-2, -0.3, -0.05, -0.0001, 0.001, 0.5, 3, 20],
      [0.1, 0.1, 0.1, 0.1, 1, 1, 1, 1]
    ),
  ]

  @Test(arguments: activations)
  func `Activation functions and their slopes are NumPy's`(
    activation: Activation, values: [Float], slopes: [Float]
  ) {
    for (index, z) in Self.z.enumerated() {
      let a = activate(z, by: activation)
      #expect(close(a, values[index]))
      #expect(abs(activation.derivative(at: z) - slopes[index]) < 3e-7)
    }
  }

  @Test func `Softmax is NumPy's`() {
    let s = softmax([1.5, -0.5, 3, 0.25])
    #expect(close(s, [0.169390203, 0.0229244711, 0.75915422, 0.0485311056]))
  }

  @Test func `The softmax on deck B's slide is 1 and 9·3 · 10⁻¹⁴`() {
    let s = softmax([30, 0])
    #expect(s[0] == 1)
    #expect(abs(s[1] - 9.35762297e-14) < 1e-18)
  }

  @Test func `Rosenblatt's rule finds scikit-learn's weights for setosa`() throws {
    let (X, y) = try irises(["virginica", "setosa", "versicolor"])
    var layer = Layer(inputs: 4, outputs: 1)
    let outcome = train(&layer, X, y.map { $0 == 1 ? 1 : 0 }, TrainingSettings(epochs: 100, seed: nil))
    #expect("\(outcome)".hasSuffix("corrections: separated"))
    #expect(close(layer.weights.values + layer.bias.values, [1.3, 4.1, -5.2, -2.2, 1]))
  }

  @Test func `It finds scikit-learn's weights for versicolor too, where it never ends`() throws {
    let (X, y) = try irises(["virginica", "versicolor"])
    var layer = Layer(inputs: 4, outputs: 1)
    let outcome = train(&layer, X, y, TrainingSettings(epochs: 20, seed: nil))
    #expect("\(outcome)".hasSuffix("may not be separable"))
    #expect(close(layer.weights.values + layer.bias.values, [15.5, -0.2, -23.3, -20.2, 0]))
    #expect(layer.mistakes(X, y) == 50)
  }

  @Test func `Three species give NumPy's weights, average and mistakes of each epoch`() throws {
    let (X, y) = try irises(["setosa", "versicolor", "virginica"])
    var layer = Layer(inputs: 4, outputs: 3)
    var average = Average(inputs: 4, outputs: 3)
    var mistakes: [Int] = []
    train(&layer, X, y, TrainingSettings(epochs: 20, seed: nil)) {
      mistakes.append($0.mistakes)
      return true
    } retire: {
      average.take($0, $1)
    }
    #expect(mistakes == [2, 4, 3, 2, 2, 2, 2, 2, 4, 4, 3, 2, 2, 2, 2, 2, 2, 2, 2, 4])
    #expect(
      close(
        layer.weights.values + layer.bias.values,
        [1, 14.9, -15.9, 6.7, -2.7, -4, -13.9, -14.1, 28, -5.7, -15.9, 21.6, 2, -1, -1]))
    #expect(
      close(
        average.mean.weights.values + average.mean.bias.values,
        [
          1.7598, 8.16506667, -9.92486667, 5.27826667, -1.51413333, -3.76413333, -8.19813333, -7.48253333,
          15.6806667, -3.49646667, -8.41653333, 11.913, 1.40866667, -0.192, -1.21666667,
        ]))
    #expect(layer.mistakes(X, y) == 100)
    #expect(average.mean.mistakes(X, y) == 97)
  }

  @Test func `The words of the definitions are counted as scikit-learn counts them`() throws {
    let definitions = try Table(file: dataFile("definitions.csv")).strings("definition")
    let vocabulary = Vocabulary(of: definitions)
    let counts = vocabulary.counts(definitions)
    #expect(vocabulary.words.count == 2228)
    #expect(counts.sum() == 8851)
    #expect(vocabulary.words.first == "12" && vocabulary.words.last == "zithers")
    let ball = try #require(vocabulary.words.firstIndex(of: "ball"))
    #expect(counts.column(ball).reduce(0, +) == 43)
  }

  @Test func `A digit falls on the field as NumPy scales it`() throws {
    let picture = try LabeledImages.mnist5k().subset([1500]).matrix()
    let field = projected(Matrix(rows: 28, columns: 28, values: picture.values))
    #expect(
      rows(field) == [
        "....................",
        "....................",
        "....................",
        "..........####......",
        "........#######.....",
        ".......#########....",
        ".......##...####....",
        ".............##.....",
        "...........####.....",
        "........######......",
        "......########......",
        ".......#######......",
        "............##......",
        "...........###......",
        "....##....####......",
        "....#########.......",
        "....#######.........",
        ".....###............",
        "....................",
        "....................",
      ])
  }
}
