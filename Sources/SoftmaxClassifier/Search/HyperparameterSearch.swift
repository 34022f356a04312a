// The best hyper-parameters (deck Q, "Neural Network Exercise", 4): try many, and judge each by examples that
// it was not trained on.
//
// A grid tries every combination of given values; a random search draws them, rate and λ evenly over the
// logarithms. The latter tries as many rates as it has trials, where a grid repeats the same few (Bergstra
// and Bengio, Random Search for Hyper-Parameter Optimization, 2012). Every candidate is judged k times, each
// time by one k-th of the examples, its fold, after training on the others: a mean and its chance.
//
// An unsafe buffer takes the accuracies: each thread writes into its own part of it.

import Matrices

/// One set of hyper-parameters.
public struct Candidate: Equatable, Sendable {
  /// Neurons of each hidden layer.
  public let hidden: [Int]
  public let activation: Activation
  public let settings: TrainingSettings

  /// A network of these sizes with Glorot's weights.
  public func network(inputs: Int, classes: Int, using generator: inout SeededGenerator) -> Network {
    Network(glorot: [inputs] + hidden + [classes], activation: activation, using: &generator)
  }
}

/// Where to search.
public struct SearchSpace: Sendable {
  /// The hidden layers of each network.
  public var hidden = [[100], [200], [300], [100, 100], [200, 200], [300, 300]]
  public var activations: [Activation] = [.sigmoid, .relu]
  public var learningRates: [Float] = [0.01, 0.03, 0.1, 0.3, 1]
  /// Values of λ of the penalty ½ λ Σ W², above 0.
  public var l2s: [Float] = [1e-5, 1e-4, 1e-3]
  public var batches = [16, 64]
  public let epochs: Int
  public let seed: UInt64

  public init(epochs: Int, seed: UInt64) {
    require((0..<Int.max).contains(epochs), "\(epochs) epochs")
    (self.epochs, self.seed) = (epochs, seed)
  }

  /// Every combination, the last setting changing first.
  public func grid() -> [Candidate] {
    let sizes = [hidden.count, activations.count, learningRates.count, l2s.count, batches.count]
    let count = sizes.reduce(1.0) { $0 * Double($1) }
    require(count <= 0x1p24, "a grid of \(count) candidates")
    return (0..<Int(count)).map { number in
      var rest = number
      func next<Value>(_ values: [Value]) -> Value {
        defer { rest /= values.count }
        return values[rest % values.count]
      }
      let (batch, l2, rate, activation) = (next(batches), next(l2s), next(learningRates), next(activations))
      return candidate(next(hidden), activation, rate, l2, batch)
    }
  }

  /// A random point: rate and λ anywhere between the smallest and the largest, the others as given.
  public func random(using generator: inout SeededGenerator) -> Candidate {
    func one<Value>(of values: [Value]) -> Value { values[generator.index(below: values.count)] }
    func logUniform(_ numbers: [Float]) -> Float {
      let fit = numbers.allSatisfy { $0 > 0 && $0 < .infinity }
      require(fit && !numbers.isEmpty, "a draw between \(numbers), expected finite numbers above 0")
      let (low, high) = (log(numbers.reduce(numbers[0], min)), log(numbers.reduce(numbers[0], max)))
      return low < high ? exp(generator.uniform(in: low..<high)) : numbers[0]
    }
    return candidate(
      one(of: hidden), one(of: activations), logUniform(learningRates), logUniform(l2s), one(of: batches))
  }

  private func candidate(
    _ hidden: [Int], _ activation: Activation, _ rate: Float, _ l2: Float, _ batch: Int
  ) -> Candidate {
    let settings = TrainingSettings(
      learningRate: rate, epochs: epochs, batch: batch, penalty: Penalty(l2: l2 / 2), seed: seed)
    return Candidate(hidden: hidden, activation: activation, settings: settings)
  }
}

/// The examples' numbers in `count` random parts whose sizes differ by 1 at most; each is in one part.
/// Derived in chapter 2.
func folds(of examples: Int, count: Int, using generator: inout SeededGenerator) -> [[Int]] {
  require(count >= 2 && count <= examples, "\(count) folds of \(examples) examples")
  let order = generator.permutation(of: examples)
  return (0..<count).map { fold in Array(order[examples * fold / count..<examples * (fold + 1) / count]) }
}

/// How a candidate does: the accuracy on each of `count` folds after training on the others.
///
/// Folds, first weights and order of examples follow from the candidate's seed alone, so that all candidates
/// of a search meet the same. A training that diverges counts 0. Threads take a fold each and change no bit.
public func crossValidate(
  _ candidate: Candidate, _ X: Matrix, _ y: [Int], classes: Int, folds count: Int, threads: Int = 1
) -> [Float] {
  require(X.rows == y.count, "\(X.rows) examples for \(y.count) labels")
  checkLabels(y, classes: classes)
  var generator = SeededGenerator(seed: candidate.settings.seed)
  let folds = folds(of: y.count, count: count, using: &generator)
  let untrained = candidate.network(inputs: X.columns, classes: classes, using: &generator)
  var accuracies = [Float](repeating: 0, count: count)
  accuracies.withUnsafeMutableBufferPointer { accuracies in
    Team(count: min(threads, count)).deal(count) { held, _ in
      let others = folds.indices.filter { $0 != held }.flatMap { folds[$0] }
      var network = untrained
      if (try? train(&network, X.rows(others), others.map { y[$0] }, candidate.settings)) == nil { return }
      accuracies[held] = network.accuracy(X.rows(folds[held]), folds[held].map { y[$0] })
    }
  }
  return accuracies
}
