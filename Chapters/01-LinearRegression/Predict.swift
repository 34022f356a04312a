import Figures
import Formats
import ReadAlong
import LinearRegression
import Matrices

let predictCommand = Command(
  "predict",
  summary: "Predicts from the inputs given, or for every line of a CSV file; 3 2 1500 is a house.",
  options: [
    Option(
      "weights", value: "FILE",
      help: "a model written by train --save, or by PyTorch; by default the best for Sacramento"),
    Option("data", value: "FILE", help: "a CSV file with the inputs' columns; one prediction a line"),
    Option(
      "input", value: "FILE",
      help:
        "with FILE.safetensors as --weights: a .npy file of any inputs, examples × inputs, taken as they are"),
    Option(
      "output", value: "FILE", help: "with --input: write the predictions, examples × 1, to a .npy file"),
  ],
  operands: [Operand("[NUMBER...]", help: "one number an input: bedrooms, bathrooms, square feet")]
) { arguments in
  let (input, output) = (arguments.optionalString("input"), arguments.optionalString("output"))
  guard (input == nil) == (output == nil), input == nil || arguments.operands.isEmpty else {
    throw UserError.usage("expected --input FILE and --output FILE together, and nothing else to predict")
  }
  if let input, let output { return try writeSums(weights: arguments.string("weights"), input, to: output) }
  if let file = arguments.optionalString("weights"), file.hasSuffix(".safetensors") {
    throw UserError.usage("\(file) does not name its inputs: expected --input FILE and --output FILE with it")
  }
  let (model, inputs, target) = try chosenModel(arguments)
  if let file = arguments.optionalString("data") {
    if !arguments.operands.isEmpty {
      throw UserError.usage("expected either --data or numbers, found both")
    }
    print(target)
    for z in model.forward(try Table(file: file).matrix(inputs)) { print(significant(z)) }
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
  print("\(target): \(significant(model.forward(x)))")
}

private func chosenModel(_ arguments: Arguments) throws -> (LinearModel, [String], String) {
  if let file = arguments.optionalString("weights") {
    let saved = try SavedModel(file: file)
    return (saved.raw, saved.inputs, saved.target)
  }
  let table = try Table(file: dataFile("sacramento.csv"))
  return (try closedForm(table.matrix(Houses.names), table.column("price")), Houses.names, "price")
}
