import Figures
import Formats
import ReadAlong
import Matrices
import Testing

@testable import RecurrentNetwork
@testable import struct recurrent_network.UnknownByte
@testable import struct recurrent_network.Vocabulary

@Suite struct TaskTests {
  /// A model of eight neurons that has learned to count on half of all sequences of eight bits, that of ones alone
  /// among them; and the other half.
  private func counter(_ cell: Cell, seed: UInt64) throws -> (model: SequenceModel, heldOut: [[Int]]) {
    var generator = SeededGenerator(seed: seed)
    var sequences = generator.permutation(of: 255).map { n in (0..<8).map { n >> $0 & 1 } }
    sequences.insert([Int](repeating: 1, count: 8), at: 0)
    generator = SeededGenerator(seed: seed)
    var training = Training(SequenceModel(cell, symbols: 2, hidden: 8, outputs: 1, using: &generator))
    let settings = TrainingSettings(
      steps: 1500, batch: 16, learningRate: 0.02, lastRate: 0, clip: 1, seed: seed)
    try train(&training, counting: Array(sequences[..<128]), settings)
    return (training.model, Array(sequences[128...]))
  }

  @Test(arguments: Cell.allCases, [UInt64(1), 2, 3])
  func `A counter trained on half of the sequences counts the deck's and 99 in 100 of those held out`(
    cell: Cell, seed: UInt64
  ) throws {
    let (model, heldOut) = try counter(cell, seed: seed)
    let deck: [([Int], Float)] = [
      ([0, 1, 0, 0, 1], 2), ([1, 0, 0, 1, 1], 3), ([1, 1, 1, 1, 1], 5), ([0, 0, 0, 0, 0], 0),
    ]
    for (bits, count) in deck { #expect(model.count(bits).rounded() == count) }
    #expect(model.accuracy(on: heldOut) >= 0.99)
  }

  @Test func `Of the sequences whose count is right accuracy is the share`() {
    let model = SequenceModel(.lstm, symbols: 2, hidden: 8, outputs: 1)  // of zeros: it counts none
    #expect(model.accuracy(on: [[0], [1]]) == 0.5)
    #expect(model.accuracy(on: [[1, 1], [0, 0], [0, 0, 0], [0]]) == 0.75)
  }

  @Test func `The loss of a count is half its squared error`() {
    var generator = SeededGenerator(seed: 1)
    let model = SequenceModel(.lstm, symbols: 2, hidden: 8, outputs: 1, using: &generator)
    for bits in [[1], [0, 1, 1], [1, 1, 1, 1, 1]] {
      let error = model.count(bits) - Float(bits.reduce(0, +))
      #expect(abs(model.lossAndGradient(counting: bits).loss - error * error / 2) < 1e-5)
    }
  }

  /// Pairs of digits and the same digits in reverse.
  private func reversals(_ count: Int) -> [SymbolPair] {
    var generator = SeededGenerator(seed: 5)
    return (0..<count).map { _ in
      let digits = (0..<4).map { _ in generator.index(below: 3) }
      return SymbolPair(source: digits, target: digits.reversed())
    }
  }

  @Test(arguments: Cell.allCases)
  func `From the decoder's loss the slope goes back into the encoder`(cell: Cell) throws {
    var generator = SeededGenerator(seed: 2)
    let model = EncoderDecoder(cell, sourceSymbols: 3, targetSymbols: 3, hidden: 5, using: &generator)
    let pair = reversals(1)[0]
    let gradient = model.lossAndGradient(pair).gradient
    let encoder = try GradientCheck(
      gradient.encoder.inputWeights.values, at: model.encoder.inputWeights.values
    ) {
      var moved = model
      moved.encoder.inputWeights.values = $0
      return moved.lossAndGradient(pair).loss
    }
    #expect(encoder.error < 2e-3)
    let decoder = try GradientCheck(
      gradient.decoder.layers[0].inputWeights.values, at: model.decoder.layers[0].inputWeights.values
    ) {
      var moved = model
      moved.decoder.layers[0].inputWeights.values = $0
      return moved.lossAndGradient(pair).loss
    }
    #expect(decoder.error < 2e-3)
  }

  @Test(arguments: [Cell.lstm, .gru, .rnn], [3, 4, 7])
  func `Pairs in lanes train as those in plain loops do, and write the same`(cell: Cell, targets: Int) throws
  {
    var generator = SeededGenerator(seed: 2)
    let model = EncoderDecoder(cell, sourceSymbols: 3, targetSymbols: 3, hidden: 5, using: &generator)
    let settings = TrainingSettings(steps: 5, batch: 20, learningRate: 0.01, clip: 0.1)
    var (plain, lanes, threads) = (Training(model), Training(model), Training(model))
    let pairs = reversals(30).map {
      SymbolPair(source: $0.source, target: Array(($0.target + $0.source).prefix(targets)))
    }
    var heard: ([Float], [Float]) = ([], [])
    try train(&plain, on: pairs, settings) { step in
      heard.0 += [step.loss, step.gradientNorm]
      return true
    }
    try Lanes.train(&lanes, on: pairs, settings) { step in
      heard.1 += [step.loss, step.gradientNorm]
      return true
    }
    #expect(close(heard.0, heard.1))
    try Lanes.train(&threads, on: pairs, settings, threads: 2)
    #expect(threads == lanes)
    try Lanes.train(&threads, on: [pairs[0]], TrainingSettings(steps: 6, batch: 20))
    #expect(threads.steps == 6)
    var unheard = Training(model)
    try train(&unheard, on: pairs, TrainingSettings(steps: 2, batch: 1))
    #expect(unheard.steps == 2)
    for (plain, lanes) in zip(plain.model.matrices, lanes.model.matrices) {
      #expect(close(plain.values, lanes.values, 1e-4))
    }
    let sources = pairs.map(\.source)
    #expect(Lanes.write(plain.model, sources, length: 4) == sources.map { plain.model.write($0, length: 4) })
  }

  @Test func `An encoder and a decoder learn to reverse`() throws {
    var generator = SeededGenerator(seed: 2)
    var training = Training(
      EncoderDecoder(.lstm, sourceSymbols: 3, targetSymbols: 3, hidden: 24, using: &generator))
    try Lanes.train(
      &training, on: reversals(200),
      TrainingSettings(steps: 400, batch: 16, learningRate: 0.01, lastRate: 0.1, clip: 1))
    let all = (0..<81).map { [$0 / 27, $0 / 9 % 3, $0 / 3 % 3, $0 % 3] }
    let written = Lanes.write(training.model, all, length: 4)
    #expect(zip(written, all).count { $0 == $1.reversed() } >= 77)
  }

  @Test func `A model of characters learns a pattern and its writer continues it`() throws {
    let text = pattern(4000, symbols: 4)
    var generator = SeededGenerator(seed: 1)
    var training = Training(SequenceModel(.lstm, symbols: 4, hidden: 16, outputs: 4, using: &generator))
    try Lanes.train(
      &training, on: Windows(of: Array(text[..<3000]), length: 20),
      TrainingSettings(steps: 200, batch: 16, learningRate: 0.01))
    // Seven in eight symbols are certain: at least 0.62 nats remain
    #expect(natsPerCharacter(training.model, on: Array(text[3000...])) < 0.8)
    var writer = Writer(training.model)
    for symbol in text[..<20] { writer.read(symbol) }
    let cold = (0..<5).map { _ in writer.write(temperature: 0.01, using: &generator) }
    var expected = Array(text[18..<20])
    for _ in 0..<5 { expected.append((expected[expected.count - 1] + expected[expected.count - 2] + 1) % 4) }
    #expect(cold == Array(expected[2...]))
  }

  @Test func `A loss that is no number ends the run with step and rate`() {
    var training = Training(SequenceModel(.rnn, symbols: 4, hidden: 3, outputs: 4))
    training.model.weights[0, 0] = .nan
    training.model.layers[0].bias[0, 0] = 1
    let windows = Windows(of: pattern(50, symbols: 4), length: 5)
    let settings = TrainingSettings(steps: 3, batch: 2)
    let plain = #expect(throws: Divergence.self) { try train(&training, on: windows, settings) }
    let lanes = #expect(throws: Divergence.self) { try Lanes.train(&training, on: windows, settings) }
    #expect(plain?.epoch == 1 && plain?.step == 1 && plain?.learningRate == 0.002)
    #expect(lanes?.step == 1 && lanes?.learningRate == 0.002)
  }

  @Test func `Weights that are no numbers any more never leave a training`() {
    var generator = SeededGenerator(seed: 1)
    var training = Training(
      SequenceModel(.rnn, symbols: 4, hidden: 3, outputs: 4, using: &generator))
    let settings = TrainingSettings(steps: 1, batch: 2, learningRate: .greatestFiniteMagnitude)
    #expect(throws: Divergence.self) {
      try train(&training, on: Windows(of: pattern(50, symbols: 4), length: 5), settings)
    }
  }
}

@Suite struct PartTests {
  @Test func `Probabilities sum to one, and a low temperature favors the largest`() {
    let scores: [Float] = [1, 3, 2]
    #expect(close(softmax(scores), [0.09003057, 0.66524096, 0.24472848]))
    #expect(close(softmax(scores, temperature: 0.5), [0.015876241, 0.86681336, 0.1173104]))
    #expect(softmax([1e4, -1e4]) == [1, 0])
  }

  @Test func `Draws come as often as their probabilities say`() {
    var generator = SeededGenerator(seed: 1)
    var counts = [0, 0, 0]
    for _ in 0..<10_000 { counts[draw([0.2, 0, 0.8], using: &generator)] += 1 }
    #expect(counts[1] == 0)
    #expect(abs(counts[0] - 2000) < 160)
  }

  @Test func `A vocabulary numbers the bytes that occur and names one that does not`() throws {
    let vocabulary = Vocabulary(of: Array("banana".utf8))
    #expect(vocabulary.bytes == Array("abn".utf8))
    #expect(try vocabulary.symbols(Array("nab".utf8)) == [2, 0, 1])
    #expect(throws: UnknownByte(byte: UInt8(ascii: "x"), place: 2)) {
      try vocabulary.symbols(Array("nax".utf8))
    }
  }

  @Test func `The learning rate falls along a line`() {
    let settings = TrainingSettings(steps: 100, learningRate: 0.1, lastRate: 0.2)
    #expect(close(settings.learningRate(step: 0), 0.1))
    #expect(close(settings.learningRate(step: 25), 0.08))
    #expect(close(settings.learningRate(step: 50), 0.06))
    #expect(close(settings.learningRate(step: 100), 0.02))
  }

  @Test func `Clipping keeps a short gradient and shortens a long one`() {
    #expect(clipping(norm: 3, limit: 5) == 1)
    #expect(clipping(norm: 20, limit: 5) == 0.25)
    #expect(clipping(norm: 0, limit: 0) == 1 && clipping(norm: .infinity, limit: .infinity) == 1)
    var model = SequenceModel(.rnn, symbols: 2, hidden: 2, outputs: 2)
    (model.weights[0, 0], model.layers[0].bias[0, 1]) = (3, 4)
    #expect(model.norm == 5)
  }
}
