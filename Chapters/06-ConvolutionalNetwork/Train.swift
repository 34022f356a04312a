import Companion
import ConvolutionalNetwork

let trainCommand = Command(
  "train",
  summary: "Trains LeNet-5 on the 5,000 digits in Data, or with --data on the full MNIST.",
  options: [
    Option("data", value: "DIR", help: "the folder that holds MNIST's four files"),
    Option("epochs", value: "N", default: "20", help: "passes over the training images"),
    Option("batch", value: "N", help: "images a step; 32 unless given"),
    Option("learning-rate", value: "X", help: "the length of a step in the first epoch; 0.02 unless given"),
    Option("decay", value: "X", help: "what the rate is multiplied by after each epoch; 0.8 unless given"),
    Option("weight-decay", value: "X", help: "how much a step shrinks the weights; 0.0005 unless given"),
    Option("pooling", value: "KIND", help: "average or max; average unless given"),
    Option("distort", help: "shift, turn, scale, shear and bend each image anew in each epoch"),
    Option("validation", value: "N", default: "0", help: "training images held out to choose settings by"),
    Option("test", help: "count the errors on the test images once, at the end"),
    Option("threads", value: "N", default: "2", help: "threads to use; they change no bit"),
    Option("seed", value: "N", help: "decides the first weights, the order, the distortions; 1 unless given"),
    Option("save", value: "FILE", help: "write the training to a file after each epoch"),
    Option("resume", value: "FILE", help: "go on from a saved training, with its settings"),
    Option("log", value: "FILE", help: "write epoch, rate, loss and validation error to a CSV file"),
  ]
) { arguments in
  let data = try TrainingData(arguments)
  var checkpoint = try startingPoint(arguments, images: data.training.count)
  let epochs = try arguments.int("epochs", in: 1...1_000_000)
  let threads = try arguments.int("threads", in: 1...64)
  if checkpoint.state.epochs > epochs {
    throw UserError(
      "the saved training has \(checkpoint.state.epochs) epochs already, --epochs asks for \(epochs)")
  }
  let log = try arguments.optionalString("log").map {
    try LogFile(
      $0, columns: ["epoch", "learning_rate", "loss", "validation_error"], resume: checkpoint.state.epochs > 0
    )
  }
  let progress = Progress(total: epochs, alreadyDone: checkpoint.state.epochs, unit: "images")
  defer { progress.finish() }
  let (first, settings) = (checkpoint.state.epochs, checkpoint.settings)
  var state = checkpoint.state
  do {
    try train(&state, data.training, settings, epochs: epochs, threads: threads) { epoch in
      checkpoint.state = epoch.state
      if let file = arguments.optionalString("save") { try writeSafely(checkpoint.bytes(), to: file) }
      let error = data.validation.map { errorRate(epoch.state.network, $0, threads: threads) }
      try log?.append(
        epoch.number, settings.learningRate(epoch: epoch.number), epoch.loss, error.map { "\($0)" } ?? "")
      progress.update(
        completed: epoch.number, loss: epoch.loss, units: (epoch.number - first) * data.training.count)
    }
  } catch let divergence as Divergence {
    throw UserError("\(divergence)")
  }
  progress.finish()
  if let file = arguments.optionalString("save") { try writeSafely(checkpoint.bytes(), to: file) }

  let page = Page()
  page.line("epochs            \(grouped(state.epochs))")
  page.line("training images   \(grouped(data.training.count))")
  if let validation = data.validation {
    page.line("validation error  \(text(state.network, validation, threads))")
  }
  if let test = data.test { page.line("test error        \(text(state.network, test, threads))") }
}

/// "1.23 % (123 of 10,000)"
private func text(_ network: LeNet5, _ digits: Digits, _ threads: Int) -> String {
  let error = errorRate(network, digits, threads: threads)
  let wrong = Int((error * Double(digits.count)).rounded())
  return "\(fixed(100 * error, 2)) % (\(grouped(wrong)) of \(grouped(digits.count)))"
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

/// A new training, or the one that --resume names.
private func startingPoint(_ arguments: Arguments, images: Int) throws -> Checkpoint {
  guard let file = arguments.optionalString("resume") else {
    let settings = try TrainingSettings(arguments, images: images)
    let state = TrainingState(pooling: try pooling(arguments) ?? .average, seed: settings.seed)
    return Checkpoint(state: state, settings: settings, images: images)
  }
  let checkpoint = try readCheckpoint(file)
  for name in ["batch", "learning-rate", "decay", "weight-decay", "pooling", "seed"] {
    if let text = arguments.optionalString(name) {
      throw UserError.usage(
        "option --\(name) \(text): a resumed training keeps the settings it was saved with")
    }
  }
  if arguments.flag("distort") {
    throw UserError.usage("option --distort: a resumed training keeps the settings it was saved with")
  }
  if checkpoint.images != images {
    throw UserError("\(file) was trained on \(grouped(checkpoint.images)) images, found \(grouped(images))")
  }
  return checkpoint
}

func readCheckpoint(_ file: String) throws -> Checkpoint {
  do {
    return try Checkpoint(bytes: readBytes(file))
  } catch let error as CheckpointError {
    throw UserError("\(file), \(error)")
  }
}

private func pooling(_ arguments: Arguments) throws -> Pooling? {
  try arguments.optionalString("pooling").map { text in
    guard let pooling = Pooling(rawValue: text) else {
      throw UserError.usage("option --pooling: expected average or max, found \"\(text)\"")
    }
    return pooling
  }
}

extension TrainingSettings {
  fileprivate init(_ arguments: Arguments, images: Int) throws {
    func float(_ name: String, _ value: Float, _ range: ClosedRange<Float>) throws -> Float {
      arguments.optionalString(name) == nil ? value : try arguments.float(name, in: range)
    }
    self.init(
      learningRate: try float("learning-rate", 0.02, .leastNonzeroMagnitude...Float.infinity),
      decay: try float("decay", 0.8, .leastNonzeroMagnitude...1),
      weightDecay: try float("weight-decay", 5e-4, 0...1),
      batch: arguments.optionalString("batch") == nil
        ? min(32, images) : try arguments.int("batch", in: 1...images),
      distortion: arguments.flag("distort") ? Distortion() : nil,
      seed: arguments.optionalString("seed") == nil ? 1 : try arguments.seed("seed"))
  }
}
