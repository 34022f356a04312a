import Figures
import Formats
import ReadAlong
import Matrices
import Perceptrons

let predictCommand = Command(
  "predict",
  summary:
    "Gives the class of a text or of some numbers, or of every line of a CSV file; \"a law passed by a "
    + "parliament\" is a text.",
  options: [
    Option(
      "weights", value: "FILE",
      help: "a model written by train --save, or by PyTorch; by default one of the dictionary definitions"),
    Option("data", value: "FILE", help: "a CSV file with the texts or the inputs' columns; one class a line"),
    Option("text", value: "NAME", default: "definition", help: "the column that holds the texts"),
    Option(
      "input", value: "FILE",
      help:
        "with FILE.safetensors as --weights: a .npy file of any inputs, examples × inputs, taken as they are"),
    Option("output", value: "FILE", help: "with --input: write the sums, examples × classes, to a .npy file"),
  ],
  operands: [Operand("[TEXT...]", help: "the text, or one number an input")]
) { arguments in
  if let (weights, input, output) = try arguments.weightsInputOutput() {
    let layer = try Layer(weights: weights)
    return try writeOutputs(of: input, to: output, inputs: layer.inputs, "sums") { X in
      try expectMemory(
        ofNumbers: [clampedProduct(layer.outputs, X.rows, 4)],
        for: "\(grouped(layer.outputs)) sums of \(grouped(X.rows)) examples")
      return layer.forward(X)
    }
  }
  let model = try chosenModel(arguments)
  if arguments.optionalString("data") == nil || model.kind == .numbers {
    try arguments.refuse("text", because: "it is for a CSV file of --data, and a model of words")
  }
  if let file = arguments.optionalString("data") {
    if !arguments.operands.isEmpty {
      throw UserError.usage("expected either --data or a text, found both")
    }
    let table = try Table(file: file)
    try expectMemory(
      ofNumbers: [model.inputs.count, model.classes.count].map { clampedProduct($0, table.rows.count, 2) },
      for: "\(grouped(table.rows.count)) examples of \(grouped(model.inputs.count)) inputs")
    let X =
      model.kind == .numbers
      ? try table.matrix(model.inputs)
      : Vocabulary(words: model.inputs).counts(try table.strings(arguments.string("text")))
    _ = try finite(model.answer.forward(try model.scaled(X)))
    print("class")
    for k in model.answer.classify(try model.scaled(X)) { print(Table.line([plain(model.classes[k])])) }
    return
  }
  let x = try example(arguments, for: model)
  let scaled = try model.scaled(Matrix([x])).values
  _ = try finite(Matrix([model.answer.forward(scaled)]))
  let page = Page()
  page.table(
    ["input"] + model.classes,
    model.inputs.indices.filter { x[$0] != 0 }.map { j in
      [model.inputs[j]] + model.answer.weights[row: j].map { fixed($0 * scaled[j], 2) }
    } + [
      [ModelTable.bias] + model.answer.bias.values.map { fixed($0, 2) },
      ["sum"] + model.answer.forward(scaled).map { fixed($0, 2) },
    ])
  page.line(quoted(model.classes[model.answer.classify(scaled)], marks: false))
}

private func chosenModel(_ arguments: Arguments) throws -> SavedModel {
  if let file = arguments.optionalString("weights") { return try SavedModel(file: file) }
  let table = try Table(file: dataFile("definitions.csv"))
  let (topics, y) = try table.labels("topic")
  let classifier = try TextClassifier(table.strings("definition"), y, classes: topics.count)
  let words = classifier.vocabulary.words
  var model = SavedModel(
    .words, .last, inputs: words, classes: topics, scales: [Float](repeating: 1, count: words.count))
  model.now = classifier.average
  return model
}

/// The inputs that the operands are: the counts of a text's words, or numbers.
private func example(_ arguments: Arguments, for model: SavedModel) throws -> [Float] {
  if model.kind == .words {
    let text = arguments.operands.joined(separator: " ")
    if splitIntoWords(text).isEmpty { throw UserError.usage("expected a text, found no word") }
    let f = Vocabulary(words: model.inputs).counts(text)
    if f.allSatisfy({ $0 == 0 }) {
      throw UserError(
        "none of the words of \(quoted(text, marks: true)) occurs in the texts that were learned from")
    }
    return f
  }
  return try arguments.numbers(for: model.inputs)
}
