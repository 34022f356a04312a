import Figures
import Formats
import ReadAlong
import ConvolutionalNetwork

let trainCommand = Command(
  "train",
  summary: "Trains LeNet-5 on the 5,000 digits in Data, or with --data on the full MNIST.",
  options: [
    Option("data", value: "DIR", help: "the folder that holds MNIST's four files"),
    Option("epochs", value: "N", default: "20", help: "passes over the training images"),
    Option("steps", value: "N", help: "exactly so many updates, instead of epochs"),
    Option("batch", value: "N", help: "images a step; 32 unless given"),
    Option(
      "rule", value: "NAME", help: "gradient-descent, momentum (of 0.9) or adam; momentum unless given"),
    Option("learning-rate", value: "X", help: "the length of a step in the first epoch; 0.02 unless given"),
    Option(
      "decay", value: "X",
      help: "what the rate is multiplied by after each epoch; 0.8 unless given, 1 with --no-shuffle"),
    Option(
      "weight-decay", value: "X",
      help: "how much a step shrinks the weights; 0.0005 unless given, 0 with --no-shuffle"),
    Option(
      "no-shuffle",
      help:
        "batches in the order of the data, epoch after epoch; then no decay of rate and weights unless they are "
        + "given: to be held against another framework's run"),
    Option("pooling", value: "KIND", help: "average or max; average unless given"),
    Option("distort", help: "shift, turn, scale, shear and bend each image anew in each epoch"),
    Option("distort-as-1998", help: "the same without turning and bending, as in the paper"),
    Option("validation", value: "N", default: "0", help: "training images held out to choose settings by"),
    Option("test", help: "count the errors on the test images once, at the end"),
    Option("threads", value: "N", default: "2", help: "threads to use; they change no bit"),
    Option("seed", value: "N", help: "decides the first weights, the order, the distortions; 1 unless given"),
    Option(
      "weights", value: "FILE",
      help: "begin with the weights of a .safetensors file: \(weightsForm)"),
  ]
    + TrainingRun.options(
      save:
        "write while training: to a name ending in .safetensors the weights alone, as --weights reads them, to any "
        + "other all that --resume needs",
      resume: "go on from a saved training, with its settings",
      log: "write epoch, rate, loss and validation error to a CSV file")
) { arguments in
  try checkCombinations(arguments)
  let data = try TrainingData(arguments)
  var saved = try startingPoint(arguments, data.training)
  let steps = try arguments.optionalString("steps").map { _ in
    try arguments.int("steps", in: 1...1_000_000_000)
  }
  let stepsAnEpoch = (data.training.count - 1) / saved.settings.batch + 1
  let epochs = try steps.map { ($0 - 1) / stepsAnEpoch + 1 } ?? arguments.int("epochs", in: 1...1_000_000)
  let threads = try arguments.threads()
  (saved.settings.epochs, saved.settings.steps) = (epochs, steps)
  let (settings, distortion, count) = (saved.settings, saved.distortion.distortion, data.training.count)
  try expectMemory(
    forLanesOf: threads, batch: settings.batch, classifies: data.validation != nil || data.test != nil,
    distorted: distortion == nil ? 0 : count)
  let run = try TrainingRun(
    arguments, total: epochs, done: saved.epochs, unit: "images", count,
    columns: ["epoch", "learning_rate", "loss", "validation_error"])
  var training = saved.training
  try run.train {
    try Lanes.train(&training, data.training, settings, from: run.first, threads: threads) { epoch in
      (saved.training, saved.epochs) = (epoch.training, epoch.number)
      let error = data.validation.map { wrongShare(epoch.training.network, $0, threads) }
      let images = (epoch.number - run.first + 1) * count
      return run.report(
        epoch.number, epoch.loss,
        [settings.learningRate(epoch: epoch.number), epoch.loss, error.map { "\($0)" } ?? ""],
        units: min(images, steps.map { $0 * settings.batch } ?? images), saving: saved.save)
    } images: {
      distortion?.apply(to: $0, epoch: $1, seed: settings.seed, threads: threads) ?? $0
    }
  }
  // Weights may have become so large that their scores are no numbers.
  for i in 0..<min(10, count) {
    let image = Pixels.standardized.maps(of: data.training.image(i))
    _ = try finite(training.network.forward(image).scores, of: "the network")
  }
  try run.finish(saving: saved.save)

  let page = Page()
  page.line(
    steps.map { "steps             \(grouped($0))" } ?? "epochs            \(grouped(saved.epochs))")
  page.line("training images   \(grouped(data.training.count))")
  if let validation = data.validation {
    page.line("validation error  \(text(training.network, validation, threads))")
  }
  if let test = data.test { page.line("test error        \(text(training.network, test, threads))") }
  var sum = Checksum()
  for parameter in training.network.namedParameters { sum.add(parameter.values) }
  page.line("weights \(sum.text)")
}

/// Throws a `UserError` if there is no memory for what a training allocates: maps for each thread and a group's slopes for
/// sixteen images, the network and what is like it, and the images of an epoch if they are made anew.
private func expectMemory(forLanesOf threads: Int, batch: Int, classifies: Bool, distorted: Int) throws {
  let groups = (batch + 15) / 16 + (classifies ? 16 : 0)
  let maps = 16 * 17_440  // lanes × places of GroupMaps
  try ReadAlong.expectMemory(
    ofNumbers: [
      clampedProduct(maps, threads, classifies ? 2 : 1), clampedProduct(23_000, groups), 12 * 61_706,
      clampedProduct(Digits.pixels / 2, distorted),
    ], for: "\(threads) threads and batches of \(batch) images")
}

private func wrongShare(_ network: LeNet5, _ digits: Digits, _ threads: Int) -> Double {
  errorRate(Lanes.classify(network, digits, threads: threads), digits)
}

/// "1.23 % (123 of 10,000)"
private func text(_ network: LeNet5, _ digits: Digits, _ threads: Int) -> String {
  share(Int((wrongShare(network, digits, threads) * Double(digits.count)).rounded()), of: digits.count)
}

/// The images to train on, those held out to choose by, and those for the last word.
private struct TrainingData {
  var training: Digits
  var validation: Digits?
  var test: Digits?

  init(_ arguments: Arguments) throws {
    if let folder = arguments.optionalString("data") {
      training = try Digits(LabeledImages.mnist(.training, in: folder))
      if arguments.flag("test") { test = try Digits(LabeledImages.mnist(.test, in: folder)) }
    } else {
      let (first, last) = try fiveThousand()
      training = first
      if arguments.flag("test") { test = last }
    }
    let count = try arguments.int("validation", in: 0...training.count - 1)
    if count > 0 {
      let rest = training.count - count
      validation = training.subset(Array(rest..<training.count))
      training = training.prefix(rest)
    }
  }
}

/// Throws for options that do not go together.
private func checkCombinations(_ arguments: Arguments) throws {
  try arguments.expectEither(("resume", "weights"), ("resume", "steps"), ("distort", "distort-as-1998"))
  if arguments.optionalString("steps") != nil, let target = arguments.optionalString("save"),
    !isWeightsFile(target)
  {
    throw UserError.usage(
      "option --save: a run of --steps may end within an epoch; expected FILE.safetensors, found \"\(target)\""
    )
  }
}

/// A new training, or the one that --resume names.
private func startingPoint(_ arguments: Arguments, _ digits: Digits) throws -> SavedTraining {
  let images = digits.count
  var sum = Checksum()
  sum.add(digits.images)
  sum.add(digits.labels)
  guard let file = arguments.optionalString("resume") else {
    let settings = try TrainingSettings(arguments, images: images)
    let pooling = try arguments.pooling()
    let rule = try arguments.rule()
    let training =
      try arguments.optionalString("weights").map {
        try Training(LeNet5(weights: $0, pooling: pooling), rule)
      }
      ?? Training(rule, pooling: pooling ?? .average, seed: settings.seed)
    return SavedTraining(
      training: training, settings: settings, distortion: arguments.distortion(), images: images,
      data: sum.text)
  }
  try arguments.expectResumable(
    "rule", "batch", "learning-rate", "decay", "weight-decay", "pooling", "seed", "distort",
    "distort-as-1998", "no-shuffle")
  let saved = try SavedTraining(file: file)
  if saved.images != images {
    throw UserError(
      "\(file) was trained on \(grouped(saved.images)) images, found \(grouped(images)); "
        + "expected the same --data and --validation")
  }
  if saved.data != sum.text { throw UserError("\(quoted(file)) was trained on other images than these") }
  return saved
}

extension Arguments {
  /// What --pooling names; nil if it is not given.
  func pooling() throws -> Pooling? {
    try optionalString("pooling").map { text in
      guard let pooling = Pooling(rawValue: text) else {
        throw UserError.usage("option --pooling: expected average or max, found \(quoted(text, marks: true))")
      }
      return pooling
    }
  }

  fileprivate func distortion() -> Distortion.Kind {
    flag("distort-as-1998") ? .shifted : flag("distort") ? .all : .none
  }

  /// What --rule names.
  fileprivate func rule() throws -> UpdateRule {
    switch optionalString("rule") ?? "momentum" {
    case "gradient-descent", "sgd": .gradientDescent
    case "momentum": .momentum(0.9)
    case "adam": .adam
    case let name:
      throw UserError.usage(
        "option --rule: found the rule \(quoted(name, marks: true)), expected one of gradient-descent, sgd, momentum, adam"
      )
    }
  }
}

extension TrainingSettings {
  fileprivate init(_ arguments: Arguments, images: Int) throws {
    func float(_ name: String, _ value: Float, _ range: ClosedRange<Float>) throws -> Float {
      arguments.optionalString(name) == nil ? value : try arguments.float(name, in: range)
    }
    let shuffled = !arguments.flag("no-shuffle")
    self.init(
      learningRate: try float("learning-rate", 0.02, .leastNonzeroMagnitude...Float.greatestFiniteMagnitude),
      decay: try float("decay", shuffled ? 0.8 : 1, .leastNonzeroMagnitude...1),
      penalty: Penalty(l2: try float("weight-decay", shuffled ? 5e-4 : 0, 0...1) / 2),
      batch: arguments.optionalString("batch") == nil
        ? min(32, images) : try arguments.int("batch", in: 1...images),
      shuffled: shuffled, seed: arguments.optionalString("seed") == nil ? 1 : try arguments.seed("seed"))
  }
}
