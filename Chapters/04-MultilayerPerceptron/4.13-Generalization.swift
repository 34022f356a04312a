import Figures
import Formats
import ReadAlong
import Matrices
import MultilayerPerceptron

let generalization = Section(
  "4.13", "Learning or memorising?",
  deck: "Deep Learning From Scratch: Learning Rate, Supervised Learning – Overfitting, Bias–Variance Tradeoff"
) { page in
  let (training, test) = try Digits.small()
  let few = training.chosen(Array(stride(from: 0, to: 4000, by: 8)))
  page.text("First the rate. The same network, 20 epochs, momentum 0.9, five rates:")
  var rates = Figure("Too small, right, too large", x: "epoch", y: "J")
  rates.yScale = .logarithmic
  var rows: [[String]] = []
  for rate: Float in [0.0003, 0.003, 0.03, 0.3, 3] {
    var network = newNetwork([784, 50, 10], hidden: .relu, output: .softmax, .he)
    let curve = try fit(
      &network, .momentum(0.9), few.examples,
      TrainingSettings(learningRate: LearningRate(rate), epochs: 20, batch: 50))
    rates.line(epochs(20), curve, name: "α = \(rate)")
    rows.append(["\(rate)"] + [1, 5, 20].map { fixed(curve[$0 - 1], 4) })
  }
  page.table(["α", "J in epoch 1", "5", "20"], rows)
  try page.show(rates, as: "learning-rates")

  page.text(
    """
    Now the danger. With only 500 digits to learn from, the loss on them goes to nothing; on digits it has not \
    seen it soon turns and rises. Early stopping keeps the network of the best epoch.
    """)
  var curves = Figure("500 digits, 100 hidden neurons", x: "epoch", y: "J")
  var (seen, unseen): ([Float], [Float]) = ([], [])
  var stopping = EarlyStopping(patience: 5)
  var stoppedAt: Int?
  var network = newNetwork([784, 100, 10], hidden: .relu, output: .softmax, .he)
  try fit(
    &network, .adam, few.examples, TrainingSettings(learningRate: 0.002, epochs: 40, batch: 50)
  ) { epoch in
    func J(_ digits: Digits) -> Float {
      loss(.crossEntropy, epoch.network, epoch.network.forward(digits.X), digits.examples.Y)
    }
    seen.append(J(few))
    unseen.append(J(test))
    if stoppedAt == nil, !stopping.goesOn(epoch, loss: J(test)) { stoppedAt = epoch.number }
  }
  curves.line(epochs(40), seen, name: "500 training digits")
  curves.line(epochs(40), unseen, name: "1,000 held-out digits")
  if let best = stopping.best { curves.rule(x: Float(best.number), name: "least loss held out") }
  page.table(
    ["epoch", "J training", "J held out"],
    [1, 5, 10, 20, 40].map { ["\($0)", fixed(seen[$0 - 1], 4), fixed(unseen[$0 - 1], 4)] })
  page.line(
    "A patience of 5 stops at epoch \(stoppedAt ?? 40) and keeps epoch \(stopping.best?.number ?? 40), "
      + "J = \(fixed(stopping.leastLoss, 4)) held out.")
  try page.show(curves, as: "overfitting")

  page.text(
    """
    Bias and variance. Too few neurons, and both errors are high: the network cannot bend enough (bias). Enough \
    neurons and few digits, and the two part: it has learned these digits (variance). More digits close the gap.
    """)
  try page.show(
    FigureGrid("Errors by width and by data", columns: 2, figures: biasVariance(training, test, page)),
    as: "bias-variance")
}

/// Errors over the number of hidden neurons, and over the number of digits.
private func biasVariance(_ training: Digits, _ test: Digits, _ page: Page) throws -> [Figure] {
  func errors(_ hidden: Int, _ count: Int) throws -> (Float, Float) {
    let digits = training.chosen(Array(stride(from: 0, to: 4000, by: 4000 / count)))
    var network = newNetwork([784, hidden, 10], hidden: .relu, output: .softmax, .he)
    try fit(
      &network, .adam, digits.examples,
      TrainingSettings(learningRate: 0.003, epochs: 40_000 / count, batch: 50))
    return (
      100 - 100 * accuracy(network, digits.X, digits.classes),
      100 - 100 * accuracy(network, test.X, test.classes)
    )
  }
  func figure(_ title: String, _ x: String, _ values: [Int], _ results: [(Float, Float)]) -> Figure {
    var figure = Figure(title, x: x, y: "wrong, %")
    figure.xScale = .logarithmic
    figure.line(values.map { Float($0) }, results.map(\.0), name: "training")
    figure.line(values.map { Float($0) }, results.map(\.1), name: "held out")
    return figure
  }
  let widths = [1, 2, 4, 8, 16, 32, 64]
  let byWidth = try widths.map { try errors($0, 1000) }
  let counts = [100, 200, 500, 1000, 2000, 4000]
  let byCount = try counts.map { try errors(32, $0) }
  page.table(
    ["1,000 digits: hidden neurons"] + widths.map { "\($0)" },
    [
      ["training, wrong %"] + byWidth.map { fixed($0.0, 1) },
      ["held out, wrong %"] + byWidth.map { fixed($0.1, 1) },
    ])
  page.table(
    ["32 neurons: training digits"] + counts.map { grouped($0) },
    [
      ["training, wrong %"] + byCount.map { fixed($0.0, 1) },
      ["held out, wrong %"] + byCount.map { fixed($0.1, 1) },
    ])
  return [
    figure("1,000 digits", "hidden neurons", widths, byWidth),
    figure("32 neurons", "training digits", counts, byCount),
  ]
}
