import Companion
import Matrices
import Word2Vec

/// The texts in Data, together 4.6 million words, and what the read-along learns from them.
enum Library {
  static let files = ["wordnet-glosses", "wiki-vital-summaries", "enwiki-gensim", "factbook"]

  static func corpus() throws -> Corpus {
    Corpus(try files.flatMap { try readBytes(dataFile("text/\($0).txt.gz")) + [0x0A] }, blockSize: 1 << 20)
  }

  static var settings: TrainingSettings {
    var settings = TrainingSettings()
    settings.architecture = .cbow
    settings.window = 8
    settings.negatives = 10
    settings.sample = 1e-4
    settings.learningRate = 0.05
    settings.epochs = 6
    return settings
  }

  struct Trained {
    let vocabulary: Vocabulary
    let vectors: WordVectors
    /// Words a second, training alone.
    let rate: Double
  }

  /// Trains as `settings` say.
  static func trained() throws -> Trained {
    let corpus = try corpus()
    let vocabulary = try Vocabulary(of: corpus, minimumCount: 5)
    let trainer = Trainer(vocabulary, settings)
    let progress = WordProgress(trainer, from: 1)
    defer { progress.finish() }
    let seconds = secondsSinceStart()
    for epoch in 1...settings.epochs {
      try trainer.train(on: corpus, epoch: epoch) { blocks, words in
        progress.update(epoch: epoch, part: Double(blocks) / Double(corpus.blocks), words: words)
      }
    }
    let rate = Double(vocabulary.textLength * settings.epochs) / seconds()
    return Trained(
      vocabulary: vocabulary, vectors: WordVectors(vocabulary.words, trainer.vectors), rate: rate)
  }
}
