// Training: the examples again and again, until the rule of RosenblattRule.swift finds nothing to correct
// (deck S, "Perceptron - Training"). It ends if some weights are right for all examples; else the epochs end.

import Matrices

/// How to train.
public struct TrainingSettings: Equatable, Sendable {
  /// Epochs to run at most.
  public var epochs: Int { didSet { require((0..<Int.max).contains(epochs), "\(epochs) epochs") } }
  /// Each epoch's order of examples follows from the seed and the epoch's number; nil keeps their own order.
  public let seed: UInt64?

  public init(epochs: Int, seed: UInt64? = 1) {
    require((0..<Int.max).contains(epochs), "\(epochs) epochs")
    (self.epochs, self.seed) = (epochs, seed)
  }
}

/// What training tells after each epoch.
public struct Epoch: Sendable {
  /// 1 for the first.
  public let number: Int
  /// Wrong answers in this epoch, each given by the weights of that moment and corrected.
  public let mistakes: Int
  /// The layer after the epoch.
  public let layer: Layer
}

/// How a training ended.
public struct Outcome: Equatable, Sendable, CustomStringConvertible {
  /// The number of the last epoch.
  public let epochs: Int
  /// Mistakes in all epochs: as many corrections were made.
  public let mistakes: Int
  /// Mistakes in the last epoch; nil if none was run.
  public let lastMistakes: Int?

  /// An epoch passed without a mistake: every example gets its class.
  public var isSeparated: Bool { lastMistakes == 0 }

  public var description: String {
    switch lastMistakes {
    case nil: "no epoch was run after \(epochs)"
    case 0: "no mistake in epoch \(epochs), after \(counted(mistakes, "correction")): separated"
    case let last?:
      "\(counted(last, "mistake")) in the last of \(epochs) epochs: the examples may not be separable"
    }
  }

  private func counted(_ count: Int, _ noun: String) -> String { "\(count) \(noun)\(count == 1 ? "" : "s")" }
}

/// Shows `layer` the examples (X: examples × inputs, y: their classes) one by one, and corrects it after each
/// mistake, until an epoch passes without one.
///
/// That the examples are not separable is no error but an `Outcome`.
///
/// - Parameters:
///   - first: the number of the first epoch, 1 unless a run is resumed.
///   - report: hears of each epoch and returns whether to go on.
///   - retire: hears of the weights before each change and at the end of each epoch, with the number of
///     examples they have answered since the last time: what an average or a pocket needs.
@discardableResult
public func train(
  _ layer: inout Layer, _ X: Matrix, _ y: [Int], _ settings: TrainingSettings, from first: Int = 1,
  report: (Epoch) -> Bool = { _ in true }, retire: (_ layer: Layer, _ answered: Int) -> Void = { _, _ in }
) -> Outcome {
  check(X, y, for: layer)
  require(first >= 1, "a first epoch of number \(first)")
  var outcome = Outcome(epochs: first - 1, mistakes: 0, lastMistakes: nil)
  for epoch in first..<max(first, settings.epochs + 1) {
    var (mistakes, answered) = (0, 0)
    var generator = settings.seed.map { SeededGenerator(seed: $0, stream: epoch) }
    for i in generator?.permutation(of: y.count) ?? Array(0..<y.count) {
      let x = Array(X[row: i])
      let answer = layer.classify(x)
      answered += 1
      if answer != y[i] {
        retire(layer, answered)
        layer.correct(x, error: layer.error(target: y[i], answer: answer))
        mistakes += 1
        answered = 0
      }
    }
    retire(layer, answered)
    outcome = Outcome(epochs: epoch, mistakes: outcome.mistakes + mistakes, lastMistakes: mistakes)
    let goesOn = report(Epoch(number: epoch, mistakes: mistakes, layer: layer))
    if mistakes == 0 || !goesOn { break }
  }
  return outcome
}

/// Numbers of at most 10³⁰ add up to weights that stay numbers.
func check(_ X: Matrix, _ y: [Int], for layer: Layer) {
  layer.checkClasses(y, of: X)
  require(!y.isEmpty, "no examples to train on")
  for x in X.values { require(abs(x) <= 1e30, "an input of \(x); expected one of at most 1e+30") }
}
