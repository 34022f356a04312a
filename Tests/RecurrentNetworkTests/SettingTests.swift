import Testing

@testable import Matrices
@testable import RecurrentNetwork

/// What is drawn, from where, and what a training begins with.
@Suite struct SettingTests {
  /// A generator whose next 64 bits are these.
  private func generator(before bits: UInt64) -> SeededGenerator {
    let product = bits &* 0x8E38_E38E_38E3_8E39  // nine times this number is 1, modulo 2⁶⁴
    var generator = SeededGenerator(seed: 1)
    generator.s1 = (product >> 7 | product << 57) &* 0xCCCC_CCCC_CCCC_CCCD  // and five times this one
    return generator
  }

  @Test func `In Adam a slope as large as ε makes half the step of a large one`() {
    var (W, V, S): (Matrix, Matrix, Matrix) = ([[1]], [[0]], [[0]])
    adam(&W, &V, &S, [[0.5]], step: 1, epsilon: 0.5, learningRate: 1)
    #expect(abs(W[0, 0] - 0.5) < 1e-6)
    (W, V, S) = ([[0]], [[0]], [[0]])
    adam(&W, &V, &S, [[1e-8]], step: 1, learningRate: 1)  // ε is 1e-8 unless given
    #expect(abs(W[0, 0] + 0.5) < 1e-4)
  }

  @Test func `Windows follow each other to the last step that there can be`() {
    let windows = Windows(of: Array(repeating: 0, count: 11), length: 2, shuffled: false)
    let settings = TrainingSettings(steps: .max, batch: 3)
    #expect(windows.count == 5 && windows.starts(step: 3, settings) == [8, 0, 2])
    #expect(windows.starts(step: .max - 1, settings) == [6, 8, 0])  // 2⁶³ − 2 is 1 modulo 5
  }

  @Test func `What has no probability is never drawn, at either end`() {
    var lowest = generator(before: 0)
    #expect(draw([0, 1, 0], using: &lowest) == 1)
    for count in 1...40 {
      var highest = generator(before: .max)
      let probabilities = [Float](repeating: 1 / Float(count), count: count) + [0]
      #expect(draw(probabilities, using: &highest) == count - 1)
    }
    // each of the eight is rounded up when they are summed, so that their end is not reached when they are taken away
    var highest = generator(before: .max)
    let probabilities = [1] + [Float](repeating: 0x1.8p-24, count: 8) + [0]
    #expect(draw(probabilities, using: &highest) == 8)
  }

  @Test func `Lengths from the shortest to the whole sequence are counted equally often`() throws {
    var generator = SeededGenerator(seed: 4)
    let model = SequenceModel(.rnn, symbols: 2, hidden: 3, outputs: 1, using: &generator)
    let bits = [1, 0, 1, 1]
    let losses = (1...4).map { model.lossAndGradient(counting: Array(bits[..<$0])).loss }
    for shortest in 1...4 {
      var counts = [Int](repeating: 0, count: 4)
      for seed in 1...300 as ClosedRange<UInt64> {
        var training = Training(model)
        try train(
          &training, counting: [bits], shortest: shortest, TrainingSettings(steps: 1, batch: 1, seed: seed)
        ) { step in
          counts[losses.indices.min { abs(losses[$0] - step.loss) < abs(losses[$1] - step.loss) } ?? 0] += 1
          return true
        }
      }
      #expect(counts[..<(shortest - 1)].allSatisfy { $0 == 0 })
      let expected = 300 / (5 - shortest)
      #expect(counts[(shortest - 1)...].allSatisfy { abs($0 - expected) < 40 }, "\(counts)")
    }
    var training = Training(model)
    try train(&training, counting: [[1]], TrainingSettings(steps: 1, batch: 2))
    #expect(training.steps == 1)
  }

  @Test func `Windows begin anywhere in the text, or follow each other`() {
    let windows = Windows(of: pattern(30, symbols: 4), length: 5)
    #expect(windows.shuffled && windows.count == 5)
    let starts = windows.starts(step: 0, TrainingSettings(steps: 1, batch: 2000))
    #expect(Set(starts) == Set(0..<25))
    #expect(Windows(of: pattern(100, symbols: 4)).length == 64)  // unless told otherwise
    let inOrder = Windows(of: windows.text, length: 5, shuffled: false)
    #expect(inOrder.starts(step: 1, TrainingSettings(steps: 9, batch: 4)) == [20, 0, 5, 10])
  }

  @Test func `First weights fill ±1÷√hidden, and forget gates begin open`() {
    var generator = SeededGenerator(seed: 1)
    for cell in Cell.allCases {
      let model = SequenceModel(cell, symbols: 9, hidden: 25, layers: 2, outputs: 9, using: &generator)
      for W in [model.weights] + model.layers.flatMap({ [$0.inputWeights, $0.stateWeights] }) {
        let largest = W.values.map { abs($0) }.max() ?? 0
        #expect(largest <= 0.2 && largest > 0.19)
      }
      for layer in model.layers {
        let open = layer.bias.values.indices.filter { layer.bias.values[$0] != 0 }
        #expect(open == (cell == .lstm ? Array(0..<25) : []))
        #expect(open.allSatisfy { layer.bias.values[$0] == 1 })
        #expect(layer.stateBias.columns == (cell == .gru ? 75 : 0))
        #expect(layer.stateBias.values.allSatisfy { $0 == 0 })
      }
      #expect(model.bias.values.allSatisfy { $0 == 0 })
    }
    let model = SequenceModel(.lstm, symbols: 65, hidden: 128, layers: 2, outputs: 65)
    #expect(model.parameterCount == 4 * 128 * (65 + 128 + 1) + 4 * 128 * (128 + 128 + 1) + 129 * 65)
    #expect(model.cell == .lstm && SequenceModel(.gru, symbols: 2, hidden: 3, outputs: 1).cell == .gru)
    let pairs = EncoderDecoder(.rnn, sourceSymbols: 3, targetSymbols: 4, hidden: 2, using: &generator)
    #expect(pairs.encoder.inputs == 3 && pairs.decoder.symbols == 5 && pairs.decoder.outputs == 4)
  }

  @Test func `They are drawn evenly, layer by layer, as the generator gives them`() {
    var (generator, again) = (SeededGenerator(seed: 3), SeededGenerator(seed: 3))
    let model = SequenceModel(.gru, symbols: 3, hidden: 4, layers: 2, outputs: 3, using: &generator)
    for W in model.layers.flatMap({ [$0.inputWeights, $0.stateWeights] }) + [model.weights] {
      #expect(W == W.map { _ in again.uniform(in: -0.5..<0.5) })
    }
    #expect(generator == again)
  }

  @Test func `Unless told otherwise, the rate stays, batches are of 32 and gradients of 5`() {
    let settings = TrainingSettings(steps: 10)
    #expect(
      settings.learningRate(step: 0) == 0.002 && settings.learningRate(step: 10) == 0.002
        && settings.learningRate(step: 99) == 0.002)
    #expect(settings.batch == 32 && settings.clip == 5 && settings.seed == 1)
    let one = TrainingSettings(steps: 1, learningRate: 0.5, lastRate: 0.5)
    #expect(
      one.learningRate(step: 0) == 0.5 && one.learningRate(step: 1) == 0.25
        && one.learningRate(step: 2) == 0.25)
    #expect(TrainingSettings(steps: 0, lastRate: 0.5).learningRate(step: 0) == 0.002)
  }

  @Test func `A gradient too long for a number ends the run before a step, with the place in its epoch`() {
    var training = Training(SequenceModel(.rnn, symbols: 4, hidden: 3, outputs: 4))
    training.model.weights[0, 0] = 1e25
    training.model.layers[0].bias[0, 0] = 1
    training.updater.steps = 6
    let before = training
    let windows = Windows(of: pattern(50, symbols: 4), length: 5)  // nine of them, four steps an epoch
    let settings = TrainingSettings(steps: 10, batch: 2)
    let plain = #expect(throws: Divergence.self) { try train(&training, on: windows, settings) }
    #expect(plain?.loss.isFinite == true && plain?.epoch == 2 && plain?.step == 3)
    #expect(training == before)
    for batch in [9, 40] {  // one step an epoch
      let settings = TrainingSettings(steps: 10, batch: batch)
      let lanes = #expect(throws: Divergence.self) { try Lanes.train(&training, on: windows, settings) }
      #expect(lanes?.epoch == 7 && lanes?.step == 1)
    }
  }
}
