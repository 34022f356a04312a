import Figures
import Formats
import ReadAlong
import Matrices
import RecurrentNetwork

let trainCommand = Command(
  "train",
  summary: "Trains a model of characters on a text, of which the last tenth is held out; then it writes.",
  options: [
    Option("corpus", value: "FILE", help: "any text; by default the King James Bible of Data"),
    Option("cell", value: "NAME", help: "rnn, lstm or gru; lstm unless given"),
    Option("hidden", value: "N", help: "the size of the state; 128 unless given"),
    Option("layers", value: "N", help: "recurrent layers on top of each other; 1 unless given"),
    Option(
      "epochs", value: "N", default: "1",
      help:
        "passes over the text, about: windows lie at random; as many when resumed, unless --last-rate is 1"),
    Option("steps", value: "N", help: "training steps, instead of epochs; as many when resumed"),
    Option("until", value: "N", help: "stop after step N of them; --resume goes on"),
    Option("batch", value: "N", default: "32", help: "windows a step"),
    Option("sequence", value: "N", default: "64", help: "characters a window"),
    Option("learning-rate", value: "X", default: "0.004", help: "at the start; it falls along a line"),
    Option(
      "last-rate", value: "X",
      help: "to this part of itself; 1 keeps it; 0.05 unless given, 1 with --no-shuffle"),
    Option(
      "clip", value: "X", help: "the longest gradient; 5 unless given, of any length with --no-shuffle"),
    Option("rule", value: "NAME", default: "adam", help: "gradient-descent, momentum (of 0.9) or adam"),
    Option(
      "no-shuffle",
      help:
        "windows one after the other from the front of the text, and from there again; then a constant rate and "
        + "no clipping unless they are given: to be held against another framework's run"),
    Option("threads", value: "N", help: "threads to divide the windows among; by default all cores"),
    Option("seed", value: "N", default: "1", help: "decides first weights and windows"),
    Option("every", value: "N", default: "500", help: "steps between measurements, log rows and saves"),
    Option(
      "weights", value: "FILE",
      help:
        "begin with the weights of a .safetensors file: \(weightsForm); its symbols are the bytes that it names or, "
        + "if it names none, the text's different bytes in ascending order; both biases learn, as in PyTorch"),
  ]
    + TrainingRun.options(
      save:
        "write at every measurement: to a name ending in .safetensors the weights alone, as --weights reads them, "
        + "to any other all that --resume needs",
      resume: "go on from a saved training; give the other options as before",
      log: "write step, loss and held-out loss to a CSV file")
) { arguments in
  try arguments.expectEither(
    ("weights", "resume"), ("weights", "cell"), ("weights", "hidden"), ("weights", "layers"),
    ("steps", "epochs"))
  let sequence = try arguments.int("sequence", in: 1...65536)
  let file = try arguments.optionalString("corpus") ?? dataFile("kjv.txt.gz")
  let weights = arguments.optionalString("weights")
  let known =
    try weights.flatMap { try Vocabulary.named(in: $0) }
    ?? arguments.optionalString("resume").map { try Safetensors(file: $0).vocabulary() }
  let corpus = try Corpus(file: file, window: sequence, known: known)
  let windows = Windows(of: corpus.training, length: sequence, shuffled: !arguments.flag("no-shuffle"))
  let settings = try TrainingSettings(arguments, windows)
  let rule = try arguments.rule()
  let threads = arguments.isGiven("threads") ? try arguments.threads() : cores
  let every = try arguments.int("every", in: 1...1_000_000_000)
  let until = try arguments.until(of: settings.steps)

  var generator = SeededGenerator(seed: settings.seed)
  let symbols = corpus.vocabulary.count
  let hidden = try arguments.ifGiven("hidden") { try arguments.int($0, in: 1...8192) } ?? 128
  let layers = try arguments.ifGiven("layers") { try arguments.int($0, in: 1...16) } ?? 1
  try expectMemory(
    toTrain: arguments.cell(), hidden: hidden, layers: layers, batch: settings.batch, sequence: sequence,
    on: corpus, threads: threads)
  let fresh = try Training(
    SequenceModel(
      arguments.cell(), symbols: symbols, hidden: hidden, layers: layers, outputs: symbols, using: &generator),
    rule)
  var saved = SavedTraining(fresh, corpus.vocabulary)
  if let weights {
    saved = try SavedTraining(weights: weights, rule, corpus.vocabulary)
    let model = saved.training.model
    try expectMemory(
      toTrain: model.cell, hidden: model.hidden, layers: model.layers.count, batch: settings.batch,
      sequence: sequence, on: corpus, threads: threads)
  }
  if let resumed = arguments.optionalString("resume") {
    saved = try SavedTraining(file: resumed)
    try saved.expect(fresh, corpus.vocabulary, file: resumed)
  }
  try expectMore(until, than: saved.training.steps, "step", arguments)
  let recipe = Recipe(
    [
      "learning-rate": settings.learningRate, "last-rate": settings.lastRate, "clip": settings.clip,
      "batch": settings.batch, "sequence": sequence, "no-shuffle": !windows.shuffled, "seed": settings.seed,
    ], falling: settings.lastRate == 1 ? nil : ("steps", settings.steps), data: corpus.checksum)
  try recipe.expect(saved.recipe, of: arguments)
  saved.recipe = recipe.text
  let run = try TrainingRun(
    arguments, total: settings.steps, done: saved.training.steps, unit: "characters",
    settings.batch * sequence, columns: ["step", "loss", "held_out"], step: "step",
    isBetween: saved.losses.count > 0)
  var training = saved.training
  var heldOut: Float?
  try run.train {
    try Lanes.train(&training, on: windows, settings, threads: threads) { step in
      saved.losses.add(step.loss)
      let loss = saved.losses.mean
      guard step.number.isMultiple(of: every) || step.number == until else {
        run.show(step.number, loss)
        if !run.isEnding { return true }
        (saved.training, heldOut) = (step.training, nil)
        return run.stop(after: step.number)
      }
      saved.training = step.training
      let nats = Lanes.natsPerCharacter(step.training.model, on: corpus.heldOut, threads: threads)
      heldOut = nats
      if step.number.isMultiple(of: every) { saved.losses = Losses() }
      return run.report(step.number, loss, [loss, nats], saving: saved.save) && step.number != until
    }
  }
  let nats = try finite(
    heldOut ?? Lanes.natsPerCharacter(saved.training.model, on: corpus.heldOut, threads: threads))
  try run.finish(saving: saved.save)
  print("steps     \(grouped(saved.training.steps))")
  print("held out  \(fixed(nats, 4)) nats a character, \(fixed(bits(nats), 4)) bits\n")
  try stream(saved, prompt: saved.usualPrompt, length: 400, temperature: 0.8, seed: settings.seed)
  print("weights \(checksum(of: saved.training.model))")
}

extension TrainingSettings {
  fileprivate init(_ arguments: Arguments, _ windows: Windows) throws {
    let batch = try arguments.int("batch", in: 1...65536)
    let epochs = try arguments.int("epochs", in: 1...1_000_000)
    let steps =
      try arguments.optionalString("steps") == nil
      ? max(1, epochs * windows.text.count / (batch * windows.length))
      : arguments.int("steps", in: 1...1_000_000_000)
    let lengths = Float.leastNonzeroMagnitude...Float.infinity
    try self.init(
      steps: steps, batch: batch,
      learningRate: arguments.float("learning-rate", in: .leastNonzeroMagnitude ... .greatestFiniteMagnitude),
      lastRate: arguments.ifGiven("last-rate") { try arguments.float($0, in: 0...1) }
        ?? (windows.shuffled ? 0.05 : 1),
      clip: arguments.ifGiven("clip") { try arguments.float($0, in: lengths) }
        ?? (windows.shuffled ? 5 : .infinity),
      seed: arguments.seed("seed"))
  }
}

extension Arguments {
  /// The rule named by --rule.
  func rule() throws -> UpdateRule {
    let name = try string("rule")
    if let rule = UpdateRule(name: name == "sgd" ? "gradient-descent" : name) { return rule }
    throw UserError.usage(
      "option --rule: found the rule \(quoted(name, marks: true)), expected one of gradient-descent, sgd, momentum, adam"
    )
  }
}

/// Bits for nats.
func bits(_ nats: Float) -> Float { nats / log(2) }

/// Throws a `UserError` if there is no memory to train a model and to measure it. As measured, its weights stand some
/// thirty times: packed, before and after a step, in what the rule remembers; and as gradients, one for each sixteen
/// windows. What a further thread asks for comes from 64 MB of its own.
func expectMemory(
  toTrain cell: Cell, hidden: Int, layers: Int, batch: Int, sequence: Int, on corpus: Corpus, threads: Int
) throws {
  let symbols = corpus.vocabulary.count
  let weights =
    cell.gates * hidden * (symbols + hidden + 2 + (layers - 1) * (2 * hidden + 2)) + hidden * symbols
  let heldOut = min(corpus.heldOut.count + 512, threads * 16 * 512)
  try expectMemory(
    ofNumbers: [
      10 << 20, min(threads - 1, 8) << 24, clampedProduct(weights, 32 + (batch + 15) / 16),
      clampedProduct(batch, sequence, 14 * layers * hidden + 4 * symbols),
      clampedProduct(heldOut, 8 * layers * hidden + 2 * symbols),
    ], for: "\(layers) layers of \(hidden) and \(batch) windows of \(sequence)")
}
