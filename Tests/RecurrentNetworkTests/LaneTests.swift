import Figures
import Formats
import ReadAlong
import Matrices
import Testing

@testable import RecurrentNetwork

@Suite struct LaneTests {
  static let shapes: [(cell: Cell, hidden: Int, layers: Int)] = [
    (.rnn, 16, 1), (.rnn, 5, 2), (.lstm, 16, 1), (.lstm, 21, 1), (.lstm, 7, 2), (.gru, 16, 1), (.gru, 19, 2),
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
  func `Lanes have the loss and the gradient of the plain loops`(cell: Cell, hidden: Int, layers: Int) {
    let model = model(cell, hidden: hidden, layers: layers)
    let text = pattern(60, symbols: 5)
    let group = SequenceGroup(model, steps: 6, sequences: 3)
    let starts = [0, 11, 31]
    for (sequence, start) in starts.enumerated() { group.set(text, from: start, as: sequence) }
    group.forward(PreparedModel(model), scale: 0.1)
    group.backward(PreparedModel(model))

    var (loss, expected): (Float, SequenceModel) = (0, model)
    expected.combine(with: model) { $0 = $1 * 0 }
    for start in starts {
      let unrolled = model.unroll(Array(text[start..<start + 6]))
      var dY = Matrix(rows: 6, columns: 5)
      for (t, step) in unrolled[layers - 1].enumerated() {
        let scores = model.scores(step.after.h)
        loss += crossEntropy(scores, target: text[start + t + 1])
        for (k, p) in probabilities(scores).enumerated() {
          dY[t, k] = 0.1 * (p - (k == text[start + t + 1] ? 1 : 0))
        }
      }
      expected.combine(with: model.backward(unrolled, dY)) { $0 += $1 }
    }
    #expect(close(Float(group.loss), loss))
    for (found, expected) in zip(group.gradient.matrices, expected.matrices) {
      #expect(close(found.values, expected.values, 5e-5))
    }
  }

  @Test func `The gradient of a stacked model is that by differences`() throws {
    let model = model(.lstm, hidden: 6, layers: 2)
    let text = pattern(40, symbols: 5)
    func run(_ model: SequenceModel) -> SequenceGroup {
      let group = SequenceGroup(model, steps: 5, sequences: 4)
      for sequence in 0..<4 { group.set(text, from: 7 * sequence, as: sequence) }
      group.forward(PreparedModel(model), scale: 0.05)
      return group
    }
    let group = run(model)
    group.backward(PreparedModel(model))
    for l in 0..<2 {
      let check = try GradientCheck(
        group.gradient.layers[l].stateWeights.values, at: model.layers[l].stateWeights.values, step: 0.05
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
      try train(
        &training, on: text, TrainingSettings(steps: 5, batch: 40, sequence: 9, threads: threads))
      return training.model
    }
    let alone = try trained(threads: 1)
    #expect(try trained(threads: 2) == alone)
    #expect(try trained(threads: 7) == alone)
  }

  @Test func `A run in two parts gives the bits of a run in one`() throws {
    let text = pattern(500, symbols: 5)
    let settings = TrainingSettings(steps: 12, batch: 4, sequence: 9, lastRate: 0.1)
    var whole = Training(model(.lstm, hidden: 10, layers: 2))
    var parts = whole
    try train(&whole, on: text, settings)
    struct Killed: Error {}
    #expect(throws: Killed.self) {
      var running = parts
      try train(&running, on: text, settings) { step in
        parts = step.training
        if step.number == 5 { throw Killed() }
      }
    }
    #expect(parts.steps == 5)
    try train(&parts, on: text, settings)
    #expect(parts == whole)
  }

  @Test func `The writer reads as the plain loops do`() {
    let model = model(.gru, hidden: 18, layers: 2)
    let text = pattern(8, symbols: 5)
    let writer = Writer(model)
    for symbol in text { writer.read(symbol) }
    #expect(close(writer.scores, model.scores(model.unroll(text)[1][7].after.h)))
  }

  @Test func `Nats on a text are the same for any number of threads and right where they can be counted`() {
    // Without weights every symbol has the probability 1/5
    let flat = SequenceModel(.lstm, symbols: 5, hidden: 3, outputs: 5)
    #expect(close(natsPerCharacter(flat, on: pattern(700, symbols: 5)), 1.6094379))
    let model = model(.lstm, hidden: 10, layers: 1)
    let text = pattern(512 * 19 + 1, symbols: 5)
    let alone = natsPerCharacter(model, on: text)
    #expect(natsPerCharacter(model, on: text, threads: 2) == alone)
    // Two windows by hand
    var sum: Float = 0
    for window in 0..<2 {
      let symbols = Array(text[window * 512...(window + 1) * 512])
      for (t, step) in model.unroll(Array(symbols.dropLast()))[0].enumerated() {
        sum += crossEntropy(model.scores(step.after.h), target: symbols[t + 1])
      }
    }
    #expect(close(natsPerCharacter(model, on: Array(text[...1024])), sum / 1024, 1e-4))
  }
}
