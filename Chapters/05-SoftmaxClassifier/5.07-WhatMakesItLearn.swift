import Figures
import Formats
import ReadAlong
import Matrices
import SoftmaxClassifier

let whatMakesItLearn = Section(
  "5.7", "The layer or the sigmoid? And the rate?",
  deck: "Neural Networks, Lecture 5: Is the learning because of hidden layer or because of non-linearity"
) { page in
  page.text(
    """
    The deck's first exercise: keep the hidden layer, remove the sigmoid. Two products in a row are one product, \
    (X·W₁)·W₂ = X·(W₁·W₂), and the border is straight again.
    """)
  let spiral = deckPoints().spiral
  func trained(_ activation: Activation, rate: Float, _ epochs: Int) -> (curve: [Float], right: Float) {
    var generator = SeededGenerator(seed: 1)
    var network = Network(sizes: [2, 100, 3], activation: activation, using: &generator)
    let curve = fit(&network, spiral.X, spiral.y, TrainingSettings(learningRate: rate, epochs: epochs))
    return (curve, accuracy(network.scores(spiral.X), spiral.y))
  }
  let linear = [1, 0.1].map { trained(.none, rate: $0, 2000) }
  let rates: [Float] = [0.01, 0.03, 0.1, 0.3, 1, 3, 10]
  let runs = rates.map { trained(.sigmoid, rate: $0, 5000) }
  page.table(
    ["hidden layer", "rate", "iterations", "loss", "right"],
    [
      [
        "100, none", "1", grouped(linear[0].curve.count), fixed(linear[0].curve.last ?? .nan, 4),
        percent(linear[0].right),
      ],
      [
        "100, none", "0.1", grouped(linear[1].curve.count), fixed(linear[1].curve.last ?? .nan, 4),
        percent(linear[1].right),
      ],
      [
        "100, sigmoid", "1", grouped(runs[4].curve.count), fixed(runs[4].curve.last ?? .nan, 4),
        percent(runs[4].right),
      ],
    ])
  page.text(
    "The second exercise, the learning rate. Five thousand iterations each, from the same first weights:")
  page.table(
    ["rate", "after 100", "1,000", "5,000 iterations", "right"],
    zip(rates, runs).map { rate, run in
      [significantRate(rate)]
        + [100, 1000, 5000].map { $0 <= run.curve.count ? fixed(run.curve[$0 - 1], 4) : "–" }
        + [percent(run.right)]
    })
  var figure = Figure("The loss at several rates", x: "iteration", y: "loss")
  figure.xScale = .logarithmic
  figure.yScale = .logarithmic
  for (rate, run) in zip(rates, runs) where [0.01, 0.1, 1, 10].contains(rate) {
    let shown = (1...run.curve.count).filter { $0 <= 60 || $0 % 20 == 0 }
    figure.line(
      shown.map { Float($0) }, shown.map { run.curve[$0 - 1] }, name: "rate " + significantRate(rate))
  }
  try page.show(figure, as: "learning-rates")
}

/// 0.03 as "0.03", 10 as "10".
private func significantRate(_ rate: Float) -> String { fixed(rate, rate < 0.1 ? 2 : rate < 1 ? 1 : 0) }
