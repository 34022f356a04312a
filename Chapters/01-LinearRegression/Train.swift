import Figures
import Formats
import ReadAlong
import LinearRegression
import Matrices

let trainCommand = Command(
  "train",
  summary: "Fits a line to the columns of a CSV file by gradient descent, on standardized or --raw inputs.",
  options: [
    Option("data", value: "FILE", help: "a CSV file with a header; by default the houses of Sacramento"),
    Option(
      "inputs", value: "A,B,…", default: "beds,baths,sqft",
      help: "the columns to predict from; a name with a comma in quotation marks, as in a CSV file"),
    Option("target", value: "NAME", default: "price", help: "the column to predict"),
    Option("epochs", value: "N", default: "1000", help: "passes over the data, at most"),
    Option("learning-rate", value: "X", default: "0.1", help: "the length of a step"),
    Option("raw", help: "the inputs as they are in the data, not standardized"),
    Option("start", value: "B,W,…", help: "bias and weights to begin with; 0 unless given"),
    Option("batch", value: "N", help: "examples a step; by default all"),
    Option("tolerance", value: "X", help: "stop when the loss changes by less"),
    Option("l1", value: "X", default: "0", help: "λ of the lasso"),
    Option("l2", value: "X", default: "0", help: "λ of the ridge"),
    Option("seed", value: "N", default: "1", help: "decides the order of the examples"),
  ]
    + TrainingRun.options(
      save:
        "write the model to a CSV file, or to a name ending in .safetensors the weights alone, for inputs as they "
        + "are in the data, as PyTorch's nn.Linear has them: weight [1, inputs] and bias [1]")
) { arguments in
  let inputs = try arguments.names("inputs")
  let target = try arguments.string("target")
  if inputs.contains(where: { areSame([$0], [target]) }) {
    throw UserError.usage("option --target: \(quoted(target, marks: true)) is among the inputs")
  }
  let table = try Table(file: arguments.optionalString("data") ?? dataFile("sacramento.csv"))
  let X = try table.matrix(inputs)
  let y = try table.column(target)
  let settings = try TrainingSettings(arguments, examples: y.count)
  if settings.batch == nil {
    try arguments.refuse("seed", because: "it decides which examples are a batch, and is for --batch")
  }

  let tolerance = try arguments.ifGiven("tolerance") { try arguments.float($0, in: 0...Float.infinity) }
  let isRaw = arguments.flag("raw")
  var saved = try SavedModel(inputs: inputs, target: target, X, isRaw: isRaw, tolerance: tolerance)
  if let start = arguments.optionalString("start") { saved.model = try LinearModel(start: start, of: inputs) }
  let recipe = Recipe(
    [
      "learning-rate": settings.learningRate, "batch": settings.batch ?? y.count, "l1": settings.penalty.l1,
      "l2": settings.penalty.l2, "seed": settings.seed, "raw": isRaw,
      "start": arguments.optionalString("start") ?? "",
    ], data: Checksum(X.values, y))
  if let file = arguments.optionalString("resume") {
    saved = try SavedModel(file: file, tolerance: tolerance)
    try saved.expect(inputs: inputs, target: target)
    try recipe.expect(saved.recipe, of: arguments)
  }
  saved.recipe = recipe.text
  let scaled = saved.scaling.apply(to: X)
  let run = try TrainingRun(
    arguments, total: settings.epochs, done: saved.epochs, unit: "examples", y.count)
  var model = saved.model
  try run.train {
    if saved.tolerance.isMet { return }
    try Lanes.train(&model, scaled, y, settings, from: run.first) { epoch in
      (saved.model, saved.epochs) = (epoch.model, epoch.number)
      saved.tolerance.hear(epoch.loss)
      return run.report(epoch.number, epoch.loss, saving: saved.save) && !saved.tolerance.isMet
    }
  }
  let raw = try saved.raw()
  let Z = saved.forward(X)
  let error = try finite(typicalError(loss(Z, y)))
  try run.finish(saving: saved.save)
  let deviation = Standardization(of: Matrix(column: y)).deviations.values[0]
  warnOfRounding(arguments, raw.forward(X), Z, limit: deviation / 100)

  let page = Page()
  page.table(
    ["input", "weight"],
    rowsOfRawWeights(
      inputs, saved.model.weights.values, bias: saved.model.bias, means: saved.scaling.means.values,
      deviations: saved.scaling.deviations.values, on: X, Z, limit: deviation / 100))
  page.line("epochs         \(grouped(saved.epochs))")
  page.line(
    "typical error  \(significant(error)) (√ of the mean squared error of \(target))"
  )
  var sum = Checksum()
  sum.add(saved.model.weights.values)
  sum.add(saved.model.bias)
  page.line("weights \(sum.text)")
}

extension LinearModel {
  /// Bias and weights as --start has them.
  fileprivate init(start text: String, of inputs: [String]) throws {
    let words = text.split(separator: ",", omittingEmptySubsequences: false)
    let numbers = words.map { finiteNumber(String($0)) }
    guard numbers.count == inputs.count + 1, !numbers.contains(nil) else {
      throw UserError.usage(
        "option --start: expected \(inputs.count + 1) numbers, the bias and a weight for each input, found "
          + quoted(text, marks: true))
    }
    let found = numbers.compactMap { $0 }
    self.init(weights: Array(found.dropFirst()), bias: found[0])
  }
}

extension TrainingSettings {
  fileprivate init(_ arguments: Arguments, examples: Int) throws {
    try self.init(
      learningRate: arguments.float("learning-rate", in: .leastNonzeroMagnitude...Float.infinity),
      epochs: arguments.int("epochs", in: 1...1_000_000_000),
      batch: arguments.ifGiven("batch") { try arguments.int($0, in: 1...examples) },
      penalty: Penalty(
        l1: arguments.float("l1", in: 0...Float.infinity), l2: arguments.float("l2", in: 0...Float.infinity)),
      seed: arguments.seed("seed"))
  }
}
