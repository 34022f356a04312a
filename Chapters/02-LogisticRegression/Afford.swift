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
  let numbers = try zip(["BUDGET", "BEDS", "BATHS", "SQFT"], arguments.operands).map { name, text in
    guard let number = Float(text), number.isFinite, number >= 0 else {
      throw UserError.usage("\(name): expected a number of at least 0, found \"\(text)\"")
    }
    return number
  }
  let model = try Buyers().model()
  let house = Array(numbers.dropFirst())
  let p = model.probabilities(Matrix(row: house + [numbers[0] / 1000]))[0]
  let even = -1000 * model.forward(Matrix(row: house + [0]))[0] / model.weights[3, 0]
  print("probability that the budget is enough: \(fixed(p, 3))")
  print("even chances at \(grouped(Int(even.rounded()))) dollars")
}
