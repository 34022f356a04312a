// Two vectors for each word: one when it is given, one when it is predicted.
//
// Shapes:  input, output: words × dimensions

import Matrices

/// What is learned. A gradient has the same form.
public struct EmbeddingModel: Equatable, Sendable {
  /// The words' vectors x, the embedding: what one wants in the end.
  public var input: Matrix  // words × dimensions
  /// The vectors y by which words are predicted.
  public var output: Matrix  // words × dimensions

  public init(input: Matrix, output: Matrix) {
    require(
      input.columns == output.columns,
      "\(input.columns) and \(output.columns) dimensions cannot be multiplied")
    self.input = input
    self.output = output
  }

  /// All zeros.
  public init(words: Int, outputs: Int? = nil, dimensions: Int) {
    self.init(
      input: Matrix(rows: words, columns: dimensions),
      output: Matrix(rows: outputs ?? words, columns: dimensions))
  }

  /// Both drawn uniformly from ±`bound`.
  public init(
    words: Int, outputs: Int? = nil, dimensions: Int, within bound: Float,
    using generator: inout SeededGenerator
  ) {
    self.init(
      input: Matrix(rows: words, columns: dimensions, uniformIn: -bound..<bound, using: &generator),
      output: Matrix(
        rows: outputs ?? words, columns: dimensions, uniformIn: -bound..<bound, using: &generator))
  }

  public var dimensions: Int { input.columns }

  /// The sums of the context words' vectors divided by their number.
  func mean(of contexts: [Int]) -> [Float] {
    var h = [Float](repeating: 0, count: dimensions)
    for c in contexts {
      for j in 0..<dimensions { h[j] += input[c, j] / Float(contexts.count) }
    }
    return h
  }
}

/// One step against the gradient.
public func update(_ model: inout EmbeddingModel, _ gradient: EmbeddingModel, learningRate: Float) {
  model.input.add(-learningRate, times: gradient.input)
  model.output.add(-learningRate, times: gradient.output)
}
