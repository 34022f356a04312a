import Figures
import Matrices
import ReadAlong
import SoftmaxClassifier

let crossValidation = Section("5.10") { page in
  let digits = try Digits.small()
  var space = SearchSpace(epochs: 15, seed: 1)
  space.hidden = [[100]]
  space.learningRates = [0.003, 0.01, 0.03, 0.1, 0.3, 1, 3]
  space.l2s = [0.0001]
  space.batches = [32]
  let results = try page.output("rates-by-folds") { out in
    let candidates = space.grid()
    let progress = page.progress(step: "candidate", total: candidates.count, unit: "networks")
    defer { progress.finish() }
    let results = candidates.enumerated().map { number, candidate in
      let accuracies = crossValidate(
        candidate, digits.X, digits.y, classes: 10, folds: 5, threads: 2)
      progress.update(completed: number + 1, units: 5 * (number + 1))
      return Judged(candidate: candidate, accuracies: accuracies)
    }
    out.table(
      ["activation", "rate", "mean of the folds", "deviation", "worst fold", "best fold"],
      results.map { result in
        [
          result.candidate.activation.rawValue, brief(result.candidate.settings.learningRate),
          percent(result.mean), percent(result.deviation), percent(result.accuracies.min() ?? 0),
          percent(result.accuracies.max() ?? 0),
        ]
      })
    return results
  }
  var figure = Figure("Accuracy on folds that were not trained on", x: "learning rate", y: "right")
  figure.xScale = .logarithmic
  for activation in space.activations {
    let chosen = results.filter { $0.candidate.activation == activation }
    let rates = chosen.map(\.candidate.settings.learningRate)
    figure.points(rates, chosen.map(\.mean), name: activation.rawValue)
    figure.errorBars(
      rates, low: chosen.map { $0.mean - $0.deviation }, high: chosen.map { $0.mean + $0.deviation })
  }
  try page.figure("rates-by-folds", figure)
  try page.output("chosen-and-tested") { out in
    let best = results.sorted { $0.mean > $1.mean }[0].candidate
    var generator = SeededGenerator(seed: 1)
    var network = best.network(inputs: 64, classes: 10, using: &generator)
    try fit(&network, digits.X, digits.y, best.settings)
    out.table(
      ["chosen", "mean of the folds", "on the 360 held out"],
      [
        [
          "\(best.activation.rawValue), rate \(brief(best.settings.learningRate))",
          percent(results.map(\.mean).max() ?? 0),
          percent(network.accuracy(digits.heldOutX, digits.heldOutY)),
        ]
      ])
  }
}

/// A candidate and its accuracy on each fold.
struct Judged {
  let candidate: Candidate
  let accuracies: [Float]

  var mean: Float { accuracies.reduce(0, +) / Float(accuracies.count) }
  /// The standard deviation of the folds about their mean.
  var deviation: Float {
    (accuracies.map { ($0 - mean) * ($0 - mean) }.reduce(0, +) / Float(accuracies.count - 1)).squareRoot()
  }
}
