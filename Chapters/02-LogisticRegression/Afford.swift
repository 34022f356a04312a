import Figures
import Formats
import ReadAlong
import LogisticRegression
import Matrices

let affordCommand = Command(
  "afford",
  summary: "Says how likely a budget is to buy a house in Sacramento, 2008; 400000 5 3 3000 is a question.",
  operands: [
    Operand("BUDGET", help: "in dollars"), Operand("BEDS", help: "bedrooms"),
    Operand("BATHS", help: "bathrooms"), Operand("SQFT", help: "square feet"),
  ]
) { arguments in
  let numbers = try arguments.numbers(for: ["BUDGET", "BEDS", "BATHS", "SQFT"])
  if let number = numbers.first(where: { $0 < 0 }) {
    throw UserError.usage("expected numbers of at least 0, found \(number)")
  }
  let model = try Buyers().model()
  let house = Array(numbers.dropFirst())
  let p = try finite(model.probabilities(Matrix([house + [numbers[0] / 1000]]))[0])
  let even = -1000 * model.forward(Matrix([house + [0]]))[0] / model.weights[3, 0]
  guard abs(try finite(even)) < 1e15 else { throw UserError("no budget gives even chances for such a house") }
  print("probability that the budget is enough: \(fixed(p, 3))")
  let budget = "\(grouped(Int(even.rounded()))) dollars"
  print(even < 0 ? "better than even chances with any budget" : "even chances at \(budget)")
}
