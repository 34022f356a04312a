import Figures
import Formats
import ReadAlong
import Matrices
import SoftmaxClassifier

let trainCommand = Command(
  "train",
  summary: "Trains a softmax classifier, linear or with hidden layers, on digits, points or a CSV file.",
  options: DataSet.options(usual: "mnist") + [
    Option(
      "hidden", value: "N,N,…", help: "neurons of each hidden layer, or none; the spiral has 100 unless given"
    ),
    Option(
      "activation", value: "NAME", help: "of the hidden layers: sigmoid, relu or linear; sigmoid unless given"
    ),
    Option(
      "epochs", value: "N", help: "passes over the examples; spiral 10000, clouds 100, else 30 unless given"),
    Option("steps", value: "N", help: "exactly so many updates, instead of epochs"),
    Option(
      "rule", value: "NAME", default: "gradient-descent",
      help: "gradient-descent, the only one here; chapter 4 has momentum, adam and others"),
    Option("learning-rate", value: "X", help: "the length of a step; points 1, else 0.1 unless given"),
    Option(
      "initialization", value: "NAME",
      help:
        "first weights: deck (as deck Q's programs), equal (all of them 0.1) or glorot; points with one hidden layer "
        + "at most deck, else glorot unless given"),
    Option("batch", value: "N", help: "examples a step; points all, else 50 unless given"),
    Option(
      "no-shuffle",
      help: "batches in the order of the data, epoch after epoch, and no penalty unless --l2 is given: to be "
        + "held against another framework's run"),
    Option(
      "l2", value: "X",
      help: "λ of the penalty ½ λ Σ W²; points 0.001, else 0.0001 unless given, 0 with --no-shuffle"),
    Option(
      "seed", value: "N",
      help:
        "decides the points of spiral and clouds, first weights, order, and a CSV file's split; 1 unless given"
    ),
    Option(
      "threads", value: "N", default: "1",
      help: "any number; one is used, it is chapter 4 that shares its steps"),
    Option(
      "weights", value: "FILE",
      help:
        "begin with the weights of a safetensors file, of PyTorch's or ours: layers.N.weight "
        + "[outputs, inputs], layers.N.bias [outputs], N from 0"
    ),
  ]
    + TrainingRun.options(
      save: "write the network to a safetensors file", resume: "go on from such a file, with its settings")
) { arguments in
  _ = try arguments.threads()
  try arguments.expectEither(("steps", "epochs"), ("steps", "resume"))
  guard ["gradient-descent", "sgd"].contains(try arguments.string("rule")) else {
    throw UserError.usage(
      "option --rule: expected gradient-descent, the only rule of this chapter, found "
        + quoted(try arguments.string("rule"), marks: true))
  }
  var (saved, data) = try startingPoint(arguments)
  var settings = saved.settings
  if let steps = settings.steps {
    let batch = min(settings.batch ?? data.y.count, data.y.count)
    let stepsAnEpoch = (data.y.count - 1) / batch + 1
    settings.epochs = (steps - 1) / stepsAnEpoch + 1
  } else {
    settings.epochs =
      try arguments.ifGiven("epochs") { try arguments.int($0, in: 1...1_000_000_000) } ?? data.usualEpochs
  }
  let run = try TrainingRun(
    arguments, total: settings.epochs, done: saved.epochs, unit: "examples", data.y.count)
  var network = saved.network
  try run.train {
    try Lanes.train(&network, data.X, data.y, settings, from: run.first) { epoch in
      (saved.network, saved.epochs) = (epoch.network, epoch.number)
      return run.report(epoch.number, epoch.loss, saving: saved.write)
    }
  }
  let errors = try errorLines(saved.network, data)
  try run.finish(saving: saved.write)

  let page = Page()
  let sizes = [saved.network.inputs] + saved.network.layers.map(\.outputs)
  page.line("network         \(sizes.map(String.init).joined(separator: "–"))")
  page.line(
    settings.steps.map { "steps           \(grouped($0))" } ?? "epochs          \(grouped(saved.epochs))")
  for line in errors { page.line(line) }
  page.line(weightsLine(saved.network))
}

/// A training that --resume names, or a new one.
private func startingPoint(_ arguments: Arguments) throws -> (SavedNetwork, DataSet) {
  try arguments.expectResumable(
    "hidden", "activation", "learning-rate", "initialization", "batch", "no-shuffle", "l2", "seed", "weights")
  if let file = arguments.optionalString("resume") {
    let saved = try SavedNetwork(file: file)
    let data = try DataSet(arguments, or: "mnist", seed: saved.settings.seed)
    try saved.expect(data, in: file)
    return (saved, data)
  }
  let seed = try arguments.ifGiven("seed", arguments.seed) ?? 1
  let data = try DataSet(arguments, or: "mnist", seed: seed)
  let settings = try TrainingSettings(arguments, data, seed: seed)
  return (SavedNetwork(try newNetwork(arguments, data, settings), data, settings), data)
}

private func newNetwork(
  _ arguments: Arguments, _ data: DataSet, _ settings: TrainingSettings
) throws -> Network {
  if let file = arguments.optionalString("weights") {
    try arguments.refuse("initialization", because: "the file of --weights has the first weights")
    if let hidden = arguments.optionalString("hidden") {
      throw UserError.usage("option --hidden \(hidden): the file of --weights decides the layers")
    }
    let network = try Network(
      weights: Safetensors(file: file), activation: arguments.optionalString("activation"))
    guard network.inputs == data.inputs, network.classes == data.classes.count else {
      throw UserError(
        "\(file): found a network of \(network.inputs) inputs and \(network.classes) classes, "
          + "the data have \(data.inputs) and \(data.classes.count)")
    }
    try expectMemory(
      forLayers: [network.inputs] + network.layers.map(\.outputs), examples: data.y.count,
      batch: settings.batch ?? data.y.count)
    return network
  }
  var generator = SeededGenerator(seed: settings.seed)
  let hidden = try arguments.sizes("hidden", unlessGiven: data.name == "spiral" ? "100" : "none")
  if hidden.isEmpty { try arguments.refuse("activation", because: "it is for hidden layers, --hidden N") }
  let activation = try Activation(option: arguments.optionalString("activation") ?? "sigmoid")
  let sizes = [data.inputs] + hidden + [data.classes.count]
  try expectMemory(
    forLayers: sizes, examples: data.y.count, batch: settings.batch ?? data.y.count)
  let usual = data.isPoints && hidden.count <= 1 ? "deck" : "glorot"
  switch arguments.optionalString("initialization") ?? usual {
  case "glorot": return Network(glorot: sizes, activation: activation, using: &generator)
  case "deck" where hidden.isEmpty:
    return Network(inputs: data.inputs, classes: data.classes.count, using: &generator)
  case "deck": return Network(sizes: sizes, activation: activation, using: &generator)
  case "equal":
    var network = Network(glorot: sizes, activation: activation, using: &generator)
    for l in network.layers.indices { network.layers[l].weights = network.layers[l].weights.map { _ in 0.1 } }
    return network
  case let name:
    throw UserError.usage(
      "option --initialization: expected deck, equal or glorot, found \(quoted(name, marks: true))")
  }
}

/// "weights 0123456789abcdef"
private func weightsLine(_ network: Network) -> String {
  var sum = Checksum()
  for layer in network.layers {
    sum.add(layer.weights.values)
    sum.add(layer.bias.values)
  }
  return "weights \(sum.text)"
}

// MARK: - What is usual for a set

extension DataSet {
  /// Points of the plane are trained as the deck does: all at once, at rate 1, from its first weights.
  fileprivate var isPoints: Bool { name == "spiral" || name == "clouds" }

  fileprivate var usualEpochs: Int { name == "spiral" ? 10_000 : name == "clouds" ? 100 : 30 }
}

extension TrainingSettings {
  fileprivate init(_ arguments: Arguments, _ data: DataSet, seed: UInt64) throws {
    let positive = Float.leastNonzeroMagnitude...Float.greatestFiniteMagnitude
    try self.init(
      learningRate: arguments.ifGiven("learning-rate") { try arguments.float($0, in: positive) }
        ?? (data.isPoints ? 1 : 0.1),
      epochs: 0,
      batch: arguments.ifGiven("batch") { try arguments.int($0, in: 1...1_000_000_000) }
        ?? (data.isPoints ? nil : 50),
      steps: arguments.ifGiven("steps") { try arguments.int($0, in: 1...1_000_000_000) },
      shuffled: !arguments.flag("no-shuffle"),
      penalty: Penalty(
        l2: (arguments.ifGiven("l2") { try arguments.float($0, in: 0...Float.infinity) }
          ?? (arguments.flag("no-shuffle") ? 0 : data.isPoints ? 1e-3 : 1e-4)) / 2),
      seed: seed)
  }
}
