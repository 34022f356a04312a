import Matrices
import Testing

@testable import RecurrentNetwork

/// Every entry says what it was given before anything is computed from it.
@Suite struct TrapTests {
  private static func model() -> SequenceModel {
    var generator = SeededGenerator(seed: 1)
    return SequenceModel(.lstm, symbols: 4, hidden: 3, outputs: 4, using: &generator)
  }

  private static let text = [0, 1, 2, 3, 40, 1, 2, 3]

  private func says(_ words: String, _ output: [UInt8]?) -> Bool {
    String(decoding: output ?? [], as: UTF8.self).contains(words)
  }

  @Test func `Training names a symbol that the model has not`() async {
    let plain = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      var training = Training(Self.model())
      try train(&training, on: Windows(of: Self.text, length: 4), TrainingSettings(steps: 1))
    }
    #expect(says("symbol 40 at place 4, expected 0 to 3", plain?.standardErrorContent))
    let lanes = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      var training = Training(Self.model())
      try Lanes.train(&training, on: Windows(of: Self.text, length: 4), TrainingSettings(steps: 1))
    }
    #expect(says("symbol 40 at place 4, expected 0 to 3", lanes?.standardErrorContent))
  }

  @Test func `Measuring names it too`() async {
    let plain = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = natsPerCharacter(Self.model(), on: [0, 1, -7])
    }
    #expect(says("target -7 of 4", plain?.standardErrorContent))
    let lanes = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = Lanes.natsPerCharacter(Self.model(), on: Self.text)
    }
    #expect(says("symbol 40", lanes?.standardErrorContent))
  }

  @Test func `Scores name it too, and sequences of different lengths`() async {
    let symbol = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = Lanes.scores(Self.model(), [[0, 4]])
    }
    #expect(says("symbol 4 at place 1, expected 0 to 3", symbol?.standardErrorContent))
    let length = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = Lanes.scores(Self.model(), [[0, 1], [2]])
    }
    #expect(says("a sequence of 1 among those of 2", length?.standardErrorContent))
    let reading = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      var writer = Writer(Self.model())
      writer.read(9)
    }
    #expect(says("symbol 9 at place 0, expected 0 to 3", reading?.standardErrorContent))
  }

  @Test func `Pairs are checked in both loops`() async {
    let source = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      var generator = SeededGenerator(seed: 1)
      let model = EncoderDecoder(.gru, sourceSymbols: 3, targetSymbols: 2, hidden: 4, using: &generator)
      var training = Training(model)
      try Lanes.train(&training, on: [SymbolPair(source: [3], target: [0])], TrainingSettings(steps: 1))
    }
    #expect(says("symbol 3 at place 0, expected 0 to 2", source?.standardErrorContent))
    let target = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      var generator = SeededGenerator(seed: 1)
      let model = EncoderDecoder(.gru, sourceSymbols: 3, targetSymbols: 2, hidden: 4, using: &generator)
      var training = Training(model)
      try train(&training, on: [SymbolPair(source: [0], target: [5])], TrainingSettings(steps: 1))
    }
    #expect(says("target 5 of 2", target?.standardErrorContent))
  }

  @Test func `The lanes have pairs of one length, and no GRU that resets before the product`() async {
    let source = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      var generator = SeededGenerator(seed: 1)
      let model = EncoderDecoder(.gru, sourceSymbols: 3, targetSymbols: 2, hidden: 4, using: &generator)
      var training = Training(model)
      let pairs = [SymbolPair(source: [0, 1], target: [0]), SymbolPair(source: [2], target: [1])]
      try Lanes.train(&training, on: pairs, TrainingSettings(steps: 9, batch: 8))
    }
    #expect(says("a source of 1 among those of 2", source?.standardErrorContent))
    let target = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      var generator = SeededGenerator(seed: 1)
      let model = EncoderDecoder(.gru, sourceSymbols: 3, targetSymbols: 2, hidden: 4, using: &generator)
      var training = Training(model)
      let pairs = [SymbolPair(source: [0], target: [0]), SymbolPair(source: [2], target: [1, 0])]
      try Lanes.train(&training, on: pairs, TrainingSettings(steps: 9, batch: 8))
    }
    #expect(says("a target of 2 among those of 1", target?.standardErrorContent))
    let gru = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      var generator = SeededGenerator(seed: 1)
      let model = SequenceModel(.gruResetBefore, symbols: 4, hidden: 3, outputs: 4, using: &generator)
      _ = Lanes.scores(model, [[0, 1]])
    }
    #expect(says("only the plain loops have a GRU that resets before", gru?.standardErrorContent))
  }

  @Test func `Settings check themselves`() async {
    let rate = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = TrainingSettings(steps: 1, learningRate: .nan)
    }
    #expect(says("a learning rate of nan", rate?.standardErrorContent))
    let batch = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = TrainingSettings(steps: 1, batch: 0)
    }
    #expect(says("1 steps of 0 sequences", batch?.standardErrorContent))
    let threads = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = Lanes.natsPerCharacter(Self.model(), on: [0, 1, 2], threads: 0)
    }
    #expect(says("0 threads", threads?.standardErrorContent))
    let window = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = Windows(of: [0, 1, 2], length: 3)
    }
    #expect(says("a text of 3 for windows of 3", window?.standardErrorContent))
  }
}
