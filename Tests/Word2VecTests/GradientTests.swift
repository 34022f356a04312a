import Foundation
import Matrices
import Testing

@testable import Word2Vec
@testable import func Word2VecChapter.expectedGradient
@testable import func Word2VecChapter.expectedLoss

/// The losses written again, in Double, of the numbers of a model of five words and three dimensions: its inputs,
/// then its outputs.
private enum InDouble {
  static func input(_ p: [Double], _ word: Int) -> [Double] { Array(p[3 * word..<3 * word + 3]) }
  static func output(_ p: [Double], _ word: Int) -> [Double] { input(p, 5 + word) }

  static func score(_ p: [Double], _ given: [Int], _ word: Int) -> Double {
    var s = 0.0
    for c in given {
      for (x, y) in zip(input(p, c), output(p, word)) { s += x * y / Double(given.count) }
    }
    return s
  }

  static func full(_ p: [Double], _ predictions: [Prediction]) -> Double {
    predictions.reduce(0) { sum, prediction in
      let z = (0..<5).map { score(p, prediction.given, $0) }
      return sum + log(z.reduce(0) { $0 + exp($1) }) - z[prediction.word]
    } / Double(predictions.count)
  }

  static func no(_ z: Double) -> Double { log(1 + exp(z)) }  // −log σ(−z)

  static func sampled(_ p: [Double], _ prediction: Prediction, _ drawn: [Int]) -> Double {
    drawn.reduce(no(-score(p, prediction.given, prediction.word))) { $0 + no(score(p, prediction.given, $1)) }
  }

  static func tree(_ p: [Double], _ prediction: Prediction, _ turns: [HuffmanTree.Turn]) -> Double {
    turns.reduce(0) { sum, turn in
      let z = score(p, prediction.given, turn.node)
      return sum + no(turn.right ? z : -z)
    }
  }

  static func expected(_ p: [Double], _ counts: Matrix, _ k: Double) -> Double {
    let all = counts.values.reduce(0.0) { $0 + Double($1) }
    var sum = 0.0
    for w in 0..<5 {
      for c in 0..<5 {
        let row = (0..<5).reduce(0.0) { $0 + Double(counts[w, $1]) }
        let column = (0..<5).reduce(0.0) { $0 + Double(counts[$1, c]) }
        let z = score(p, [w], c)
        sum += Double(counts[w, c]) * no(-z) + k * row * column / all * no(z)
      }
    }
    return sum / all
  }
}

@Suite struct GradientTests {
  static let tree = HuffmanTree(counts: [8, 4, 2, 1, 1, 1])
  static let bag = Prediction(given: [2, 0], word: 4)

  static let cases:
    [(name: String, loss: @Sendable ([Double]) -> Double, gradient: @Sendable () -> EmbeddingModel)] = [
      ("skip-gram", { InDouble.full($0, smallPairs) }, { backward(smallModel, smallPairs) }),
      ("CBOW", { InDouble.full($0, smallBags) }, { backward(smallModel, smallBags) }),
      (
        "skip-gram with negative sampling", { InDouble.sampled($0, smallPrediction, smallDrawn) },
        { sampledGradient(smallPrediction) }
      ),
      (
        "CBOW with negative sampling", { InDouble.sampled($0, bag, smallDrawn) }, { sampledGradient(bag) }
      ),
      (
        "expected objective", { InDouble.expected($0, ReferenceTests.counts, 2) },
        { expectedGradient(smallModel, ReferenceTests.counts, negatives: 2) }
      ),
      (
        "hierarchical softmax", { InDouble.tree($0, bag, tree.paths[4]) },
        { backward(smallModel, bag, tree) }
      ),
    ]

  /// The few rows as a gradient of the whole model; of the given words' mean each has its share.
  static func sampledGradient(_ prediction: Prediction) -> EmbeddingModel {
    let few = backward(smallModel, prediction, drawn: smallDrawn)
    var gradient = smallModel.zeros
    for j in 0..<3 {
      for c in few.given { gradient.input[c, j] += few.dx[j] / Float(few.given.count) }
      for (v, g) in zip(few.words, few.g) { gradient.output[v, j] += g * few.x[j] }
    }
    return gradient
  }

  @Test(arguments: cases.indices)
  func `Every gradient is the slope of its loss in Double, and one entry wrong by a percent is caught`(
    index: Int
  ) {
    let (name, loss, gradient) = GradientTests.cases[index]
    let point = smallModel.parameters.map { Double($0) }
    let slopes = point.indices.map { i in
      var (above, below) = (point, point)
      above[i] += 1e-4
      below[i] -= 1e-4
      return (loss(above) - loss(below)) / 2e-4
    }
    let found = gradient().parameters.map { Double($0) }
    for tensor in [0..<15, 15..<30] {
      let largest = tensor.map { abs(slopes[$0]) }.max() ?? 0
      func error(_ values: [Double]) -> Double { tensor.map { abs(values[$0] - slopes[$0]) }.max() ?? 0 }
      #expect(error(found) < 1e-5 * largest, "\(name): \(error(found) / largest)")
      for i in tensor {
        var spoilt = found
        spoilt[i] += 0.01 * max(abs(found[i]), 0.1 * largest)
        #expect(error(spoilt) > 1e-4 * largest, "\(name), \(i)")
      }
    }
  }

  @Test func `The losses are those in Double`() {
    let p = smallModel.parameters.map { Double($0) }
    let pairs: [(Float, Double)] = [
      (loss(smallModel, smallPairs), InDouble.full(p, smallPairs)),
      (loss(smallModel, smallBags), InDouble.full(p, smallBags)),
      (
        loss(smallModel, smallPrediction, drawn: smallDrawn),
        InDouble.sampled(p, smallPrediction, smallDrawn)
      ),
      (
        loss(smallModel, GradientTests.bag, GradientTests.tree),
        InDouble.tree(p, GradientTests.bag, GradientTests.tree.paths[4])
      ),
      (
        expectedLoss(smallModel, ReferenceTests.counts, negatives: 2),
        InDouble.expected(p, ReferenceTests.counts, 2)
      ),
    ]
    for (found, expected) in pairs { #expect(close(found, Float(expected), 2e-6)) }
  }

  @Test func `A step goes against the gradient`() {
    var model = smallModel
    let gradient = backward(model, smallPairs)
    update(&model, gradient, learningRate: 0.1)
    let input = zip(smallModel.input.values, gradient.input.values).map { $0 - 0.1 * $1 }
    let output = zip(smallModel.output.values, gradient.output.values).map { $0 - 0.1 * $1 }
    #expect(close(model.input.values, input) && close(model.output.values, output))
    #expect(loss(model, smallPairs) < loss(smallModel, smallPairs))
  }

  @Test func `Probabilities of the full softmax and of the tree sum to one`() {
    #expect(close(forward(smallModel, given: [3]).reduce(0, +), 1))
    #expect(softmax([1e4, -1e4]) == [1, 0] && softmax([-1e4, -1e4]) == [0.5, 0.5])
    #expect(softmax([-7]) == [1])
    let sum = (0..<6).reduce(0.0) { sum, word in
      sum + exp(-Double(loss(smallModel, Prediction(given: [3], word: word), GradientTests.tree)))
    }
    #expect(close(Float(sum), 1))
  }
}
