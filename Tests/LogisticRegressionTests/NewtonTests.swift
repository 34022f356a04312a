import Figures
import Formats
import ReadAlong
import Matrices
import Testing

@testable import LogisticRegression

@Suite struct NewtonTests {
  @Test func `The Hessian is the gradient's central difference`() throws {
    let (X, y) = try standardizedVirginica()
    let start = LogisticModel(weights: [0.5, -0.5, 1, 0.8], bias: 0.3)
    let H = hessian(X, start.forward(X), l2: 0.1)
    for row in 0..<5 {
      let check = try GradientCheck(H[row].map { Float($0) }, at: start.numbers) { p in
        let model = LogisticModel(numbers: p)
        var slopes = backward(X, model.probabilities(X), y)
        Penalty(l2: 0.1).addGradient(of: model.weights, to: &slopes.weights)
        return slopes.numbers[row]
      }
      #expect(check.error < 1e-3)
    }
  }

  @Test func `Newton and gradient descent find the same optimum, Newton in far fewer steps`() throws {
    let (X, y) = try standardizedVirginica()
    var newton = LogisticModel(inputs: 4)
    let steps = try trainByNewton(&newton, X, y, l2: 0.001)
    var descended = LogisticModel(inputs: 4)
    var epochsUntilClose: Int?
    let settings = TrainingSettings(learningRate: 1.3, epochs: 20_000, penalty: Penalty(l2: 0.001))
    try train(&descended, X, y, settings) {
      if epochsUntilClose == nil, close($0.model.numbers, newton.numbers, 1e-3) {
        epochsUntilClose = $0.number
      }
      return true
    }
    #expect(close(newton.numbers, descended.numbers, 1e-3))
    #expect((3...10).contains(steps))
    #expect(try #require(epochsUntilClose) > 20 * steps)
  }

  @Test func `A step too long is halved until the loss falls`() throws {
    let (X, y) = try virginica()
    var model = LogisticModel(weights: [0, 0, 0, 0], bias: 8)
    var losses: [Float] = []
    var rates: [Float] = []
    try trainByNewton(&model, X, y) {
      losses.append($0.loss)
      rates.append($0.rate)
    }
    #expect(rates[0] < 1 && rates.last == 1)
    #expect(rates.allSatisfy { $0.significand == 1 })
    #expect(zip(losses, losses.dropFirst()).allSatisfy { $1 < $0 })
    #expect(close(crossEntropy(model.forward(X), y), 0.059492734, 1e-4))
  }

  @Test func `Of the full Newton step from a bias of 8 the loss would rise`() throws {
    let (X, y) = try virginica()
    let start = LogisticModel(weights: [0, 0, 0, 0], bias: 8)
    var model = start
    let Z = start.forward(X)
    update(&model, try newtonStep(backward(X, Z.map { sigmoid($0) }, y), hessian(X, Z)), learningRate: 1)
    #expect(crossEntropy(model.forward(X), y) > 10 * crossEntropy(Z, y))
  }

  @Test func `A step with any Hessian solves its equations, or names what is not curved`() throws {
    let gradient = LogisticModel(weights: [3], bias: 8)
    func step(_ H: [[Double]]) throws -> LogisticModel { try newtonStep(gradient, H) }
    #expect(try step([[4, 2], [2, 2]]) == LogisticModel(weights: [-1], bias: 2.5))
    #expect(throws: SingularMatrix(input: -1)) { try step([[0, 0], [0, 0]]) }
    #expect(throws: Never.self) { try step([[1, 1], [1, 1 + 5e-12]]) }
    #expect(throws: SingularMatrix(input: 0)) { try step([[1, 1], [1, 1 + 5e-13]]) }
  }

  @Test func `A column that repeats another is refused, and a ridge makes it work`() throws {
    let (X, y) = try virginica()
    let twice = Matrix((0..<X.rows).map { [X[$0, 0], 2 * X[$0, 0]] })
    var model = LogisticModel(inputs: 2)
    #expect(throws: SingularMatrix(input: 1)) { try trainByNewton(&model, twice, y) }
    try trainByNewton(&model, twice, y, l2: 0.001)
    #expect(close(model.weights[1, 0], 2 * model.weights[0, 0], 1e-3))
  }

  @Test func `A constant column is refused by its number`() throws {
    let (X, y) = try virginica()
    let constant = Matrix((0..<X.rows).map { [X[$0, 0], 7, X[$0, 1]] })
    var model = LogisticModel(inputs: 3)
    let error = #expect(throws: SingularMatrix.self) { try trainByNewton(&model, constant, y) }
    #expect(error?.input == 1)
    #expect("\(try #require(error))".contains("input 1"))
    #expect("\(SingularMatrix(input: 0))".contains("input 0 is constant"))
  }

  @Test func `Probabilities that are all 0 or 1 leave nothing to solve`() throws {
    var model = LogisticModel(weights: [1], bias: 0)
    let error = #expect(throws: SingularMatrix.self) {
      try trainByNewton(&model, [[1000], [-1000]], [0, 1])
    }
    #expect("\(try #require(error))".contains("every probability is 0 or 1"))
  }

  @Test func `A model without inputs learns the share of the class`() throws {
    var model = LogisticModel(inputs: 0)
    try trainByNewton(&model, Matrix(rows: 4, columns: 0), [1, 0, 0, 0])
    #expect(close(sigmoid(model.bias), 0.25, 1e-4))
  }

  @Test func `A step that promises less than the tolerance is not taken`() throws {
    let (X, y) = try standardizedVirginica()
    let start = LogisticModel(inputs: 4)
    let gradient = backward(X, start.probabilities(X), y)
    let step = try newtonStep(gradient, hessian(X, start.forward(X)))
    let gain = zip(gradient.numbers, step.numbers).map { $0 * $1 }.reduce(0, +) / 2
    for (tolerance, steps) in [(1.2 * gain, 0), (0.8 * gain, 1)] {
      var model = start
      var taken = 0
      #expect(try trainByNewton(&model, X, y, tolerance: tolerance, steps: 1) { _ in taken += 1 } == steps)
      #expect(taken == steps)
    }
  }

  @Test func `Tolerance 0 goes on where nothing is to be gained; where no step helps the model stays`() throws
  {
    var best = LogisticModel(inputs: 0)
    #expect(try trainByNewton(&best, Matrix(rows: 2, columns: 0), [0, 1], tolerance: 0, steps: 3) == 3)
    #expect(best == LogisticModel(inputs: 0))
    // So far out that the curvature is next to nothing: each step overshoots, however often it is halved
    let far = LogisticModel(weights: [], bias: 60)
    var model = far
    var taken = 0
    let steps = try trainByNewton(&model, Matrix(rows: 4, columns: 0), [1, 0, 0, 0]) { _ in taken += 1 }
    #expect(steps == 0 && taken == 0 && model == far)
    // Twenty halvings help from 18.1 on, and no longer from 18.8 on
    var rates: [Float] = []
    for bias: Float in [18.1, 18.8] {
      model = LogisticModel(weights: [], bias: bias)
      try trainByNewton(&model, Matrix(rows: 4, columns: 0), [1, 0, 0, 0], steps: 1) { rates.append($0.rate) }
    }
    #expect(rates == [0x1p-20])
  }

  @Test func `No step raises the sum of the loss and the ridge, from wherever it is taken`() {
    var (taken, halved) = (0, 0)
    for seed: UInt64 in 1...300 {
      let (X, y) = randomExamples(12, inputs: 2, seed: seed)
      var generator = SeededGenerator(seed: seed)
      let start = (0..<3).map { _ in generator.uniform(in: -8..<8) }
      var model = LogisticModel(numbers: start)
      var losses: [Float] = []
      _ = try? trainByNewton(&model, X, y, l2: 0.02) {
        losses.append($0.loss)
        taken += 1
        halved += $0.rate < 1 ? 1 : 0
      }
      losses.append(crossEntropy(model.forward(X), y) + Penalty(l2: 0.02).cost(of: model.weights))
      #expect(zip(losses, losses.dropFirst()).allSatisfy { $1 <= $0 * (1 + 2e-6) }, "seed \(seed)")
    }
    #expect(taken > 600 && halved > 20)
  }

  @Test func `No steps leave the model as it was`() throws {
    let (X, y) = try virginica()
    var model = LogisticModel(inputs: 4)
    #expect(try trainByNewton(&model, X, y, steps: 0) == 0)
    #expect(model == LogisticModel(inputs: 4))
  }
}
