// Looking words up: the nearest by angle.
//
// Vectors are scaled to length 1 first; then the cosine of two is their dot product, and the cosines of one
// with all are one product of matrices.
//
// Shapes:  unit: words × dimensions

import Matrices

/// Words and their vectors, to be asked.
public struct WordVectors: Sendable {
  public let words: [Word]
  /// The vectors, each of length 1 (one of all zeros stays so).
  public let unit: Matrix
  private let numbers: [Word: Int]

  /// A word and how near it is: the cosine.
  public struct Neighbor: Equatable, Sendable {
    public let word: Word
    public let cosine: Float
  }

  /// - Parameter vectors: words × dimensions, in the order of the words; all words differ.
  public init(_ words: [Word], _ vectors: Matrix) {
    require(words.count == vectors.rows, "\(words.count) words for \(vectors.rows) vectors")
    var numbers: [Word: Int] = [:]
    for (number, word) in words.enumerated() {
      let earlier = numbers.updateValue(number, forKey: word)
      require(earlier == nil, "the word \(word) twice")
    }
    (self.words, self.numbers) = (words, numbers)
    unit = withUnitRows(vectors)
  }

  public func number(of word: Word) -> Int? { numbers[word] }

  /// The unit vector of a word.
  public subscript(word: Word) -> [Float]? { numbers[word].map { Array(unit[row: $0]) } }

  /// The cosine of two words; nil if one is unknown.
  public func similarity(_ a: Word, _ b: Word) -> Float? {
    guard let a = self[a], let b = self[b] else { return nil }
    return dot(a, b)
  }

  /// The words nearest to a word, itself left out; nil if it is unknown.
  public func neighbors(of word: Word, count: Int) -> [Neighbor]? {
    self[word].map { best(cosines(with: $0), count: count, leavingOut: [word]) }
  }

  /// The cosine of a vector with each word's.
  func cosines(with vector: [Float]) -> [Float] {
    unit.times(withUnitRows(Matrix([vector])).transposed).values
  }

  /// The words with the highest scores; of equals the first.
  func best(_ scores: [Float], count: Int, leavingOut: Set<Word>) -> [Neighbor] {
    require(count >= 0, "\(count) neighbors")
    return scores.indices.filter { !leavingOut.contains(words[$0]) }
      .sorted { scores[$0] > scores[$1] }  // stable
      .prefix(count).map { Neighbor(word: words[$0], cosine: scores[$0]) }
  }
}

/// Each row divided by its length.
public func withUnitRows(_ X: Matrix) -> Matrix {
  var U = X
  for i in 0..<X.rows {
    let length = dot(X[row: i], X[row: i]).squareRoot()
    require(length < .infinity, "a vector of the length \(length)")
    for j in 0..<X.columns where length > 0 { U[i, j] /= length }
  }
  return U
}
