import Figures
import Formats
import ReadAlong
import Matrices
@testable import Perceptrons
import Testing
@testable import enum perceptron.ToyProblem

@Suite struct LayerTests {
  static let slide = Layer(weights: [[3, 7], [4, 1]], bias: [0.5, 0.3])
  static let slideOfThree = Layer(weights: [[3, 7], [4, 1], [1, 2]], bias: [0.5, 0.3])

  @Test func `The slide's two neurons give 11·5 and 9·3`() {
    #expect(weightedSum([1, 2], weights: [3, 4], bias: 0.5) == 11.5)
    #expect(close(weightedSum([1, 2], weights: [7, 1], bias: 0.3), 9.3))
    #expect(close(Self.slide.forward([1, 2]), [11.5, 9.3]))
    #expect(Self.slide.classify([1, 2]) == 0)
  }

  @Test func `With a third input the outputs are 14·5 and 15·3 and the second wins`() {
    #expect(close(Self.slideOfThree.forward([1, 2, 3]), [14.5, 15.3]))
    #expect(Self.slideOfThree.classify([1, 2, 3]) == 1)
  }

  @Test func `The largest number wins, the first of equals`() {
    #expect(argmax([-3, -1, -2]) == 1)
    #expect(argmax([0, 5, 5]) == 1)
    #expect(argmax([7]) == 0)
  }

  @Test func `A single output answers 1 only above zero`() {
    let layer = Layer(weights: [[2]], bias: [-1])
    #expect([0, 0.5, 0.75].map { layer.classify([$0]) } == [0, 0, 1])
    #expect(layer.classify(Matrix(column: [0, 0.5, 0.75])) == [0, 0, 1])
  }

  @Test(arguments: [1, 2, 5])
  func `One by one and all at once the outputs are the same bits`(outputs: Int) {
    var generator = SeededGenerator(seed: 3)
    let W = Matrix(rows: 37, columns: outputs).map { _ in generator.normal() }
    let layer = Layer(weights: W, bias: (0..<outputs).map { _ in generator.normal() })
    let X = Matrix(rows: 20, columns: 37).map { _ in generator.normal() }
    let C = layer.forward(X)
    #expect((0..<20).allSatisfy { Array(C[row: $0]) == layer.forward(Array(X[row: $0])) })
  }

  @Test func `Mistakes and accuracy count the wrong classes`() {
    let X: Matrix = [[5, 1], [1, 5], [2, 3], [4, 4]]
    let layer = ToyProblem.one.weightsByHand()
    #expect(layer.mistakes(X, [0, 1, 0, 0]) == 1)
    #expect(layer.accuracy(X, [0, 1, 0, 0]) == 0.75)
  }

  @Test func `A column of ones before the inputs makes the bias a weight`() {
    let X: Matrix = [[1, 2, 3], [0, -1, 2]]
    #expect(withBiasColumn(X) == [[1, 1, 2, 3], [1, 0, -1, 2]])
    #expect(Self.slideOfThree.Theta == [[0.5, 0.3], [3, 7], [4, 1], [1, 2]])
    let A = forward(Self.slideOfThree.Theta, X, .linear)
    #expect(close(A.values, [14.5, 15.3, -1.5, 3.3]))
    #expect(close(A.values, Self.slideOfThree.forward(X).values))
    #expect(close(forward([[1, 3], [1, 4]], [[2]], .sigmoid).values, [0.95257413, 0.99998330]))
  }
}

@Suite struct ToyProblemTests {
  @Test func `The slide's weights for problem 1 prefer the larger feature`() {
    let layer = ToyProblem.one.weightsByHand()
    #expect(layer.classify([1, 2]) == 1)
    #expect(layer.classify([4, 2]) == 0)
  }

  @Test func `The slide's weights for problem 2 send (4, 2, 3) to class 2 and (3, 1, 1) to class 1`() {
    let layer = ToyProblem.two.weightsByHand()
    #expect(layer.weights == [[1, 0], [0, 1], [0, 1]])
    #expect(layer.forward([4, 2, 3]) == [4, 5])
    #expect(layer.classify([4, 2, 3]) == 1)
    #expect(layer.forward([3, 1, 1]) == [3, 2])
    #expect(layer.classify([3, 1, 1]) == 0)
  }

  @Test func `At a tie the weights by hand take class 1, against the rule, until a bias mends it`() {
    #expect(ToyProblem.two.label([5, 2, 3]) == 1)
    #expect(ToyProblem.two.weightsByHand().classify([5, 2, 3]) == 0)
    #expect(ToyProblem.two.weightsByHand(biasForTies: 0.5).classify([5, 2, 3]) == 1)
  }

  @Test func `With the bias the weights by hand are right for every whole number`() {
    for problem in [ToyProblem.one, .two] {
      var generator = SeededGenerator(seed: 2)
      let (X, y) = problem.examples(3000, using: &generator)
      #expect(problem.weightsByHand(biasForTies: 0.5).mistakes(X, y) == 0)
      let ties = (0..<3000).count { X[$0, 0] == X[row: $0].dropFirst().reduce(0, +) }
      #expect(ties > 30)
      #expect(problem.weightsByHand().mistakes(X, y) == ties)
    }
  }

  @Test func `The deck's six examples have the labels that the rule gives`() {
    let (X, y) = ToyProblem.slideExamples
    #expect(y == [1, 0, 0, 1, 1, 0])
    #expect((0..<6).map { ToyProblem.two.label(Array(X[row: $0])) } == y)
    let C = ToyProblem.two.weightsByHand().forward(X)  // f₁ and f₂ + f₃
    #expect(C == [[4, 5], [2, -2], [-2, -4], [3, 8], [-3, 1], [3, 2]])
    #expect(X.column(1) == [2, 1, -1, 1, 1, 1])
  }

  @Test func `Generated examples are whole numbers from −10 to 10 with both classes`() {
    var generator = SeededGenerator(seed: 9)
    let (X, y) = ToyProblem.two.examples(500, using: &generator)
    #expect(X.rows == 500 && X.columns == 3)
    #expect(Set(X.values) == Set((-10...10).map(Float.init)))
    #expect((0..<500).allSatisfy { (X[$0, 0] <= X[$0, 1] + X[$0, 2]) == (y[$0] == 1) })
    #expect((200...300).contains(y.reduce(0, +)))
  }
}
