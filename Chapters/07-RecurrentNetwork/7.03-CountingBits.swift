import Figures
import Formats
import Matrices
import ReadAlong
import RecurrentNetwork

/// Sequences of eight bits, one half to learn from and the other held out, and the counters trained on the former.
enum Bits {
  static let (training, heldOut): ([[Int]], [[Int]]) = {
    var generator = SeededGenerator(seed: 1)
    var sequences = generator.permutation(of: 255).map { n in (0..<8).map { n >> $0 & 1 } }
    sequences.insert([Int](repeating: 1, count: 8), at: 0)
    return (Array(sequences[..<128]), Array(sequences[128...]))
  }()

  static let counters: [Cell: SequenceModel] = {
    let settings = TrainingSettings(steps: 1500, batch: 16, learningRate: 0.02, lastRate: 0, clip: 1)
    let models = onAllCores(Cell.allCases.count) { n in
      var counter = Training(newCounter(Cell.allCases[n], seed: 1))
      _ = try? train(&counter, counting: training, settings)
      return counter.model
    }
    return Dictionary(uniqueKeysWithValues: zip(Cell.allCases, models))
  }()

  static func newCounter(_ cell: Cell, seed: UInt64) -> SequenceModel {
    var generator = SeededGenerator(seed: seed)
    return SequenceModel(cell, symbols: 2, hidden: 8, outputs: 1, using: &generator)
  }

  /// 200 sequences of a length, as many of each number of ones, which lie anywhere.
  static func random(length: Int, ones: ClosedRange<Int>) -> [[Int]] {
    var generator = SeededGenerator(seed: UInt64(length))
    return (0..<200).map { n in
      var bits = [Int](repeating: 0, count: length)
      for i in generator.permutation(of: length).prefix(ones.lowerBound + n % ones.count) { bits[i] = 1 }
      return bits
    }
  }
}

let countingBits = Section("7.3") { page in
  try page.output("decks-bits") { out in
    let deck: [[Int]] = [[0, 1, 0, 0, 1], [1, 0, 0, 1, 1], [1, 1, 1, 1, 1], [0, 0, 0, 0, 0]]
    out.table(
      ["the deck's bits", "ones", "the network"],
      deck.map { bits in
        [
          bits.map(String.init).joined(separator: " "), String(bits.reduce(0, +)),
          fixed(Bits.counters[.rnn]?.count(bits) ?? 0, 2),
        ]
      })
  }
  try page.output("held-out-counts") { out in
    let sets = [
      Bits.training, Bits.heldOut, Bits.random(length: 16, ones: 0...8), Bits.random(length: 32, ones: 0...8),
      Bits.random(length: 16, ones: 9...16),
    ]
    out.table(
      [
        "cell", "trained on", "held out", "16 bits, to 8 ones", "32 bits, to 8 ones", "16 bits, 9 to 16 ones",
      ],
      Cell.allCases.map { cell in
        [cell.rawValue] + sets.map { fixed(100 * (Bits.counters[cell]?.accuracy(on: $0) ?? 0), 1) }
      })
  }
  var figure = Figure("Counts of sequences of ones", x: "ones", y: "what the network says")
  figure.rule(slope: 1, intercept: 0, name: "right")
  for cell in [Cell.rnn, .lstm, .gru] {
    let counts = (1...20).map { Bits.counters[cell]?.count([Int](repeating: 1, count: $0)) ?? 0 }
    figure.line((1...20).map(Float.init), counts, name: cell.rawValue)
  }
  try page.figure("counting", figure)
}
