import Formats
import ReadAlong
import Word2Vec

/// Twelve sentences in which words of one kind keep the same company.
struct ToyText {
  let vocabulary: Vocabulary
  private let numbers: [[Int]]

  init() throws {
    let lines = try readText(dataFile("twelve-sentences.txt")).split(separator: "\n")
    let split = lines.map { $0.split(separator: " ").map { Word($0.utf8) } }
    let vocabulary = Vocabulary(split.flatMap { $0 })
    self.vocabulary = vocabulary
    numbers = split.map { $0.compactMap { vocabulary.number(of: $0) } }
  }

  var words: Int { numbers.reduce(0) { $0 + $1.count } }

  /// Every word and those at most two places away.
  func predictions(_ architecture: Architecture) -> [Prediction] {
    numbers.flatMap { Word2Vec.predictions($0, window: 2, architecture) }
  }
}
