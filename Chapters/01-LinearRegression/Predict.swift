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
  if let (weights, input, output) = try arguments.weightsInputOutput() {
    let model = try LinearModel(weights: weights)
    return try writeOutputs(of: input, to: output, inputs: model.inputs, "sums") {
      Matrix(column: model.forward($0))
    }
  }
  let (forward, inputs, target) = try chosenModel(arguments)
  if let file = arguments.optionalString("data") {
    if !arguments.operands.isEmpty {
      throw UserError.usage("expected either --data or numbers, found both")
    }
    let Z = try finite(Matrix(column: forward(Table(file: file).matrix(inputs))))
    print(Table.line([plain(target)]))
    for z in Z.values { print(significant(z)) }
    return
  }
  let z = try finite(forward(Matrix([arguments.numbers(for: inputs)]))[0])
  Page().line("\(target): \(significant(z))")
}

private func chosenModel(_ arguments: Arguments) throws -> (
  forward: (Matrix) -> [Float], inputs: [String], target: String
) {
  if let file = arguments.optionalString("weights") {
    let saved = try SavedModel(file: file)
    return (saved.forward, saved.inputs, saved.target)
  }
  let table = try Table(file: dataFile("sacramento.csv"))
  let best = try closedForm(table.matrix(Houses.names), table.column("price"))
  return ({ best.forward($0) }, Houses.names, "price")
}
