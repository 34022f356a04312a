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

  static let dimensions = 100
  static let settings = settings(seed: 1)

  private static func settings(seed: UInt64) -> TrainingSettings {
    TrainingSettings(
      architecture: .cbow, window: 8, negatives: 10, sample: 1e-4, learningRate: 0.05, epochs: 5, seed: seed)
  }

  struct Trained: Sendable {
    let vocabulary: Vocabulary
    let vectors: WordVectors
    /// Less than the settings ask for if Ctrl-C ended it.
    let epochs: Int
    /// Words a second, training alone.
    let rate: Double
  }

  /// Made once, when a section first needs it.
  private static let counts = Result { try counted(corpus(), 5).0 }
  private static let training = Result { try train(seed: 1) }

  static func vocabulary() throws -> Vocabulary { try counts.get() }

  /// What training as `settings` say makes of the texts.
  static func trained() throws -> Trained { try training.get() }

  static func train(seed: UInt64) throws -> Trained {
    let (corpus, vocabulary) = (try corpus(), try vocabulary())
    let settings = settings(seed: seed)
    var model = EmbeddingModel(vocabulary, dimensions: dimensions, seed: settings.seed)
    let progress = WordProgress(vocabulary, settings, from: 1)
    defer { progress.finish() }
    let seconds = secondsSinceStart()
    let epochs = try Lanes.train(
      &model, corpus, vocabulary, settings, report: { _ in !Interruption.isAsked }, progress: progress.update)
    let rate = Double(vocabulary.textLength * epochs) / seconds()
    return Trained(
      vocabulary: vocabulary, vectors: WordVectors(vocabulary.words, model.input), epochs: epochs, rate: rate)
  }
}
