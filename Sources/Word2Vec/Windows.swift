// The company a word keeps: the words at most so many places before or after it.

import Matrices

/// Which way the prediction goes (deck S, "Skipgram" and "Continuous Bag of Words").
public enum Architecture: String, Sendable, CaseIterable {
  case skipGram = "skipgram"  // between a word and each word around it
  case cbow  // from the words around, all together, to the word
}

/// A word to be predicted, and the words it is predicted from, as numbers of a vocabulary.
public struct Prediction: Equatable, Sendable {
  public let given: [Int]
  public let word: Int

  public init(given: [Int], word: Int) {
    require(!given.isEmpty, "a prediction from no words")
    (self.given, self.word) = (given, word)
  }
}

/// The predictions at one place of a sentence: from each word around, or from all; none for a word alone.
public func predictions(_ words: [Int], at center: Int, reach: Int, _ kind: Architecture) -> [Prediction] {
  require(1...longestSentence ~= reach, "a window of \(reach), expected 1 to \(longestSentence)")
  require(words.indices ~= center, "word \(center) of \(words.count)")
  let around = max(0, center - reach)...min(words.count - 1, center + reach)
  let context = around.filter { $0 != center }.map { words[$0] }
  switch kind {
  case .skipGram: return context.map { Prediction(given: [$0], word: words[center]) }
  case .cbow: return context.isEmpty ? [] : [Prediction(given: context, word: words[center])]
  }
}

/// The predictions at every place of a sentence.
public func predictions(_ sentence: [Int], window: Int, _ architecture: Architecture) -> [Prediction] {
  require(1...longestSentence ~= window, "a window of \(window), expected 1 to \(longestSentence)")
  return sentence.indices.flatMap { predictions(sentence, at: $0, reach: window, architecture) }
}
