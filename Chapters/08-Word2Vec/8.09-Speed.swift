import Figures
import Formats
import ReadAlong
import Matrices
import Word2Vec

let speed = Section("8.9", "Where the speed comes from") { page in
  page.text(
    """
    A step on one word reads its context words' vectors and those of the word and its negative samples, takes \
    their dot products, and adds to all of them. A hundred numbers are seven vectors of sixteen lanes. The score \
    of each output goes into a lane of its own, so one sigmoid serves them all; x and the sum of its corrections \
    stay in registers; each output vector is corrected in the same pass that reads it. And the negative samples \
    are drawn once for a word, not anew for each of its contexts: their vectors, which lie anywhere in memory, are \
    fetched once. On the first quarter million bytes of the texts:
    """)
  let bytes = try readBytes(dataFile("text/\(Library.files[1]).txt.gz")).prefix(250_000)
  let corpus = Corpus(bytes, blockSize: 1 << 16)
  let vocabulary = try Vocabulary(of: corpus)
  var settings = TrainingSettings()
  settings.epochs = 1
  settings.sample = 0  // no word is left out, here or there
  var rows: [[String]] = []
  for architecture in [Architecture.skipGram, .cbow] {
    settings.architecture = architecture
    let plain = try plainRate(corpus, vocabulary, settings)
    let trainer = Trainer(vocabulary, settings)
    let seconds = secondsSinceStart()
    try trainer.train(on: corpus, epoch: 1)
    let rate = Double(vocabulary.textLength) / seconds()
    rows.append(
      [architecture.rawValue, grouped(Int(plain)), grouped(Int(rate)), "\(fixed(rate / plain, 0)) times"])
  }
  page.table(["words a second", "plain loops", "sixteen lanes", ""], rows, measured: true)
}

/// Words a second with the loops of NegativeSampling.swift, on the first two thousand words.
private func plainRate(_ corpus: Corpus, _ vocabulary: Vocabulary, _ settings: TrainingSettings) throws
  -> Double
{
  let text = String(decoding: try corpus.read(0), as: UTF8.self)
  let words = text.split(separator: " ").prefix(2000).compactMap { vocabulary.number(of: String($0)) }
  var generator = SeededGenerator(seed: 1)
  var model = EmbeddingModel(
    words: vocabulary.count, dimensions: settings.dimensions, within: 0.005, using: &generator)
  let noise = NoiseDistribution(counts: vocabulary.counts)
  let seconds = secondsSinceStart()
  for example in examples(words, window: 3) {
    let drawn = (0..<settings.negatives).map { _ in noise.word(&generator) }
    switch settings.architecture {
    case .skipGram: skipGramStep(&model, example, drawn: drawn, learningRate: settings.learningRate)
    case .cbow: cbowStep(&model, example, drawn: drawn, learningRate: settings.learningRate)
    }
  }
  return Double(words.count) / seconds()
}
