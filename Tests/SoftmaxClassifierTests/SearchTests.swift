import Matrices
import Testing

@testable import SoftmaxClassifier
@testable import struct softmax_classifier.LabeledPoints

@Suite struct SearchTests {
  private let space: SearchSpace = {
    var space = SearchSpace(epochs: 1, seed: 1)
    space.hidden = [[4], [8], [4, 4, 4], [8, 8, 8]]
    (space.learningRates, space.l2s, space.batches) = ([0.01, 0.1, 1], [1e-5, 1e-3], [16])
    return space
  }()

  @Test func `A grid has every combination once`() {
    let grid = space.grid()
    #expect(grid.count == 4 * 2 * 3 * 2 * 1)
    for (i, candidate) in grid.enumerated() { #expect(!grid[..<i].contains(candidate)) }
  }

  @Test func `A grid goes through the batches first, then λ, rates, activations and layers`() {
    var space = SearchSpace(epochs: 7, seed: 9)
    (space.hidden, space.learningRates, space.l2s, space.batches) = (
      [[4], [5, 6]], [0.1, 0.2, 0.3], [1e-3, 1e-2], [8, 16, 32]
    )
    var expected: [Candidate] = []
    for hidden in [[4], [5, 6]] {
      for activation in [Activation.sigmoid, .relu] {
        for rate in [0.1, 0.2, 0.3] as [Float] {
          for l2 in [1e-3, 1e-2] as [Float] {
            for batch in [8, 16, 32] {
              let settings = TrainingSettings(
                learningRate: rate, epochs: 7, batch: batch, penalty: Penalty(l2: l2 / 2), seed: 9)
              expected.append(Candidate(hidden: hidden, activation: activation, settings: settings))
            }
          }
        }
      }
    }
    #expect(space.grid() == expected)
  }

  @Test
  func `A random search draws each choice about equally often, λ evenly over the logarithms, no two bound`() {
    var space = space
    space.batches = [16, 64]
    var generator = SeededGenerator(seed: 1)
    let candidates = (0..<2000).map { _ in space.random(using: &generator) }
    func share(_ holds: (Candidate) -> Bool) -> Double { Double(candidates.count(where: holds)) / 2000 }
    for hidden in space.hidden { #expect(abs(share { $0.hidden == hidden } - 0.25) < 0.04) }
    #expect(abs(share { $0.activation == .relu } - 0.5) < 0.05)
    #expect(abs(share { $0.settings.batch == 16 } - 0.5) < 0.05)
    #expect(abs(share { $0.settings.penalty.l2 < 1e-4 / 2 } - 0.5) < 0.05)
    #expect(candidates.allSatisfy { $0.settings.epochs == 1 && $0.settings.seed == 1 })
    // Of two choices each pair is drawn
    let choices: [(Candidate) -> Bool] = [
      { $0.hidden.count == 1 }, { $0.activation == .relu }, { $0.settings.learningRate < 0.1 },
      { $0.settings.penalty.l2 < 1e-4 / 2 }, { $0.settings.batch == 16 },
    ]
    for (i, first) in choices.enumerated() {
      for second in choices[..<i] { #expect(abs(share { first($0) && second($0) } - 0.25) < 0.04) }
    }
  }

  @Test func `Random candidates lie in the space, their rates evenly over the logarithms`() {
    var generator = SeededGenerator(seed: 1)
    let candidates = (0..<2000).map { _ in space.random(using: &generator) }
    #expect(
      candidates.allSatisfy { $0.settings.learningRate >= 0.0099 && $0.settings.learningRate <= 1.0001 })
    #expect(candidates.map(\.settings.penalty.l2).allSatisfy { $0 >= 0.99e-5 / 2 && $0 <= 1.001e-3 / 2 })
    #expect(Set(candidates.map(\.hidden)) == Set(space.hidden))
    let below = candidates.count { $0.settings.learningRate < 0.1 }
    #expect((900...1100).contains(below), "half of the decades from 0.01 to 1")
    var again = SeededGenerator(seed: 1)
    #expect((0..<2000).map { _ in space.random(using: &again) } == candidates)
  }

  @Test func `In which order rates and λ are named changes nothing in what is drawn`() {
    var turned = space
    (turned.learningRates, turned.l2s) = (space.learningRates.reversed(), space.l2s.reversed())
    var (generator, again) = (SeededGenerator(seed: 3), SeededGenerator(seed: 3))
    for _ in 0..<10 { #expect(turned.random(using: &again) == space.random(using: &generator)) }
  }

  @Test func `Of one rate and one λ the search draws these`() {
    var space = SearchSpace(epochs: 1, seed: 1)
    (space.learningRates, space.l2s) = ([0.3], [1e-4])
    var generator = SeededGenerator(seed: 1)
    let settings = space.random(using: &generator).settings
    #expect(settings.learningRate == 0.3 && settings.penalty == Penalty(l2: 1e-4 / 2))
  }

  @Test func `Unless told otherwise, rates go from 0,01 to 1 in half decades and λ from 0,00001 to 0,001`() {
    let space = SearchSpace(epochs: 1, seed: 1)
    #expect(space.learningRates == [0.01, 0.03, 0.1, 0.3, 1] && space.l2s == [1e-5, 1e-4, 1e-3])
    #expect(space.hidden == [[100], [200], [300], [100, 100], [200, 200], [300, 300]])
    #expect(space.activations == [.sigmoid, .relu] && space.batches == [16, 64])
    #expect(space.grid().count == 6 * 2 * 5 * 3 * 2)
  }

  @Test func `Every example is held out once, in folds whose sizes differ by 1 at most`() {
    var generator = SeededGenerator(seed: 1)
    let folds = folds(of: 17, count: 5, using: &generator)
    #expect(folds.flatMap { $0 }.sorted() == Array(0..<17))
    #expect(folds.allSatisfy { (3...4).contains($0.count) })
    // At random, and the generator goes on
    var again = SeededGenerator(seed: 1)
    #expect(folds.flatMap { $0 } == again.permutation(of: 17) && generator.next() == again.next())
    #expect(folds.map(\.count) == [3, 3, 4, 3, 4])
  }

  @Test(arguments: 1...6)
  func `Threads change no bit, and a candidate is judged by examples that it has not seen`(
    threads: Int
  ) throws {
    let clouds = deckPoints().clouds
    let candidate = Candidate(
      hidden: [20], activation: .relu,
      settings: TrainingSettings(learningRate: 0.1, epochs: 5, batch: 16, seed: 4))
    func judged(_ threads: Int, _ y: [Int]) -> [Float] {
      crossValidate(candidate, clouds.X, y, classes: 3, folds: 5, threads: threads)
    }
    let accuracies = judged(threads, clouds.y)
    #expect(accuracies == judged(1, clouds.y))
    #expect(accuracies.allSatisfy { $0 > 0.95 })
    // Labels at random can be learned by heart only
    var generator = SeededGenerator(seed: 2)
    let y = (0..<300).map { _ in generator.index(below: 3) }
    let chance = judged(threads, y)
    let mean = chance.reduce(0, +) / 5
    #expect(mean > 0.22 && mean < 0.45)
    // Fold by fold, in the order of the folds
    generator = SeededGenerator(seed: 4)
    let parts = folds(of: 300, count: 5, using: &generator)
    let untrained = candidate.network(inputs: 2, classes: 3, using: &generator)
    for (held, part) in parts.enumerated() {
      let others = parts.indices.filter { $0 != held }.flatMap { parts[$0] }
      var network = untrained
      try train(&network, clouds.X.rows(others), others.map { y[$0] }, candidate.settings)
      #expect(chance[held] == network.accuracy(clouds.X.rows(part), part.map { y[$0] }))
    }
  }

  @Test func `A candidate that diverges counts 0`() {
    let clouds = deckPoints().clouds
    let candidate = Candidate(
      hidden: [20, 20], activation: .relu,
      settings: TrainingSettings(learningRate: 1e20, epochs: 2, batch: 16))
    let accuracies = crossValidate(candidate, clouds.X, clouds.y, classes: 3, folds: 3)
    #expect(accuracies == [0, 0, 0])
  }
}
