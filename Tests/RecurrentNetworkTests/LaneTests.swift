import Figures
import Formats
import ReadAlong
import Matrices
import Testing

@testable import RecurrentNetwork

@Suite struct LaneTests {
  static let shapes: [(cell: Cell, hidden: Int, layers: Int)] = [
    (.rnn, 16, 1), (.rnn, 21, 1), (.rnn, 5, 2), (.lstm, 16, 1), (.lstm, 21, 1), (.lstm, 7, 2), (.gru, 16, 1),
    (.gru, 1, 1), (.gru, 19, 2),
  ]

  /// A model with random biases and a batch of texts.
  private func model(_ cell: Cell, hidden: Int, layers: Int) -> SequenceModel {
    var generator = SeededGenerator(seed: 2)
    var model = SequenceModel(cell, symbols: 5, hidden: hidden, layers: layers, outputs: 5, using: &generator)
    for l in 0..<layers {
      for i in model.layers[l].bias.values.indices {
        model.layers[l].bias.values[i] += generator.normal() / 4
      }
      for i in model.layers[l].stateBias.values.indices {
        model.layers[l].stateBias.values[i] = generator.normal()
      }
    }
    for i in 0..<5 { model.bias[0, i] = generator.normal() }
    return model
  }

  @Test(arguments: shapes)
  func `Forward in lanes equals the plain loops to the bit`(cell: Cell, hidden: Int, layers: Int) {
    let model = model(cell, hidden: hidden, layers: layers)
    let text = pattern(60, symbols: 5)
    let sequences = [0, 11, 31].map { Array(text[$0..<$0 + 6]) }
    let plain = sequences.flatMap { model.scores(model.forward($0)[layers - 1]).values }
    #expect(Lanes.scores(model, sequences).values == plain)
  }

  /// Not to the bit: a product of the lanes sums over all steps and sequences in a row, the plain loops over the
  /// steps of a sequence and then over sequences.
  @Test(arguments: shapes)
  func `Lanes have the loss and the gradient of the plain loops`(cell: Cell, hidden: Int, layers: Int) {
    let model = model(cell, hidden: hidden, layers: layers)
    let text = pattern(60, symbols: 5)
    let prepared = Lanes.Model(model)
    let group = Lanes.Group(model, prepared, steps: 6, sequences: 3)
    let starts = [0, 11, 31]
    for (sequence, start) in starts.enumerated() { group.set(text, from: start, as: sequence) }
    group.forward(prepared)
    group.crossEntropy(scale: 0.1)
    group.backward(prepared)

    var (loss, expected): (Float, SequenceModel) = (0, model.zeros)
    for start in starts {
      let one = model.lossAndGradient(Array(text[start...start + 6]))
      loss += 6 * one.loss
      expected.combine(with: one.gradient) { $0.add(0.6, times: $1) }
    }
    #expect(close(Float(group.loss), loss))
    for (found, expected) in zip(group.gradient.resized(hidden: hidden).matrices, expected.matrices) {
      #expect(close(found.values, expected.values, 5e-5))
    }
  }

  @Test func `The gradient of a stacked model is that by differences`() throws {
    let model = model(.lstm, hidden: 6, layers: 2)
    let text = pattern(40, symbols: 5)
    func run(_ model: SequenceModel) -> Lanes.Group {
      let group = Lanes.Group(model, Lanes.Model(model), steps: 5, sequences: 4)
      for sequence in 0..<4 { group.set(text, from: 7 * sequence, as: sequence) }
      group.forward(Lanes.Model(model))
      group.crossEntropy(scale: 0.05)
      return group
    }
    let group = run(model)
    group.backward(Lanes.Model(model))
    let gradient = group.gradient.resized(hidden: 6)
    for l in 0..<2 {
      let check = try GradientCheck(
        gradient.layers[l].stateWeights.values, at: model.layers[l].stateWeights.values, step: 0.05
      ) {
        var moved = model
        moved.layers[l].stateWeights.values = $0
        return Float(run(moved).loss * 0.05)
      }
      #expect(check.error < 2e-3)
    }
  }

  @Test func `Threads change no bit`() throws {
    let text = pattern(500, symbols: 5)
    func trained(threads: Int) throws -> SequenceModel {
      var training = Training(model(.gru, hidden: 10, layers: 1))
      try Lanes.train(
        &training, on: Windows(of: text, length: 9), TrainingSettings(steps: 5, batch: 40), threads: threads)
      return training.model
    }
    let alone = try trained(threads: 1)
    #expect(try trained(threads: 2) == alone)
    #expect(try trained(threads: 7) == alone)
  }

  @Test(arguments: [Cell.rnn, .lstm, .gru])
  func `The plain loops train a model as the lanes do`(cell: Cell) throws {
    let windows = Windows(of: pattern(500, symbols: 5), length: 9)
    let settings = TrainingSettings(steps: 5, batch: 20, clip: 0.1)
    var (plain, lanes) = (
      Training(model(cell, hidden: 10, layers: 2)), Training(model(cell, hidden: 10, layers: 2))
    )
    var losses: ([Float], [Float]) = ([], [])
    let last = try train(&plain, on: windows, settings) { step in
      losses.0 += [step.loss, step.gradientNorm]
      return true
    }
    try Lanes.train(&lanes, on: windows, settings) { step in
      losses.1 += [step.loss, step.gradientNorm]
      return true
    }
    #expect(last == 5 && close(losses.0, losses.1))
    #expect(close(plain.model.weights.values, lanes.model.weights.values, 1e-4))
    #expect(try train(&plain, on: windows, TrainingSettings(steps: 7, batch: 1)) == 7)  // and nobody hears
  }

  @Test func `A run in two parts gives the bits of a run in one`() throws {
    let windows = Windows(of: pattern(500, symbols: 5), length: 9)
    let settings = TrainingSettings(steps: 12, batch: 4, lastRate: 0.1)
    var whole = Training(model(.lstm, hidden: 10, layers: 2))
    var parts = whole
    try Lanes.train(&whole, on: windows, settings)
    #expect(try Lanes.train(&parts, on: windows, settings) { $0.number < 5 } == 5)
    #expect(parts.steps == 5)
    #expect(try Lanes.train(&parts, on: windows, settings) == 12)
    #expect(parts == whole)
  }

  @Test func `The writer reads as the lanes do`() {
    let model = model(.gru, hidden: 18, layers: 2)
    let text = pattern(8, symbols: 5)
    var writer = Writer(model)
    for symbol in text { writer.read(symbol) }
    #expect(writer.scores == Array(Lanes.scores(model, [text])[row: 7]))
  }

  @Test func `Nats on a text are the same for any number of threads and right where they can be counted`() {
    // Without weights every symbol has the probability 1/5
    let flat = SequenceModel(.lstm, symbols: 5, hidden: 3, outputs: 5)
    #expect(close(natsPerCharacter(flat, on: pattern(700, symbols: 5)), 1.6094379))
    for windows in 15...18 {  // one less than a group of sixteen, the group, one and two windows more
      #expect(close(Lanes.natsPerCharacter(flat, on: pattern(512 * windows + 1, symbols: 5)), 1.6094379))
    }
    #expect(close(Lanes.natsPerCharacter(flat, on: pattern(700, symbols: 5)), 1.6094379))
    let model = model(.lstm, hidden: 10, layers: 1)
    let text = pattern(512 * 19 + 1, symbols: 5)
    let alone = Lanes.natsPerCharacter(model, on: text)
    #expect(Lanes.natsPerCharacter(model, on: text, threads: 2) == alone)
    #expect(close(natsPerCharacter(model, on: text), alone))
    // Six groups of sixteen windows, read in memory that is a thread's own
    let long = pattern(512 * 96 + 1, symbols: 5)
    let expected = Lanes.natsPerCharacter(model, on: long)
    for threads in 2...4 { #expect(Lanes.natsPerCharacter(model, on: long, threads: threads) == expected) }
    for count in [2, 3, 300, 513] {  // one window
      let text = Array(text[..<count])
      #expect(close(natsPerCharacter(model, on: text), model.loss(text)))
      #expect(close(Lanes.natsPerCharacter(model, on: text, threads: 2), model.loss(text)))
    }
    // Two windows by hand
    let sum = model.loss(Array(text[0...512])) + model.loss(Array(text[512...1024]))
    #expect(close(natsPerCharacter(model, on: Array(text[...1024])), sum / 2))
  }
}
