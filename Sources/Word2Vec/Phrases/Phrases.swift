// Pairs of words that are one: "new york" (Mikolov et al. 2013, section 4, as in their word2phrase).
//
//     score(a, b) = (count(a b) − δ) · words / (count(a) · count(b))
//
// Pairs above a threshold are written as one word, a_b. δ keeps rare pairs out. Unsafe: see WordTable.swift.

import Matrices

/// Pairs of words to be joined.
public struct Phrases: Sendable {
  /// The pairs, by falling score.
  public let pairs: [(a: Word, b: Word, score: Double)]
  private let table: WordTable
  private let joined: Set<UInt64>

  /// Counts the pairs of a text. The pairs of words of the vocabulary are kept in memory while counting; when
  /// there are more than `capacity`, the rarest are forgotten.
  ///
  /// - Parameters:
  ///   - discount: δ, usually the minimum count of the vocabulary.
  ///   - threshold: the lowest score to join at; the original program's is 100.
  public init(
    of corpus: Corpus, _ vocabulary: Vocabulary, discount: Int, threshold: Double = 100,
    capacity: Int = 20_000_000
  ) {
    require(capacity > 0, "room for \(capacity) pairs")
    require(discount >= 0 && !threshold.isNaN, "pairs above \(threshold), \(discount) discounted")
    let table = WordTable(vocabulary.words)
    var counts: [UInt64: Int] = [:]
    var least = 1
    for block in 0..<corpus.blocks {
      var previous: Int?
      corpus.read(block).withUnsafeBufferPointer { text in
        var words = WordScanner(text)
        while let word = words.next() {
          let number = table.number(of: word.bytes, hash: word.hash)
          if !word.beginsLine, let a = previous, let b = number { counts[pair(a, b), default: 0] += 1 }
          previous = number
        }
      }
      while counts.count > capacity {
        counts = counts.filter { $0.value > least }
        least += 1
      }
    }
    var scores: [(key: UInt64, score: Double)] = []
    for (key, count) in counts {
      let product = Double(vocabulary.counts[first(key)]) * Double(vocabulary.counts[second(key)])
      let score = Double(count - discount) * Double(vocabulary.textLength) / product
      if score > threshold { scores.append((key, score)) }
    }
    scores.sort { ($1.score, $0.key) < ($0.score, $1.key) }
    self.table = table
    joined = Set(scores.map { $0.key })
    pairs = scores.map { (vocabulary.words[first($0.key)], vocabulary.words[second($0.key)], $0.score) }
  }

  /// The text with the white space inside a phrase replaced by underscores. A word is in one phrase at most.
  public func join(_ text: [UInt8]) -> [UInt8] {
    var result = text
    var previous: (number: Int, end: Int)?
    text.withUnsafeBufferPointer { text in
      var words = WordScanner(text)
      while let word = words.next() {
        let number = table.number(of: word.bytes, hash: word.hash)
        if !word.beginsLine, let a = previous, let b = number, word.start == a.end + 1,
          joined.contains(pair(a.number, b))
        {
          result[a.end] = UInt8(ascii: "_")
          previous = nil
        } else {
          previous = number.map { ($0, word.start + word.bytes.count) }
        }
      }
    }
    return result
  }
}

extension Corpus {
  /// The same text with its phrases joined.
  public func joining(_ phrases: Phrases) -> Corpus { Corpus(blocks: blocks) { phrases.join(read($0)) } }
}

/// Two word numbers in one.
private func pair(_ a: Int, _ b: Int) -> UInt64 { UInt64(a) << 32 | UInt64(b) }
private func first(_ pair: UInt64) -> Int { Int(pair >> 32) }
private func second(_ pair: UInt64) -> Int { Int(pair & 0x7FFF_FFFF) }
