import Figures
import Formats
import ReadAlong
import Matrices
import MultilayerPerceptron

let trainCommand = Command(
  "train",
  summary: "Learns to read digits: the 5,000 in Data, a hundred of each held out, or the full MNIST.",
  options: [
    Option("data", value: "DIR", help: "a folder with the full MNIST; by default the 5,000 digits in Data"),
    Option("hidden", value: "N,M,…", help: "neurons of each hidden layer; 300 unless given"),
    Option(
      "activation", value: "NAME", default: "relu", help: "of the hidden layers: relu, sigmoid, tanh, …"),
    Option(
      "output-activation", value: "NAME", default: "softmax", help: "of the last layer: softmax or sigmoid"),
    Option(
      "initialization", value: "NAME", default: "he",
      help: "he, glorot, uniform (±0.12), normal (0.01) or, the mistake of 4.8, equal (0.3)"),
    Option("rule", value: "NAME", default: "momentum", help: "gradient-descent, momentum, nesterov, adam, …"),
    Option("learning-rate", value: "X", default: "0.1", help: "the length of a step"),
    Option(
      "decay", value: "X",
      help: "what the rate is multiplied with, every --interval; 0.5 unless given, 1 with --no-shuffle"),
    Option("interval", value: "N", default: "5", help: "epochs with the same rate"),
    Option("epochs", value: "N", default: "30", help: "passes over the digits, at most"),
    Option("steps", value: "N", help: "exactly so many updates, instead of epochs"),
    Option("batch", value: "N", default: "50", help: "digits a step"),
    Option(
      "no-shuffle",
      help: "batches in the order of the data (in Data by digit), epoch after epoch; no decay and no penalty "
        + "unless they are given: to be held against another framework's run"),
    Option("balanced", help: "as many of each digit in every batch"),
    Option("l1", value: "X", default: "0", help: "λ of the lasso"),
    Option("l2", value: "X", help: "λ of the ridge; 0.00005 unless given, 0 with --no-shuffle"),
    Option("validation", value: "N", default: "0", help: "training digits held out to watch"),
    Option("patience", value: "N", help: "stop after so many epochs without a better loss on those"),
    Option("threads", value: "N", default: "1", help: "threads; they change no bit of the result"),
    Option("seed", value: "N", default: "1", help: "decides the first weights and the order"),
    Option(
      "weights", value: "FILE",
      help:
        "begin with the weights of a .safetensors file: layers.N.weight [outputs, inputs] and layers.N.bias "
        + "[outputs], N from 0, as a PyTorch module with a ModuleList `layers` saves them; the sizes are theirs"
    ),
  ]
    + TrainingRun.options(
      save:
        "write while training: to a name ending in .safetensors the weights and activations alone, as --weights "
        + "reads them, to any other all that --resume needs",
      resume: "go on from a training written by --save",
      log: "write epoch, loss and validation loss to a CSV file")
) { arguments in
  try checkCombinations(arguments)
  let digits = try arguments.optionalString("data").map { try Digits.full(in: $0) } ?? Digits.small()
  let (learned, watched) = try digits.training.split(
    holdingOut: arguments.int("validation", in: 0...digits.training.count - 1), seed: arguments.seed("seed"))
  let settings = try TrainingSettings(arguments, learned.classes)
  let penalty = Penalty(
    l1: try arguments.float("l1", in: 0...Float.infinity),
    l2: try arguments.float(
      "l2", unlessGiven: arguments.flag("no-shuffle") ? 0 : 0.00005, in: 0...Float.infinity))
  let patience = try arguments.ifGiven("patience") { try arguments.int($0, in: 1...1_000_000) }
  if patience != nil && watched == nil { throw UserError.usage("option --patience needs --validation N") }

  var saved = try startingPoint(
    arguments, seed: settings.seed, examples: digits.training.count, batch: settings.batch ?? learned.count)
  let recipe = Recipe(
    [
      "learning-rate": settings.learningRate.initial, "decay": settings.learningRate.factor,
      "interval": settings.learningRate.interval, "batch": settings.batch ?? learned.count,
      "no-shuffle": arguments.flag("no-shuffle"), "balanced": arguments.flag("balanced"), "l1": penalty.l1,
      "l2": penalty.l2, "validation": watched?.count ?? 0, "seed": settings.seed,
    ], data: Checksum(digits.training.X.values, digits.training.classes.map { Float($0) }))
  try recipe.expect(saved.recipe, of: arguments)
  saved.recipe = recipe.text
  var stopping = patience.map {
    EarlyStopping(
      patience: $0, after: saved.validationLoss == nil ? 0 : saved.epochs,
      leastLoss: saved.validationLoss ?? .infinity)
  }
  let threads = try arguments.threads()
  let limit = settings.steps.map { $0 * (settings.batch ?? learned.count) }
  let run = try TrainingRun(
    arguments, total: settings.epochs, done: saved.epochs, unit: "images", learned.count,
    columns: ["epoch", "loss", "validation_loss"])
  var (network, updater) = (saved.network, saved.updater)
  try run.train {
    try Lanes.train(
      &network, learned.examples, settings, from: run.first, threads: threads
    ) { epoch in
      let watchedLoss = watched.map { loss(epoch.network, $0, settings.loss) }
      let goesOn = stopping?.goesOn(epoch, loss: watchedLoss ?? 0) ?? true
      // With patience the best is saved, from which a resumed run finds the same way again.
      if stopping == nil || stopping?.best?.number == epoch.number {
        (saved.network, saved.updater, saved.epochs) = (epoch.network, updater, epoch.number)
        saved.validationLoss = stopping?.leastLoss
      }
      let images = (epoch.number - run.first + 1) * learned.count
      return run.report(
        epoch.number, epoch.loss, [epoch.loss, watchedLoss.map { "\($0)" } ?? ""],
        units: min(images, limit ?? images), saving: saved.save) && goesOn
    } by: {
      updater.step(&$0, &$1, learningRate: $2, penalty)
    }
  }
  let parts = [("training error", learned), ("held out      ", watched), ("test error    ", digits.test)]
  let errors = try parts.compactMap { name, digits in
    try digits.map { "\(name)  \(try errorText(saved.network, $0))" }
  }
  try run.finish(best: stopping == nil ? nil : saved.epochs, saving: saved.save)

  let page = Page()
  page.line("network         \(saved.network.sizes.map(String.init).joined(separator: "–"))")
  page.line(
    settings.steps == nil
      ? "epochs          \(grouped(saved.epochs))" : "steps           \(grouped(saved.updater.steps))")
  for line in errors { page.line(line) }
  page.line(weightsLine(saved.network))
}

/// "weights 0123456789abcdef"
func weightsLine(_ network: Network) -> String {
  var sum = Checksum()
  for layer in network.layers {
    sum.add(layer.weights.values)
    sum.add(layer.bias.values)
  }
  return "weights \(sum.text)"
}

/// J on all digits.
private func loss(_ network: Network, _ digits: Digits, _ kind: Loss) -> Float {
  loss(kind, network, network.forward(digits.X), digits.examples.Y)
}

/// "1.62 % (162 of 10,000)"
private func errorText(_ network: Network, _ digits: Digits) throws -> String {
  let guesses = try finite(network.logits(digits.X), of: "the network").argmax()
  return share(zip(guesses, digits.classes).count { $0 != $1 }, of: digits.count)
}

/// Throws for options that do not go together.
private func checkCombinations(_ arguments: Arguments) throws {
  try arguments.expectEither(
    ("weights", "resume"), ("weights", "hidden"), ("weights", "initialization"), ("resume", "hidden"),
    ("resume", "steps"), ("steps", "epochs"), ("no-shuffle", "balanced"))
  try arguments.expectResumable("activation", "output-activation", "initialization")
  if arguments.optionalString("steps") != nil, let target = arguments.optionalString("save"),
    !isWeightsFile(target)
  {
    throw UserError.usage(
      "option --save: a run of --steps may end within an epoch; expected FILE.safetensors, found \(quoted(target, marks: true))"
    )
  }
}

/// A saved network, one of given weights, or a new one.
private func startingPoint(
  _ arguments: Arguments, seed: UInt64, examples: Int, batch: Int
) throws -> SavedNetwork {
  let rule = try named("rule", arguments, UpdateRule.init(named:in:))
  if let file = arguments.optionalString("resume") {
    let saved = try SavedNetwork(file: file)
    try saved.network.expectDigits(file)
    guard saved.updater.rule == rule else {
      throw UserError(
        "\(quoted(file)): found the rule \(saved.updater.rule.name), --rule asks for \(rule.name)")
    }
    try expectMemory(toTrain: saved.network.sizes, examples: examples, batch: batch)
    return saved
  }
  if let file = arguments.optionalString("weights") {
    let network = try Network(
      weights: file, activation: givenActivation(arguments),
      output: arguments.isGiven("output-activation") ? outputActivation(arguments) : nil)
    try network.expectDigits(file)
    try expectMemory(toTrain: network.sizes, examples: examples, batch: batch)
    return SavedNetwork(network, Updater(rule, for: network))
  }
  let hidden = try arguments.sizes("hidden", unlessGiven: "300")
  if hidden.isEmpty { try arguments.refuse("activation", because: "it is for hidden layers, --hidden N") }
  let sizes = [784] + hidden + [10]
  try expectMemory(toTrain: sizes, examples: examples, batch: batch)
  var generator = SeededGenerator(seed: seed)
  let network = Network(
    sizes: sizes,
    hidden: try hiddenActivation(arguments), output: try outputActivation(arguments),
    try initialization(arguments), using: &generator)
  return SavedNetwork(network, Updater(rule, for: network))
}

extension Network {
  /// Throws a `UserError` unless a network of a file can learn to read digits.
  fileprivate func expectDigits(_ file: String) throws {
    guard inputs == 784, outputs == 10 else {
      throw UserError("\(quoted(file)): found a network of \(sizes), expected 784 inputs and 10 outputs")
    }
    guard let last = activations.last, [.softmax, .sigmoid].contains(last) else {
      throw UserError(
        "\(quoted(file)): its last activation is \(activations.last?.name ?? "none"), expected softmax or sigmoid"
      )
    }
  }
}

private func expectMemory(toTrain sizes: [Int], examples: Int, batch: Int) throws {
  try expectMemory(forLayers: sizes, examples: examples, batch: batch)
  // What the rule remembers, too, and all of it before and after a step
  try expectMemory(
    ofNumbers: [4 << 20] + zip(sizes, sizes.dropFirst()).map { clampedProduct($0, $1, 11) },
    for: "a network of \(sizes)")
}

/// What an option's value names; a name that nobody knows is a mistake in the arguments.
func named<Item>(
  _ option: String, _ arguments: Arguments, _ make: (_ name: String, _ place: String) throws -> Item
) throws -> Item {
  let name = try arguments.string(option)
  do {
    return try make(name, "option --" + option)
  } catch let error as UserError {
    throw UserError.usage(error.description)
  }
}

func hiddenActivation(_ arguments: Arguments) throws -> Activation {
  let activation = try named("activation", arguments, Activation.init(named:in:))
  if activation == .softmax { throw UserError.usage("option --activation: softmax is for the last layer") }
  return activation
}

/// The activation of --activation, if it was given: its default does not speak against what a file says.
func givenActivation(_ arguments: Arguments) throws -> Activation? {
  arguments.isGiven("activation") ? try hiddenActivation(arguments) : nil
}

func outputActivation(_ arguments: Arguments) throws -> Activation {
  let activation = try named("output-activation", arguments, Activation.init(named:in:))
  guard [.softmax, .sigmoid].contains(activation) else {
    throw UserError.usage(
      "option --output-activation: expected softmax or sigmoid, found \(quoted(activation.name, marks: true))"
    )
  }
  return activation
}

func initialization(_ arguments: Arguments) throws -> Initialization {
  try arguments.choice(
    "initialization",
    [
      ("he", .he), ("glorot", .glorot), ("uniform", .uniform(0.12)), ("normal", .normal(0.01)),
      ("equal", .constant(0.3)),
    ])
}

extension TrainingSettings {
  /// - Parameter classes: those of the examples; with --steps their number says how many epochs that takes.
  fileprivate init(_ arguments: Arguments, _ classes: [Int]) throws {
    let shuffled = !arguments.flag("no-shuffle")
    let batch = try arguments.int("batch", in: 1...60_000)
    let steps = try arguments.optionalString("steps").map { _ in
      try arguments.int("steps", in: 1...1_000_000_000)
    }
    let stepsAnEpoch = (classes.count - 1) / min(batch, classes.count) + 1
    let isBalanced = arguments.flag("balanced")
    let decay = try arguments.float("decay", unlessGiven: shuffled ? 0.5 : 1, in: .leastNonzeroMagnitude...1)
    if decay == 1 { try arguments.refuse("interval", because: "it is for a --decay below 1") }
    try self.init(
      learningRate: LearningRate(
        arguments.float("learning-rate", in: .leastNonzeroMagnitude...Float.infinity), times: decay,
        every: arguments.int("interval", in: 1...1_000_000)),
      epochs: steps.map { ($0 - 1) / stepsAnEpoch + 1 } ?? arguments.int("epochs", in: 1...1_000_000),
      batch: batch, steps: steps, seed: arguments.seed("seed"),
      order: { isBalanced ? balanced($0, classes) : shuffled ? $0 : $0.sorted() })
  }
}

extension Arguments {
  fileprivate func float(_ name: String, unlessGiven value: Float, in range: ClosedRange<Float>) throws
    -> Float
  {
    optionalString(name) == nil ? value : try float(name, in: range)
  }
}

extension Digits {
  /// The digits in two parts, the second of `count` chosen at random; nil if that is none.
  func split(holdingOut count: Int, seed: UInt64) throws -> (Digits, Digits?) {
    if count == 0 { return (self, nil) }
    var generator = SeededGenerator(seed: seed ^ 0x5EED)
    let order = generator.permutation(of: self.count)
    return (chosen(Array(order.dropFirst(count))), chosen(Array(order.prefix(count))))
  }
}
