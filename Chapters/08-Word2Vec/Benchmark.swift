import Figures
import Formats
import Matrices
import ReadAlong
import Word2Vec

let benchmarkCommand = Command(
  "benchmark",
  summary: "Trains on a corpus and prints words a second as JSON.",
  options: [
    Option("corpus", value: "FILE", help: "a text file"),
    Option("mode", value: "skipgram|cbow", default: "skipgram", help: "which way to predict"),
    Option("threads", value: "N", default: "1", help: "threads that train side by side"),
    Option("epochs", value: "N", default: "1", help: "passes over the text"),
    Option("hidden", value: "N", default: "100", help: "numbers a word"),
    Option("seed", value: "N", default: "1", help: "decides all random numbers"),
    Option("vectors", value: "FILE", help: "write the vectors, in the text format"),
  ]
) { arguments in
  let settings = TrainingSettings(
    architecture: try arguments.architecture(), epochs: try arguments.int("epochs", in: 1...1000),
    seed: try arguments.seed("seed"))
  let threads = try arguments.threads()
  let dimensions = try arguments.int("hidden", in: 1...4096)
  try expectNameOfVectors(arguments, "vectors")
  try arguments.optionalString("vectors").map(expectWritable)
  let corpus = try Corpus(file: arguments.string("corpus"))
  let (vocabulary, _) = try counted(corpus, 5)
  try expectMemory(
    ofNumbers: [clampedProduct(vocabulary.count, dimensions, 5)],
    for: "\(grouped(vocabulary.count)) words of \(dimensions) numbers")
  var model = EmbeddingModel(vocabulary, dimensions: dimensions, seed: settings.seed)
  let seconds = secondsSinceStart()
  try Lanes.train(&model, corpus, vocabulary, settings, threads: threads)
  try Corpus.expectRead()
  let s = seconds()
  let rate = Double(vocabulary.textLength * settings.epochs) / s
  if let file = arguments.optionalString("vectors") {
    try WordVectorFile(vocabulary, model.input).write(to: file, format: .text)
  }
  print(
    "{\"work\": \"word2vec\", \"threads\": \(threads), \"mode\": \"\(settings.architecture.rawValue)\", "
      + "\"epochs\": \(settings.epochs), \"words\": \(vocabulary.textLength), "
      + "\"vocabulary\": \(vocabulary.count), \"s\": \(s), \"words_per_s\": \(rate)}")
}
