// A text as numbers: how often each word occurs (deck B, "Neural Network Document Classifiers").
//
//     "a b a c a b c a c"   →   a 4, b 2, c 3
//
// The order of the words is lost. Words outside the vocabulary do not count.

import Matrices

/// The words of a text: runs of letters and digits, in lower case.
public func splitIntoWords(_ text: String) -> [String] {
  text.lowercased().split { !($0.isLetter || $0.isNumber) }.map(String.init)
}

/// Words, each with its place among the inputs.
public struct Vocabulary: Equatable, Sendable {
  public let words: [String]
  private let places: [String: Int]

  /// These words, no two the same.
  public init(words: [String]) {
    self.words = words
    places = words.indices.reduce(into: [:]) { $0[words[$1]] = $1 }
    require(places.count == words.count, "\(words.count) words, \(places.count) of them different")
  }

  /// All words of some texts, in alphabetical order.
  public init(of texts: [String]) { self.init(words: Set(texts.flatMap(splitIntoWords)).sorted()) }

  /// How often each word occurs in a text: as many numbers as there are words.
  public func counts(_ text: String) -> [Float] {
    var f = [Float](repeating: 0, count: words.count)
    for word in splitIntoWords(text) {
      if let place = places[word] { f[place] += 1 }
    }
    return f
  }

  /// The counts of every text: texts × words.
  public func counts(_ texts: [String]) -> Matrix {
    Matrix(rows: texts.count, columns: words.count, values: texts.flatMap { counts($0) })
  }
}
