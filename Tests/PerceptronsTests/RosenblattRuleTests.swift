import Figures
import Formats
import ReadAlong
import Matrices
@testable import Perceptrons
import Support
import Testing
@testable import enum perceptron.ToyProblem
@testable import func perceptron.separableExamples

@Suite struct RosenblattRuleTests {
  static let xor: (X: Matrix, y: [Int]) = ([[0, 0], [0, 1], [1, 0], [1, 1]], [0, 1, 1, 0])

  @Test func `A missed 1 adds the input and a false 1 takes it away`() {
    var layer = Layer(weights: [[1], [-2]], bias: [0.5])
    #expect(layer.error(target: 1, answer: 1) == [0])
    layer.correct([3, 4], error: layer.error(target: 1, answer: 0))
    #expect(layer == Layer(weights: [[4], [2]], bias: [1.5]))
    layer.correct([1, 1], error: layer.error(target: 0, answer: 1))
    #expect(layer == Layer(weights: [[3], [1]], bias: [0.5]))
  }

  @Test func `Of several outputs the right one gains the input and the wrong one loses it`() {
    var layer = Layer(inputs: 2, outputs: 3)
    #expect(layer.error(target: 2, answer: 0) == [-1, 0, 1])
    #expect(layer.error(target: 1, answer: 1) == [0, 0, 0])
    layer.correct([3, 4], error: [-1, 0, 1])
    #expect(layer == Layer(weights: [[-3, 0, 3], [-4, 0, 4]], bias: [-1, 0, 1]))
  }

  @Test func `In any orders of XOR's examples only 47 different weights are reached, none larger than 3`() {
    let (X, y) = Self.xor
    var orders: [[Int]] = [[]]
    for _ in y {
      orders = orders.flatMap { order in y.indices.filter { !order.contains($0) }.map { order + [$0] } }
    }
    var reached: Set<[Float]> = []
    var begun: Set<[Float]> = [[0, 0, 0]]
    var waiting = Array(begun)
    while let start = waiting.popLast() {
      for order in orders {
        var layer = Layer(weights: [[start[0]], [start[1]]], bias: [start[2]])
        for i in order {
          let x = Array(X[row: i])
          layer.correct(x, error: layer.error(target: y[i], answer: layer.classify(x)))
          reached.insert(layer.weights.values + layer.bias.values)
        }
        let end = layer.weights.values + layer.bias.values
        if begun.insert(end).inserted { waiting.append(end) }
      }
    }
    #expect(reached.count == 47)
    #expect(reached.joined().map(abs).max() == 3)
  }

  @Test func `Right answers change nothing`() throws {
    let (X, y) = ToyProblem.slideExamples
    let right = ToyProblem.two.weightsByHand()
    var layer = right
    let outcome = train(&layer, X, y, TrainingSettings(epochs: 5))
    #expect(outcome == Outcome(epochs: 1, mistakes: 0, lastMistakes: 0))
    #expect(layer == right)
  }

  @Test(arguments: [1, 2])
  func `The six examples of the slide are learned by a layer of one or two outputs`(outputs: Int) throws {
    let (X, y) = ToyProblem.slideExamples
    var layer = Layer(inputs: 3, outputs: outputs)
    let outcome = train(&layer, X, y, TrainingSettings(epochs: 100))
    #expect(outcome.isSeparated, "\(outcome)")
    #expect(outcome.mistakes > 0)
    #expect(layer.classify(X) == [1, 0, 0, 1, 1, 0])
  }

  @Test func `Problem 2 is learned from generated examples, ties included, and holds for others`() throws {
    var generator = SeededGenerator(seed: 5)
    let (X, y) = ToyProblem.two.examples(500, using: &generator)
    let (newX, newY) = ToyProblem.two.examples(2000, using: &generator)
    var layer = Layer(inputs: 3, outputs: 2)
    let outcome = train(&layer, X, y, TrainingSettings(epochs: 2000))
    #expect(outcome.mistakes > 10)
    #expect(layer.mistakes(X, y) == 0)
    #expect(layer.accuracy(newX, newY) > 0.99)
  }

  @Test(arguments: 1...20)
  func `On separable sets the mistakes stay below (R÷γ)²`(seed: Int) throws {
    var generator = SeededGenerator(seed: UInt64(seed))
    let inputs = 2 + seed % 7
    let margin = 0.02 + 0.02 * Float(seed)
    let (X, y, separator) = separableExamples(200, inputs: inputs, margin: margin, using: &generator)
    let bound = try #require(MistakeBound(X, y, separator: separator))
    #expect(bound.margin >= margin * 0.999)
    for order in [nil, 1, 2] as [UInt64?] {
      var layer = Layer(inputs: inputs, outputs: 1)
      let outcome = train(&layer, X, y, TrainingSettings(epochs: 100_000, seed: order))
      #expect(outcome.isSeparated)
      #expect(layer.mistakes(X, y) == 0)
      #expect(outcome.mistakes > 0)
      #expect(Float(outcome.mistakes) <= bound.mistakes)
    }
  }

  @Test func `Radius and margin of a set drawn by hand`() throws {
    // u = (0, 3, 4)/5: distances 2.2 and 1.4; lengths of (1, x): √6, √6
    let separator = Layer(weights: [[3], [4]], bias: [0])
    let X: Matrix = [[1, 2], [-2, -1]]
    let bound = try #require(MistakeBound(X, [1, 0], separator: separator))
    #expect(close(bound.margin, 2))
    #expect(close(bound.radius, 2.4494898))
    #expect(close(bound.mistakes, 1.5))
    let first = try #require(MistakeBound([[4, 1], [-2, -1]], [1, 0], separator: separator))
    #expect(close(first.radius, 4.2426407))  // √18, of the first
    #expect(MistakeBound(X, [0, 1], separator: separator) == nil)
    // A point on the border itself: no margin, no bound
    #expect(MistakeBound([[1, 2], [4, -3]], [1, 0], separator: separator) == nil)
  }

  @Test func `The borders of separable sets are moved off the origin by 0,3 normal deviations`() {
    let biases = (1...2000).map { seed in
      var generator = SeededGenerator(seed: UInt64(seed))
      return separableExamples(1, inputs: 1, margin: 0, using: &generator).separator.bias[0, 0]
    }
    let mean: Float = biases.reduce(0, +) / 2000
    let square: Float = biases.map { $0 * $0 }.reduce(0, +) / 2000
    #expect(abs(mean) < 0.027)  // four deviations of the mean, and of the mean square
    #expect(abs(square - 0.09) < 0.0115)
  }

  @Test func `XOR stops after the epochs given and says that it may not be separable`() throws {
    var layer = Layer(inputs: 2, outputs: 1)
    var epochs = 0
    let outcome = train(&layer, Self.xor.X, Self.xor.y, TrainingSettings(epochs: 50)) { epoch in
      epochs += 1
      #expect(epoch.number == epochs)
      #expect(epoch.mistakes > 0)
      return true
    }
    #expect(epochs == 50 && outcome.epochs == 50 && !outcome.isSeparated)
    #expect(outcome.mistakes >= 50 && (1...4).contains(outcome.lastMistakes ?? 0))
    #expect("\(outcome)".contains("may not be separable"))
    #expect("\(outcome)".contains("last of 50 epochs"))
  }

  @Test func `A report that returns false ends the training after its epoch`() {
    var layer = Layer(inputs: 2, outputs: 1)
    let outcome = train(&layer, Self.xor.X, Self.xor.y, TrainingSettings(epochs: 50)) { $0.number < 7 }
    #expect(outcome.epochs == 7 && !outcome.isSeparated)
  }

  @Test func `AND is learned where XOR is not`() throws {
    var layer = Layer(inputs: 2, outputs: 1)
    let outcome = train(&layer, Self.xor.X, [0, 0, 0, 1], TrainingSettings(epochs: 50))
    #expect("\(outcome)".hasSuffix("corrections: separated"))
    #expect(layer.classify(Self.xor.X) == [0, 0, 0, 1])
  }

  @Test func `A run in two parts gives the bits of a run in one`() throws {
    let (X, y) = try irises(["versicolor", "virginica"])
    var whole = Layer(inputs: 4, outputs: 2)
    var parts = whole
    train(&whole, X, y, TrainingSettings(epochs: 20))
    #expect(train(&parts, X, y, TrainingSettings(epochs: 8)).epochs == 8)
    #expect(parts != whole)
    #expect(train(&parts, X, y, TrainingSettings(epochs: 20), from: 9).epochs == 20)
    #expect(parts == whole)
  }

  @Test func `The order is another for each epoch and seed, and the examples' own without a seed`() throws {
    let (X, y) = try irises(["versicolor", "virginica"])
    func trained(_ seed: UInt64?, _ X: Matrix, _ y: [Int], _ epoch: Int = 1) -> Layer {
      var layer = Layer(inputs: 4, outputs: 1)
      train(&layer, X, y, TrainingSettings(epochs: epoch, seed: seed), from: epoch)
      return layer
    }
    #expect(TrainingSettings(epochs: 1).seed == 1)
    #expect(trained(1, X, y) == trained(1, X, y))
    #expect(trained(1, X, y) != trained(2, X, y))
    for (seed, epoch) in [(1, 1), (1, 2), (2, 1), (2, 2), (3, 1)] as [(UInt64, Int)] {
      let order = SeededGenerator.order(of: 100, epoch: epoch, seed: seed)
      #expect(trained(seed, X, y, epoch) == trained(nil, X.rows(order), order.map { y[$0] }))
    }
  }

  @Test func `No epochs leave the layer as it was`() throws {
    var layer = Layer(inputs: 2, outputs: 1)
    let outcome = train(&layer, Self.xor.X, Self.xor.y, TrainingSettings(epochs: 0))
    #expect(outcome == Outcome(epochs: 0, mistakes: 0, lastMistakes: nil))
    #expect("\(outcome)" == "no epoch was run after 0")
    #expect(layer == Layer(inputs: 2, outputs: 1))
  }
}

@Suite struct AverageAndPocketTests {
  /// Points parted by a line, a tenth of them with the wrong class.
  static func noisySet(seed: UInt64) -> (X: Matrix, y: [Int], newX: Matrix, newY: [Int]) {
    var generator = SeededGenerator(seed: seed)
    let (X, y, separator) = separableExamples(300, inputs: 5, margin: 0.1, using: &generator)
    let noisy = y.map { generator.index(below: 10) == 0 ? 1 - $0 : $0 }
    let newX = Matrix(rows: 1000, columns: 5).map { _ in generator.normal() }
    return (X, noisy, newX, separator.classify(newX))
  }

  @Test func `The average counts weights by the examples they answered`() {
    let (a, b) = (Layer(weights: [[1]], bias: [2]), Layer(weights: [[-4]], bias: [10]))
    var average = Average(inputs: 1, outputs: 1)
    #expect(average.mean == average.sum)
    var one = average
    one.take(a, 1)
    #expect(one.mean == a)
    average.take(a, 3)
    average.take(b, 2)
    #expect(average.sum == Layer(weights: [[-5]], bias: [26]))
    #expect(average.mean == Layer(weights: [[-1]], bias: [5.2]))
    var continued = Average(sum: average.sum, answered: average.answered)
    continued.take(a, 3)
    #expect(continued.mean == Layer(weights: [[-0.25]], bias: [4]))
  }

  @Test func `All examples together are answered once an epoch by the weights handed over`() throws {
    let (X, y) = try irises(["versicolor", "virginica"])
    var layer = Layer(inputs: 4, outputs: 1)
    var (answered, mistakes, calls) = (0, 0, 0)
    train(&layer, X, y, TrainingSettings(epochs: 5)) {
      mistakes += $0.mistakes
      #expect(calls == mistakes + $0.number)
      return true
    } retire: {
      answered += $1
      calls += 1
    }
    #expect(answered == 5 * 100)
    #expect(calls == mistakes + 5)
  }

  @Test func `The pocket keeps weights only if their run is longer and they err less`() {
    let X = Matrix(column: [1, 2, 3, 4])
    let y = [0, 0, 1, 1]
    func cut(_ c: Float) -> Layer { Layer(weights: [[1]], bias: [-c]) }
    var short = Pocket(cut(4.5), X, y)
    short.take(cut(3.5), 1)
    #expect(short.layer == cut(3.5) && short.longestRun == 1)
    var pocket = Pocket(cut(4.5), X, y)
    pocket.take(cut(3.5), 2)
    #expect(pocket.layer == cut(3.5) && pocket.longestRun == 2)
    pocket.take(cut(2.5), 2)  // no longer
    #expect(pocket.layer == cut(3.5))
    pocket.take(cut(1.5), 9)  // as many mistakes
    #expect(pocket.layer == cut(3.5) && pocket.longestRun == 2)
    pocket.take(cut(2.5), 3)
    #expect(pocket.layer == cut(2.5) && pocket.longestRun == 3)
    // One from an earlier training, with the run it had there
    var resumed = Pocket(cut(3.5), X, y, longestRun: 2)
    resumed.take(cut(2.5), 2)
    #expect(resumed.layer == cut(3.5) && resumed.longestRun == 2)
    resumed.take(cut(2.5), 3)
    #expect(resumed.layer == cut(2.5) && resumed.longestRun == 3)
  }

  @Test(arguments: 1...5)
  func `On noisy data average and pocket do better than the last weights`(seed: Int) throws {
    let (X, y, newX, newY) = Self.noisySet(seed: UInt64(seed))
    var layer = Layer(inputs: 5, outputs: 1)
    var average = Average(inputs: 5, outputs: 1)
    var pocket = Pocket(layer, X, y)
    var last: Float = 0
    let outcome = train(&layer, X, y, TrainingSettings(epochs: 30)) {
      last += $0.layer.accuracy(newX, newY) / 30
      return true
    } retire: {
      average.take($0, $1)
      pocket.take($0, $1)
    }
    #expect("\(outcome)".hasSuffix("may not be separable"))
    #expect(average.mean.accuracy(newX, newY) > last + 0.03)
    #expect(pocket.layer.accuracy(newX, newY) > last + 0.03)
    #expect(average.mean.accuracy(newX, newY) > 0.95)
    #expect(pocket.layer.mistakes(X, y) <= layer.mistakes(X, y))
  }
}
