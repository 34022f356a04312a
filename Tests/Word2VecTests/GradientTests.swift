import Figures
import Formats
import ReadAlong
import Matrices
import Testing

@testable import Word2Vec

@Suite struct GradientTests {
  typealias Loss = @Sendable (EmbeddingModel) -> Float
  typealias Gradient = @Sendable (EmbeddingModel) -> EmbeddingModel

  static let tree = HuffmanTree(counts: [8, 4, 2, 1, 1, 1])
  static let counts = ReferenceTests.counts

  static let cases: [(name: String, model: EmbeddingModel, loss: Loss, gradient: Gradient)] = [
    (
      "skip-gram", smallModel, { skipGramLoss($0, smallExamples) }, { skipGramGradient($0, smallExamples) }
    ),
    ("CBOW", smallModel, { cbowLoss($0, smallExamples) }, { cbowGradient($0, smallExamples) }),
    (
      "negative sampling", smallModel,
      { negativeSamplingLoss($0, Array($0.input[row: 1]), word: 2, drawn: [0, 4, 4]) },
      { model in
        var gradient = EmbeddingModel(words: 5, dimensions: 3)
        let x = Array(model.input[row: 1])
        let (dx, g) = negativeSamplingGradient(model, x, word: 2, drawn: [0, 4, 4])
        for j in 0..<3 {
          gradient.input[1, j] = dx[j]
          for (v, g) in zip([2, 0, 4, 4], g) { gradient.output[v, j] += g * x[j] }
        }
        return gradient
      }
    ),
    (
      "expected objective", smallModel, { expectedLoss($0, counts, negatives: 2) },
      { expectedGradient($0, counts, negatives: 2) }
    ),
    (
      "hierarchical softmax", smallModel,
      { hierarchicalLoss($0, tree, Array($0.input[row: 2]), word: 4) },
      { model in
        var gradient = EmbeddingModel(words: 5, dimensions: 3)
        let dx = hierarchicalGradient(model, tree, Array(model.input[row: 2]), word: 4, &gradient.output)
        for j in 0..<3 { gradient.input[2, j] = dx[j] }
        return gradient
      }
    ),
  ]

  @Test(arguments: cases.indices)
  func `Every gradient is the slope of its loss, by both vectors of every word`(index: Int) throws {
    let (name, model, loss, gradient) = GradientTests.cases[index]
    let found = gradient(model)
    let check = try GradientCheck(found.parameters, at: model.parameters, step: 0.05) { loss(model.with($0)) }
    #expect(check.error < 1e-3, "\(name): \(check)")

    var spoilt = found.parameters
    let largest = spoilt.indices.max { abs(spoilt[$0]) < abs(spoilt[$1]) } ?? 0
    spoilt[largest] *= 1.05
    let caught = try GradientCheck(spoilt, at: model.parameters, step: 0.05) { loss(model.with($0)) }
    #expect(caught.error > 0.02, "\(name)")
  }

  @Test func `A step goes against the gradient`() {
    var model = smallModel
    let gradient = skipGramGradient(model, smallExamples)
    update(&model, gradient, learningRate: 0.1)
    #expect(close(model.input[0, 0], smallModel.input[0, 0] - 0.1 * gradient.input[0, 0]))
    #expect(skipGramLoss(model, smallExamples) < skipGramLoss(smallModel, smallExamples))
  }

  @Test func `Probabilities of the full softmax and of the tree sum to one`() {
    let x = Array(smallModel.input[row: 3])
    #expect(close(probabilities(smallModel, x).reduce(0, +), 1))
    let sum = (0..<6).reduce(Float(0)) { sum, word in
      sum + exp(-hierarchicalLoss(smallModel, GradientTests.tree, x, word: word))
    }
    #expect(close(sum, 1))
  }
}
