import Figures
import Matrices
import MultilayerPerceptron
import ReadAlong

let generalization = Section("4.13") { page in
  let (training, test) = try Digits.small()
  let few = training.chosen(Array(stride(from: 0, to: 4000, by: 8)))
  var rates = Figure("Too small, right, too large", x: "epoch", y: "J")
  rates.yScale = .logarithmic
  try page.output("five-rates") { out in
    let tried: [Float] = [0.0003, 0.003, 0.03, 0.3, 3]
    let curves = try onAllCores(tried.count) { n in
      var network = newNetwork([784, 50, 10], hidden: .relu, output: .softmax, .he)
      return try fit(
        &network, .momentum(0.9), few.examples,
        TrainingSettings(learningRate: LearningRate(tried[n]), epochs: 20, batch: 50))
    }
    for (rate, curve) in zip(tried, curves) { rates.line(epochs(20), curve, name: "α = \(rate)") }
    out.table(
      ["α", "J in epoch 1", "5", "20"],
      zip(tried, curves).map { rate, curve in ["\(rate)"] + [1, 5, 20].map { fixed(curve[$0 - 1], 4) } })
  }
  try page.figure("learning-rates", rates)

  var curves = Figure("500 digits, 100 hidden neurons", x: "epoch", y: "J")
  try page.output("overfitting") { out in
    var rows: [[String]] = []
    let runs = try onAllCores(4) { n in try learnedByHeart(few, test, UInt64(n + 1)) }
    for (seed, (seen, unseen, stopping, stoppedAt)) in zip(1..., runs) {
      rows.append(
        ["\(seed)", fixed(seen[39], 4), fixed(unseen[39], 4), "\(stopping.best?.number ?? 40)"]
          + [fixed(stopping.leastLoss, 4), "\(stoppedAt)"])
      if seed == 1 {
        curves.line(epochs(40), seen, name: "500 training digits")
        curves.line(epochs(40), unseen, name: "1,000 held-out digits")
        if let best = stopping.best { curves.rule(x: Float(best.number), name: "least loss held out") }
      }
    }
    out.table(
      [
        "seed", "J training, epoch 40", "J held out, epoch 40", "best epoch", "J held out there",
        "stopped in",
      ],
      rows)
  }
  try page.figure("overfitting", curves)

  func errors(_ hidden: Int, _ count: Int, steps: Int, seed: UInt64 = 1) throws -> (Float, Float) {
    let digits = training.chosen(Array(stride(from: 0, to: 4000, by: 4000 / count)))
    var generator = SeededGenerator(seed: seed)
    var network = Network(sizes: [784, hidden, 10], hidden: .relu, output: .softmax, .he, using: &generator)
    try fit(
      &network, .adam, digits.examples,
      TrainingSettings(learningRate: 0.003, epochs: 50 * steps / count, batch: 50, seed: seed))
    return (
      100 - 100 * network.accuracy(digits.X, digits.classes),
      100 - 100 * network.accuracy(test.X, test.classes)
    )
  }
  let widths = [1, 2, 4, 8, 16, 32, 64]
  let counts = [100, 200, 500, 1000, 2000, 4000]
  let byWidth = try page.output("errors-by-width") { out in
    let results = try onAllCores(widths.count) { n in try errors(widths[n], 1000, steps: 4000) }
    out.table(["1,000 digits: hidden neurons"] + widths.map { "\($0)" }, lines(results))
    return results
  }
  let byCount = try page.output("errors-by-digits") { out in
    let results = try onAllCores(counts.count) { n in try errors(32, counts[n], steps: 800) }
    out.table(["32 neurons: training digits"] + counts.map { grouped($0) }, lines(results))
    return results
  }
  try page.figure(
    "bias-variance",
    FigureGrid(
      "Errors by width and by data", columns: 2,
      figures: [
        figure("1,000 digits", "hidden neurons", widths, byWidth),
        figure("32 neurons", "training digits", counts, byCount),
      ]))
}

/// Losses on the digits learned and on others after each of forty epochs, and where early stopping would have stopped.
private func learnedByHeart(
  _ few: Digits, _ test: Digits, _ seed: UInt64
) throws -> (seen: [Float], unseen: [Float], stopping: EarlyStopping, stoppedAt: Int) {
  var (seen, unseen): ([Float], [Float]) = ([], [])
  var stopping = EarlyStopping(patience: 5)
  var stoppedAt: Int?
  var generator = SeededGenerator(seed: seed)
  var network = Network(sizes: [784, 100, 10], hidden: .relu, output: .softmax, .he, using: &generator)
  try fit(
    &network, .adam, few.examples, TrainingSettings(learningRate: 0.002, epochs: 40, batch: 50, seed: seed)
  ) { epoch in
    func J(_ digits: Digits) -> Float {
      loss(.crossEntropy, epoch.network, epoch.network.forward(digits.X), digits.examples.Y)
    }
    seen.append(J(few))
    unseen.append(J(test))
    if stoppedAt == nil, !stopping.goesOn(epoch, loss: unseen[unseen.count - 1]) { stoppedAt = epoch.number }
  }
  return (seen, unseen, stopping, stoppedAt ?? 40)
}

private func lines(_ results: [(Float, Float)]) -> [[String]] {
  [
    ["training, wrong %"] + results.map { fixed($0.0, 1) },
    ["held out, wrong %"] + results.map { fixed($0.1, 1) },
  ]
}

private func figure(_ title: String, _ x: String, _ values: [Int], _ results: [(Float, Float)]) -> Figure {
  var figure = Figure(title, x: x, y: "wrong, %")
  figure.xScale = .logarithmic
  figure.line(values.map { Float($0) }, results.map(\.0), name: "training")
  figure.line(values.map { Float($0) }, results.map(\.1), name: "held out")
  return figure
}
