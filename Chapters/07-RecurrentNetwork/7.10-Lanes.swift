import Figures
import Formats
import ReadAlong
import Matrices
import RecurrentNetwork

let lanesAndThreads = Section("7.10", "The same loops, for a batch") { page in
  page.text(
    """
    Everything up to section 7.6 ran in the plain loops of the slides, one sequence after the other. The sections \
    since ran in another form of the same equations: sixteen sequences are the rows of a matrix, so that a time step is one \
    product, h′·W; the gates are computed in lanes, sixteen neurons at once; a character as input needs no product, it \
    is a row of U. The products read W from a copy packed once a training step, and the gradients by the weights are one \
    product for every eight steps, while their slopes are in the cache. Groups of sixteen \
    sequences go to different threads, and their gradients are added in the order of the groups: so the number of \
    threads changes no bit.
    """)
  let corpus = try Corpus(file: dataFile("kjv.txt.gz"), window: 64)
  let count = corpus.vocabulary.count
  let clock = ContinuousClock()
  func rate(_ cell: Cell, threads: Int) throws -> Double {
    var generator = SeededGenerator(seed: 1)
    var training = Training(
      SequenceModel(cell, symbols: count, hidden: 128, outputs: count, using: &generator))
    var (times, last) = ([Double](), clock.now)
    try Lanes.train(
      &training, on: Windows(of: corpus.training), TrainingSettings(steps: 15), threads: threads
    ) { _ in
      times.append((clock.now - last) / .seconds(1))
      last = clock.now
      return true
    }
    return 2048 / times.sorted()[times.count / 2]
  }
  func plainRate(_ cell: Cell) -> Double {
    var generator = SeededGenerator(seed: 1)
    let model = SequenceModel(cell, symbols: count, hidden: 128, outputs: count, using: &generator)
    let text = Array(corpus.training[..<64])
    let seconds =
      clock.measure {
        let unrolled = model.forward(text)
        _ = model.backward(unrolled, Matrix(rows: 64, columns: count))
      } / .seconds(1)
    return 64 / seconds
  }
  page.table(
    ["characters a second, hidden 128", "plain loops", "in lanes", "\(cores) threads"],
    try [Cell.rnn, .lstm, .gru].map { cell in
      try [
        cell.rawValue, grouped(Int(plainRate(cell))), grouped(Int(rate(cell, threads: 1))),
        grouped(Int(rate(cell, threads: cores))),
      ]
    }, measured: true)
}
