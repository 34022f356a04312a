import Figures
import Formats
import ReadAlong
import Word2Vec

/// The progress of a training. The trainer reports from one thread at a time, so it need not be locked.
final class WordProgress: @unchecked Sendable {
  private let progress: Progress
  private let first: Int
  private let textLength: Int

  init(_ trainer: Trainer, from first: Int) {
    progress = Progress(total: trainer.settings.epochs, alreadyDone: first - 1, unit: "words")
    self.first = first
    textLength = trainer.vocabulary.textLength
  }

  /// - Parameters:
  ///   - part: how much of the epoch is done, from 0 to 1.
  ///   - words: the words of this epoch done.
  func update(epoch: Int, part: Double, words: Int) {
    progress.update(completed: epoch - 1, part: part, units: (epoch - first) * textLength + words)
  }

  func finish() { progress.finish() }
}
