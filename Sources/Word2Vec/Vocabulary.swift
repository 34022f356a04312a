// The words that get a vector: those of a text that occur often enough, the most frequent first.

import Matrices

/// The words of a text and how often each occurs.
public struct Vocabulary: Sendable {
  public let words: [Word]  // by falling count; of equals the one that came first
  public let counts: [Int]  // how often each occurs
  public let total: Int  // their sum
  public let textLength: Int  // the words of the whole text, those included that are too rare to be here
  private let numbers: [Word: Int]

  public var count: Int { words.count }
  /// The word's number, 0 for the most frequent; nil if it has none.
  public func number(of word: Word) -> Int? { numbers[word] }

  /// Counts the words of a text and keeps those that occur at least `minimumCount` times.
  public init(of corpus: Corpus, minimumCount: Int = 1) {
    let texts = (0..<corpus.blocks).lazy.map(corpus.read)
    self.init(texts.flatMap { sentences($0).joined().map { Word($0) } }, minimumCount: minimumCount)
  }

  /// Counts words in memory.
  public init(_ words: [Word], minimumCount: Int = 1) {
    var numbers: [Word: Int] = [:]
    var seen: [(word: Word, count: Int)] = []
    for word in words {
      let number = numbers[word] ?? seen.count
      if number == seen.count { seen.append((word, 0)) }
      numbers[word] = number
      seen[number].count += 1
    }
    self.init(counted: seen, minimumCount: minimumCount)
  }

  /// - Parameter counted: different words, in the order in which they came.
  init(counted: [(word: Word, count: Int)], minimumCount: Int) {
    require(minimumCount > 0, "a minimum of \(minimumCount) occurrences, expected 1 or more")
    let odd = counted.first { $0.word.bytes.isEmpty || $0.word.bytes.contains(where: isWhiteSpace) }
    require(odd == nil, "the word “\(odd!.word)”, expected one without white space")
    let frequent = counted.filter { $0.count >= minimumCount }.sorted { $0.count > $1.count }  // stable
    (words, counts) = (frequent.map { $0.word }, frequent.map { $0.count })
    textLength = counted.reduce(0) { $0 + $1.count }
    total = counts.reduce(0, +)
    numbers = Dictionary(uniqueKeysWithValues: zip(words, 0...))
  }
}
