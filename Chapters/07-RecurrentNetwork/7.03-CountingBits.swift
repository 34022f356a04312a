import Figures
import Formats
import ReadAlong
import Matrices
import RecurrentNetwork

/// Sequences of eight bits, one half to learn from and the other held out, and the counters trained on the former.
enum Bits {
  static let (training, heldOut): ([[Int]], [[Int]]) = {
    var generator = SeededGenerator(seed: 1)
    var sequences = (0..<256).map { n in (0..<8).map { n >> $0 & 1 } }
    generator.shuffle(&sequences)
    return (Array(sequences[..<128]), Array(sequences[128...]))
  }()

  static let counters: [Cell: SequenceModel] = Dictionary(
    uniqueKeysWithValues: Cell.allCases.map { cell in
      var generator = SeededGenerator(seed: 1)
      var counter = Training(SequenceModel(cell, symbols: 2, hidden: 8, outputs: 1, using: &generator))
      let settings = TrainingSettings(steps: 1500, batch: 16, learningRate: 0.02, lastRate: 0, clip: 1)
      _ = try? train(&counter, counting: training, settings)
      return (cell, counter.model)
    })

  static func counter(_ cell: Cell) -> SequenceModel { counters[cell]! }

  /// 200 random sequences of a length.
  static func random(length: Int) -> [[Int]] {
    var generator = SeededGenerator(seed: UInt64(length))
    return (0..<200).map { _ in (0..<length).map { _ in generator.index(below: 2) } }
  }
}

let countingBits = Section(
  "7.3", "Counting bits", deck: "Deep Learning Basics: adding up the bits in a binary sequence"
) { page in
  page.text(
    """
    The deck's toy problem: read bits, one a step, and say in the end how many were ones. The network must add, and \
    it must remember the sum. Eight neurons, a number as output, half the squared error as loss, trained on 128 of \
    the 256 sequences of eight bits, each cut to a random length.
    """)
  let counter = Bits.counter(.rnn)
  let deck: [[Int]] = [[0, 1, 0, 0, 1], [1, 0, 0, 1, 1], [1, 1, 1, 1, 1], [0, 0, 0, 0, 0]]
  page.table(
    ["the deck's bits", "ones", "the network"],
    deck.map { bits in
      [
        bits.map(String.init).joined(separator: " "), String(bits.reduce(0, +)),
        fixed(counter.count(bits), 2),
      ]
    })
  page.text(
    "Sequences never seen, of the length trained on and of greater ones; share of counts right, in percent:")
  let lengths = [10, 12, 14, 16]
  page.table(
    ["cell", "trained on", "held out"] + lengths.map { "\($0) bits" },
    Cell.allCases.map { cell in
      let counter = Bits.counter(cell)
      let sets = [Bits.training, Bits.heldOut] + lengths.map(Bits.random)
      return [cell.rawValue] + sets.map { fixed(100 * counter.accuracy(on: $0), 1) }
    })
  page.text(
    """
    Held-out sequences are counted as well as those trained on: the network has learned to add, not a list. But a \
    state lies between −1 and 1, and the network has used that room for counts up to eight. Beyond, the sum runs into \
    the bend of the tanh, and sequences of more ones are counted wrong.
    """)
  var figure = Figure("Counts of sequences of ones", x: "ones", y: "what the network says")
  figure.rule(slope: 1, intercept: 0, name: "right")
  for cell in [Cell.rnn, .lstm, .gru] {
    figure.line(
      (1...20).map(Float.init), (1...20).map { Bits.counter(cell).count([Int](repeating: 1, count: $0)) },
      name: cell.rawValue)
  }
  try page.show(figure, as: "counting")
}
