// The company a word keeps: the words at most so many places before or after it.

import Matrices

/// A center word and the words around it, as numbers of a vocabulary.
public struct Example: Equatable, Sendable {
  public let center: Int
  public let contexts: [Int]

  public init(center: Int, contexts: [Int]) {
    self.center = center
    self.contexts = contexts
  }
}

/// Every word of a sentence with the words around it; a word that stands alone gives none.
///
/// - Parameters:
///   - sentence: word numbers.
///   - window: how far a context word may be.
public func examples(_ sentence: [Int], window: Int) -> [Example] {
  require(window > 0, "a window of \(window)")
  return sentence.indices.compactMap { center in
    let first = max(0, center - window)
    let last = min(sentence.count - 1, center + window)
    let contexts = (first...last).filter { $0 != center }.map { sentence[$0] }
    return contexts.isEmpty ? nil : Example(center: sentence[center], contexts: contexts)
  }
}
