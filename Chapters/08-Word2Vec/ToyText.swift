import Word2Vec

/// Twelve sentences in which words of one kind keep the same company.
struct ToyText {
  static let sentences = [
    "the king rules the land", "the queen rules the land", "the king wears a crown",
    "the queen wears a crown", "the red house is old", "the blue house is old", "a red flag on the house",
    "a blue flag on the house", "the cat sleeps in the house", "the dog sleeps in the house",
    "an old cat eats fish", "an old dog eats fish",
  ]
  let vocabulary: Vocabulary
  private let numbers: [[Int]]

  init() {
    let split = ToyText.sentences.map { $0.split(separator: " ").map { Word($0.utf8) } }
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
