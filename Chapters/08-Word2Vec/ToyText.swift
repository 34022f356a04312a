import Figures
import Formats
import ReadAlong
import Word2Vec

/// A short text for the full softmax: at first twelve sentences in which words of one kind keep the same company.
struct ToyText {
  let vocabulary: Vocabulary
  private let numbers: [[Int]]

  /// - Parameter file: another text than the twelve sentences, a sentence a line.
  init(file: String? = nil, minimumCount: Int = 1) throws {
    let bytes = try readBytes(file ?? dataFile("twelve-sentences.txt"))
    guard bytes.count <= 200_000 else {
      throw UserError(
        "\(file ?? ""): found \(grouped(bytes.count)) bytes, expected at most 200,000 for the full softmax")
    }
    let lines = bytes.split(separator: UInt8(ascii: "\n"))
    let split = lines.map { $0.split { $0 <= UInt8(ascii: " ") }.map { Word($0) } }
    let vocabulary = Vocabulary(split.flatMap { $0 }, minimumCount: minimumCount)
    self.vocabulary = vocabulary
    numbers = split.map { $0.compactMap { vocabulary.number(of: $0) } }
  }

  var words: Int { numbers.reduce(0) { $0 + $1.count } }

  /// At most so many words stand so near one another.
  func pairs(window: Int) -> Int { numbers.reduce(0) { $0 + $1.count * min(2 * window, $1.count) } }

  /// Every word and those at most so many places away.
  func predictions(_ architecture: Architecture, window: Int = 2) -> [Prediction] {
    numbers.flatMap { Word2Vec.predictions($0, window: window, architecture) }
  }
}
