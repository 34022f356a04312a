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
  ///
  /// - Parameter logarithms: of square feet, budget or both: the inputs that are replaced by their logarithms.
  init(seed: UInt64 = 1, logarithms: Set<String> = []) throws {
    let table = try Table(file: dataFile("sacramento.csv"))
    let houses = try table.matrix(["beds", "baths", "sqft"])
    let prices = try table.column("price")
    var generator = SeededGenerator(seed: seed)
    let budgets = prices.map { _ in generator.uniform(in: 50..<600) }
    X = Matrix(
      (0..<houses.rows).map { i in
        zip(Buyers.inputs, houses[row: i] + [budgets[i]]).map { logarithms.contains($0) ? log($1) : $1 }
      })
    y = zip(prices, budgets).map { $0 / 1000 <= $1 ? 1 : 0 }
  }

  /// The model of all buyers.
  func model() throws -> LogisticModel { try trainedByNewton(X, y) }

  /// The probabilities of buyers not trained on, by five-fold cross-validation, and their labels.
  func unseen() throws -> (P: [Float], y: [Float]) {
    var generator = SeededGenerator(seed: 1)
    let results = try crossValidate(folds(of: y.count, count: 5, using: &generator)) { training, testing in
      let model = try trainedByNewton(X.rows(training), training.map { y[$0] })
      return (P: model.probabilities(X.rows(testing)), y: testing.map { y[$0] })
    }
    return (results.flatMap(\.P), results.flatMap(\.y))
  }
}
