import Figures
import Formats
import ReadAlong
import Matrices
import Perceptrons

let trainCommand = Command(
  "train",
  summary:
    "Learns to tell classes apart, from texts or from columns of numbers of a CSV file, by Rosenblatt's "
    + "rule.",
  options: LabeledData.options + [
    Option("epochs", value: "N", default: "100", help: "passes over the examples, at most"),
    Option("keep", value: "WHAT", default: "average", help: "the weights kept: last, average or pocket"),
    Option("test", value: "X", default: "0.25", help: "the share of the examples to set aside for a test"),
    Option("seed", value: "N", default: "1", help: "decides their order and which are set aside"),
  ]
    + TrainingRun.options(
      save:
        "write the model to a CSV file, or to a name ending in .safetensors the weights alone, for inputs as they "
        + "are in the data, as PyTorch's nn.Linear has them: weight [classes, inputs] and bias [classes]",
      log: "write epoch and mistakes to a CSV file")
) { arguments in
  let data = try LabeledData(arguments)
  var settings = try TrainingSettings(
    epochs: arguments.int("epochs", in: 1...1_000_000_000), seed: arguments.seed("seed"))
  var generator = SeededGenerator(seed: try arguments.seed("seed"))
  let share = try arguments.float("test", in: 0...0.9)
  let order = generator.permutation(of: data.y.count)
  let testing = order.prefix(Int(share * Float(order.count)))
  let training = Array(order.dropFirst(testing.count))

  // What comes out for all examples, before and after the bias
  try expectMemory(
    ofNumbers: [clampedProduct(data.classes.count, data.y.count, 2)],
    for: "\(grouped(data.classes.count)) classes of \(grouped(data.y.count)) examples")
  var saved = try startingModel(arguments, data, training)
  let examples = try data.examples(inputs: saved.inputs)
  let recipe = Recipe(
    ["test": share, "seed": try arguments.seed("seed")],
    data: Checksum(examples.values, data.y.map { Float($0) }))
  try recipe.expect(saved.recipe, of: arguments)
  saved.recipe = recipe.text
  let X = try saved.scaled(examples)
  let run = try TrainingRun(
    arguments, total: settings.epochs, done: saved.epochs, unit: "examples", training.count,
    columns: ["epoch", "mistakes"])
  if saved.isSeparated { settings.epochs = saved.epochs }
  let outcome = try train(&saved, X.rows(training), training.map { data.y[$0] }, settings, run)

  let page = Page()
  page.line("\(outcome)")
  for (name, rows) in [("training", training), ("testing ", Array(testing))] where !rows.isEmpty {
    let y = rows.map { data.y[$0] }
    let wrong = saved.answer.mistakes(X.rows(rows), y)
    page.line(
      "\(name)  \(y.count - wrong) of \(y.count) right, \(percent(1 - Float(wrong) / Float(y.count)))")
  }
}

/// The saved model to resume, or a new one. Numbers are divided by the largest of their column.
private func startingModel(
  _ arguments: Arguments, _ data: LabeledData, _ training: [Int]
) throws -> SavedModel {
  let kind: SavedModel.Kind = data.text == nil ? .numbers : .words
  let variant = try arguments.choice("keep", SavedModel.Variant.allCases.map { ($0.rawValue, $0) })
  let inputs = try data.inputs(of: training)
  if let file = arguments.optionalString("resume") {
    let saved = try SavedModel(file: file)
    try saved.expect(kind, variant, inputs: inputs, classes: data.classes)
    return saved
  }
  try expectMemory(
    ofNumbers: [
      clampedProduct(inputs.count, data.classes.count, 6), clampedProduct(inputs.count, data.y.count, 3),
    ],
    for: "\(grouped(data.classes.count)) classes by \(grouped(inputs.count)) inputs")
  var scales = [Float](repeating: 1, count: inputs.count)
  if kind == .numbers {
    let X = try data.examples(inputs: inputs).rows(training)
    scales = inputs.indices.map { j in X.column(j).map { abs($0) }.max() ?? 1 }.map { $0 == 0 ? 1 : $0 }
  }
  return SavedModel(kind, variant, inputs: inputs, classes: data.classes, scales: scales)
}

/// Trains the saved model's layer and what is kept of it.
private func train(
  _ saved: inout SavedModel, _ X: Matrix, _ y: [Int], _ settings: TrainingSettings, _ run: TrainingRun
) throws -> Outcome {
  var average = Average(sum: saved.kept, answered: saved.answered)
  var pocket = Pocket(saved.kept, X, y, longestRun: saved.variant == .pocket ? saved.answered : 0)
  var (layer, model) = (saved.now, saved)
  let outcome = try run.train {
    train(&layer, X, y, settings, from: run.first) { epoch in
      (model.now, model.epochs, model.isSeparated) = (epoch.layer, epoch.number, epoch.mistakes == 0)
      switch model.variant {
      case .last: model.kept = model.now
      case .average: (model.kept, model.answered) = (average.sum, average.answered)
      case .pocket: (model.kept, model.answered) = (pocket.layer, pocket.longestRun)
      }
      return run.report(
        epoch.number, Float(epoch.mistakes) / Float(y.count), [epoch.mistakes], saving: model.save)
    } retire: { layer, answered in
      if model.variant == .average { average.take(layer, answered) }
      if model.variant == .pocket { pocket.take(layer, answered) }
    }
  }
  saved = model
  try run.finish(saving: saved.save)
  return outcome
}
