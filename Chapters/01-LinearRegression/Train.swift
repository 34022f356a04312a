import Figures
import Formats
import ReadAlong
import LinearRegression
import Matrices

let trainCommand = Command(
  "train",
  summary: "Fits a line to the columns of a CSV file by gradient descent, on standardized inputs.",
  options: [
    Option("data", value: "FILE", help: "a CSV file with a header; by default the houses of Sacramento"),
    Option("inputs", value: "A,B,…", default: "beds,baths,sqft", help: "the columns to predict from"),
    Option("target", value: "NAME", default: "price", help: "the column to predict"),
    Option("epochs", value: "N", default: "1000", help: "passes over the data, at most"),
    Option("learning-rate", value: "X", default: "0.1", help: "the length of a step"),
    Option("batch", value: "N", help: "examples a step; by default all"),
    Option("tolerance", value: "X", help: "stop when the loss changes by less"),
    Option("l1", value: "X", default: "0", help: "λ of the lasso"),
    Option("l2", value: "X", default: "0", help: "λ of the ridge"),
    Option("seed", value: "N", default: "1", help: "decides the order of the examples"),
    Option(
      "save", value: "FILE",
      help:
        "write the model to a CSV file, or to a name ending in .safetensors the weights alone, for inputs as they "
        + "are in the data, as PyTorch's nn.Linear has them: weight [1, inputs] and bias [1]"),
    Option("resume", value: "FILE", help: "go on from a saved model"),
    Option("log", value: "FILE", help: "write epoch and loss to a CSV file"),
  ]
) { arguments in
  let inputs = arguments.list("inputs")
  let target = try arguments.string("target")
  let table = try Table(file: arguments.optionalString("data") ?? dataFile("sacramento.csv"))
  let X = try table.matrix(inputs)
  let y = try table.column(target)
  let settings = try TrainingSettings(arguments, examples: y.count)

  var saved: SavedModel
  if let file = arguments.optionalString("resume") {
    saved = try SavedModel(file: file)
    try saved.expect(inputs: inputs, target: target)
  } else {
    saved = SavedModel(inputs: inputs, target: target, scaling: Standardization(of: X))
  }
  if saved.epochs > settings.epochs {
    throw UserError(
      "the saved model has \(saved.epochs) epochs already, --epochs asks for \(settings.epochs)")
  }
  try arguments.optionalString("save").map(expectWritable)
  let log = try arguments.optionalString("log").map {
    try LogFile($0, columns: ["epoch", "loss"], resume: saved.epochs > 0)
  }

  let progress = Progress(total: settings.epochs, alreadyDone: saved.epochs, unit: "examples")
  defer { progress.finish() }
  let first = saved.epochs + 1
  var failure: Error?
  do {
    let scaled = saved.scaling.apply(to: X)
    saved.epochs = try Lanes.train(&saved.model, scaled, y, settings, from: first) { epoch in
      progress.update(
        completed: epoch.number, loss: epoch.loss, units: (epoch.number - first + 1) * y.count)
      do { try log?.append(epoch.number, epoch.loss) } catch { failure = error }
      return failure == nil
    }
  } catch {
    throw UserError("\(error)")
  }
  if let failure { throw failure }
  progress.finish()
  if let file = arguments.optionalString("save") { try saved.save(to: file) }

  let Z = saved.raw.forward(X)
  let page = Page()
  page.table(
    ["input", "weight"],
    zip(inputs, saved.raw.weights.values).map { [$0, significant($1)] } + [
      ["(bias)", significant(saved.raw.bias)]
    ])
  page.line("epochs         \(grouped(saved.epochs))")
  page.line(
    "typical error  \(significant(typicalError(loss(Z, y)))) (√ of the mean squared error of \(target))")
}

extension TrainingSettings {
  fileprivate init(_ arguments: Arguments, examples: Int) throws {
    try self.init(
      learningRate: arguments.float("learning-rate", in: .leastNonzeroMagnitude...Float.infinity),
      epochs: arguments.int("epochs", in: 1...1_000_000_000),
      tolerance: arguments.optionalString("tolerance") == nil
        ? nil : arguments.float("tolerance", in: 0...Float.infinity),
      batch: arguments.optionalString("batch") == nil ? nil : arguments.int("batch", in: 1...examples),
      penalty: Penalty(
        l1: arguments.float("l1", in: 0...Float.infinity), l2: arguments.float("l2", in: 0...Float.infinity)),
      seed: arguments.seed("seed"))
  }
}

extension Arguments {
  /// The parts of a value such as "beds,baths,sqft".
  fileprivate func list(_ name: String) -> [String] {
    (optionalString(name) ?? "").split(separator: ",").map(String.init)
  }
}
