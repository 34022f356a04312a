import Foundation
import Matrices
import Testing

@testable import RecurrentNetwork

/// The gradients of all tasks, entry by entry, against central differences of losses in double precision, written on
/// their own.
@Suite struct DoubleLossTests {
  typealias Shape = (cell: Cell, layers: Int, stateBias: Bool, hidden: Int)
  static let shapes: [Shape] = [
    (.rnn, 1, false, 4), (.rnn, 2, true, 4), (.rnn, 1, true, 1), (.lstm, 1, true, 4), (.lstm, 2, false, 4),
    (.gru, 1, false, 4), (.gru, 2, false, 4), (.gruResetBefore, 1, false, 4), (.gruResetBefore, 2, false, 4),
  ]

  /// Texts, one and more than a block of steps of the lanes: sixteen of ten characters, one of three.
  @Test(arguments: shapes, [(16, 10), (1, 3)])
  func `The next character`(shape: Shape, size: (texts: Int, steps: Int)) {
    let (cell, layers) = (shape.cell, shape.layers)
    let model = filled(
      SequenceModel(
        cell, symbols: 3, hidden: shape.hidden, layers: layers, outputs: 3, hasStateBias: shape.stateBias))
    let all = pattern(size.texts + size.steps, symbols: 3)
    let texts = (0..<size.texts).map { Array(all[$0...$0 + size.steps]) }
    let expected = slopes(model) { p in
      texts.reduce(0) { sum, text in
        let Y = scores(cell, layers, p, text.dropLast())
        return sum + surprise(Y, Array(text.dropFirst())) / Double(texts.count)
      }
    }
    var mean = model.zeros
    for text in texts {
      mean.combine(with: model.lossAndGradient(text).gradient) { $0.add(1 / Float(texts.count), times: $1) }
    }
    check(mean, expected)
    if cell == .gruResetBefore { return }
    let prepared = Lanes.Model(model)
    let group = Lanes.Group(model, prepared, steps: size.steps, sequences: size.texts)
    for _ in 0..<2 {  // twice: what is left of the first time must not count
      for (n, text) in texts.enumerated() { group.set(text, from: 0, as: n) }
      group.forward(prepared)
      group.crossEntropy(scale: 1 / Float(size.steps * size.texts))
      group.backward(prepared)
      check(group.gradient.resized(hidden: shape.hidden), expected)
    }
  }

  @Test(arguments: Cell.allCases)
  func `Counting`(cell: Cell) {
    let model = filled(SequenceModel(cell, symbols: 2, hidden: 4, layers: 2, outputs: 1))
    let bits = [1, 0, 0, 1, 1]
    let expected = slopes(model) { p in
      let error = scores(cell, 2, p, bits[...])[4][0] - 3
      return error * error / 2
    }
    check(model.lossAndGradient(counting: bits).gradient, expected)
  }

  @Test(arguments: Cell.allCases)
  func `Encoder and decoder`(cell: Cell) {
    var generator = SeededGenerator(seed: 1)
    let model = filled(
      EncoderDecoder(cell, sourceSymbols: 3, targetSymbols: 4, hidden: 4, using: &generator))
    let pairs = (0..<16).map { n in
      SymbolPair(
        source: (0..<9).map { (n + $0 * $0) % 3 }, target: (0..<10).map { (n / 3 + $0 * $0 + $0) % 4 })
    }
    let expected = slopes(model) { p in
      pairs.reduce(0) { sum, pair in
        let last = run(cell, p[0..<4], oneHot(pair.source[...], 3), nil).last
        let written = [4] + pair.target.dropLast()
        let Y = scores(cell, 1, Array(p[4...]), written[...], from: last)
        return sum + surprise(Y, pair.target) / 16
      }
    }
    var mean = model.zeros
    for pair in pairs {
      mean.combine(with: model.lossAndGradient(pair).gradient) { $0.add(1 / 16, times: $1) }
    }
    check(mean, expected)
    if cell == .gruResetBefore { return }
    let prepared = Lanes.Model(model.decoder, after: model.encoder)
    let groups = Lanes.Group.groups(of: 16, model.decoder, prepared, source: 9, steps: 10)
    for (n, pair) in pairs.enumerated() { groups[0].set(pair, as: n, start: model.start) }
    let found = Lanes.lossAndGradient(groups, prepared, predictions: 160, by: Team(count: 1))
    mean.decoder = found.gradient.resized(hidden: 4)
    if let encoder = found.encoder { mean.encoder = encoder.resized(hidden: 4, inputs: 3) }
    check(mean, expected)
  }

  /// This is also the reference of the GRU that resets before its product, which PyTorch does not have.
  @Test(arguments: Cell.allCases)
  func `A layer's states, and its slopes along inputs and first state as well`(cell: Cell) {
    let example = Example(cell)
    let steps = example.layer.forward(example.X, from: example.first)
    let found = example.layer.backward(steps, example.factors)
    func states(_ p: [[Double]]) -> [Double] {
      let X = (0..<5).map { Array(p[4][3 * $0..<3 * $0 + 3]) }
      return run(cell, p[0..<4], X, (p[5], p[6])).flatMap(\.h)
    }
    let point = example.layer.matrices.map(\.values) + [example.X.values, example.first.h, example.first.c]
    let expected = states(point.map { $0.map(Double.init) })
    let largest = expected.map { abs($0) }.max() ?? 0
    let actual = steps.flatMap(\.after.h)
    #expect(actual.count == 20 && zip(actual, expected).allSatisfy { abs(Double($0) - $1) < 1e-6 * largest })
    let last = cell == .lstm ? 7 : 6  // the others have no second state
    check(
      Array(
        (found.layer.matrices.map(\.values) + [found.inputs.values, found.states[0].h, found.states[0].c])[
          ..<last]),
      Array(
        slopes(point) { p in zip(states(p), example.factors.values).reduce(0) { $0 + $1.0 * Double($1.1) } }[
          ..<last]))
  }

  // MARK: - What is compared

  /// Every number of a model drawn anew, biases too.
  private func filled<Model: Parameters>(_ model: Model) -> Model {
    var (model, generator) = (model, SeededGenerator(seed: 6))
    model.combine(with: model) { W, _ in
      W = Matrix(rows: W.rows, columns: W.columns).map { _ in 0.7 * generator.normal() }
    }
    return model
  }

  /// The slopes of a loss along all numbers of a model.
  private func slopes(_ model: some Parameters, _ loss: ([[Double]]) -> Double) -> [[Double]] {
    slopes(model.matrices.map(\.values), loss)
  }

  private func slopes(_ point: [[Float]], _ loss: ([[Double]]) -> Double) -> [[Double]] {
    var p = point.map { $0.map(Double.init) }
    return p.indices.map { t in
      p[t].indices.map { k in
        let value = p[t][k]
        p[t][k] = value + 1e-4
        let up = loss(p)
        p[t][k] = value - 1e-4
        let down = loss(p)
        p[t][k] = value
        return (up - down) / 2e-4
      }
    }
  }

  /// No entry is wrong; and of each tensor one is found that is spoilt by a percent.
  private func check(_ gradient: some Parameters, _ slopes: [[Double]]) {
    check(gradient.matrices.map(\.values), slopes)
  }

  private func check(_ gradient: [[Float]], _ slopes: [[Double]]) {
    var found = gradient.map { $0.map(Double.init) }
    func wrong() -> [String] {
      slopes.indices.flatMap { t in
        let largest = slopes[t].map { abs($0) }.max() ?? 0
        return slopes[t].indices.filter { !(abs(found[t][$0] - slopes[t][$0]) < 2e-5 * largest) }
          .map { "tensor \(t), entry \($0): \(found[t][$0]), not \(slopes[t][$0])" }
      }
    }
    #expect(found.map(\.count) == slopes.map(\.count))
    #expect(wrong() == [])
    for t in slopes.indices {
      guard let k = slopes[t].indices.max(by: { abs(slopes[t][$0]) < abs(slopes[t][$1]) }) else { continue }
      found[t][k] *= 1.01
      #expect(wrong().count == 1)
      found[t][k] /= 1.01
    }
  }

  // MARK: - The losses

  /// The mean of −log softmax of the targets.
  private func surprise(_ Y: [[Double]], _ targets: [Int]) -> Double {
    var sum = 0.0
    for (y, target) in zip(Y, targets) {
      sum += Foundation.log(y.map { Foundation.exp($0) }.reduce(0, +)) - y[target]
    }
    return sum / Double(targets.count)
  }

  private func oneHot(_ symbols: ArraySlice<Int>, _ count: Int) -> [[Double]] {
    symbols.map { symbol in (0..<count).map { $0 == symbol ? 1 : 0 } }
  }

  /// p: four tensors a layer, then V and b.
  private func scores(
    _ cell: Cell, _ layers: Int, _ p: [[Double]], _ symbols: ArraySlice<Int>,
    from first: (h: [Double], c: [Double])? = nil
  ) -> [[Double]] {
    var X = oneHot(symbols, p[0].count / p[2].count)
    for l in 0..<layers { X = run(cell, p[4 * l..<4 * l + 4], X, first).map(\.h) }
    let (V, b) = (p[4 * layers], p[4 * layers + 1])
    return X.map { h in
      b.indices.map { o in
        var sum = b[o]
        for i in h.indices { sum += h[i] * V[i * b.count + o] }
        return sum
      }
    }
  }

  /// The states of a layer after each step.
  private func run(
    _ cell: Cell, _ p: ArraySlice<[Double]>, _ X: [[Double]], _ first: (h: [Double], c: [Double])?
  ) -> [(h: [Double], c: [Double])] {
    let (U, W, b, second) = (p[p.startIndex], p[p.startIndex + 1], p[p.startIndex + 2], p[p.startIndex + 3])
    let (width, n) = (b.count, W.count / b.count)
    let zeros = [Double](repeating: 0, count: n)
    var (h, c) = first ?? (zeros, zeros)
    func squashed(_ x: Double) -> Double { 1 / (1 + Foundation.exp(-x)) }
    return X.map { x in
      func input(_ k: Int) -> Double {
        var sum = b[k]
        for i in x.indices { sum += x[i] * U[i * width + k] }
        return sum
      }
      func state(_ k: Int, reset: (Int) -> Double = { _ in 1 }) -> Double {
        var sum = second.isEmpty ? 0 : second[k]
        for i in 0..<n { sum += reset(i) * h[i] * W[i * width + k] }
        return sum
      }
      func sum(_ k: Int) -> Double { input(k) + state(k) }
      func gate(_ k: Int) -> Double { squashed(sum(k)) }
      switch cell {
      case .rnn: h = (0..<n).map { Foundation.tanh(sum($0)) }
      case .lstm:
        c = (0..<n).map { gate($0) * c[$0] + gate(n + $0) * Foundation.tanh(sum(2 * n + $0)) }
        h = (0..<n).map { gate(3 * n + $0) * Foundation.tanh(c[$0]) }
      case .gru:
        h = (0..<n).map { j in
          let new = Foundation.tanh(input(2 * n + j) + gate(n + j) * state(2 * n + j))
          return h[j] + gate(j) * (new - h[j])
        }
      case .gruResetBefore:
        h = (0..<n).map { j in
          let new = Foundation.tanh(input(2 * n + j) + state(2 * n + j) { gate(n + $0) })
          return h[j] + gate(j) * (new - h[j])
        }
      }
      return (h, c)
    }
  }
}
