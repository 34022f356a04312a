import Matrices
import Testing

@testable import Word2Vec

/// What is asked of the module and cannot be: each traps with a sentence.
@Suite struct CheckTests {
  private func says(_ result: ExitTest.Result?, _ sentence: String) -> Bool {
    result.map { String(decoding: $0.standardErrorContent, as: UTF8.self).contains(sentence) } ?? false
  }

  @Test func `A window from 1 to the longest sentence`() async {
    let none = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = TrainingSettings(window: 0)
    }
    #expect(says(none, "a window of 0, expected 1 to 1000"))
    let many = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = TrainingSettings(window: 1001)
    }
    #expect(says(many, "a window of 1001, expected 1 to 1000"))
  }

  @Test func `One to fifteen negative samples`() async {
    let none = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = TrainingSettings(negatives: 0)
    }
    #expect(says(none, "0 negative samples, expected 1 to 15"))
    let many = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = TrainingSettings(negatives: 16)
    }
    #expect(says(many, "16 negative samples, expected 1 to 15"))
  }

  @Test func `Rates, sample and epochs that are numbers of their kind`() async {
    let rate = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = TrainingSettings(learningRate: .nan)
    }
    #expect(says(rate, "a learning rate of nan"))
    let sample = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = TrainingSettings(sample: 2)
    }
    #expect(says(sample, "a sample of 2.0, expected 0 to 1"))
    let epochs = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = TrainingSettings(epochs: -1)
    }
    #expect(says(epochs, "-1 epochs"))
  }

  @Test func `No epochs change nothing`() throws {
    let corpus = Corpus("a b a b")
    let vocabulary = Vocabulary(of: corpus)
    let start = TrainerTests.start(vocabulary)
    var model = start
    #expect(try Lanes.train(&model, corpus, vocabulary, TrainingSettings(epochs: 0)) == 0)
    #expect(try train(&model, corpus, vocabulary, TrainingSettings(epochs: 0)) == 0)
    #expect(model == start)
  }

  @Test func `A thread at least, dimensions at least one, as many vectors as words`() async {
    let threads = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = Team(count: 0)
    }
    #expect(says(threads, "a team of 0 threads"))
    let dimensions = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      var generator = SeededGenerator(seed: 1)
      _ = EmbeddingModel(words: 3, dimensions: 0, using: &generator)
    }
    #expect(says(dimensions, "3 words of 0 dimensions"))
    let words = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      let corpus = Corpus("a b c")
      var model = TrainerTests.start(Vocabulary(["a", "b"]))
      try Lanes.train(&model, corpus, Vocabulary(of: corpus), TrainingSettings())
    }
    #expect(says(words, "2 and 2 vectors for 3 words"))
    let widths = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = EmbeddingModel(input: Matrix(rows: 3, columns: 4), output: Matrix(rows: 3, columns: 2))
    }
    #expect(says(widths, "vectors of 4 and 2 dimensions"))
    let narrower = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      let corpus = Corpus("a b c a b c")
      let vocabulary = Vocabulary(of: corpus)
      let wide = Matrix(rows: 3, columns: 1_000_000)  // what lies behind the other is nobody's
      var model = EmbeddingModel(input: wide, output: wide)
      model.output = Matrix(rows: 3, columns: 2)
      try Lanes.train(&model, corpus, vocabulary, TrainingSettings(sample: 0))
    }
    #expect(says(narrower, "vectors of 1000000 and 2 dimensions"))
    let first = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      let corpus = Corpus("a b c")
      let vocabulary = Vocabulary(of: corpus)
      var model = TrainerTests.start(vocabulary)
      try Lanes.train(&model, corpus, vocabulary, TrainingSettings(), from: 0)
    }
    #expect(says(first, "a first epoch of number 0"))
  }

  @Test func `Words that the model has, a window that reaches, words that differ`() async {
    let word = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = backward(smallModel, Prediction(given: [0], word: 5), drawn: [])
    }
    #expect(says(word, "row 5 of 5"))
    let full = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = loss(smallModel, [Prediction(given: [0], word: 5)])
    }
    #expect(says(full, "word 5 of 5"))
    let given = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = loss(smallModel, [Prediction(given: [-1], word: 0)])
    }
    #expect(says(given, "row -1 of 5"))
    let reach = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = predictions([1, 2], window: 0, .cbow)
    }
    #expect(says(reach, "a window of 0"))
    let twice = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = WordVectors(["a", "a"], Matrix(rows: 2, columns: 1))
    }
    #expect(says(twice, "the word a twice"))
  }
}
