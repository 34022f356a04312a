import Figures
import Formats
import ReadAlong
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
    settings.epochs = 5
    return settings
  }

  struct Trained: Sendable {
    let vocabulary: Vocabulary
    let vectors: WordVectors
    /// Words a second, training alone.
    let rate: Double
  }

  /// Made once, when a section first needs it.
  private static let counts = Result { try Vocabulary(of: corpus(), minimumCount: 5) }
  private static let training = Result { try train() }

  static func vocabulary() throws -> Vocabulary { try counts.get() }

  /// What training as `settings` say makes of the texts.
  static func trained() throws -> Trained { try training.get() }

  private static func train() throws -> Trained {
    let (corpus, vocabulary) = (try corpus(), try vocabulary())
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
