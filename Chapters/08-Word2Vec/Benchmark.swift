import Figures
import Formats
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
  var settings = TrainingSettings()
  settings.architecture = try arguments.architecture()
  settings.threads = try arguments.int("threads", in: 1...1024)
  settings.epochs = try arguments.int("epochs", in: 1...1000)
  settings.dimensions = try arguments.int("hidden", in: 1...4096)
  settings.seed = try arguments.seed("seed")
  try arguments.optionalString("vectors").map(expectWritable)
  let corpus = try Corpus(file: arguments.string("corpus"))
  let vocabulary = try counted(corpus, 5)
  let trainer = Trainer(vocabulary, settings)
  let seconds = secondsSinceStart()
  for epoch in 1...settings.epochs { try trainer.train(on: corpus, epoch: epoch) }
  let s = seconds()
  let rate = Double(vocabulary.textLength * settings.epochs) / s
  if let file = arguments.optionalString("vectors") {
    try WordVectorFile(words: vocabulary.words, vectors: trainer.vectors).write(to: file, format: .text)
  }
  print(
    "{\"work\": \"word2vec\", \"threads\": \(settings.threads), \"mode\": \"\(settings.architecture.rawValue)\", "
      + "\"epochs\": \(settings.epochs), \"words\": \(vocabulary.textLength), "
      + "\"vocabulary\": \(vocabulary.count), \"s\": \(s), \"words_per_s\": \(rate)}")
}
