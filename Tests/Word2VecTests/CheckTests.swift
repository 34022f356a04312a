import Matrices
import Support
import Testing

@testable import Word2Vec

/// What cannot be asked of words and their vectors, and the sentence in which it is refused.
@Suite struct CheckTests {
  @Test(arguments: refused.indices)
  func `What cannot be used ends the program with a sentence that names it`(index: Int) async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) { [index] in
      try CheckTests.refused[index].call()
    }
    #expect(Refusal.sentence(in: result?.standardErrorContent) == CheckTests.refused[index].sentence)
  }

  static let refused: [Refusal] = texts + models + settings + training + trees + vectors + rates

  private static let letters = Corpus("a b c a b a")
  private static let vocabulary = Vocabulary(of: letters)
  private static let once = TrainingSettings(epochs: 1)
  /// Vectors of three words, of two dimensions.
  private static let model = EmbeddingModel(
    input: Matrix(rows: 3, columns: 2), output: Matrix(rows: 3, columns: 2))

  private static let texts: [Refusal] = [
    Refusal("-1 blocks") { _ = Corpus(blocks: -1) { _ in [] } },
    Refusal("block \(Int.max) of 1") { _ = letters.read(.max) },
    Refusal("block -1 of 1") { _ = letters.read(-1) },
    Refusal("blocks of 0 bytes") { _ = Corpus([1, 2, 3], blockSize: 0) },
    Refusal("the word “a b”, expected one without white space") { _ = Vocabulary(["a b", "c"]) },
    Refusal("a minimum of 0 occurrences, expected 1 or more") { _ = Vocabulary(["a"], minimumCount: 0) },
    Refusal("the word “”, expected one without white space") { _ = Vocabulary([""]) },
    Refusal("no words to draw from") { _ = NoiseDistribution(counts: []) },
    Refusal("no words to draw from") { _ = NoiseDistribution(counts: [0, 0]) },
    Refusal("no words to draw from") { _ = NoiseDistribution(counts: [2, -1]) },
    Refusal("a sample of -0.1, expected 0 to 1") { _ = keepProbabilities(vocabulary, sample: -0.1) },
    Refusal("a sample of nan, expected 0 to 1") { _ = keepProbabilities(vocabulary, sample: .nan) },
    Refusal("a prediction from no words") { _ = Prediction(given: [], word: 0) },
    Refusal("a window of 0, expected 1 to 1000") { _ = predictions([1, 2], window: 0, .cbow) },
    Refusal("a window of -5, expected 1 to 1000") { _ = predictions([], window: -5, .cbow) },
    Refusal("a window of 0, expected 1 to 1000") { _ = predictions([1, 2], at: 0, reach: 0, .cbow) },
    Refusal("a window of 1001, expected 1 to 1000") { _ = predictions([1, 2], at: 0, reach: 1001, .cbow) },
    Refusal("a window of 1001, expected 1 to 1000") { _ = predictions([], window: 1001, .cbow) },
    Refusal("a window of \(Int.max), expected 1 to 1000") { _ = predictions([1, 2], window: .max, .cbow) },
    Refusal("word 2 of 2") { _ = predictions([1, 2], at: 2, reach: 1, .skipGram) },
    Refusal("word -1 of 2") { _ = predictions([1, 2], at: -1, reach: 1, .skipGram) },
    Refusal("room for 0 pairs") { _ = Phrases(of: letters, vocabulary, discount: 0, capacity: 0) },
    Refusal("pairs above 100.0, -1 discounted") { _ = Phrases(of: letters, vocabulary, discount: -1) },
    Refusal("pairs above nan, 5 discounted") {
      _ = Phrases(of: letters, vocabulary, discount: 5, threshold: .nan)
    },
  ]

  private static let models: [Refusal] = [
    Refusal("vectors of 2 and 3 dimensions") {
      _ = EmbeddingModel(input: Matrix(rows: 3, columns: 2), output: Matrix(rows: 3, columns: 3))
    },
    Refusal("3 words of 0 dimensions") {
      var generator = SeededGenerator(seed: 1)
      _ = EmbeddingModel(words: 3, dimensions: 0, using: &generator)
    },
    Refusal("-1 words of 2 dimensions") {
      var generator = SeededGenerator(seed: 1)
      _ = EmbeddingModel(words: -1, dimensions: 2, using: &generator)
    },
    Refusal("a prediction from no words") { _ = forward(model, given: []) },
    Refusal("row 3 of 3") { _ = forward(model, given: [3]) },
    Refusal("no scores, no probabilities") {
      let empty = EmbeddingModel(input: model.input, output: Matrix(rows: 0, columns: 2))
      _ = forward(empty, given: [0])
    },
    Refusal("2 numbers and 3") {
      var model = Self.model
      model.output = Matrix(rows: 3, columns: 3)
      _ = forward(model, given: [0])
    },
    Refusal("the loss of no predictions") { _ = loss(model, []) },
    Refusal("word 3 of 3") { _ = loss(model, [Prediction(given: [0], word: 3)]) },
    Refusal("row -1 of 3") { _ = loss(model, [Prediction(given: [-1], word: 0)]) },
    Refusal("the gradient of no predictions") { _ = backward(model, []) },
    Refusal("word -1 of 3") { _ = backward(model, [Prediction(given: [0], word: -1)]) },
    Refusal("row 3 of 3") { _ = loss(model, Prediction(given: [0], word: 3), drawn: []) },
    Refusal("row 4 of 3") { _ = loss(model, Prediction(given: [0], word: 1), drawn: [4]) },
    Refusal("row 3 of 3") { _ = backward(model, Prediction(given: [0], word: 3), drawn: []) },
    Refusal("row -1 of 3") { _ = backward(model, Prediction(given: [0], word: 1), drawn: [-1]) },
    Refusal("3 × 2 weights beside 3 × 1, 3 values") {
      var model = Self.model
      let other = EmbeddingModel(input: Matrix(rows: 3, columns: 1), output: Matrix(rows: 3, columns: 1))
      update(&model, other, learningRate: 1)
    },
    Refusal("3 × 2 and 1 × 2 do not go together") {
      var (model, gradient) = (Self.model, Self.model)
      gradient.output = Matrix(rows: 1, columns: 2)
      update(&model, gradient, learningRate: 1)
    },
    Refusal("1 slopes of a word's vector") {
      var model = Self.model
      let other = EmbeddingModel(input: [[1], [2]], output: [[1], [2]])
      update(&model, backward(other, Prediction(given: [0], word: 1), drawn: []), learningRate: 1)
    },
  ]

  private static let settings: [Refusal] = [
    Refusal("a window of 0, expected 1 to 1000") { _ = TrainingSettings(window: 0) },
    Refusal("a window of 1001, expected 1 to 1000") { _ = TrainingSettings(window: 1001) },
    Refusal("0 negative samples, expected 1 to 15") { _ = TrainingSettings(negatives: 0) },
    Refusal("16 negative samples, expected 1 to 15") { _ = TrainingSettings(negatives: 16) },
    Refusal("a sample of 2.0, expected 0 to 1") { _ = TrainingSettings(sample: 2) },
    Refusal("a learning rate of inf") { _ = TrainingSettings(learningRate: .infinity) },
    Refusal("a learning rate of nan") { _ = TrainingSettings(learningRate: .nan) },
    Refusal("a learning rate of 0.0") { _ = TrainingSettings(learningRate: 0) },
    Refusal("-1 epochs") { _ = TrainingSettings(epochs: -1) },
    Refusal("\(Int.max) epochs") { _ = TrainingSettings(epochs: .max) },
    Refusal("the learning rate after 1.5, expected 0 to 1") { _ = once.learningRate(after: 1.5) },
    Refusal("the learning rate after nan, expected 0 to 1") { _ = once.learningRate(after: .nan) },
  ]

  private static let training: [Refusal] = [
    Refusal("a first epoch of number 0") {
      var model = Self.model
      try train(&model, letters, vocabulary, once, from: 0)
    },
    Refusal("a first epoch of number -1") {
      var model = Self.model
      try Lanes.train(&model, letters, vocabulary, once, from: -1)
    },
    Refusal("a team of 0 threads, expected 1 to 64") {
      var model = Self.model
      try Lanes.train(&model, letters, vocabulary, once, threads: 0)
    },
    Refusal("5 values do not fill 3 × 2") {
      var model = Self.model
      model.input.values.removeLast()
      try Lanes.train(&model, letters, vocabulary, once)
    },
    Refusal("3 and 3 vectors for 2 words") {
      var model = Self.model
      try train(&model, letters, Vocabulary(["a", "b"]), once)
    },
    Refusal("4 and 3 vectors for 3 words") {
      var model = Self.model
      model.input = Matrix(rows: 4, columns: 2)
      try Lanes.train(&model, letters, vocabulary, once)
    },
    Refusal("3 and 4 vectors for 3 words") {
      var model = Self.model
      model.output = Matrix(rows: 4, columns: 2)
      try Lanes.train(&model, letters, vocabulary, once)
    },
    Refusal("vectors of 2 and 1 dimensions") {
      var model = Self.model
      model.output = Matrix(rows: 3, columns: 1)
      try Lanes.train(&model, letters, vocabulary, once)
    },
    Refusal("vectors of 0 and 0 dimensions") {
      let empty = Matrix(rows: 3, columns: 0)
      var model = EmbeddingModel(input: empty, output: empty)
      try Lanes.train(&model, letters, vocabulary, once)
    },
    Refusal("no words to draw from") {
      var model = Self.model
      try Lanes.train(&model, letters, Vocabulary([]), once)
    },
  ]

  private static let trees: [Refusal] = [
    Refusal("a tree of 1 words") { _ = HuffmanTree(counts: [3]) },
    Refusal("a count of -1") { _ = HuffmanTree(counts: [3, -1]) },
    Refusal("a count of \(Int.max)") { _ = HuffmanTree(counts: [.max, 1]) },
    Refusal("a text of 0.0 words") { _ = HuffmanTree(counts: [3, 1]).meanDepth(counts: [0, 0]) },
    Refusal("a count of -1") { _ = HuffmanTree(counts: [3, 1]).meanDepth(counts: [-1, 5]) },
    Refusal("3 counts for 2 words") { _ = HuffmanTree(counts: [3, 1]).meanDepth(counts: [1, 2, 3]) },
    Refusal("word 2 of 2") { _ = loss(model, Prediction(given: [0], word: 2), HuffmanTree(counts: [3, 1])) },
    Refusal("word -1 of 2") {
      _ = backward(model, Prediction(given: [0], word: -1), HuffmanTree(counts: [3, 1]))
    },
    Refusal("row 3 of 3") {
      _ = loss(model, Prediction(given: [0], word: 0), HuffmanTree(counts: [5, 4, 3, 2, 1]))
    },
  ]

  private static let vectors: [Refusal] = [
    Refusal("the product of two lengths is nan") { _ = cosine([1, .nan], [1, 2]) },
    Refusal("the product of two lengths is inf") { _ = cosine([1e30], [1]) },
    Refusal("points that are not finite, or too large") {
      _ = PrincipalComponents(of: [[1e30, 0], [-1e30, 1]])
    },
    Refusal("2 numbers and 1") { _ = cosine([1, 2], [1]) },
    Refusal("2 words for 1 vectors") { _ = WordVectors(["a", "b"], Matrix(rows: 1, columns: 2)) },
    Refusal("the word a twice") { _ = WordVectors(["a", "a"], Matrix(rows: 2, columns: 1)) },
    Refusal("a vector of the length nan") { _ = WordVectors(["a"], [[.nan]]) },
    Refusal("a vector of the length inf") { _ = withUnitRows([[1e30]]) },
    Refusal("-1 neighbors") { _ = WordVectors(["a"], [[1]]).neighbors(of: "a", count: -1) },
    Refusal("-1 neighbors") { _ = WordVectors(["a"], [[1]]).analogy("a", "a", "a", count: -1) },
    Refusal("1 points have no direction") { _ = PrincipalComponents(of: [[1, 2]]) },
    Refusal("points that are not finite, or too large") {
      _ = PrincipalComponents(of: [[1, 2], [.nan, 4]])
    },
    Refusal("3 components of 2 dimensions") {
      _ = PrincipalComponents(of: [[1, 2], [3, 4]], components: 3)
    },
    Refusal("0 components of 2 dimensions") {
      _ = PrincipalComponents(of: [[1, 2], [3, 4]], components: 0)
    },
    Refusal("1 × 3 and 1 × 2 do not go together") {
      _ = PrincipalComponents(of: [[1, 2], [3, 4]]).project([[1, 2, 3]])
    },
  ]

  /// No step is of such a length.
  private static let rates: [Refusal] = ([-1, .infinity, .nan] as [Float]).flatMap { rate in
    [
      Refusal("a learning rate of \(rate)") {
        var model = Self.model
        update(&model, model, learningRate: rate)
      },
      Refusal("a learning rate of \(rate)") {
        var model = Self.model
        update(&model, backward(model, Prediction(given: [0], word: 1), drawn: []), learningRate: rate)
      },
    ]
  }
}
