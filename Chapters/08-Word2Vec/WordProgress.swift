import ReadAlong
import Word2Vec

/// The progress of a training.
final class WordProgress {
  private let progress: Progress
  private let first: Int
  private let textLength: Int

  init(_ vocabulary: Vocabulary, _ settings: TrainingSettings, from first: Int) {
    progress = Progress(total: settings.epochs, alreadyDone: first - 1, unit: "words")
    self.first = first
    textLength = vocabulary.textLength
  }

  /// - Parameter part: how much of the epoch is done, from 0 to 1.
  func update(epoch: Int, part: Double) {
    let words = Double(epoch - first) + part
    progress.update(completed: epoch - 1, part: part, units: Int(words * Double(textLength)))
  }

  func finish() { progress.finish() }
}
