import Companion
import LinearRegression
import Matrices

let predictCommand = Command(
  "predict",
  summary: "Predicts from the inputs given, or for every line of a CSV file; 3 2 1500 is a house.",
  options: [
    Option(
      "weights", value: "FILE", help: "a model written by train --save; by default the best for Sacramento"),
    Option("data", value: "FILE", help: "a CSV file with the inputs' columns; one prediction a line"),
  ],
  operands: [Operand("[NUMBER...]", help: "one number an input: bedrooms, bathrooms, square feet")]
) { arguments in
  let (model, inputs, target) = try chosenModel(arguments)
  if let file = arguments.optionalString("data") {
    if !arguments.operands.isEmpty {
      throw UserError.usage("expected either --data or numbers, found both")
    }
    print(target)
    for z in model.predict(try Table(file: file).matrix(inputs)) { print(significant(z)) }
    return
  }
  guard arguments.operands.count == inputs.count else {
    throw UserError.usage(
      "expected \(inputs.count) numbers (\(inputs.joined(separator: ", "))), found \(arguments.operands.count)"
    )
  }
  let x = try zip(inputs, arguments.operands).map { name, text in
    guard let number = Float(text), number.isFinite else {
      throw UserError.usage("\(name): expected a number, found \"\(text)\"")
    }
    return number
  }
  print("\(target): \(significant(model.predict(x)))")
}

private func chosenModel(_ arguments: Arguments) throws -> (LinearModel, [String], String) {
  if let file = arguments.optionalString("weights") {
    let saved = try SavedModel(file: file)
    return (saved.raw, saved.inputs, saved.target)
  }
  let table = try Table(file: dataFile("sacramento.csv"))
  return (try closedForm(table.matrix(Houses.names), table.column("price")), Houses.names, "price")
}
