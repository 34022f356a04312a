import Figures
import Formats
import ReadAlong
import LogisticRegression
import Matrices

let trainCommand = Command(
  "train",
  summary: "Learns the probability of a class from the columns of a CSV file, by gradient descent.",
  options: LabeledExamples.options + [
    Option("epochs", value: "N", default: "1000", help: "steps, each on all examples, at most"),
    Option("learning-rate", value: "X", default: "0.5", help: "the length of a step"),
    Option("tolerance", value: "X", help: "stop when the loss changes by less"),
    Option(
      "normalization", value: "KIND", default: "standardization",
      help: "of the inputs: none, rescaling, standardization or unit-length"),
    Option("l1", value: "X", default: "0", help: "λ of the lasso"),
    Option("l2", value: "X", default: "0", help: "λ of the ridge"),
    Option("test", value: "X", default: "0", help: "the share of the examples to set aside for a test"),
    Option("seed", value: "N", default: "1", help: "decides the first weights and the examples set aside"),
  ]
    + TrainingRun.options(
      save:
        "write the model to a CSV file, or to a name ending in .safetensors the weights alone, for inputs as they "
        + "are in the data, as PyTorch's nn.Linear has them: weight [1, inputs] and bias [1]")
) { arguments in
  let examples = try LabeledExamples(arguments)
  let settings = try TrainingSettings(arguments)
  let seed = try arguments.seed("seed")
  var generator = SeededGenerator(seed: seed)
  let share = try arguments.float("test", in: 0...0.9)
  let parts = split(
    examples.y.count, testing: Int(share * Float(examples.y.count)), using: &generator)
  let X = examples.X.rows(parts.training)
  let y = parts.training.map { examples.y[$0] }

  var saved = try startingModel(arguments, examples, X, seed: seed)
  let recipe = Recipe(
    [
      "learning-rate": settings.learningRate, "l1": settings.penalty.l1, "l2": settings.penalty.l2,
      "test": share, "seed": seed,
    ], data: Checksum(examples.X.values, examples.y))
  try recipe.expect(saved.recipe, of: arguments)
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
  let (raw, results) = try report(saved, examples, parts)
  try run.finish(saving: saved.save)
  let Z = saved.forward(X)
  let P = [raw.forward(X), Z].map { Z in Z.map { sigmoid($0) } }
  warnOfRounding(arguments, P[0], P[1], limit: 0.01)
  let page = Page()
  page.table(
    ["input", "weight"],
    rowsOfRawWeights(  // σ is nowhere steeper than ¼
      saved.inputs, saved.model.weights.values, bias: saved.model.bias, means: saved.scaling.means.values,
      deviations: saved.scaling.deviations.values, on: X, Z, limit: 0.04))
  for line in results { page.line(line) }
}

/// The saved model to resume, or a new one whose scaling is measured on the training examples.
private func startingModel(
  _ arguments: Arguments, _ examples: LabeledExamples, _ X: Matrix, seed: UInt64
) throws -> SavedModel {
  let tolerance = try arguments.ifGiven("tolerance") { try arguments.float($0, in: 0...Float.infinity) }
  try arguments.expectResumable("normalization")
  if let file = arguments.optionalString("resume") {
    let saved = try SavedModel(file: file, tolerance: tolerance)
    try saved.expect(examples)
    return saved
  }
  let normalization = try arguments.choice(
    "normalization", Normalization.allCases.map { ($0.rawValue, $0) })
  for (j, name) in examples.inputs.enumerated() {
    let x = X.column(j)
    let size =
      switch normalization {
      case .rescaling: (x.max() ?? 0) - (x.min() ?? 0)
      case .unitLength: x.reduce(0) { $0 + $1 * $1 }
      default: Float.zero
      }
    guard size.isFinite else {
      throw UserError(
        "column \(quoted(name)): its numbers are too large to be scaled by \(normalization.rawValue)")
    }
  }
  return try SavedModel(examples, scaling: normalization.measured(X), seed: seed, tolerance: tolerance)
}

/// The model on inputs as they are in the data, and how good it is. Throws a `UserError` for a model whose outputs are no numbers.
private func report(
  _ saved: SavedModel, _ examples: LabeledExamples, _ parts: (training: [Int], testing: [Int])
) throws -> (raw: LogisticModel, results: [String]) {
  let raw = try saved.raw()
  var results = ["epochs    \(grouped(saved.epochs))"]
  for (name, rows) in [("training", parts.training), ("testing ", parts.testing)] where !rows.isEmpty {
    let y = rows.map { examples.y[$0] }
    let Z = try finite(Matrix(column: saved.forward(examples.X.rows(rows)))).values
    let right = Confusion(Z.map { sigmoid($0) }, y).right
    results.append(
      "\(name)  J \(significant(try finite(crossEntropy(Z, y)))), \(right) of \(y.count) right")
  }
  return (raw, results)
}

extension TrainingSettings {
  fileprivate init(_ arguments: Arguments) throws {
    try self.init(
      learningRate: arguments.float("learning-rate", in: .leastNonzeroMagnitude...Float.infinity),
      epochs: arguments.int("epochs", in: 1...1_000_000_000),
      penalty: Penalty(
        l1: arguments.float("l1", in: 0...Float.infinity), l2: arguments.float("l2", in: 0...Float.infinity)))
  }
}
