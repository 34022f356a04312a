import Matrices
import Testing

@testable import Word2Vec
@testable import Word2VecChapter

/// gensim's answers for the ten words of reference.py.
@Suite struct WordVectorTests {
  static let vectors: WordVectors = {
    var matrix = table(10, 4, first: 100)
    let four: [[Float]] = [[1, 0, 0.1, 1], [0.1, 1, 0.2, 1], [1, 0.1, 0, 0], [0, 1, 0.1, 0.1]]
    for (row, values) in four.enumerated() {
      for j in 0..<4 { matrix[row + 1, j] = values[j] }
    }
    let words: [Word] = ["the", "king", "queen", "man", "woman", "café", "Paris", "paris", "naïve_word", "x"]
    return WordVectors(words, matrix)
  }()

  @Test func `The neighbors of a word are gensim's`() throws {
    let found = try #require(WordVectorTests.vectors.neighbors(of: "king", count: 3))
    #expect(found.map(\.word) == ["man", "queen", "café"])
    #expect(close(found.map(\.cosine), [0.701845109, 0.551750958, 0.202223822]))
    #expect(WordVectorTests.vectors.neighbors(of: "emperor", count: 3) == nil)
  }

  private func rightAndAsked(_ questions: [AnalogyQuestion], among first: Int = 30_000) -> [Int] {
    let score = WordVectorTests.vectors.score(questions, among: first)
    return [score.right, score.asked]
  }

  @Test func `Analogies are scored as gensim scores them`() {
    let one: [AnalogyQuestion] = [
      ("king", "queen", "man", "woman"), ("the", "KING", "queen", "x"),
      ("man", "woman", "king", "queen"), ("paris", "café", "the", "x"),
      ("unknown", "the", "king", "queen"),
    ]
    let two: [AnalogyQuestion] = [
      ("x", "the", "man", "king"), ("queen", "woman", "x", "naïve_word"),
      ("woman", "man", "queen", "king"), ("café", "x", "man", "the"),
      ("the", "x", "naïve_word", "man"),
    ]
    #expect(rightAndAsked(one) == [2, 4])
    #expect(rightAndAsked(two) == [3, 5])
    #expect(rightAndAsked(one, among: 4) == [0, 0])
  }

  @Test func `Similarities are scored as gensim scores them`() {
    let (spearman, unknown) = WordVectorTests.vectors.score([
      ("king", "queen", 8), ("man", "woman", 9), ("the", "x", 1), ("Paris", "king", 3),
      ("café", "queen", 3), ("lost", "man", 4), ("woman", "queen", 7),
    ])
    #expect(abs(spearman - 0.405839725) < 1e-8)
    #expect(unknown == 1)
  }

  @Test func `Both of the deck's forms give the same order on unit vectors`() throws {
    let vectors = WordVectorTests.vectors
    for (a, b, c) in [("man", "woman", "king"), ("the", "x", "paris"), ("café", "Paris", "queen")]
      as [(Word, Word, Word)]
    {
      let first = try #require(vectors.analogy(a, b, c, count: 7))
      let second = try #require(vectors.shiftedAnalogy(a, b, c, count: 7))
      #expect(first.map(\.word) == second.map(\.word))
      // The second is the first times the length of b − a + c
      let (a1, b1, c1) = try (
        #require(vectors[a]), #require(vectors[b]), #require(vectors[c])
      )
      let length = a1.indices.reduce(Float(0)) { sum, j in
        sum + (b1[j] - a1[j] + c1[j]) * (b1[j] - a1[j] + c1[j])
      }.squareRoot()
      #expect(close(first.map { $0.cosine * length }, second.map(\.cosine)) && abs(length - 1) > 0.01)
    }
    #expect(vectors.analogy("man", "woman", "king")?.map(\.word) == ["queen"])
    #expect(vectors.analogy("man", "woman", "emperor") == nil)
  }

  @Test func `France − Paris + Rome is Italy where country and capital differ alike`() throws {
    let vectors = WordVectors(
      ["france", "paris", "italy", "rome", "bread"],
      [[1, 0, 1, 0], [1, 0, 0, 1], [0, 1, 1, 0], [0, 1, 0, 1], [0.6, 0.6, 0.4, 0.1]])
    #expect(vectors.analogy("paris", "france", "rome")?.first?.word == "italy")
    #expect(vectors.shiftedAnalogy("paris", "france", "rome")?.map(\.word) == ["italy"])
  }

  @Test func `Of equal vectors the more frequent word comes first, and a vector of zeros has no direction`() {
    let vectors = WordVectors(
      ["a", "b", "c", "d", "e", "none"], [[1, 0], [0, 1], [0, 2], [0, 3], [0, 4], [0, 0]])
    #expect(vectors.neighbors(of: "a", count: 9)?.map(\.word) == ["b", "c", "d", "e", "none"])
    #expect(vectors.similarity("a", "none") == 0 && vectors.similarity("c", "d") == 1)
    #expect(vectors.similarity("a", "unknown") == nil && vectors.similarity("unknown", "a") == nil)
    #expect(vectors.score([("a", "b", "a", "c")]).right == 1)
    #expect(vectors.score([("a", "b", "a", "d")]).right == 0)
  }

  @Test func `Each direction is that of the largest variance left, its largest entry positive`() {
    // Points on the axes, on each half as far out as on the one before
    var X = Matrix(rows: 12, columns: 6)
    for k in 0..<6 { (X[2 * k, k], X[2 * k + 1, k]) = (32 / Float(1 << k), -32 / Float(1 << k)) }
    let directions = PrincipalComponents(of: X, components: 6).directions
    for i in 0..<6 {
      for j in 0..<6 { #expect(abs(directions[i, j] - (i == j ? 1 : 0)) < 1e-4, "\(i), \(j)") }
    }
  }

  @Test func `Points that are one lie in the middle of any directions`() {
    let components = PrincipalComponents(of: Matrix(repeating: 3, rows: 4, columns: 2))
    #expect(components.project([[3, 3]]) == [[0, 0]])
    #expect(components.means == [[3, 3]])
    for i in 0..<2 {
      #expect(abs(components.directions[row: i].reduce(0) { $0 + $1 * $1 } - 1) < 1e-6)
    }
  }

  @Test func `Equal ratings share the mean of their ranks`() {
    #expect(ranks([3, 1, 3, 2]) == [3.5, 1, 3.5, 2])
    #expect(correlation([1, 2, 3], [2, 4, 6]) == 1)
  }
}
