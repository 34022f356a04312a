import Matrices
import Testing

@testable import Word2Vec
@testable import func Word2VecChapter.shiftedMutualInformation

/// The answers to the exercises of the chapter's prose.
@Suite struct ExerciseTests {
  @Test func `1 · A word that is a twentieth of the text is kept one time in six`() {
    let text = [Word](repeating: "the", count: 50) + (0..<950).map { Word("w\($0)") }
    let keep = keepProbabilities(Vocabulary(text), sample: 1e-3)
    #expect(abs(keep[0] - 0.1614) < 1e-4)
    #expect(keep[1] == 1)
  }

  @Test func `2 · Words that meet as often as chance has it have products of zero with one negative sample`()
  {
    let counts: Matrix = [[1, 2, 3], [2, 4, 6], [3, 6, 9]]
    #expect(shiftedMutualInformation(counts, negatives: 1).values.allSatisfy { abs($0) < 1e-6 })
    #expect(close(shiftedMutualInformation(counts, negatives: 5)[0, 2], -1.609438))
  }

  @Test func `3 · In sentences of two words CBOW is skip-gram`() {
    let sentences = [[0, 1], [2, 3], [4, 1], [3, 0]]
    #expect(
      sentences.flatMap { predictions($0, window: 5, .skipGram) }
        == sentences.flatMap { predictions($0, window: 5, .cbow) })
  }

  @Test func `4 · Equal counts make a tree as deep as the logarithm, powers of two one as deep as words`() {
    let equal = [Int](repeating: 7, count: 1024)
    #expect(HuffmanTree(counts: equal).meanDepth(counts: equal) == 10)
    let powers = (0..<10).map { 1 << $0 }
    #expect(HuffmanTree(counts: powers).paths.map(\.count).max() == 9)
  }

  @Test func `7 · The score of words that never meet falls like the logarithm of the steps`() {
    var s: Float = 0
    for step in 1...1_000_000 {
      s -= sigmoid(s)
      if step == 1000 { #expect(abs(s + log(Float(1000))) < 0.02) }
    }
    #expect(s < -13 && s > -14.5)
  }
}
