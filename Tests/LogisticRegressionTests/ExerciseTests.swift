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

  @Test func `5 · Logarithms of square feet and budget make the probabilities truer`() throws {
    let table = try Table(file: dataFile("sacramento.csv"))
    let houses = try table.matrix(["beds", "baths", "sqft"])
    var generator = SeededGenerator(seed: 1)
    let prices = try table.column("price").map { $0 / 1000 }
    let budgets = prices.map { _ in generator.uniform(in: 50..<600) }
    let y: [Float] = zip(prices, budgets).map { $0 <= $1 ? 1 : 0 }
    func unseenLoss(_ inputs: (Int) -> [Float]) throws -> Float {
      let X = Matrix((0..<y.count).map(inputs))
      var generator = SeededGenerator(seed: 1)
      let losses = try crossValidate(folds(of: y.count, count: 5, using: &generator)) { training, testing in
        let scaling = Standardization(of: X.rows(training))
        var model = LogisticModel(inputs: X.columns)
        try trainByNewton(&model, scaling.apply(to: X.rows(training)), training.map { y[$0] })
        return crossEntropy(model.forward(scaling.apply(to: X.rows(testing))), testing.map { y[$0] })
      }
      return losses.reduce(0, +) / 5
    }
    let plain = try unseenLoss { Array(houses[row: $0]) + [budgets[$0]] }
    let logarithms = try unseenLoss { [houses[$0, 0], houses[$0, 1], log(houses[$0, 2]), log(budgets[$0])] }
    #expect(logarithms < plain)
  }
}
