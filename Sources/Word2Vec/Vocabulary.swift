// The words that get a vector: those of a text that occur often enough, the most frequent first.
//
// Words are unsafe buffers, for the reason given in WordTable.swift.

/// The words of a text and how often each occurs.
public struct Vocabulary: Sendable {
  /// The words, by falling count; of equals the one that came first.
  public let words: [String]
  /// How often each word occurs.
  public let counts: [Int]
  /// The words of the whole text, those included that are too rare to be here.
  public let textLength: Int
  /// The words of the text that are here.
  public let total: Int
  private let table: WordTable

  public var count: Int { words.count }

  /// The word's number, 0 for the most frequent; nil if it has none.
  public func number(of word: String) -> Int? { table.number(of: word) }

  @inline(__always)
  func number(of word: UnsafeBufferPointer<UInt8>, hash: UInt32) -> Int? {
    table.number(of: word, hash: hash)
  }

  /// Counts the words of a text and keeps those that occur at least `minimumCount` times.
  ///
  /// Rethrows what reading throws.
  ///
  /// - Parameter report: hears of each block read.
  public init(
    of corpus: Corpus, minimumCount: Int = 1, report: (_ blocksRead: Int) throws -> Void = { _ in }
  ) throws {
    var seen = WordTable()
    var counts: [Int] = []
    for block in 0..<corpus.blocks {
      forEachWord(in: try corpus.read(block)) { word, hash, _ in
        let number = seen.insert(word, hash: hash)
        if number == counts.count { counts.append(1) } else { counts[number] += 1 }
      }
      try report(block + 1)
    }
    self.init(seen, counts, minimumCount: minimumCount)
  }

  /// Words and counts as they are in memory.
  public init(_ words: [String], minimumCount: Int = 1) {
    var seen = WordTable()
    var counts: [Int] = []
    for var word in words {
      let number = word.withUTF8 { seen.insert($0, hash: WordTable.hash($0)) }
      if number == counts.count { counts.append(1) } else { counts[number] += 1 }
    }
    self.init(seen, counts, minimumCount: minimumCount)
  }

  private init(_ seen: WordTable, _ seenCounts: [Int], minimumCount: Int) {
    let frequent = seenCounts.indices.filter { seenCounts[$0] >= minimumCount }
    let order = frequent.sorted { (seenCounts[$1], $0) < (seenCounts[$0], $1) }
    var table = WordTable()
    for number in order {
      seen[number].withUnsafeBufferPointer { _ = table.insert($0, hash: WordTable.hash($0)) }
    }
    self.table = table
    words = order.map { seen.word($0) }
    counts = order.map { seenCounts[$0] }
    textLength = seenCounts.reduce(0, +)
    total = counts.reduce(0, +)
  }
}
