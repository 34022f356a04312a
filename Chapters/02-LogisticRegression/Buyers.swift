import Figures
import Formats
import ReadAlong
import LogisticRegression
import Matrices

/// The houses of Sacramento, and for each a buyer with a budget: can this buyer buy this house?
struct Buyers {
  static let inputs = ["beds", "baths", "sqft", "budget"]

  /// Bedrooms, bathrooms, square feet, budget in thousands of dollars: 932 × 4.
  let X: Matrix
  /// 1 where the price is within the budget.
  let y: [Float]

  /// Budgets are drawn evenly from 50 to 600 thousand dollars.
  init(seed: UInt64 = 1) throws {
    let table = try Table(file: dataFile("sacramento.csv"))
    let houses = try table.matrix(["beds", "baths", "sqft"])
    let prices = try table.column("price")
    var generator = SeededGenerator(seed: seed)
    let budgets = prices.map { _ in generator.uniform(in: 50..<600) }
    X = Matrix((0..<houses.rows).map { Array(houses[row: $0]) + [budgets[$0]] })
    y = zip(prices, budgets).map { $0 / 1000 <= $1 ? 1 : 0 }
  }

  /// The model of all buyers, on raw inputs.
  func model() throws -> LogisticModel { try Buyers.trained(X, y) }

  /// Standardized inputs, Newton's method; the model returned takes raw ones.
  static func trained(_ X: Matrix, _ y: [Float]) throws -> LogisticModel {
    let scaling = Standardization(of: X)
    var model = LogisticModel(inputs: X.columns)
    try trainByNewton(&model, scaling.apply(to: X), y)
    return scaling.undo(model)
  }
}
