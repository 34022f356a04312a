// Pairs of words that are one: "new york" (Mikolov et al. 2013, section 4, as their program word2phrase does it).
//
//     score(a, b) = (count(a b) − δ) · words / (count(a) · count(b))
//
// Pairs above a threshold are written as one word, a_b. δ keeps rare pairs from winning by chance.

/// Pairs of words to be joined.
public struct Phrases: Sendable {
  private let vocabulary: Vocabulary
  private let joined: Set<UInt64>

  public var count: Int { joined.count }

  /// Counts the pairs of a text. The pairs of words of the vocabulary are kept in memory while counting; when
  /// there are more than `capacity`, the rarest are forgotten.
  ///
  /// Rethrows what reading throws.
  ///
  /// - Parameters:
  ///   - discount: δ, usually the minimum count of the vocabulary.
  ///   - threshold: the lowest score to join at; the original program's is 100.
  public init(
    of corpus: Corpus, _ vocabulary: Vocabulary, discount: Int, threshold: Double = 100,
    capacity: Int = 20_000_000
  ) throws {
    var counts: [UInt64: Int] = [:]
    var least = 1
    for block in 0..<corpus.blocks {
      var previous: Int?
      forEachWord(in: try corpus.read(block)) { word, hash, _ in
        let number = vocabulary.number(of: word, hash: hash)
        if let a = previous, let b = number { counts[pair(a, b), default: 0] += 1 }
        previous = number
      } lineEnd: {
        previous = nil
      }
      while counts.count > capacity {
        counts = counts.filter { $0.value > least }
        least += 1
      }
    }
    let words = Double(vocabulary.textLength)
    let frequent = counts.filter { key, count in
      let product =
        Double(vocabulary.counts[Int(key >> 32)]) * Double(vocabulary.counts[Int(key & 0xFFFF_FFFF)])
      return Double(count - discount) * words / product > threshold
    }
    self.vocabulary = vocabulary
    joined = Set(frequent.keys)
  }

  /// Whether a text "a b" becomes "a_b".
  public func joins(_ a: String, _ b: String) -> Bool {
    guard let a = vocabulary.number(of: a), let b = vocabulary.number(of: b) else { return false }
    return joined.contains(pair(a, b))
  }

  /// The text with the white space inside a phrase replaced by underscores. A word belongs to one phrase at most.
  public func join(_ text: [UInt8]) -> [UInt8] {
    var result = text
    var previous: (number: Int, end: Int)?
    forEachWord(in: text) { word, hash, start in
      let number = vocabulary.number(of: word, hash: hash)
      if let a = previous, let b = number, start == a.end + 1, joined.contains(pair(a.number, b)) {
        result[a.end] = UInt8(ascii: "_")
        previous = nil
      } else {
        previous = number.map { ($0, start + word.count) }
      }
    } lineEnd: {
      previous = nil
    }
    return result
  }
}

extension Corpus {
  /// The same text with its phrases joined.
  public func joining(_ phrases: Phrases) -> Corpus {
    Corpus(blocks: blocks) { phrases.join(try read($0)) }
  }
}

private func pair(_ a: Int, _ b: Int) -> UInt64 { UInt64(a) << 32 | UInt64(b) }
