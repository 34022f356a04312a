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
    Option("epochs", value: "N", default: "5", help: "passes over the text; as many when resumed"),
    Option("until", value: "N", help: "stop after epoch N of them; --resume goes on"),
    Option("learning-rate", value: "X", default: "0.025", help: "the first; it falls to a 250th of it"),
    Option("threads", value: "N", default: "1", help: "more than one: faster, and not the same bits again"),
    Option("seed", value: "N", default: "1", help: "decides all random numbers"),
    Option("save", value: "FILE", help: "write the vectors; .txt or .vec for the text format, else binary"),
    Option("checkpoint", value: "FILE", help: "write all there is to go on from, as it trains"),
    Option("resume", value: "FILE", help: "go on from a checkpoint, with the same corpus and options"),
    Option("log", value: "FILE", help: "write epoch, words a second and learning rate to a CSV file"),
  ]
) { arguments in
  let settings = try TrainingSettings(arguments)
  try expectNameOfVectors(arguments, "save")
  if let file = arguments.optionalString("save"), let resumed = arguments.optionalString("resume"),
    isSameFile(file, resumed)
  {
    throw UserError.usage(
      "option --save: \(quoted(file)) is the checkpoint of --resume, expected another for the vectors")
  }
  let dimensions = try arguments.int("hidden", in: 1...4096)
  let threads = try arguments.threads()
  let text = try Corpus(file: arguments.string("corpus"))
  let minimumCount = try arguments.int("min-count", in: 1...1_000_000_000)
  let corpus = arguments.flag("phrases") ? try withPhrases(text, minimumCount) : text
  let (vocabulary, checksum) = try counted(corpus, minimumCount)

  try expectMemory(
    ofNumbers: [clampedProduct(vocabulary.count, dimensions, 5)],
    for: "\(grouped(vocabulary.count)) words of \(dimensions) numbers")
  var model = EmbeddingModel(vocabulary, dimensions: dimensions, seed: settings.seed)
  let recipe = Recipe(
    [
      "mode": settings.architecture.rawValue, "window": settings.window, "negatives": settings.negatives,
      "sample": settings.sample, "phrases": arguments.flag("phrases"), "learning-rate": settings.learningRate,
      "seed": settings.seed,
    ], falling: ("epochs", settings.epochs), data: checksum)
  let until = try arguments.until(of: settings.epochs)
  var done = 0
  if let file = arguments.optionalString("resume") {
    let saved = try Checkpoint.load(file, vocabulary, dimensions: dimensions)
    try recipe.expect(saved.recipe, of: arguments)
    (model, done) = (saved.model, saved.epochs)
  }
  try expectMore(until, than: done, "epoch", arguments)
  let run = try TrainingRun(
    arguments, total: settings.epochs, done: done, unit: "words", vocabulary.textLength,
    columns: ["epoch", "words_per_s", "learning_rate"], saving: "checkpoint")
  func save(_ file: String) throws { try Checkpoint.save(model, vocabulary, recipe, epoch: done, to: file) }
  var seconds = secondsSinceStart()
  func saveVectors() throws {
    if let file = arguments.optionalString("save") {
      try WordVectorFile(vocabulary, model.input).write(to: file)
    }
  }
  func training() throws {
    var trained = model
    try Lanes.train(
      &trained, corpus, vocabulary, settings, from: run.first, threads: threads,
      report: { epoch in
        if !Corpus.isRead { return false }
        (model, done) = (epoch.model, epoch.number)
        let rate = settings.learningRate(after: Double(done) / Double(settings.epochs))
        let speed = Double(vocabulary.textLength) / seconds()
        seconds = secondsSinceStart()
        return run.report(done, nil, [speed, rate], saving: save) && done != until
      }, progress: { run.show($0 - 1, part: $1) })
    try Corpus.expectRead()
  }
  do {
    try run.train(training)
  } catch {
    // A checkpoint's disk may be full where that of the vectors is not
    if done >= run.first, (try? saveVectors()) != nil, let file = arguments.optionalString("save") {
      throw UserError("\(error); \(quoted(file)) has the vectors after epoch \(done)")
    }
    throw error
  }
  let vectors = Result { try saveVectors() }
  try run.finish(saving: save)
  try vectors.get()
  showFirst(model, vocabulary)
  if threads == 1 { Page().line(weightsLine(model)) }
}

/// The vocabulary of a text, and the text's checksum if it is a file's; an error if there is nothing to learn from.
func counted(_ corpus: Corpus, _ minimumCount: Int) throws -> (Vocabulary, Checksum) {
  let (vocabulary, checksum) = try Corpus.counting {
    Lanes.vocabulary(of: corpus, minimumCount: minimumCount)
  }
  guard vocabulary.count > 1 else {
    throw UserError(
      "found \(vocabulary.count) different words that occur at least \(minimumCount) times "
        + "among \(grouped(vocabulary.textLength)) words, expected 2 or more")
  }
  return (vocabulary, checksum)
}

/// The text with its phrases joined; the best of them are told.
private func withPhrases(_ corpus: Corpus, _ minimumCount: Int) throws -> Corpus {
  let (vocabulary, _) = try counted(corpus, minimumCount)
  let (phrases, _) = try Corpus.counting { Phrases(of: corpus, vocabulary, discount: minimumCount) }
  let best = phrases.pairs.prefix(20).map { "\($0.a)_\($0.b)" }.joined(separator: " ")
  let some = best.isEmpty ? "" : ": \(quoted(best, limit: 1000)) …"
  writeToStandardError("\(grouped(phrases.pairs.count)) phrases\(some)\n")
  return corpus.joining(phrases)
}

/// What the most frequent words of some length have for neighbors.
private func showFirst(_ model: EmbeddingModel, _ vocabulary: Vocabulary) {
  let vectors = WordVectors(vocabulary.words, nearOne(model.input))
  let page = Page()
  page.line("words          \(grouped(vocabulary.textLength))")
  page.line("with a vector  \(grouped(vocabulary.count))")
  let words = vectors.words.filter { $0.description.count > 4 }.prefix(5)
  page.table(
    ["word", "neighbors"],
    words.map { word in
      [word.description, joined(vectors.neighbors(of: word, count: 5) ?? [])]
    })
}

extension TrainingSettings {
  init(_ arguments: Arguments) throws {
    let learningRate = try arguments.float("learning-rate", in: .leastNonzeroMagnitude...1)
    self.init(
      architecture: try arguments.architecture(), window: try arguments.int("window", in: 1...100),
      negatives: try arguments.int("negatives", in: 1...15),
      sample: Double(try arguments.float("sample", in: 0...1)), learningRate: learningRate,
      epochs: try arguments.int("epochs", in: 1...1_000_000), seed: try arguments.seed("seed"))
  }
}

extension Arguments {
  func architecture() throws -> Architecture {
    let text = try string("mode")
    guard let architecture = Architecture(rawValue: text) else {
      throw UserError.usage("option --mode: expected skipgram or cbow, found \(quoted(text, marks: true))")
    }
    return architecture
  }
}
