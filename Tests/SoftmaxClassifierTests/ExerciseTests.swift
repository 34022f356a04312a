import Matrices
import Support
import Testing

@testable import SoftmaxClassifier
@testable import struct softmax_classifier.LabeledPoints

/// The answers to the exercises of the chapter's prose.
@Suite struct ExerciseTests {
  @Test func `1 · The same number added to all scores of an example changes neither probabilities nor loss`()
  {
    let Z: Matrix = [[1, 3, 2]]
    #expect(softmax(Z + [[64, 64, 64]]) == softmax(Z))
    #expect(abs(crossEntropy(Z + [[64, 64, 64]], [2]) - crossEntropy(Z, [2])) < 1e-5)
  }

  @Test func `2 · The slopes of an example sum to 0, so the sums over the classes stay where they begin`()
    throws
  {
    var generator = SeededGenerator(seed: 1)
    let points = LabeledPoints.clouds(using: &generator)
    var network = Network(inputs: 2, classes: 3, using: &generator)
    let before = network.layers[0]
    try train(&network, points.X, points.y, TrainingSettings(epochs: 100, penalty: Penalty()))
    let after = network.layers[0]
    #expect(after.weights != before.weights)
    for (old, new) in zip(before.weights.rowSums().values, after.weights.rowSums().values) {
      #expect(abs(old - new) < 1e-4)
    }
    #expect(abs(before.bias.sum() - after.bias.sum()) < 1e-4)
  }

  @Test func `3 · Hidden neurons that begin equal stay equal`() throws {
    var generator = SeededGenerator(seed: 1)
    let points = LabeledPoints.spiral(using: &generator)
    var network = Network(layers: [
      Layer(weights: Matrix(repeating: 0.1, rows: 2, columns: 4), bias: [0, 0, 0, 0]),
      Layer(weights: Matrix(repeating: 0.1, rows: 4, columns: 3), bias: [0, 0, 0]),
    ])
    let before = network
    try train(&network, points.X, points.y, TrainingSettings(epochs: 100))
    let weights = network.layers[0].weights
    #expect(weights != before.layers[0].weights)
    for j in 1..<4 { #expect(weights.column(j) == weights.column(0)) }
  }

  @Test func `4 · Two points of different classes in one place cost at least the logarithm of 2 each`() {
    let X: Matrix = [[0, 0], [0, 0]]
    for b: Float in [-1, 0, 0.5, 3] {
      let network = Network(layers: [Layer(weights: Matrix(rows: 2, columns: 2), bias: [b, 0])])
      #expect(loss(network, X, [0, 1]) > 0.69314)
    }
  }

  @Test(arguments: [(3, 77, 92), (6, 95, 98), (10, 97, 99)] as [(Int, Float, Float)])
  func `5 · Three sigmoids do not part the spiral, ten do`(hidden: Int, least: Float, most: Float) throws {
    let percent = try (1...4 as ClosedRange<UInt64>).map { seed in
      let spiral = deckPoints(seed: seed).spiral
      var generator = SeededGenerator(seed: seed)
      var network = Network(sizes: [2, hidden, 3], using: &generator)
      try Lanes.train(&network, spiral.X, spiral.y, TrainingSettings(epochs: 10_000))
      return 100 * network.accuracy(spiral.X, spiral.y)
    }
    #expect(percent.min()?.rounded() == least && percent.max()?.rounded() == most)
  }

  @Test func `8 · The largest of twenty normal numbers lies 1.87 deviations above their mean`() {
    var generator = SeededGenerator(seed: 1)
    let largest = (0..<20_000).map { _ in (0..<20).reduce(-9) { best, _ in max(best, generator.normal()) } }
    #expect(abs(largest.reduce(0, +) / 20_000 - 1.867) < 0.02)
  }
}

/// What the page says of other seeds than its own.
@Suite struct SeedTests {
  /// The losses of the deck's network on the spiral.
  private func losses(seed: UInt64, rate: Float, steps: Int) throws -> [Float] {
    let spiral = deckPoints(seed: seed).spiral
    var generator = SeededGenerator(seed: seed)
    var network = Network(sizes: [2, 100, 3], using: &generator)
    var losses: [Float] = []
    try Lanes.train(&network, spiral.X, spiral.y, TrainingSettings(learningRate: rate, epochs: steps)) {
      losses.append($0.loss)
      return true
    }
    return losses
  }

  @Test(arguments: 1...4 as ClosedRange<UInt64>)
  func `5.6 · First weights a hundred and a thousand times as large end at 98 in 100 too`(seed: UInt64)
    throws
  {
    let spiral = deckPoints(seed: seed).spiral
    for deviation: Float in [1, 10] {
      var generator = SeededGenerator(seed: seed)
      var network = Network(sizes: [2, 100, 3], deviation: deviation, using: &generator)
      try Lanes.train(&network, spiral.X, spiral.y, TrainingSettings(epochs: 10_000))
      #expect(network.accuracy(spiral.X, spiral.y) >= 0.98)
    }
  }

  @Test func `5.7 · At rate 1 the loss of nine other seeds first rises to between 8.1 and 11.9`() throws {
    let highest = try (2...10).map { try losses(seed: $0, rate: 1, steps: 500).max() ?? 0 }.sorted()
    #expect(8.05..<8.15 ~= highest[0] && 11.85..<11.95 ~= highest[8])
  }

  @Test(arguments: 1...4 as ClosedRange<UInt64>)
  func `5.7 · The loss rises above its start at rate 0.3, and never at 0.2`(seed: UInt64) throws {
    for (rate, rises) in [(Float(0.2), false), (0.3, true)] {
      let losses = try losses(seed: seed, rate: rate, steps: 5000)
      #expect((losses.max() ?? 0 > losses[0]) == rises)
    }
  }

  @Test(arguments: 2...4 as ClosedRange<UInt64>)
  func `5.7 · With other seeds too small rates are slow, 1 and 3 end lowest, 10 may leap and 30 does`(
    seed: UInt64
  ) throws {
    let rates: [Float] = [0.01, 0.03, 0.3, 1, 3, 10, 30]
    let runs = try rates.map { try losses(seed: seed, rate: $0, steps: 5000) }
    let ends = runs.map { $0[4999] }
    // Straight borders end at about 0.75 (5.5)
    #expect(ends[0] > 0.75 && ends[1] > 0.65)
    for low in [ends[3], ends[4]] { #expect(low < 0.23 && low < ends[2] && low < ends[5]) }
    let late = runs.map { $0.suffix(1000).max() ?? 0 }
    #expect((late[5] > 1) == (seed != 3) && late[6] > 10)
  }
}
