import Figures
import Formats
import ReadAlong
import Matrices
import Testing

@testable import Perceptrons

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
}
