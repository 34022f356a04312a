// Training at scale: the text is read block by block, several threads take turns.
//
// Each block has random numbers of its own, that follow from the seed, the epoch and the block's number, and a
// learning rate that follows from its place in the text. So a block is trained on in the same way whichever
// thread takes it, and a run can be resumed after any epoch.

import Dispatch
import Matrices

/// Two vectors a word, in training: `input` is the word as it is looked up, `output` as it is predicted.
public final class Trainer: Sendable {
  public let vocabulary: Vocabulary
  public let settings: TrainingSettings
  let input: EmbeddingTable
  let output: EmbeddingTable
  let sentences: SentenceTrainer

  /// Small random vectors, and zeros for the outputs.
  public init(_ vocabulary: Vocabulary, _ settings: TrainingSettings) {
    require(vocabulary.count > 0, "no words to train")
    self.vocabulary = vocabulary
    self.settings = settings
    input = EmbeddingTable(words: vocabulary.count, dimensions: settings.dimensions)
    output = EmbeddingTable(words: vocabulary.count, dimensions: settings.dimensions)
    var generator = SeededGenerator(seed: settings.seed)
    input.randomize(using: &generator)
    sentences = SentenceTrainer(vocabulary, settings, input, output)
  }

  /// The words' vectors, words × dimensions.
  public var vectors: Matrix {
    get { input.matrix }
    set { input.matrix = newValue }
  }

  /// The vectors by which words are predicted, words × dimensions.
  public var outputVectors: Matrix {
    get { output.matrix }
    set { output.matrix = newValue }
  }

  /// Whether all numbers are numbers.
  public var isFinite: Bool { input.isFinite && output.isFinite }

  /// Goes through the text once.
  ///
  /// Throws what reading throws, and nothing else.
  ///
  /// - Parameters:
  ///   - epoch: 1 for the first.
  ///   - report: hears of each block trained on, one thread at a time.
  public func train(
    on corpus: Corpus, epoch: Int,
    report: @escaping @Sendable (_ blocks: Int, _ words: Int) -> Void = { _, _ in }
  ) throws {
    let shared = SharedProgress(report)
    let threads = min(settings.threads, max(1, corpus.blocks))
    DispatchQueue.concurrentPerform(iterations: threads) { thread in
      for block in stride(from: thread, to: corpus.blocks, by: threads) where !shared.hasFailed {
        do {
          let text = try corpus.read(block)
          let words = sentences.train(on: text, epoch: epoch, block: block, of: corpus.blocks)
          shared.add(words: words)
        } catch {
          shared.fail(error)
        }
      }
    }
    if let error = shared.error { throw error }
  }
}

/// What the threads tell: words done, and the first error.
private final class SharedProgress: @unchecked Sendable {
  private let queue = DispatchQueue(label: "progress")
  private let report: (Int, Int) -> Void
  private var blocks = 0
  private var words = 0
  private var firstError: (any Error)?

  init(_ report: @escaping (Int, Int) -> Void) { self.report = report }

  var error: (any Error)? { queue.sync { firstError } }
  var hasFailed: Bool { error != nil }

  func fail(_ error: any Error) {
    queue.sync { if firstError == nil { firstError = error } }
  }

  func add(words count: Int) {
    queue.sync {
      blocks += 1
      words += count
      report(blocks, words)
    }
  }
}
