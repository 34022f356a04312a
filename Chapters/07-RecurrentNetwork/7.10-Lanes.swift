import Figures
import Formats
import Matrices
import ReadAlong
import RecurrentNetwork

let lanesAndThreads = Section("7.10") { page in
  let corpus = try Corpus.bible()
  let count = corpus.vocabulary.count
  let clock = ContinuousClock()
  func newModel(_ cell: Cell) -> SequenceModel {
    var generator = SeededGenerator(seed: 1)
    return SequenceModel(cell, symbols: count, hidden: 128, outputs: count, using: &generator)
  }
  func rate(_ cell: Cell, threads: Int) throws -> Double {
    var training = Training(newModel(cell))
    var (times, last) = ([Double](), clock.now)
    try Lanes.train(
      &training, on: Windows(of: corpus.training), TrainingSettings(steps: 15), threads: threads
    ) { _ in
      times.append((clock.now - last) / .seconds(1))
      last = clock.now
      return true
    }
    return 2048 / (times.min() ?? .infinity)
  }
  func plainRate(_ cell: Cell) -> Double {
    let model = newModel(cell)
    let times = (0..<15).map { _ in
      clock.measure { _ = model.lossAndGradient(Array(corpus.training[...64])) } / .seconds(1)
    }
    return 64 / (times.min() ?? .infinity)
  }
  try page.output("characters-a-second") { out in
    out.table(
      ["characters a second, hidden 128", "plain", "in lanes", "\(cores) threads"],
      try [Cell.rnn, .lstm, .gru].map { cell in
        try [
          cell.rawValue, grouped(Int(plainRate(cell))), grouped(Int(rate(cell, threads: 1))),
          grouped(Int(rate(cell, threads: cores))),
        ]
      })
  }
}
