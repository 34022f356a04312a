import Companion
import Matrices
import MultilayerPerceptron

let trainCommand = Command(
  "train",
  summary: "Learns to read digits: the 5,000 in Data, a hundred of each held out, or the full MNIST.",
  options: [
    Option("data", value: "DIR", help: "a folder with the full MNIST; by default the 5,000 digits in Data"),
    Option("hidden", value: "N,M,…", default: "300", help: "neurons of each hidden layer"),
    Option(
      "activation", value: "NAME", default: "relu", help: "of the hidden layers: relu, sigmoid, tanh, …"),
    Option("output", value: "NAME", default: "softmax", help: "of the last layer: softmax or sigmoid"),
    Option(
      "initialization", value: "NAME", default: "he", help: "he, glorot, uniform (±0.12) or normal (0.01)"),
    Option("rule", value: "NAME", default: "momentum", help: "gradient-descent, momentum, nesterov, adam, …"),
    Option("learning-rate", value: "X", default: "0.1", help: "the length of a step"),
    Option("decay", value: "X", default: "0.5", help: "what the rate is multiplied with, every --interval"),
    Option("interval", value: "N", default: "5", help: "epochs with the same rate"),
    Option("epochs", value: "N", default: "30", help: "passes over the digits, at most"),
    Option("batch", value: "N", default: "50", help: "digits a step"),
    Option("balanced", help: "as many of each digit in every batch"),
    Option("l1", value: "X", default: "0", help: "λ of the lasso"),
    Option("l2", value: "X", default: "0.00005", help: "λ of the ridge"),
    Option("validation", value: "N", default: "0", help: "training digits held out to watch"),
    Option("patience", value: "N", help: "stop after so many epochs without a better loss on those"),
    Option("threads", value: "N", default: "1", help: "threads; they change no bit of the result"),
    Option("seed", value: "N", default: "1", help: "decides the first weights and the order"),
    Option("save", value: "DIR", help: "write the network to a folder of .npy files"),
    Option("resume", value: "DIR", help: "go on from a saved network"),
    Option("log", value: "FILE", help: "write epoch, loss and validation loss to a CSV file"),
  ]
) { arguments in
  let digits = try arguments.optionalString("data").map { try Digits.full(in: $0) } ?? Digits.small()
  let settings = try TrainingSettings(arguments)
  let (learned, watched) = try digits.training.split(
    holdingOut: arguments.int("validation", in: 0...digits.training.count - 1), seed: settings.seed)
  var stopping = try arguments.optionalString("patience").map { _ in
    EarlyStopping(patience: try arguments.int("patience", in: 1...1_000_000))
  }
  if stopping != nil && watched == nil { throw UserError.usage("option --patience needs --validation N") }

  var saved = try startingPoint(arguments, seed: settings.seed)
  if saved.epochs > settings.epochs {
    throw UserError(
      "the saved network has \(saved.epochs) epochs already, --epochs asks for \(settings.epochs)")
  }
  let log = try arguments.optionalString("log").map {
    try LogFile($0, columns: ["epoch", "loss", "validation_loss"], resume: saved.epochs > 0)
  }

  let progress = Progress(total: settings.epochs, alreadyDone: saved.epochs, unit: "images")
  defer { progress.finish() }
  let first = saved.epochs + 1
  do {
    saved.epochs = try train(&saved.network, &saved.updater, learned.examples, settings, from: first) {
      epoch in
      let watchedLoss = watched.map { loss(epoch.network, $0, settings.loss) }
      progress.update(
        completed: epoch.number, loss: epoch.loss, units: (epoch.number - first + 1) * learned.count)
      try log?.append(epoch.number, epoch.loss, watchedLoss.map { "\($0)" } ?? "")
      return stopping?.goesOn(epoch, loss: watchedLoss ?? 0) ?? true
    }
  } catch let divergence as Divergence {
    throw UserError("\(divergence)")
  }
  progress.finish()
  if let best = stopping?.best {
    (saved.network, saved.updater, saved.epochs) = (best.network, best.updater, best.number)
  }
  if let folder = arguments.optionalString("save") { try saved.write(to: folder) }

  let page = Page()
  page.line("network         \(saved.network.sizes.map(String.init).joined(separator: "–"))")
  page.line("epochs          \(grouped(saved.epochs))")
  page.line("training error  \(errorText(saved.network, learned))")
  if let watched { page.line("held out        \(errorText(saved.network, watched))") }
  page.line("test error      \(errorText(saved.network, digits.test))")
}

/// J on all digits.
private func loss(_ network: Network, _ digits: Digits, _ kind: Loss) -> Float {
  loss(kind, network, network.forward(digits.X), digits.examples.Y)
}

/// "1.62 % (162 of 10,000)"
private func errorText(_ network: Network, _ digits: Digits) -> String {
  let wrong = zip(network.classify(digits.X), digits.classes).count { $0 != $1 }
  let share = 100 * Double(wrong) / Double(digits.count)
  return "\(fixed(share, 2)) % (\(grouped(wrong)) of \(grouped(digits.count)))"
}

/// A saved network, or a new one.
private func startingPoint(_ arguments: Arguments, seed: UInt64) throws -> SavedNetwork {
  let rule = try UpdateRule(named: arguments.string("rule"), in: "option --rule")
  if let folder = arguments.optionalString("resume") {
    let saved = try SavedNetwork(folder: folder)
    guard saved.network.inputs == 784, saved.network.outputs == 10 else {
      throw UserError(
        "\(folder): found a network of \(saved.network.sizes), expected 784 inputs and 10 outputs")
    }
    guard saved.updater.rule == rule else {
      throw UserError("\(folder): found the rule \(saved.updater.rule.name), --rule asks for \(rule.name)")
    }
    return saved
  }
  let hidden = try (arguments.optionalString("hidden") ?? "").split(separator: ",").map { part in
    guard let size = Int(part), (1...100_000).contains(size) else {
      throw UserError.usage("option --hidden: expected numbers such as 300 or 300,100, found \"\(part)\"")
    }
    return size
  }
  var generator = SeededGenerator(seed: seed)
  let network = Network(
    sizes: [784] + hidden + [10],
    hidden: try hiddenActivation(arguments), output: try outputActivation(arguments),
    try initialization(arguments), using: &generator)
  return SavedNetwork(network, Updater(rule, for: network))
}

private func hiddenActivation(_ arguments: Arguments) throws -> Activation {
  let activation = try Activation(named: arguments.string("activation"), in: "option --activation")
  if activation == .softmax { throw UserError.usage("option --activation: softmax is for the last layer") }
  return activation
}

private func outputActivation(_ arguments: Arguments) throws -> Activation {
  let activation = try Activation(named: arguments.string("output"), in: "option --output")
  guard [.softmax, .sigmoid].contains(activation) else {
    throw UserError.usage("option --output: expected softmax or sigmoid, found \"\(activation.name)\"")
  }
  return activation
}

private func initialization(_ arguments: Arguments) throws -> Initialization {
  let rules: [String: Initialization] = [
    "he": .he, "glorot": .glorot, "uniform": .uniform(0.12), "normal": .normal(0.01),
  ]
  let name = try arguments.string("initialization")
  guard let rule = rules[name] else {
    let known = rules.keys.sorted().joined(separator: ", ")
    throw UserError.usage("option --initialization: expected one of \(known), found \"\(name)\"")
  }
  return rule
}

extension TrainingSettings {
  fileprivate init(_ arguments: Arguments) throws {
    try self.init(
      learningRate: LearningRate(
        arguments.float("learning-rate", in: .leastNonzeroMagnitude...Float.infinity),
        times: arguments.float("decay", in: .leastNonzeroMagnitude...1),
        every: arguments.int("interval", in: 1...1_000_000)),
      epochs: arguments.int("epochs", in: 1...1_000_000), batch: arguments.int("batch", in: 1...60_000),
      balanced: arguments.flag("balanced"),
      penalty: Penalty(
        l1: arguments.float("l1", in: 0...Float.infinity), l2: arguments.float("l2", in: 0...Float.infinity)),
      seed: arguments.seed("seed"), threads: arguments.int("threads", in: 1...64))
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
