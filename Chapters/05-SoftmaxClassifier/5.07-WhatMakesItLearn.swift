import Figures
import Matrices
import ReadAlong
import SoftmaxClassifier

let whatMakesItLearn = Section("5.7") { page in
  let spiral = deckPoints().spiral
  func trained(_ activation: Activation, rate: Float, _ epochs: Int) throws -> (curve: [Float], right: String)
  {
    var generator = SeededGenerator(seed: 1)
    var network = Network(sizes: [2, 100, 3], activation: activation, using: &generator)
    let settings = TrainingSettings(learningRate: rate, epochs: epochs)
    let curve = try fit(&network, spiral.X, spiral.y, settings)
    return (curve, percent(network.accuracy(spiral.X, spiral.y)))
  }
  try page.output("without-sigmoid") { out in
    out.table(
      ["hidden layer", "rate", "iterations", "loss", "right"],
      try [
        ("100, linear", Activation.linear, Float(1)), ("100, linear", .linear, 0.1),
        ("100, sigmoid", .sigmoid, 1),
      ].map { name, activation, rate in
        let run = try trained(activation, rate: rate, 2000)
        return [name, rateText(rate), "2,000", fixed(run.curve[1999], 4), run.right]
      })
  }
  let rates: [Float] = [0.01, 0.03, 0.1, 0.3, 1, 3, 10, 30]
  let runs = try page.output("learning-rates") { out in
    let runs = try rates.map { try trained(.sigmoid, rate: $0, 5000) }
    out.table(
      ["rate", "after 100", "1,000", "5,000", "highest", "of the last 1,000", "right"],
      zip(rates, runs).map { rate, run in
        let highest = [run.curve, run.curve.suffix(1000)].map { fixed($0.max() ?? 0, 4) }
        let passed = [100, 1000, 5000].map { fixed(run.curve[$0 - 1], 4) }
        return [rateText(rate)] + passed + highest + [run.right]
      })
    return runs
  }
  var figure = Figure("The loss at several rates", x: "iteration", y: "loss")
  figure.xScale = .logarithmic
  figure.yScale = .logarithmic
  for (rate, run) in zip(rates, runs) where [0.01, 0.1, 1, 10].contains(rate) {
    let shown = (1...run.curve.count).filter { $0 <= 60 || $0 % 20 == 0 }
    figure.line(shown.map { Float($0) }, shown.map { run.curve[$0 - 1] }, name: "rate " + rateText(rate))
  }
  try page.figure("learning-rates", figure)
}

/// 0.03 as "0.03", 10 as "10".
func rateText(_ rate: Float) -> String { fixed(rate, rate < 0.1 ? 2 : rate < 1 ? 1 : 0) }
