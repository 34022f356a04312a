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
    ("skip-gram", smallModel, { loss($0, smallPairs) }, { backward($0, smallPairs) }),
    ("CBOW", smallModel, { loss($0, smallBags) }, { backward($0, smallBags) }),
    (
      "negative sampling", smallModel,
      { loss($0, smallPrediction, drawn: smallDrawn) },
      { model in
        let few = backward(model, smallPrediction, drawn: smallDrawn)
        var gradient = model.zeros
        for j in 0..<3 {
          gradient.input[1, j] = few.dx[j]
          for (v, g) in zip(few.words, few.g) { gradient.output[v, j] += g * few.x[j] }
        }
        return gradient
      }
    ),
    (
      "expected objective", smallModel, { expectedLoss($0, counts, negatives: 2) },
      { expectedGradient($0, counts, negatives: 2) }
    ),
    (
      "hierarchical softmax", smallModel, { loss($0, Prediction(given: [2, 0], word: 4), tree) },
      { backward($0, Prediction(given: [2, 0], word: 4), tree) }
    ),
  ]

  @Test(arguments: cases.indices)
  func `Every gradient is the slope of its loss, by both vectors of every word`(index: Int) throws {
    let (name, model, loss, gradientOf) = GradientTests.cases[index]
    let found = gradientOf(model)
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
    let gradient = backward(model, smallPairs)
    update(&model, gradient, learningRate: 0.1)
    #expect(close(model.input[0, 0], smallModel.input[0, 0] - 0.1 * gradient.input[0, 0]))
    #expect(loss(model, smallPairs) < loss(smallModel, smallPairs))
  }

  @Test func `Probabilities of the full softmax and of the tree sum to one`() {
    #expect(close(forward(smallModel, given: [3]).reduce(0, +), 1))
    let sum = (0..<6).reduce(Float(0)) { sum, word in
      sum + exp(-loss(smallModel, Prediction(given: [3], word: word), GradientTests.tree))
    }
    #expect(close(sum, 1))
  }
}
