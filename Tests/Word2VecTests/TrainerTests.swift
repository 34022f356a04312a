import Matrices
import Synchronization
import Testing

@testable import Word2Vec

@Suite struct TrainerTests {
  /// Sentences about two families of words that keep different company.
  static let text: String = {
    var generator = SeededGenerator(seed: 5)
    let families = [["red", "blue", "green"], ["two", "three", "four"]]
    let company = [["the", "paint", "color", "wall", "bright"], ["count", "number", "sum", "add", "times"]]
    var lines = ""
    for _ in 0..<4000 {
      let f = generator.index(below: 2)
      func any(_ words: [String]) -> String { words[generator.index(below: words.count)] }
      lines +=
        "\(any(company[f])) \(any(company[f])) \(any(families[f])) \(any(company[f])) \(any(company[f]))\n"
    }
    return lines
  }()

  static func start(_ vocabulary: Vocabulary, dimensions: Int = 16) -> EmbeddingModel {
    var generator = SeededGenerator(seed: 1)
    return EmbeddingModel(words: vocabulary.count, dimensions: dimensions, using: &generator)
  }

  static func trained(_ corpus: Corpus, _ settings: TrainingSettings, threads: Int = 1) throws
    -> EmbeddingModel
  {
    let vocabulary = Lanes.vocabulary(of: corpus)
    var model = start(vocabulary)
    try Lanes.train(&model, corpus, vocabulary, settings, threads: threads)
    return model
  }

  @Test(arguments: Architecture.allCases, [1, 2])
  func `Words of one family come together`(architecture: Architecture, threads: Int) throws {
    let corpus = Corpus(TrainerTests.text.utf8, blockSize: 10_000)
    let settings = TrainingSettings(architecture: architecture, sample: 0)
    let model = try TrainerTests.trained(corpus, settings, threads: threads)
    let vectors = WordVectors(Vocabulary(of: corpus).words, model.input)
    let alike = try #require(vectors.similarity("red", "blue"))
    let unlike = try #require(vectors.similarity("red", "two"))
    #expect(alike > 0.7)
    #expect(unlike < alike - 0.3)
  }

  @Test func `No epochs change nothing`() throws {
    let corpus = Corpus("a b a b")
    let vocabulary = Vocabulary(of: corpus)
    let start = Self.start(vocabulary)
    var model = start
    #expect(try Lanes.train(&model, corpus, vocabulary, TrainingSettings(epochs: 0)) == 0)
    #expect(try train(&model, corpus, vocabulary, TrainingSettings(epochs: 0)) == 0)
    #expect(model == start)
  }

  @Test func `The last epoch that there can be is trained like any other`() throws {
    let corpus = Corpus("a b a b".utf8, blockSize: 4)
    let vocabulary = Vocabulary(of: corpus)
    let last = TrainingSettings(window: 1, sample: 0, epochs: .max - 1)
    for train in [
      { try train(&$0, corpus, vocabulary, last, from: .max - 1) },
      { try Lanes.train(&$0, corpus, vocabulary, last, from: .max - 1) },
    ] as [(inout EmbeddingModel) throws -> Int] {
      var model = Self.start(vocabulary)
      #expect(try train(&model) == .max - 1 && model != Self.start(vocabulary))
    }
  }

  @Test func `With one thread the same seed gives the same bits, another seed others`() throws {
    let corpus = Corpus(TrainerTests.text)
    let first = try TrainerTests.trained(corpus, TrainingSettings(epochs: 1))
    #expect(try TrainerTests.trained(corpus, TrainingSettings(epochs: 1)) == first)
    #expect(try TrainerTests.trained(corpus, TrainingSettings(epochs: 1, seed: 2)) != first)
  }

  @Test func `A run that is stopped and resumed goes on to the bit, and stays over`() throws {
    let corpus = Corpus(TrainerTests.text)
    let settings = TrainingSettings(epochs: 3)
    let vocabulary = Vocabulary(of: corpus)
    var model = TrainerTests.start(vocabulary)
    #expect(try Lanes.train(&model, corpus, vocabulary, settings) { _ in false } == 1)
    #expect(try Lanes.train(&model, corpus, vocabulary, settings, from: 2) == 3)
    #expect(try Lanes.train(&model, corpus, vocabulary, settings, from: 6) == 5)
    #expect(try model == TrainerTests.trained(corpus, settings))
  }

  /// The text's words with others that occur once, one line longer than a sentence may be.
  static let varied: String = {
    var lines = ""
    for (n, word) in text.prefix(12_000).split(whereSeparator: \.isWhitespace).enumerated() {
      lines += word + (n % 7 == 3 ? " once\(n)" : "") + (n % 5 == 4 && !(300..<1600 ~= n) ? "\n" : " ")
    }
    return lines
  }()

  /// Everything on: a text of two blocks, words too rare to be known, sub-sampling, windows drawn anew, noise, a
  /// falling rate.
  static let all = (
    corpus: Corpus(varied.utf8, blockSize: 12_000),
    settings: Architecture.allCases.map {
      TrainingSettings(
        architecture: $0, window: 3, negatives: 4, sample: 0.02, learningRate: 0.2,
        epochs: 2, seed: 3)
    }
  )

  @Test(arguments: [0, 1], [3, 16, 50, 100])
  func `Plain loops and lanes train alike`(architecture: Int, dimensions: Int) throws {
    let (corpus, settings) = (TrainerTests.all.corpus, TrainerTests.all.settings[architecture])
    let vocabulary = Vocabulary(of: corpus, minimumCount: 2)
    var plain = TrainerTests.start(vocabulary, dimensions: dimensions)
    var lanes = plain
    try train(&plain, corpus, vocabulary, settings)
    try Lanes.train(&lanes, corpus, vocabulary, settings)
    #expect(close(lanes.input.values, plain.input.values, 1e-4))
    #expect(close(lanes.output.values, plain.output.values, 1e-4))
  }

  @Test(arguments: Architecture.allCases, [(10, 15), (100, 5), (100, 10)])
  func `They do so in lines of more than a thousand words, at the usual sizes and with fifteen words drawn`(
    architecture: Architecture, size: (dimensions: Int, negatives: Int)
  ) throws {
    var generator = SeededGenerator(seed: 2)
    let corpus = Corpus((0..<2300).map { _ in "w\(generator.index(below: 30))" }.joined(separator: " "))
    let vocabulary = Vocabulary(of: corpus)
    let settings = TrainingSettings(
      architecture: architecture, window: 2, negatives: size.negatives, sample: 0, learningRate: 0.1,
      epochs: 1)
    var plain = TrainerTests.start(vocabulary, dimensions: size.dimensions)
    var lanes = plain
    try train(&plain, corpus, vocabulary, settings)
    try Lanes.train(&lanes, corpus, vocabulary, settings)
    #expect(close(lanes.input.values, plain.input.values, 1e-4))
    #expect(close(lanes.output.values, plain.output.values, 1e-4))
  }

  @Test func `The widest window takes in a whole line, in the lanes too`() throws {
    var generator = SeededGenerator(seed: 3)
    let corpus = Corpus((0..<1000).map { _ in "w\(generator.index(below: 30))" }.joined(separator: " "))
    let vocabulary = Vocabulary(of: corpus)
    let settings = TrainingSettings(
      architecture: .cbow, window: 1000, negatives: 2, sample: 0, epochs: 1)
    var plain = TrainerTests.start(vocabulary, dimensions: 3)
    var lanes = plain
    try train(&plain, corpus, vocabulary, settings)
    try Lanes.train(&lanes, corpus, vocabulary, settings)
    #expect(close(lanes.input.values, plain.input.values, 1e-4))
    #expect(close(lanes.output.values, plain.output.values, 1e-4))
  }

  @Test func `The first thread tells how far all are`() throws {
    let corpus = Corpus(TrainerTests.text.utf8.prefix(5000), blockSize: 1000)
    let vocabulary = Vocabulary(of: corpus)
    #expect(corpus.blocks == 5)
    for (threads, shares) in [(1, [0.2, 0.4, 0.6, 0.8, 1]), (2, [0.4, 0.8, 1])] {
      var model = TrainerTests.start(vocabulary)
      var heard: [[Double]] = [[], []]
      try Lanes.train(
        &model, corpus, vocabulary, TrainingSettings(epochs: 2), threads: threads,
        progress: { heard[$0 - 1].append($1) })
      #expect(heard == [shares, shares])
    }
  }

  @Test(arguments: 1...4) func `Threads read each block once an epoch, and learn of all of them`(threads: Int)
    throws
  {
    let texts = (0..<7).map { Array("a\($0) b\($0) a\($0) c\($0)\n".utf8) }
    let read = Mutex([Int](repeating: 0, count: 7))
    let corpus = Corpus(blocks: 7) { block in
      read.withLock { $0[block] += 1 }
      return texts[block]
    }
    let vocabulary = Vocabulary(of: Corpus(texts.joined()))
    let start = TrainerTests.start(vocabulary)
    var model = start
    let settings = TrainingSettings(sample: 0, learningRate: 0.5, epochs: 2)
    try Lanes.train(&model, corpus, vocabulary, settings, threads: threads)
    #expect(read.withLock { $0 } == [Int](repeating: 2, count: 7))
    for word in 0..<vocabulary.count {
      #expect(model.input[row: word] != start.input[row: word], "\(vocabulary.words[word])")
    }
  }

  @Test func `A text without blocks teaches nothing`() throws {
    let nothing = Corpus("")
    let vocabulary = Vocabulary(["a", "b"])
    let start = TrainerTests.start(vocabulary)
    var (plain, lanes) = (start, start)
    #expect(try train(&plain, nothing, vocabulary, TrainingSettings()) == 5)
    #expect(try Lanes.train(&lanes, nothing, vocabulary, TrainingSettings(), threads: 2) == 5)
    #expect(plain == start && lanes == start)
  }

  @Test func `A table that has grown again and again has all its words`() {
    let words = (0..<5000).map { Word("w\($0)") }
    let table = WordTable(words)
    #expect((0..<table.count).map { table[$0] } == words)
  }

  @Test func `Words of one hash are told apart by their letters`() {
    var table = WordTable()
    let words = ["ab", "cd", "abc"].map { Word($0) }
    for (number, word) in words.enumerated() {
      #expect(word.bytes.withUnsafeBufferPointer { table.insert($0, hash: 7) } == number)
    }
    for (number, word) in words.enumerated() {
      #expect(word.bytes.withUnsafeBufferPointer { table.number(of: $0, hash: 7) } == number)
    }
    #expect(Word("ad").bytes.withUnsafeBufferPointer { table.number(of: $0, hash: 7) } == nil)
  }

  @Test(arguments: 0..<20)
  func `A table of words finds each of its words and no other`(first: Int) {
    let words = (0..<1400).map { Word("w\((first * 61 + $0) % 1400)") }
    let table = WordTable(words)
    for (number, word) in words.enumerated() {
      let other = Word("v\(number)")
      for (asked, expected) in [(word, number), (other, nil)] as [(Word, Int?)] {
        asked.bytes.withUnsafeBufferPointer { bytes in
          var scanner = WordScanner(bytes)
          let found = scanner.next().map { table.number(of: $0.bytes, hash: $0.hash) }
          #expect(found == .some(expected))
        }
      }
      #expect(table[number] == word)
    }
  }

  @Test(arguments: [0, 1])
  func `Training is what its description says, written again in Double`(architecture: Int) throws {
    let (corpus, settings) = (TrainerTests.all.corpus, TrainerTests.all.settings[architecture])
    let vocabulary = Vocabulary(of: corpus, minimumCount: 2)
    var model = TrainerTests.start(vocabulary, dimensions: 8)
    let independent = retrained(model, corpus, vocabulary, settings)
    try train(&model, corpus, vocabulary, settings)
    #expect(close(model.input.values, independent.input.map { Float($0) }, 1e-4))
    #expect(close(model.output.values, independent.output.map { Float($0) }, 1e-4))
  }

  @Test func `A seed, a window, sub-sampling, noise and rates that are changed change the result`() throws {
    let corpus = TrainerTests.all.corpus
    let base = try TrainerTests.trained(corpus, TrainingSettings(sample: 0.02, epochs: 1))
    for other in [
      TrainingSettings(window: 4, sample: 0.02, epochs: 1), TrainingSettings(sample: 0.05, epochs: 1),
      TrainingSettings(negatives: 4, sample: 0.02, epochs: 1),
      TrainingSettings(sample: 0.02, learningRate: 0.03, epochs: 1),
    ] {
      #expect(try !close(TrainerTests.trained(corpus, other).input.values, base.input.values, 1e-2))
    }
  }

  @Test func `A block that cannot be read counts as empty, and who listens may end the training`() throws {
    let corpus = Corpus(TrainerTests.text.utf8, blockSize: 10_000)
    let vocabulary = Vocabulary(of: corpus)
    let broken = Corpus(blocks: corpus.blocks) { $0 == 3 ? [] : corpus.read($0) }
    var model = TrainerTests.start(vocabulary)
    for threads in [1, 2] {
      let last = try Lanes.train(
        &model, broken, vocabulary, TrainingSettings(), threads: threads, report: { _ in false })
      #expect(last == 1)
    }
    #expect(Vocabulary(of: broken).textLength < vocabulary.textLength)
    #expect(Lanes.vocabulary(of: broken).counts == Vocabulary(of: broken).counts)
  }

  @Test func `A rate that is too large ends in an error that names epoch and rate`() throws {
    let corpus = Corpus(TrainerTests.text.utf8.prefix(5000), blockSize: 1000)
    let vocabulary = Vocabulary(of: corpus)
    let settings = TrainingSettings(learningRate: 1e38)
    for fast in [false, true] {
      var model = TrainerTests.start(vocabulary)
      let divergence = try #require(throws: Divergence.self) {
        if fast {
          try Lanes.train(&model, corpus, vocabulary, settings)
        } else {
          try train(&model, corpus, vocabulary, settings)
        }
      }
      #expect(divergence.epoch == 1 && divergence.step == corpus.blocks)
      #expect(divergence.learningRate == 1e38)
    }
  }

  @Test func `A vocabulary is sorted by count and drops what is rare`() throws {
    let vocabulary = Vocabulary(of: Corpus("b a c a\n\tb  a d"), minimumCount: 2)
    #expect(vocabulary.words == ["a", "b"])
    #expect(vocabulary.counts == [3, 2])
    #expect(vocabulary.textLength == 7)
    #expect(vocabulary.total == 5)
    #expect(vocabulary.number(of: "b") == 1)
    #expect(vocabulary.number(of: "c") == nil)
    #expect(Lanes.vocabulary(of: Corpus(" \n ")).count == 0)
    #expect(Lanes.vocabulary(of: Corpus("")).count == 0)
    #expect(Lanes.vocabulary(of: Corpus("a b a")).counts == [2, 1])
  }

  @Test func `Plain loops and lanes count the same words`() throws {
    let many = (0..<5000).map { "w\($0 * $0 % 3001)" }.joined(separator: " ")
    for text in [many, TrainerTests.text] {
      let corpus = Corpus(text.utf8, blockSize: 999)
      let (plain, lanes) = (
        Vocabulary(of: corpus, minimumCount: 2), Lanes.vocabulary(of: corpus, minimumCount: 2)
      )
      #expect(plain.words == lanes.words && plain.counts == lanes.counts)
      #expect(plain.textLength == lanes.textLength && plain.total == lanes.total)
    }
  }

  @Test func `Words are bytes: what looks alike or is no UTF-8 has vectors of its own`() throws {
    let bytes: [[UInt8]] = [Array("caf\u{E9}".utf8), Array("cafe\u{301}".utf8), [0xFF], [0xFE], [0xC3]]
    let corpus = Corpus(Array((0..<200).map { bytes[$0 % 5] }.joined(separator: [0x20])))
    let vocabulary = Lanes.vocabulary(of: corpus)
    #expect(vocabulary.words == bytes.map { Word($0) })
    #expect(Vocabulary(of: corpus).words == vocabulary.words)
    let model = try TrainerTests.trained(corpus, TrainingSettings(sample: 0, learningRate: 0.1))
    let vectors = WordVectors(vocabulary.words, model.input)
    #expect(vectors.number(of: "caf\u{E9}") == 0 && vectors.number(of: "cafe\u{301}") == 1)
    #expect(vectors.neighbors(of: "caf\u{E9}", count: 9)?.count == 4)
    #expect(vectors.words[2].description == "\u{FFFD}")
  }

  @Test func `A vocabulary of one word has no noise`() throws {
    let model = try TrainerTests.trained(Corpus("so so so so"), TrainingSettings(sample: 0))
    #expect(model.isFinite)
    for spoilt in [
      EmbeddingModel(input: [[1, .infinity]], output: [[1, 2]]),
      EmbeddingModel(input: [[1, 2]], output: [[.nan, 2]]),
    ] { #expect(!spoilt.isFinite) }
    #expect(dot(model.input.values, model.output.values) > 0)
  }
}

/// Skip-gram and CBOW with negative sampling, from the papers and the original program: lines of words, the
/// frequent ones left out by chance, a reach drawn for each center word, words drawn in proportion to count^¾, a
/// rate that falls with the place in the text.
private func retrained(
  _ model: EmbeddingModel, _ corpus: Corpus, _ vocabulary: Vocabulary, _ settings: TrainingSettings
) -> (input: [Double], output: [Double]) {
  let d = model.dimensions
  var (X, Y) = (model.input.values.map { Double($0) }, model.output.values.map { Double($0) })
  let noise = noiseColumns(vocabulary.counts)
  let total = Double(vocabulary.counts.reduce(0, +))
  for epoch in 0..<settings.epochs {
    for block in 0..<corpus.blocks {
      let text = corpus.read(block)
      var generator = SeededGenerator(
        seed: settings.seed + UInt64(epoch + 1) * 1_099_511_627_776 + UInt64(block))
      var lines: [[(word: Word, start: Int)]] = [[]]
      var word: [UInt8] = []
      for (place, byte) in (text + [10]).enumerated() {
        if byte > 32 {
          word.append(byte)
          continue
        }
        if !word.isEmpty { lines[lines.count - 1].append((Word(word), place - word.count)) }
        word = []
        if byte == 10 || lines[lines.count - 1].count == 1000 { lines.append([]) }
      }
      for line in lines where !line.isEmpty {
        let done = Double(line[0].start) / Double(text.count)
        let progress =
          (Double(epoch * corpus.blocks + block) + done) / Double(settings.epochs * corpus.blocks)
        let rate =
          Double(settings.learningRate) * (1 - progress + progress / 250)
        var sentence: [Int] = []
        for (word, _) in line {
          guard let number = vocabulary.words.firstIndex(of: word) else { continue }
          let share = Double(vocabulary.counts[number]) / total
          let keep = (settings.sample / share).squareRoot() + settings.sample / share
          if Double(generator.uniform(in: 0..<1)) < keep { sentence.append(number) }
        }
        for center in sentence.indices {
          let reach = 1 + generator.index(below: settings.window)
          var chosen = [(word: sentence[center], target: 1.0)]
          for _ in 0..<settings.negatives {
            let word = drawnWord(noise, &generator)
            if word != sentence[center] { chosen.append((word, 0)) }
          }
          let around = sentence.indices.filter { $0 != center && abs($0 - center) <= reach }.map {
            sentence[$0]
          }
          let givens = settings.architecture == .cbow ? [around] : around.map { [$0] }
          for given in givens where !given.isEmpty {
            var x = [Double](repeating: 0, count: d)
            for c in given {
              for j in 0..<d { x[j] += X[c * d + j] / Double(given.count) }
            }
            var move = [Double](repeating: 0, count: d)
            var steps: [(word: Int, g: Double)] = []
            for (v, target) in chosen {
              var s = 0.0
              for j in 0..<d { s += x[j] * Y[v * d + j] }
              let g = rate * (target - 1 / (1 + reference(exp: -s)))
              for j in 0..<d { move[j] += g * Y[v * d + j] }
              steps.append((v, g))
            }
            for (v, g) in steps {
              for j in 0..<d { Y[v * d + j] += g * x[j] }
            }
            for c in given {
              for j in 0..<d { X[c * d + j] += move[j] }
            }
          }
        }
      }
    }
  }
  return (X, Y)
}

/// e^x by its series, of a fraction small enough, squared again and again.
private func reference(exp x: Double) -> Double {
  var (term, sum) = (1.0, 1.0)
  for n in 1...20 {
    term *= x / 1024 / Double(n)
    sum += term
  }
  for _ in 0..<10 { sum *= sum }
  return sum
}
