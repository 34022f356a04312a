import Figures
import Formats
import ReadAlong
import Matrices
import RecurrentNetwork

let benchmarkCommand = Command(
  "benchmark",
  summary: "Times training steps of a character model on a text; prints JSON.",
  options: [
    Option("corpus", value: "FILE", help: "the text; by default text/tinyshakespeare.txt of --data"),
    Option("data", value: "DIR", help: "the folder that holds text/tinyshakespeare.txt"),
    Option("cell", value: "NAME", default: "lstm", help: "rnn, lstm or gru"),
    Option("hidden", value: "N", default: "128", help: "the size of the state"),
    Option("steps", value: "N", default: "100", help: "training steps"),
    Option("sequence", value: "N", default: "64", help: "characters a window"),
    Option("batch", value: "N", default: "32", help: "windows a step"),
    Option("threads", value: "N", default: "1", help: "threads to divide the windows among"),
    Option("seed", value: "N", default: "1", help: "decides first weights and windows"),
  ]
) { arguments in
  let cell = try arguments.cell()
  let file =
    try arguments.optionalString("corpus")
    ?? dataFile("text/tinyshakespeare.txt", in: arguments.optionalString("data"))
  let settings = try TrainingSettings(
    steps: arguments.int("steps", in: 1...1_000_000), batch: arguments.int("batch", in: 1...4096),
    seed: arguments.seed("seed"))
  let sequence = try arguments.int("sequence", in: 1...4096)
  let threads = try arguments.threads()
  let corpus = try Corpus(file: file, window: sequence)
  var generator = SeededGenerator(seed: settings.seed)
  let hidden = try arguments.int("hidden", in: 1...4096)
  let symbols = corpus.vocabulary.count
  try expectMemory(
    toTrain: cell, hidden: hidden, layers: 1, batch: settings.batch, sequence: sequence, on: corpus,
    threads: threads)
  var training = Training(
    SequenceModel(cell, symbols: symbols, hidden: hidden, outputs: symbols, using: &generator))
  let clock = ContinuousClock()
  var (times, last) = ([Double](), clock.now)
  try Lanes.train(&training, on: Windows(of: corpus.training, length: sequence), settings, threads: threads) {
    _ in
    times.append((clock.now - last) / .seconds(1))
    last = clock.now
    return true
  }
  let rate = Double(settings.batch * sequence) / times.sorted()[times.count / 2]
  // Forward and twice backward: the state's weights, four, three or one square of them, and the scores
  let squares = cell == .rnn ? 1 : cell == .lstm ? 4 : 3
  let multiplyAdds = Double(3 * squares * hidden * hidden + 3 * hidden * symbols)
  let loss = Lanes.natsPerCharacter(training.model, on: corpus.heldOut, threads: threads)
  print(
    "{\"work\": \"charlm\", \"threads\": \(threads), \"cell\": \"\(cell.rawValue)\", "
      + "\"hidden\": \(hidden), \"batch\": \(settings.batch), \"sequence\": \(sequence), "
      + "\"steps\": \(settings.steps), \"vocabulary\": \(symbols), \"characters_per_s\": \(rate), "
      + "\"validation_nats_per_character\": \(loss), "
      + arithmetic(2e-9 * multiplyAdds * rate, ceiling: ceiling(threads: threads)) + "}")
}
