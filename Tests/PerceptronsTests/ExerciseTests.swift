import Figures
import Formats
import ReadAlong
import Matrices
import Testing

@testable import Perceptrons
@testable import enum perceptron.Shape
@testable import enum perceptron.ToyProblem
@testable import func perceptron.projected

/// The answers to the exercises of the chapter's prose.
@Suite struct ExerciseTests {
  @Test func `1 · The sum of two against the third needs a bias for ties too`() {
    func classes(bias: Float) -> [Int] {
      Layer(weights: [[1, 0], [1, 0], [0, 1]], bias: [0, bias]).classify([[2, 2, 3], [2, 2, 5], [2, 2, 4]])
    }
    #expect(classes(bias: 0) == [0, 1, 0])
    #expect(classes(bias: 0.5) == [0, 1, 1])
  }

  @Test func `2 · Half corrections make half the weights and the same mistakes`() throws {
    var generator = SeededGenerator(seed: 1)
    let (X, y) = ToyProblem.two.examples(100, using: &generator)
    var whole = Layer(inputs: 3, outputs: 1)
    let outcome = train(&whole, X, y, TrainingSettings(epochs: 20, seed: nil))
    var half = Layer(inputs: 3, outputs: 1)
    var mistakes = 0
    for _ in 1...outcome.epochs {
      for i in 0..<100 {
        let x = Array(X[row: i])
        let error = half.error(target: y[i], answer: half.classify(x))
        if error != [0] { mistakes += 1 }
        half.correct(x, error: error.map { $0 / 2 })
      }
    }
    #expect(mistakes == outcome.mistakes)
    #expect(half == Layer(weights: whole.weights / 2, bias: (whole.bias / 2).values))
  }

  @Test func `3 · The bound for the slide's six examples is 180, and with the bias 780`() throws {
    let (X, y) = ToyProblem.slideExamples
    for (bias, expected) in [(0, 180), (0.5, 780)] as [(Float, Float)] {
      let separator = Layer(weights: [[-1], [1], [1]], bias: [bias])
      #expect(close(try #require(MistakeBound(X, y, separator: separator)).mistakes, expected))
    }
  }

  @Test func `4 · In the order of the file the last weights are right about the last species only`() throws {
    let (X, y) = try irises(["setosa", "versicolor", "virginica"])
    var sorted = Layer(inputs: 4, outputs: 3)
    train(&sorted, X, y, TrainingSettings(epochs: 20, seed: nil))
    #expect(sorted.classify(X) == [Int](repeating: 1, count: 50) + [Int](repeating: 2, count: 100))
    var shuffled = Layer(inputs: 4, outputs: 3)
    var average = Average(inputs: 4, outputs: 3)
    train(&shuffled, X, y, TrainingSettings(epochs: 20), retire: { average.take($0, $1) })
    #expect(average.mean.mistakes(X, y) < 10)
  }

  @Test func `5 · Ten sigmoids leave less than a millionth of a gradient, ten ReLUs all or nothing`() {
    func product(_ activation: Activation, at z: Float) -> Float {
      (0..<10).reduce(1) { product, _ in
        product * activation.derivative(at: z)
      }
    }
    #expect(close(product(.sigmoid, at: 0), 9.536743e-7))
    #expect(product(.sigmoid, at: 2) < product(.sigmoid, at: 0))
    #expect(product(.relu, at: 2) == 1)
    #expect(product(.relu, at: -2) == 0)
  }

  @Test func `6 · Vote decides for politics, into and sauce speak against`() throws {
    let table = try Table(file: dataFile("definitions.csv"))
    let (topics, y) = try table.labels("topic")
    let texts = try table.strings("definition")
    let vocabulary = Vocabulary(of: texts)
    var layer = Layer(inputs: vocabulary.words.count, outputs: topics.count)
    var average = Average(inputs: layer.inputs, outputs: layer.outputs)
    train(
      &layer, vocabulary.counts(texts), y, TrainingSettings(epochs: 30), retire: { average.take($0, $1) })
    let text = "stir the vote into the sauce"
    let politics = try #require(topics.firstIndex(of: "politics"))
    #expect(average.mean.classify(vocabulary.counts(text)) == politics)
    func weight(_ word: String) throws -> Float {
      average.mean.weights[try #require(vocabulary.words.firstIndex(of: word)), politics]
    }
    #expect(!vocabulary.words.contains("stir"))
    #expect(try weight("vote") > 5 && weight("the") > 0 && weight("into") < 0 && weight("sauce") < 0)
  }

  @Test(arguments: 1...3)
  func
    `7 · Discs and crosses are harder, and 4,000 units help, but not to what 512 do for squares and triangles`(
      seed: UInt64
    )
  {
    let easy = taught(.square, .triangle, { AssociationUnits(using: &$0) }, seed: seed)
    let hard = taught(.disc, .cross, { AssociationUnits(using: &$0) }, seed: seed)
    let many = taught(.disc, .cross, { AssociationUnits(units: 4000, using: &$0) }, seed: seed)
    #expect(hard < easy - 0.05)
    #expect(many > hard + 0.03 && many < easy)
  }

  @Test(arguments: 1...3)
  func `8 · Without inhibiting wires the threshold must fit, and then they are hardly missed`(seed: UInt64) {
    func excited(_ threshold: Float) -> Float {
      taught(
        .square, .triangle,
        { AssociationUnits(inhibiting: 0, threshold: threshold, using: &$0) }, seed: seed)
    }
    #expect(abs(excited(4) - taught(.square, .triangle, { AssociationUnits(using: &$0) }, seed: seed)) < 0.03)
    #expect(excited(7) < excited(4) - 0.05)
  }

  @Test func `9 · 7 and 9 are mistaken most often, 3 and 8 hardly less`() throws {
    let images = try LabeledImages.mnist5k()
    let labels = images.labels.map { Int($0) }
    let fields = Matrix(
      (0..<images.count).map { i in
        let picture = images.subset([i]).matrix().values
        return projected(Matrix(rows: 28, columns: 28, values: picture)).values
      })
    var mistakes: [(pair: String, share: Float)] = []
    for a in 0..<10 {
      for b in a + 1..<10 {
        let shown = labels.indices.filter { labels[$0] == a || labels[$0] == b }
        let shares = (1...2).map { seed in
          var generator = SeededGenerator(seed: UInt64(seed))
          let order = generator.permutation(of: shown.count).map { shown[$0] }
          let (tested, learned) = (Array(order[..<(shown.count / 5)]), Array(order[(shown.count / 5)...]))
          var layer = Layer(inputs: 400, outputs: 1)
          var average = Average(inputs: 400, outputs: 1)
          train(
            &layer, fields.rows(learned), learned.map { labels[$0] == b ? 1 : 0 },
            TrainingSettings(epochs: 20), retire: { average.take($0, $1) })
          let y = tested.map { labels[$0] == b ? 1 : 0 }
          return 1 - average.mean.accuracy(fields.rows(tested), y)
        }
        mistakes.append(("\(a) and \(b)", (shares[0] + shares[1]) / 2))
      }
    }
    mistakes.sort { $0.share > $1.share }
    #expect(mistakes[0].pair == "7 and 9" && mistakes[1].pair == "3 and 8")
    #expect(mistakes[0].share < mistakes[1].share + 0.005)
  }

  @Test func `10 · Petals alone are enough for all flowers but three`() throws {
    let (all, y) = try irises(["setosa", "versicolor", "virginica"])
    let petals = Matrix((0..<150).map { [all[$0, 2] / 6.9, all[$0, 3] / 2.5] })
    var layer = Layer(inputs: 2, outputs: 3)
    var pocket = Pocket(layer, petals, y)
    let outcome = train(&layer, petals, y, TrainingSettings(epochs: 100), retire: { pocket.take($0, $1) })
    #expect(!outcome.isSeparated)
    #expect(pocket.layer.mistakes(petals, y) == 3)
  }

  /// The share of 1,000 other pictures that the average gets right after 4,000, each shown once.
  private func taught(
    _ first: Shape, _ second: Shape, _ units: (inout SeededGenerator) -> AssociationUnits, seed: UInt64
  ) -> Float {
    var generator = SeededGenerator(seed: seed)
    let (X, y) = Shape.examples(4000, of: first, or: second, areNew: false, using: &generator)
    let (newX, newY) = Shape.examples(1000, of: first, or: second, areNew: true, using: &generator)
    let association = units(&generator)
    var response = Layer(inputs: association.wiring.columns, outputs: 1)
    var average = Average(inputs: response.inputs, outputs: 1)
    train(
      &response, association.fire(X), y, TrainingSettings(epochs: 1, seed: nil),
      retire: { average.take($0, $1) })
    return average.mean.accuracy(association.fire(newX), newY)
  }
}
