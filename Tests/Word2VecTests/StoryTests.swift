import Matrices
import Testing

@testable import Word2Vec
@testable import func Word2VecChapter.cooccurrences
@testable import func Word2VecChapter.expectedGradient
@testable import func Word2VecChapter.shiftedMutualInformation

@Suite struct StoryTests {
  @Test func `A bag of words counts, and knows no order`() {
    let vocabulary = Vocabulary(["the", "cat", "sat", "on", "the", "mat"])
    #expect(vocabulary.words == ["the", "cat", "sat", "on", "mat"])
    let bag = bagOfWords(["mat", "the", "dog", "the"], vocabulary)
    #expect(bag == [2, 0, 0, 0, 1])
    #expect(close(cosine(bag, [1, 0, 0, 0, 2]), 4 / 5))
    #expect(cosine(bag, [0, 0, 0, 0, 0]) == 0)
    #expect(cosine([1e12], [1e12]) == 1 && cosine([1e-15, 0], [-1e-15, 0]) == -1)
  }

  @Test func `Windows end at the sentence's ends`() {
    #expect(
      predictions([7, 8, 9], window: 1, .cbow) == [
        Prediction(given: [8], word: 7), Prediction(given: [7, 9], word: 8), Prediction(given: [8], word: 9),
      ])
    #expect(predictions([7], window: 2, .cbow).isEmpty && predictions([7], window: 2, .skipGram).isEmpty)
  }

  @Test func `The pairs of skip-gram are the same from the center word out and back`() {
    let sentence = [4, 8, 15, 16, 23, 42]
    let pairs = predictions(sentence, window: 2, .skipGram).map { [$0.given[0], $0.word] }
    #expect(pairs.count == 18)
    #expect(Set(pairs) == Set(pairs.map { [$0[1], $0[0]] }))
  }

  @Test func `At its optimum x·y is the mutual information less log k`() {
    var generator = SeededGenerator(seed: 1)
    let counts = ReferenceTests.counts
    var model = EmbeddingModel(words: 5, dimensions: 5, using: &generator)
    for _ in 0..<20_000 {
      update(&model, expectedGradient(model, counts, negatives: 2), learningRate: 2)
    }
    let scores = model.input.times(model.output.transposed)
    #expect(close(scores.values, shiftedMutualInformation(counts, negatives: 2).values, 1e-3))
  }

  @Test func `Words that never meet have no finite optimum`() {
    let counts = cooccurrences(predictions([0, 1, 0, 1], window: 1, .skipGram), words: 2)
    #expect(counts == [[0, 3], [3, 0]])
    #expect(shiftedMutualInformation(counts, negatives: 1)[0, 0] == -.infinity)
  }

  @Test func `Huffman's tree puts frequent words near the root`() {
    let counts = [8, 4, 2, 1, 1]
    let tree = HuffmanTree(counts: counts)
    #expect(tree.paths.map(\.count) == [1, 2, 3, 4, 4])
    #expect(tree.meanDepth(counts: counts) == Double(8 + 8 + 6 + 4 + 4) / 16)
    #expect(tree.paths.allSatisfy { $0.first?.node == tree.innerNodes - 1 })
    #expect(Set(tree.paths.map { "\($0)" }).count == 5)
    // Of equal weights words come before inner nodes: no path longer than it must be
    #expect(HuffmanTree(counts: [2, 2, 1, 1]).paths.map(\.count) == [2, 2, 2, 2])
    // The rarer turns left, of equals the first
    let turns = HuffmanTree(counts: [2, 1, 1]).paths.map {
      $0.map { "\($0.node) \($0.right ? "right" : "left")" }
    }
    #expect(turns == [["1 left"], ["1 right", "0 left"], ["1 right", "0 right"]])
    let equal = HuffmanTree(counts: [Int](repeating: 3, count: 64))
    #expect(equal.paths.allSatisfy { $0.count == 6 })
  }

  @Test(arguments: [(1...37).map { $0 * $0 }, [16, 16] + [Int](repeating: 1, count: 12), [5, 5, 5]])
  func `The alias columns give back the probabilities`(counts: [Int]) {
    let noise = NoiseDistribution(counts: counts)
    var shares = [Double](repeating: 0, count: counts.count)
    for (place, column) in noise.columns.enumerated() {
      let own = column >> 32 == UInt32.max ? 1 : Double(column >> 32) / 0x1p32
      shares[place] += own / Double(counts.count)
      shares[Int(column & 0xFFFF_FFFF)] += (1 - own) / Double(counts.count)
    }
    for (share, expected) in zip(shares, noise.probabilities) { #expect(abs(share - expected) < 1e-9) }
  }

  @Test(arguments: [
    [256] + [Int](repeating: 16, count: 7) + [Int](repeating: 1, count: 8), [5], [900, 30, 7, 1, 1],
  ])
  func `A draw is one random number: its upper half chooses a column, the lower one of its words`(
    counts: [Int]
  ) {
    let noise = NoiseDistribution(counts: counts)
    let columns = noiseColumns(counts)
    var (generator, again) = (SeededGenerator(seed: 3), SeededGenerator(seed: 3))
    var drawn = [Int](repeating: 0, count: counts.count)
    for _ in 0..<200_000 {
      let word = noise.word(&generator)
      if word != drawnWord(columns, &again) {
        Issue.record("another word than the plain drawing's")
        break
      }
      drawn[word] += 1
    }
    for (count, share) in zip(drawn, noise.probabilities) {
      #expect(
        abs(Double(count) - 200_000 * share) < 4.5 * (200_000 * share * (1 - share)).squareRoot() + 1e-9)
    }
  }

  @Test func `The rate falls in a straight line to its end`() {
    let settings = TrainingSettings()
    #expect(settings.learningRate(after: 0) == 0.025)
    #expect(close(settings.learningRate(after: 0.5), 0.01255))
    #expect(close(settings.learningRate(after: 1), 0.0001))
    #expect(settings.seed == 1)
  }

  @Test func `Skip-gram has the settings of word2vec unless told otherwise`() {
    let settings = TrainingSettings()
    #expect(settings.architecture == .skipGram)
    #expect((settings.window, settings.negatives, settings.sample, settings.epochs) == (5, 5, 0.001, 5))
  }

  @Test func `Phrases are pairs that meet more often than chance, and are joined in place`() throws {
    let text = (0..<50).map { "w\($0 % 7) new york w\(($0 + 3) % 7)\n" }.joined()
    let corpus = Corpus(text)
    let vocabulary = Vocabulary(of: corpus)
    let phrases = Phrases(of: corpus, vocabulary, discount: 5, threshold: 2)
    #expect(phrases.pairs.map { "\($0.a)_\($0.b)" } == ["new_york"])
    #expect(phrases.pairs[0].score == 3.6)
    let joined = Vocabulary(of: corpus.joining(phrases))
    #expect(joined.number(of: "new_york") != nil)
    #expect(joined.textLength == 50 * 3)
    #expect(
      String(decoding: phrases.join(Array("a new york\nnew\nyork".utf8)), as: UTF8.self)
        == "a new_york\nnew\nyork")
    #expect(
      String(decoding: phrases.join(Array("new  york new york".utf8)), as: UTF8.self)
        == "new  york new_york")
    #expect(Phrases(of: corpus, vocabulary, discount: 5, threshold: 3.6).pairs.isEmpty)
  }

  @Test func `Phrases come in the order of their scores, then of their words, and no word is in two`() throws
  {
    let corpus = Corpus(String(repeating: "a b\nb c\nd e\nx\nx\nd\n", count: 5))
    let phrases = Phrases(of: corpus, Vocabulary(of: corpus), discount: 0, threshold: 0)
    // count · length / product of counts: a b and b c have 5 · 45 / (5 · 10), d e has 5 · 45 / (10 · 5)
    #expect(phrases.pairs.map { "\($0.a) \($0.b) \($0.score)" } == ["b c 4.5", "d e 4.5", "a b 4.5"])
    #expect(String(decoding: phrases.join(Array("a b c d e".utf8)), as: UTF8.self) == "a_b c d_e")
    let more = Corpus("a b\na b\nc d\nc d\nc\n")
    let ordered = Phrases(of: more, Vocabulary(of: more), discount: 0, threshold: 0)
    #expect(ordered.pairs.map { "\($0.a)_\($0.b)" } == ["a_b", "c_d"])
  }

  @Test func `A word too rare to be known parts a pair, and counts in the length of the text alone`() {
    let corpus = Corpus("a b\na once b\na b\n")
    let phrases = Phrases(of: corpus, Vocabulary(of: corpus, minimumCount: 2), discount: 0, threshold: 0)
    // a b has 2 · 7 / (3 · 3)
    #expect(phrases.pairs.map { "\($0.a) \($0.b)" } == ["a b"])
    #expect(phrases.pairs.map(\.score) == [14.0 / 9])
    #expect(String(decoding: phrases.join(Array("a b a once b".utf8)), as: UTF8.self) == "a_b a once b")
  }

  @Test func `A pair is told from all others in a large vocabulary too`() {
    // Every word twice, so that numbers are those of the words
    let words = (0..<140_000).map { "w\($0)" }.joined(separator: "\n")
    let corpus = Corpus(words + "\n" + words.replacing("w131073\n", with: "w131073 "))
    let phrases = Phrases(of: corpus, Vocabulary(of: corpus), discount: 0, threshold: 0)
    #expect(phrases.pairs.map { [$0.a, $0.b] } == [["w131073", "w131074"]])
    #expect(
      String(decoding: phrases.join(Array("w1 w2 w131073 w131074".utf8)), as: UTF8.self)
        == "w1 w2 w131073_w131074")
  }

  @Test func `Words are parted by every byte up to the space, lines by the line end alone`() {
    for byte in UInt8.min...UInt8.max {
      let text = [UInt8(ascii: "a"), byte, UInt8(ascii: "b")]
      let lines: [[[UInt8]]] =
        byte == 10 ? [[[97]], [[98]]] : byte <= 32 ? [[[97], [98]]] : [[[97, byte, 98]]]
      #expect(sentences(text).map { $0.map { Array($0) } } == lines)
      #expect(Lanes.vocabulary(of: Corpus(text)).words.map(\.bytes) == lines.flatMap { $0 })
      #expect(Corpus(text, blockSize: 2).blocks == (byte <= 32 ? 2 : 1))
      text.withUnsafeBufferPointer { text in
        var words = WordScanner(text)
        let first = words.next()
        #expect(first?.beginsLine == true && first?.start == 0)
        if let second = words.next() { #expect(second.beginsLine == (byte == 10) && second.start == 2) }
      }
    }
  }

  @Test(arguments: [(3, 3), (2, 2), (1, 1)])
  func `Where room for pairs is short the rarest are forgotten`(capacity: Int, kept: Int) throws {
    let corpus = Corpus("a b\na b\na b\nc d\ne f\ne f\n")
    let phrases = Phrases(
      of: corpus, Vocabulary(of: corpus), discount: 0, threshold: 0, capacity: capacity)
    #expect(Set(phrases.pairs.map(\.a)) == Set((["a", "e", "c"] as [Word]).prefix(kept)))
  }

  @Test func `Lines are cut after a thousand words, texts into blocks that end between words`() throws {
    let words = (0..<2500).map { "w\($0 % 7)" }.joined(separator: " ")
    #expect(sentences(Array((words + "\nend").utf8)).map(\.count) == [1000, 1000, 500, 1])
    func blocks(_ corpus: Corpus) -> [String] {
      (0..<corpus.blocks).map { String(decoding: corpus.read($0), as: UTF8.self) }
    }
    #expect(blocks(Corpus("aaaa bbbb cc".utf8, blockSize: 5)) == ["aaaa ", "bbbb ", "cc"])
    #expect(blocks(Corpus("aaaa bbbb ".utf8, blockSize: 4)) == ["aaaa ", "bbbb "])
    #expect(Corpus("").blocks == 0)
    #expect(Corpus(String(repeating: "a ", count: 150_000)).blocks == 2)
  }

  @Test func `First vectors fill a range that shrinks with the dimensions, contexts begin at zero`() {
    var generator = SeededGenerator(seed: 1)
    let model = EmbeddingModel(words: 50, dimensions: 40, using: &generator)
    #expect(model.input.values.allSatisfy { abs($0) <= 1 / 40 } && model.input.values.contains { $0 > 0.024 })
    #expect(model.input.values.contains { $0 < -0.024 } && model.output.values.allSatisfy { $0 == 0 })
  }
}
