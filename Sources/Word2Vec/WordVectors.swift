// Looking words up: the nearest by angle.
//
// Vectors are scaled to length 1 first; then the cosine of two is their dot product, and the cosines of one with
// all are one product of matrices.
//
// Shapes:  unit: words × dimensions

import Matrices

/// Words and their vectors, to be asked.
public struct WordVectors: Sendable {
  public let words: [String]
  /// The vectors, each of length 1 (one of all zeros stays so).
  public let unit: Matrix
  private let numbers: [String: Int]

  /// A word and how near it is: the cosine.
  public struct Neighbor: Equatable, Sendable {
    public let word: String
    public let cosine: Float
  }

  /// - Parameter vectors: words × dimensions, in the order of the words; all words differ.
  public init(_ words: [String], _ vectors: Matrix) {
    require(words.count == vectors.rows, "\(words.count) words for \(vectors.rows) vectors")
    self.words = words
    unit = withUnitRows(vectors)
    numbers = Dictionary(uniqueKeysWithValues: zip(words, 0...))
  }

  public func number(of word: String) -> Int? { numbers[word] }

  /// The unit vector of a word.
  public subscript(word: String) -> [Float]? { numbers[word].map { Array(unit[row: $0]) } }

  /// The cosine of two words; nil if one is unknown.
  public func similarity(_ a: String, _ b: String) -> Float? {
    guard let a = self[a], let b = self[b] else { return nil }
    return dot(a, b)
  }

  /// The words nearest to a word, itself left out; nil if it is unknown.
  public func neighbors(of word: String, count: Int, among first: Int? = nil) -> [Neighbor]? {
    self[word].map { nearest(to: $0, count: count, leavingOut: [word], among: first) }
  }

  /// The words nearest to a vector.
  ///
  /// - Parameter first: look only among so many words, the most frequent; all by default.
  public func nearest(
    to vector: [Float], count: Int, leavingOut: Set<String> = [], among first: Int? = nil
  ) -> [Neighbor] {
    let target = withUnitRows(Matrix(row: vector)).values
    return best(unit.times(target), count: count, leavingOut: leavingOut, among: first)
  }

  /// The words with the highest scores; of equals the first.
  func best(_ scores: [Float], count: Int, leavingOut: Set<String>, among first: Int?) -> [Neighbor] {
    let order = (0..<min(first ?? words.count, words.count))
      .filter { !leavingOut.contains(words[$0]) }
      .sorted { (scores[$1], $0) < (scores[$0], $1) }
    return order.prefix(count).map { Neighbor(word: words[$0], cosine: scores[$0]) }
  }
}

/// Each row divided by its length.
func withUnitRows(_ X: Matrix) -> Matrix {
  var U = X
  for i in 0..<X.rows {
    let length = dot(Array(X[row: i]), Array(X[row: i])).squareRoot()
    if length > 0 {
      for j in 0..<X.columns { U[i, j] /= length }
    }
  }
  return U
}
