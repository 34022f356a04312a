// Rosenblatt's rule (deck S, "Perceptron - Training"; Rosenblatt, Principles of Neurodynamics, 1962).
//
//     right answer    nothing changes
//     missed 1        w ← w + x      b ← b + 1
//     false 1         w ← w − x      b ← b − 1
//
// With e = t − a, the answer that was wanted less the one given, that is  W ← W + xᵀ · e,  b ← b + e. A layer
// of several outputs follows the same rule: t and a are 1 at a class and 0 elsewhere, so the outputs of the
// right class gain the example and those of the wrong class lose it (Duda and Hart 1973; Crammer and Singer
// 2003).
//
// Shapes:  x: inputs   t, a, e, b: outputs   W: inputs × outputs

import Matrices

extension Layer {
  /// e = t − a, for the class wanted and the class given; all zeros if they are the same.
  public func error(target: Int, answer: Int) -> [Float] {
    if outputs == 1 { return [Float(target - answer)] }
    var e = [Float](repeating: 0, count: outputs)
    e[target] += 1
    e[answer] -= 1
    return e
  }

  /// W ← W + xᵀ · e and b ← b + e.
  public mutating func correct(_ x: [Float], error e: [Float]) {
    for j in 0..<inputs where x[j] != 0 {
      for k in 0..<outputs { weights[j, k] += x[j] * e[k] }
    }
    for k in 0..<outputs { bias[0, k] += e[k] }
  }
}

/// How to train.
public struct TrainingSettings: Equatable, Sendable {
  /// Epochs to run at most.
  public var epochs: Int
  /// Each epoch's order of examples follows from the seed and the epoch's number; nil keeps their own order.
  public var seed: UInt64?

  public init(epochs: Int, seed: UInt64? = 1) {
    require(epochs >= 0, "\(epochs) epochs")
    self.epochs = epochs
    self.seed = seed
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
public enum Outcome: Equatable, Sendable, CustomStringConvertible {
  /// An epoch passed without a mistake: the layer gives every example its class.
  case separated(epochs: Int, mistakes: Int)
  /// The epochs ran out with mistakes still being made, or there was none to run.
  case notSeparated(epochs: Int, mistakes: Int, inLastEpoch: Int)

  public var epochs: Int {
    switch self {
    case .separated(let epochs, _), .notSeparated(let epochs, _, _): epochs
    }
  }

  /// Mistakes in all epochs: as many corrections were made.
  public var mistakes: Int {
    switch self {
    case .separated(_, let mistakes), .notSeparated(_, let mistakes, _): mistakes
    }
  }

  public var description: String {
    switch self {
    case .separated(let epochs, let mistakes):
      "no mistake in epoch \(epochs), after \(mistakes) correction\(mistakes == 1 ? "" : "s"): separated"
    case .notSeparated(let epochs, _, 0):
      "no epoch was run after \(epochs)"
    case .notSeparated(let epochs, _, let last):
      "\(last) mistake\(last == 1 ? "" : "s") in the last of \(epochs) epochs: "
        + "the examples may not be separable"
    }
  }
}

/// Shows `layer` the examples (X: examples × inputs, y: their classes) one by one, and corrects it after each
/// mistake, until an epoch passes without one.
///
/// - Parameters:
///   - first: the number of the first epoch, 1 unless a run is resumed.
///   - report: hears of each epoch.
///   - retire: hears of the weights before each change and at the end of each epoch, with the number of
///     examples they have answered since the last time; see `Average` and `Pocket`.
/// - Throws: whatever `report` throws. That the examples are not separable is no error but an `Outcome`.
@discardableResult
public func train(
  _ layer: inout Layer, _ X: Matrix, _ y: [Int], _ settings: TrainingSettings, from first: Int = 1,
  report: (Epoch) throws -> Void = { _ in }, retire: (_ layer: Layer, _ answered: Int) -> Void = { _, _ in }
) throws -> Outcome {
  require(X.rows == y.count, "\(X.rows) examples for \(y.count) classes")
  require(
    y.allSatisfy { (0..<max(layer.outputs, 2)).contains($0) },
    "classes \(Set(y)) for \(layer.outputs) outputs")
  var (total, mistakes) = (0, 0)
  for epoch in first..<max(first, settings.epochs + 1) {
    mistakes = 0
    var answered = 0
    let order = settings.seed.map { SeededGenerator.order(of: y.count, epoch: epoch, seed: $0) }
    for i in order ?? Array(0..<y.count) {
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
    total += mistakes
    try report(Epoch(number: epoch, mistakes: mistakes, layer: layer))
    if mistakes == 0 { return .separated(epochs: epoch, mistakes: total) }
  }
  return .notSeparated(epochs: max(first - 1, settings.epochs), mistakes: total, inLastEpoch: mistakes)
}

extension SeededGenerator {
  /// The order of the examples in an epoch, a random permutation. Derived in chapter 1.
  static func order(of examples: Int, epoch: Int, seed: UInt64) -> [Int] {
    var generator = SeededGenerator(seed: seed &+ UInt64(epoch) &* 0x9E37_79B9_7F4A_7C15)
    return generator.permutation(of: examples)
  }
}
