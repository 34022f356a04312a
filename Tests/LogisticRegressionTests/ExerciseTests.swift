import Figures
import Formats
import ReadAlong
import Matrices
import Testing

@testable import LogisticRegression

/// The answers to the exercises of the chapter's prose.
@Suite struct ExerciseTests {
  @Test func `1 · A probability of 99 percent takes a logit of log 99`() {
    #expect(close(log(99), 4.59512))
    #expect(close(sigmoid(4.59512), 0.99))
  }

  @Test func `2 · With the second term not divided by m the deck's program stops nine times as late`() throws
  {
    let (X, y) = try setosa()
    let m = Float(y.count)
    var model = LogisticModel(weights: [0.1, -0.05, 0.07, -0.11], bias: 0.02)
    var previous: Float?
    var before = model
    let last = try Lanes.train(&model, X, y, TrainingSettings(learningRate: 0.05, epochs: 100_000)) { epoch in
      let terms = zip(before.forward(X), y).map { z, y in y * softplus(-z) / m + (1 - y) * softplus(z) }
      let J = terms.reduce(0, +)
      if let previous, abs(previous - J) < 1e-6 { return false }
      previous = J
      before = epoch.model
      return true
    }
    // NumPy in double precision: 34,932. J hardly falls there, so rounding meets the rule sooner
    #expect(abs(last - 34_932) < 2000)
  }

  @Test func `3 · Each of Newton's steps on setosa divides the loss by e`() throws {
    let (X, y) = try setosa()
    var model = LogisticModel(inputs: 4)
    var losses: [Float] = []
    try trainByNewton(&model, X, y, tolerance: 1e-7) { losses.append($0.loss) }
    let ratios = zip(losses, losses.dropFirst()).map { $1 / $0 }.dropFirst(4)
    #expect(ratios.count >= 5)
    #expect(ratios.allSatisfy { abs($0 - 1 / 2.71828) < 0.05 })
  }

  static let measures: [(column: Int, right: Int)] = [(0, 134), (1, 123), (2, 150), (3, 150)]

  @Test(arguments: measures)
  func `4 · Either measure of the petals is enough, none of the sepals' is`(column: Int, right: Int) throws {
    let (all, y) = try setosa()
    let raw = Matrix(column: all.column(column))
    let X = Standardization(of: raw).apply(to: raw)
    for epochs in [1000, 100_000] {
      var model = LogisticModel(inputs: 1)
      try Lanes.train(&model, X, y, TrainingSettings(learningRate: 0.5, epochs: epochs))
      #expect(Confusion(model.probabilities(X), y).right == right)
    }
  }

  @Test func `5 · One percent more square feet are 1·17 percent more budget, the ratio of the weights`()
    throws
  {
    let table = try Table(file: dataFile("sacramento.csv"))
    let houses = try table.matrix(["beds", "baths", "sqft"])
    var generator = SeededGenerator(seed: 1)
    let prices = try table.column("price").map { $0 / 1000 }
    let budgets = prices.map { _ in generator.uniform(in: 50..<600) }
    let y: [Float] = zip(prices, budgets).map { $0 <= $1 ? 1 : 0 }
    let X = Matrix(y.indices.map { [houses[$0, 0], houses[$0, 1], log(houses[$0, 2]), log(budgets[$0])] })
    let scaling = Standardization(of: X)
    var model = LogisticModel(inputs: 4)
    try trainByNewton(&model, scaling.apply(to: X), y)
    let w = scaling.undo(model).weights
    #expect(close(-w[2, 0] / w[3, 0], 1.1656, 1e-3))
  }

  @Test func `6 · The length of the sepals is gone at 0·02, their width goes at 0·038`() throws {
    let (X, y) = try standardizedVirginica()
    func zeros(_ l1: Float) throws -> [Bool] {
      var model = LogisticModel(inputs: 4)
      let settings = TrainingSettings(learningRate: 0.5, epochs: 10_000, penalty: Penalty(l1: l1))
      try Lanes.train(&model, X, y, settings)
      return model.weights.values.map { $0 == 0 }
    }
    for l1: Float in [0.02, 0.03, 0.036] { #expect(try zeros(l1) == [true, false, false, false]) }
    #expect(try zeros(0.038) == [true, true, false, false])
  }

  @Test
  func `7 · No line cuts out the middle: 111 right after any number of epochs, where degree 2 has more`()
    throws
  {
    let (raw, y) = try irises("versicolor")
    let X = Standardization(of: raw).apply(to: raw)
    for epochs in [1000, 20_000] {
      var model = LogisticModel(inputs: 4)
      try Lanes.train(&model, X, y, TrainingSettings(learningRate: 0.5, epochs: epochs))
      #expect(Confusion(model.probabilities(X), y).right == 111)
    }
    let petals = polynomialFeatures(Matrix((0..<150).map { [X[$0, 2], X[$0, 3]] }), degree: 2)
    var curved = LogisticModel(inputs: 5)
    try trainByNewton(&curved, petals, y, l2: 1e-4)
    #expect(Confusion(curved.probabilities(petals), y).right > 140)
  }

  @Test func `8 · Four bedrooms or three: 76 percent of unseen houses where always three has 60`() throws {
    let table = try Table(file: dataFile("sacramento.csv"))
    let beds = try table.column("beds")
    let all = try table.matrix(["baths", "sqft", "price"])
    let rows = beds.indices.filter { beds[$0] == 3 || beds[$0] == 4 }
    for (seed, right, three) in [(1, 160, 127), (2, 151, 136), (3, 166, 133), (4, 173, 134)]
      as [(UInt64, Int, Int)]
    {
      var generator = SeededGenerator(seed: seed)
      let parts = split(rows.count, testing: Int(0.3 * Float(rows.count)), using: &generator)
      let (training, testing) = (parts.training.map { rows[$0] }, parts.testing.map { rows[$0] })
      let scaling = Standardization(of: all.rows(training))
      var model = LogisticModel(inputs: 3)
      let settings = TrainingSettings(learningRate: 0.5, epochs: 1000)
      try Lanes.train(&model, scaling.apply(to: all.rows(training)), training.map { beds[$0] - 3 }, settings)
      let answers = Confusion(
        model.probabilities(scaling.apply(to: all.rows(testing))), testing.map { beds[$0] - 3 })
      #expect(answers.right == right)
      #expect(testing.count { beds[$0] == 3 } == three)
      #expect(model.weights[1, 0] > 0 && model.weights[2, 0] < 0)
    }
  }

  static let countsWhereDegree6IsAhead: [(seed: UInt64, counts: [Int])] = [
    (2, [20, 60, 80, 100]), (3, [100]), (4, [40, 60, 80, 100]), (5, [40, 60, 80, 100]),
  ]

  @Test(arguments: countsWhereDegree6IsAhead)
  func `9 · A ridge of 0·01 brings degree 6 ahead of degree 1, a very small one does not`(
    seed: UInt64, counts: [Int]
  ) throws {
    let (all, y) = try irises("versicolor")
    let X = Matrix((0..<150).map { [all[$0, 0], all[$0, 1]] })
    var generator = SeededGenerator(seed: seed)
    let (others, tested) = split(150, testing: 50, using: &generator)
    func loss(degree: Int, count: Int, l2: Float) throws -> Float {
      let shown = Array(others.prefix(count))
      let measures = Standardization(of: X.rows(shown))
      let raw = polynomialFeatures(measures.apply(to: X.rows(shown)), degree: degree)
      let products = Standardization(of: raw)
      var model = LogisticModel(inputs: raw.columns)
      try trainByNewton(&model, products.apply(to: raw), shown.map { y[$0] }, l2: l2, tolerance: 1e-6)
      let unseen = polynomialFeatures(measures.apply(to: X.rows(tested)), degree: degree)
      return crossEntropy(model.forward(products.apply(to: unseen)), tested.map { y[$0] })
    }
    func ahead(l2: Float) throws -> [Int] {
      try [10, 20, 40, 60, 80, 100].filter {
        try loss(degree: 6, count: $0, l2: l2) < loss(degree: 1, count: $0, l2: l2)
      }
    }
    #expect(try ahead(l2: 1e-5) == [])
    #expect(try ahead(l2: 0.01) == counts)
    if seed == 3 {
      let both = try [1, 6].map { try loss(degree: $0, count: 100, l2: 0.01) }
      #expect(abs(both[0] - both[1]) < 0.001)
    }
  }
}
