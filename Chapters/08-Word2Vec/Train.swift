import Figures
import Formats
import ReadAlong
import Matrices
import Word2Vec

let trainCommand = Command(
  "train",
  summary: "Learns a vector for each word of a text of any size, with negative sampling.",
  options: [
    Option("corpus", value: "FILE", help: "the text, UTF-8; a line end ends a sentence"),
    Option("mode", value: "skipgram|cbow", default: "skipgram", help: "which way to predict"),
    Option("hidden", value: "N", default: "100", help: "numbers a word"),
    Option("window", value: "N", default: "5", help: "how far a context word may be"),
    Option("negatives", value: "N", default: "5", help: "negative samples for each word, 1 to 15"),
    Option("sample", value: "X", default: "0.001", help: "share above which a word counts as frequent"),
    Option("min-count", value: "N", default: "5", help: "rarer words get no vector"),
    Option("phrases", help: "join pairs of words that belong together, as in new_york"),
    Option("epochs", value: "N", default: "5", help: "passes over the text"),
    Option("learning-rate", value: "X", default: "0.025", help: "the first; it falls to a 250th of it"),
    Option("threads", value: "N", default: "1", help: "more than one: faster, and not the same bits again"),
    Option("seed", value: "N", default: "1", help: "decides all random numbers"),
    Option("save", value: "FILE", help: "write the vectors; .txt for the text format, else binary"),
    Option("checkpoint", value: "FILE", help: "write all there is to go on from, after each epoch"),
    Option("resume", value: "FILE", help: "go on from a checkpoint, with the same corpus and options"),
    Option("log", value: "FILE", help: "write epoch, words a second and learning rate to a CSV file"),
  ]
) { arguments in
  let settings = try TrainingSettings(arguments)
  for output in ["save", "checkpoint"] { try arguments.optionalString(output).map(expectWritable) }
  let text = try Corpus(file: arguments.string("corpus"))
  let minimumCount = try arguments.int("min-count", in: 1...1_000_000_000)
  let corpus = arguments.flag("phrases") ? try withPhrases(text, minimumCount) : text
  let vocabulary = try counted(corpus, minimumCount)
  let trainer = Trainer(vocabulary, settings)

  var first = 1
  if let file = arguments.optionalString("resume") { first = try Checkpoint.load(file, into: trainer) + 1 }
  if first > settings.epochs {
    throw UserError("the checkpoint has \(first - 1) epochs already, --epochs asks for \(settings.epochs)")
  }
  let log = try arguments.optionalString("log").map {
    try LogFile($0, columns: ["epoch", "words_per_s", "learning_rate"], resume: first > 1)
  }
  let progress = WordProgress(trainer, from: first)
  defer { progress.finish() }
  for epoch in first...settings.epochs {
    let seconds = secondsSinceStart()
    try trainer.train(on: corpus, epoch: epoch) { blocks, words in
      progress.update(epoch: epoch, part: Double(blocks) / Double(corpus.blocks), words: words)
    }
    guard trainer.isFinite else {
      throw UserError(
        "training diverges: a vector is no number in epoch \(epoch) at learning rate "
          + "\(settings.learningRate); a smaller one may work")
    }
    let rate = settings.learningRate(after: Double(epoch) / Double(settings.epochs))
    try log?.append(epoch, Double(vocabulary.textLength) / seconds(), rate)
    if let file = arguments.optionalString("checkpoint") {
      try Checkpoint.save(trainer, epoch: epoch, to: file)
    }
  }
  progress.finish()
  if let file = arguments.optionalString("save") {
    try WordVectorFile(words: vocabulary.words, vectors: trainer.vectors)
      .write(to: file, format: file.hasSuffix(".txt") ? .text : .binary)
  }
  showFirst(trainer)
}

/// The vocabulary of a text; an error if there is nothing to learn from.
func counted(_ corpus: Corpus, _ minimumCount: Int) throws -> Vocabulary {
  let vocabulary = try Vocabulary(of: corpus, minimumCount: minimumCount)
  guard vocabulary.count > 1 else {
    throw UserError(
      "found \(vocabulary.count) different words that occur at least \(minimumCount) times "
        + "among \(grouped(vocabulary.textLength)) words, expected 2 or more")
  }
  return vocabulary
}

private func withPhrases(_ corpus: Corpus, _ minimumCount: Int) throws -> Corpus {
  let phrases = try Phrases(of: corpus, counted(corpus, minimumCount), discount: minimumCount)
  writeToStandardError("\(grouped(phrases.count)) phrases\n")
  return corpus.joining(phrases)
}

/// What the most frequent words of some length have for neighbors.
private func showFirst(_ trainer: Trainer) {
  let vectors = WordVectors(trainer.vocabulary.words, trainer.vectors)
  let page = Page()
  page.line("words          \(grouped(trainer.vocabulary.textLength))")
  page.line("with a vector  \(grouped(trainer.vocabulary.count))")
  let words = vectors.words.filter { $0.count > 4 }.prefix(5)
  page.table(
    ["word", "neighbors"],
    words.map { word in
      [word, (vectors.neighbors(of: word, count: 5) ?? []).map(\.word).joined(separator: " ")]
    })
}

extension TrainingSettings {
  init(_ arguments: Arguments) throws {
    self.init()
    architecture = try arguments.architecture()
    dimensions = try arguments.int("hidden", in: 1...4096)
    window = try arguments.int("window", in: 1...100)
    negatives = try arguments.int("negatives", in: 1...15)
    sample = Double(try arguments.float("sample", in: 0...1))
    epochs = try arguments.int("epochs", in: 1...1_000_000)
    learningRate = try arguments.float("learning-rate", in: .leastNonzeroMagnitude...1)
    lastLearningRate = learningRate / 250
    threads = try arguments.int("threads", in: 1...1024)
    seed = try arguments.seed("seed")
  }
}

extension Arguments {
  func architecture() throws -> Architecture {
    let text = try string("mode")
    guard let architecture = Architecture(rawValue: text) else {
      throw UserError.usage("option --mode: expected skipgram or cbow, found \"\(text)\"")
    }
    return architecture
  }
}
