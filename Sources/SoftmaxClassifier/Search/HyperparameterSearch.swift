// The best hyper-parameters (deck Q, "Neural Network Exercise", 4): try many, and judge each by examples that it
// was not trained on.
//
// A grid tries every combination of given values; a random search draws them, rate and λ evenly over the
// logarithms. The latter tries as many rates as it has trials, where a grid repeats the same few (Bergstra and
// Bengio, Random Search for Hyper-Parameter Optimization, 2012). Every candidate is judged k times, each time
// by one k-th of the examples, its fold, after training on the others: a mean and how much chance is in it.
//
// An unsafe buffer takes the accuracies: each thread writes into its own part of it.

import Matrices

/// One set of hyper-parameters.
public struct Candidate: Equatable, Sendable {
  public var hiddenLayers: Int
  /// Neurons of each hidden layer.
  public var neurons: Int
  public var activation: Activation
  public var learningRate: Float
  /// λ of the penalty ½ λ Σ W².
  public var l2: Float
  public var batch: Int

  public init(
    hiddenLayers: Int, neurons: Int, activation: Activation, learningRate: Float, l2: Float, batch: Int
  ) {
    self.hiddenLayers = hiddenLayers
    self.neurons = neurons
    self.activation = activation
    self.learningRate = learningRate
    self.l2 = l2
    self.batch = batch
  }
}

/// Where to search.
public struct SearchSpace: Sendable {
  public var hiddenLayers: [Int]
  public var neurons: [Int]
  public var activations: [Activation]
  /// Ascending.
  public var learningRates: [Float]
  /// Ascending, above 0.
  public var l2s: [Float]
  public var batches: [Int]

  public init(
    hiddenLayers: [Int] = [1, 2, 3], neurons: [Int] = [100, 200, 300],
    activations: [Activation] = [.sigmoid, .relu], learningRates: [Float] = [0.01, 0.03, 0.1, 0.3, 1],
    l2s: [Float] = [1e-5, 1e-4, 1e-3], batches: [Int] = [16, 64]
  ) {
    self.hiddenLayers = hiddenLayers
    self.neurons = neurons
    self.activations = activations
    self.learningRates = learningRates
    self.l2s = l2s
    self.batches = batches
  }

  /// Every combination, the last setting changing first.
  public func grid() -> [Candidate] {
    let slow = hiddenLayers.count * neurons.count * activations.count
    return (0..<slow * learningRates.count * l2s.count * batches.count).map { number in
      var rest = number
      func next<Value>(_ values: [Value]) -> Value {
        defer { rest /= values.count }
        return values[rest % values.count]
      }
      let (batch, l2, rate) = (next(batches), next(l2s), next(learningRates))
      let (activation, neurons) = (next(activations), next(neurons))
      return Candidate(
        hiddenLayers: next(hiddenLayers), neurons: neurons, activation: activation, learningRate: rate,
        l2: l2, batch: batch)
    }
  }

  /// A random point: rate and λ anywhere between the smallest and the largest, the others among the given ones.
  public func random(using generator: inout SeededGenerator) -> Candidate {
    Candidate(
      hiddenLayers: hiddenLayers[generator.index(below: hiddenLayers.count)],
      neurons: neurons[generator.index(below: neurons.count)],
      activation: activations[generator.index(below: activations.count)],
      learningRate: generator.logUniform(learningRates), l2: generator.logUniform(l2s),
      batch: batches[generator.index(below: batches.count)])
  }
}

extension SeededGenerator {
  /// Between the first and the last of ascending numbers, so that its logarithm is uniform.
  fileprivate mutating func logUniform(_ numbers: [Float]) -> Float {
    require(!numbers.isEmpty, "no numbers to draw between")
    let (low, high) = (log(numbers[0]), log(numbers[numbers.count - 1]))
    return low < high ? exp(uniform(in: low..<high)) : numbers[0]
  }
}

/// The examples' numbers in `count` random parts whose sizes differ by 1 at most; each is in one part.
/// Derived in chapter 2.
func folds(of examples: Int, count: Int, using generator: inout SeededGenerator) -> [[Int]] {
  require(count >= 2 && count <= examples, "\(count) folds of \(examples) examples")
  let order = generator.permutation(of: examples)
  return (0..<count).map { fold in
    Array(order[examples * fold / count..<examples * (fold + 1) / count])
  }
}

/// How a candidate does: the accuracy on each of `count` folds after training on the others.
///
/// Folds, first weights and order of examples follow from the seed alone, so that all candidates meet the same.
/// A training that diverges counts 0. Threads take a fold each and change no bit.
public func crossValidate(
  _ candidate: Candidate, _ X: Matrix, _ y: [Int], classes: Int, folds count: Int, epochs: Int, seed: UInt64,
  threads: Int = 1
) -> [Float] {
  require(X.rows == y.count, "\(X.rows) examples for \(y.count) labels")
  require(threads > 0, "\(threads) threads")
  checkLabels(y, classes: classes)
  var generator = SeededGenerator(seed: seed)
  let folds = folds(of: y.count, count: count, using: &generator)
  let network = Network(candidate, inputs: X.columns, classes: classes, using: &generator)
  let settings = TrainingSettings(candidate, epochs: epochs, seed: seed)
  var accuracies = [Float](repeating: 0, count: count)
  let team = Team(count: min(threads, count))
  accuracies.withUnsafeMutableBufferPointer { accuracies in
    team.run(team.count) { thread in
      for held in stride(from: thread, to: count, by: team.count) {
        let others = folds.indices.filter { $0 != held }.flatMap { folds[$0] }
        var network = network
        do throws(Divergence) {
          try train(&network, X.rows(others), others.map { y[$0] }, settings)
        } catch {
          continue
        }
        accuracies[held] = accuracy(network.scores(X.rows(folds[held])), folds[held].map { y[$0] })
      }
    }
  }
  return accuracies
}

extension TrainingSettings {
  /// A candidate's rate, λ and batch.
  public init(_ candidate: Candidate, epochs: Int, seed: UInt64) {
    self.init(
      learningRate: candidate.learningRate, epochs: epochs, batch: candidate.batch,
      penalty: Penalty(l2: candidate.l2 / 2), seed: seed)
  }
}

extension Network {
  /// A candidate's network with Glorot's weights.
  public init(_ candidate: Candidate, inputs: Int, classes: Int, using generator: inout SeededGenerator) {
    let hidden = [Int](repeating: candidate.neurons, count: candidate.hiddenLayers)
    self.init(glorot: [inputs] + hidden + [classes], activation: candidate.activation, using: &generator)
  }
}
