import Formats
import Foundation
import Matrices
import ReadAlong
import Testing

@testable import RecurrentNetwork
@testable import struct recurrent_network.Corpus

/// Results of the page that take a minute, where `LONG=1` asks for them; .ci/results does.
@Suite(.enabled(if: ProcessInfo.processInfo.environment["LONG"] != nil)) struct LongTests {
  @Test(arguments: [2, 3, 4] as [UInt64])
  func `What was held out costs a tenth of a bit more than the dearest stretch that was read`(seed: UInt64)
    throws
  {
    let corpus = try Corpus(file: dataFile("kjv.txt.gz"), window: 64)
    let count = corpus.vocabulary.count
    var generator = SeededGenerator(seed: seed)
    var training = Training(
      SequenceModel(.lstm, symbols: count, hidden: 128, outputs: count, using: &generator))
    let settings = TrainingSettings(steps: 800, learningRate: 0.015, lastRate: 0.05, seed: seed)
    try Lanes.train(&training, on: Windows(of: corpus.training), settings, threads: 2)
    func bits(_ text: ArraySlice<Int>) -> Float {
      Lanes.natsPerCharacter(training.model, on: Array(text), threads: 2) / log(2)
    }
    let read = [0, 1_000_000, 2_000_000, 3_000_000, corpus.training.count - 50_000].map {
      bits(corpus.training[$0..<$0 + 50_000])
    }
    let difference = bits(corpus.heldOut.prefix(50_000)) - (read.max() ?? 0)
    #expect(difference > 0.09 && difference < 0.15)
  }
}
