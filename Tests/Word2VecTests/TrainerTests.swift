import Matrices
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

  static func train(
    _ corpus: Corpus, epochs: Int = 5, change: (inout TrainingSettings) -> Void = { _ in }
  ) throws -> Trainer {
    var settings = TrainingSettings()
    settings.dimensions = 16
    settings.sample = 0
    settings.epochs = epochs
    change(&settings)
    let trainer = Trainer(try Vocabulary(of: corpus), settings)
    for epoch in 1...epochs { try trainer.train(on: corpus, epoch: epoch) }
    return trainer
  }

  @Test(arguments: Architecture.allCases, [1, 2])
  func `Words of one family come together`(architecture: Architecture, threads: Int) throws {
    let trainer = try TrainerTests.train(Corpus(TrainerTests.text.utf8, blockSize: 10_000)) {
      $0.architecture = architecture
      $0.threads = threads
    }
    let vectors = WordVectors(trainer.vocabulary.words, trainer.vectors)
    let alike = try #require(vectors.similarity("red", "blue"))
    let unlike = try #require(vectors.similarity("red", "two"))
    #expect(alike > 0.7)
    #expect(unlike < alike - 0.3)
  }

  @Test func `With one thread the same seed gives the same bits, another seed others`() throws {
    let corpus = Corpus(TrainerTests.text)
    let first = try TrainerTests.train(corpus, epochs: 1).vectors
    #expect(try TrainerTests.train(corpus, epochs: 1).vectors == first)
    #expect(try TrainerTests.train(corpus, epochs: 1) { $0.seed = 2 }.vectors != first)
  }

  @Test func `A run that is resumed goes on to the bit`() throws {
    let corpus = Corpus(TrainerTests.text)
    let whole = try TrainerTests.train(corpus, epochs: 3)
    let resumed = Trainer(whole.vocabulary, whole.settings)
    try resumed.train(on: corpus, epoch: 1)
    let second = Trainer(whole.vocabulary, whole.settings)
    second.vectors = resumed.vectors
    second.outputVectors = resumed.outputVectors
    for epoch in 2...3 { try second.train(on: corpus, epoch: epoch) }
    #expect(second.vectors == whole.vectors)
    #expect(second.outputVectors == whole.outputVectors)
  }

  @Test(arguments: Architecture.allCases, [3, 16, 50, 100, 130])
  func `The kernel does what the plain loops do`(architecture: Architecture, dimensions: Int) {
    for drawn in [[1, 2, 3, 4, 2], [5], [0, 0, 1]] {
      var generator = SeededGenerator(seed: 9)
      var model = EmbeddingModel(words: 6, dimensions: dimensions, within: 0.3, using: &generator)
      let input = EmbeddingTable(words: 6, dimensions: dimensions)
      let output = EmbeddingTable(words: 6, dimensions: dimensions)
      input.matrix = model.input
      output.matrix = model.output
      let example = Example(center: 3, contexts: [0, 5, 0, 2])
      // A sample that is drawn twice counts after its first update here, before it in the plain loops, so the
      // rate is small
      let rate: Float = drawn.count == Set(drawn).count ? 0.5 : 0.001
      let contexts = example.contexts.map { Int32($0) }
      let outputs = ([3] + drawn).map { Int32($0) }
      contexts.withUnsafeBufferPointer { contexts in
        outputs.withUnsafeBufferPointer { outputs in
          let window = Window(
            contexts: contexts.baseAddress!, contextCount: 4, outputs: outputs.baseAddress!,
            rates: SIMD16(repeating: rate))
          switch architecture {
          case .skipGram:
            skipGramStep(input.start, output.start, window, strips: input.strips, outputs: outputs.count)
            skipGramStep(&model, example, drawn: drawn, learningRate: rate)
          case .cbow:
            cbowStep(input.start, output.start, window, strips: input.strips, outputs: outputs.count)
            cbowStep(&model, example, drawn: drawn, learningRate: rate)
          }
        }
      }
      #expect(close(input.matrix.values, model.input.values, 1e-5))
      #expect(close(output.matrix.values, model.output.values, 1e-5))
    }
  }

  @Test func `Padding stays zero`() throws {
    let trainer = try TrainerTests.train(Corpus(TrainerTests.text), epochs: 1) { $0.dimensions = 21 }
    for word in 0..<trainer.vocabulary.count {
      for j in 21..<32 { #expect(trainer.input[word, j] == 0 && trainer.output[word, j] == 0) }
    }
  }

  @Test func `An error while reading ends the training and is passed on`() throws {
    struct Unreadable: Error {}
    let corpus = Corpus(TrainerTests.text.utf8, blockSize: 10_000)
    let trainer = Trainer(try Vocabulary(of: corpus), TrainingSettings())
    let broken = Corpus(blocks: corpus.blocks) { block in
      if block == 3 { throw Unreadable() }
      return try corpus.read(block)
    }
    #expect(throws: Unreadable.self) { try trainer.train(on: broken, epoch: 1) }
  }

  @Test func `A vocabulary is sorted by count and drops what is rare`() throws {
    let vocabulary = try Vocabulary(of: Corpus("b a c a\n\tb  a d"), minimumCount: 2)
    #expect(vocabulary.words == ["a", "b"])
    #expect(vocabulary.counts == [3, 2])
    #expect(vocabulary.textLength == 7)
    #expect(vocabulary.total == 5)
    #expect(vocabulary.number(of: "b") == 1)
    #expect(vocabulary.number(of: "c") == nil)
    let many = Vocabulary((0..<5000).map { "w\($0)" })
    let numbers = (0..<5000).map { many.number(of: "w\($0)") }
    #expect(numbers == Array(0..<5000))
    #expect(try Vocabulary(of: Corpus(" \n ")).count == 0)
    #expect(try Vocabulary(of: Corpus("")).count == 0)
  }

  @Test func `A vocabulary of one word trains on nothing`() throws {
    let trainer = try TrainerTests.train(Corpus("so so so so"), epochs: 1)
    #expect(trainer.isFinite)
    trainer.output[0, 3] = .nan
    #expect(!trainer.isFinite)
    trainer.output[0, 3] = 0
    trainer.input[0, 5] = -.infinity
    #expect(!trainer.isFinite)
  }
}
