import Figures
import Formats
import ReadAlong
import LogisticRegression
import Matrices

let predictCommand = Command(
  "predict",
  summary: "Gives the probabilities of the classes, for one example or for every line of a CSV file; "
    + "5.1 3.5 1.4 0.2 is a flower.",
  options: [
    Option(
      "weights", value: "FILE",
      help: "a model written by train --save, or by PyTorch; by default one of all three irises"),
    Option("data", value: "FILE", help: "a CSV file with the inputs' columns; one answer a line"),
    Option(
      "input", value: "FILE",
      help:
        "with FILE.safetensors as --weights: a .npy file of any inputs, examples × inputs, taken as they are"),
    Option(
      "output", value: "FILE",
      help: "with --input: write the weighted sums before the sigmoid, examples × 1, to a .npy file"),
  ],
  operands: [
    Operand("[NUMBER...]", help: "one number an input: sepal length and width, petal length and width in cm")
  ]
) { arguments in
  if let (weights, input, output) = try arguments.weightsInputOutput() {
    let model = try LogisticModel(weights: weights)
    return try writeOutputs(of: input, to: output, inputs: model.inputs, "sums") {
      Matrix(column: model.forward($0))
    }
  }
  let predictor = try Predictor(arguments)
  if let file = arguments.optionalString("data") {
    if !arguments.operands.isEmpty {
      throw UserError.usage("expected either --data or numbers, found both")
    }
    let X = try Table(file: file).matrix(predictor.inputs)
    try predictor.check(X) { "\(quoted(file)), row \($0 + 1) after the header, column" }
    print(Table.line((predictor.classes + ["class"]).map(plain)))
    let P = try finite(predictor.probabilities(X))
    for (i, best) in P.argmax().enumerated() {
      print(Table.line(P[row: i].map { fixed($0, 4) } + [plain(predictor.classes[best])]))
    }
    return
  }
  let X = Matrix([try arguments.numbers(for: predictor.inputs)])
  try predictor.check(X) { _ in "measure" }
  let P = try finite(predictor.probabilities(X))
  let page = Page()
  page.table(["class", "probability"], zip(predictor.classes, P.values).map { [$0, fixed($1, 4)] })
  page.line("  " + quoted(predictor.classes[P.argmax()[0]], marks: false))
}

/// A saved model with its two classes, or the three species.
private struct Predictor {
  let inputs: [String]
  let classes: [String]
  /// Whether every input is a length, which is above 0.
  let takesLengths: Bool
  /// examples × inputs to examples × classes
  let probabilities: (Matrix) -> Matrix

  init(_ arguments: Arguments) throws {
    if let file = arguments.optionalString("weights") {
      let saved = try SavedModel(file: file)
      inputs = saved.inputs
      classes = [saved.positive, saved.negative]
      takesLengths = false
      probabilities = { X in Matrix(saved.forward(X).map { [sigmoid($0), sigmoid(-$0)] }) }
    } else {
      let classifier = try SpeciesClassifier()
      inputs = Irises.measures
      classes = Irises.species
      takesLengths = true
      probabilities = { classifier.probabilities($0) }
    }
  }

  /// Throws a `UserError` for a length that is none; `place` says where a row stands.
  func check(_ X: Matrix, place: (Int) -> String) throws {
    guard takesLengths, let index = X.values.firstIndex(where: { $0 <= 0 }) else { return }
    throw UserError(
      "\(place(index / X.columns)) \(inputs[index % X.columns]): found \(X.values[index]), "
        + "expected a length in centimeters above 0")
  }
}
