// Two vectors for each word: one when it is given, one when it is predicted.
//
// Shapes:  input, output: words × dimensions

import Matrices

/// What is learned. A gradient has the same form.
public struct EmbeddingModel: Equatable, Sendable {
  public var input: Matrix  // words × dimensions: the words' vectors x, the embedding one wants in the end
  public var output: Matrix  // words × dimensions: the vectors y by which words are predicted

  public init(input: Matrix, output: Matrix) {
    require(input.columns == output.columns, "vectors of \(input.columns) and \(output.columns) dimensions")
    (self.input, self.output) = (input, output)
  }

  /// Inputs drawn uniformly from ±1 / dimensions, outputs zero: at first all words are equally likely.
  public init(words: Int, dimensions: Int, using generator: inout SeededGenerator) {
    require(words > 0 && dimensions > 0, "\(words) words of \(dimensions) dimensions")
    let bound = 1 / Float(dimensions)
    input = Matrix(rows: words, columns: dimensions).map { _ in generator.uniform(in: -bound..<bound) }
    output = Matrix(rows: words, columns: dimensions)
  }

  public var dimensions: Int { input.columns }

  /// Zeros in the form of a model.
  var zeros: EmbeddingModel { EmbeddingModel(input: input.map { _ in 0 }, output: output.map { _ in 0 }) }

  /// x: the mean of some words' vectors.
  func mean(of given: [Int]) -> [Float] {
    require(!given.isEmpty, "a prediction from no words")
    let sum = given.reduce([Float](repeating: 0, count: dimensions)) { zip($0, input[row: $1]).map(+) }
    return sum.map { $0 * (1 / Float(given.count)) }
  }

  var isFinite: Bool { [input, output].allSatisfy { $0.values.allSatisfy { $0.isFinite } } }
}

/// One step against the gradient.
public func update(_ model: inout EmbeddingModel, _ gradient: EmbeddingModel, learningRate: Float) {
  requireStep(learningRate, model.input, gradient.input)
  model.input.add(-learningRate, times: gradient.input)
  model.output.add(-learningRate, times: gradient.output)
}

/// aᵀ · b
func dot(_ a: some Collection<Float>, _ b: some Collection<Float>) -> Float {
  require(a.count == b.count, "\(a.count) numbers and \(b.count)")
  return zip(a, b).reduce(0) { $0.addingProduct($1.0, $1.1) }
}
