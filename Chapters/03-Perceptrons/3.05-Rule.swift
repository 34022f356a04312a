import Figures
import Formats
import Matrices
import Perceptrons
import ReadAlong

let rule = Section("3.5") { page in
  let (X, y) = ToyProblem.slideExamples
  try page.output("rule-steps") { out in
    var layer = Layer(inputs: 3, outputs: 1)
    out.table(
      ["example", "wanted", "answer", "weights after", "bias"],
      (0..<6).map { i in
        let x = Array(X[row: i])
        let answer = layer.classify(x)
        layer.correct(x, error: layer.error(target: y[i], answer: answer))
        return [tuple(x), "\(y[i])", "\(answer)", tuple(layer.weights.values), fixed(layer.bias[0, 0], 0)]
      })
  }
  try page.output("rule-outcome") { out in
    var layer = Layer(inputs: 3, outputs: 1)
    let outcome = train(&layer, X, y, TrainingSettings(epochs: 100, seed: nil))
    out.line("\(outcome)")
    out.line("weights \(tuple(layer.weights.values)), bias \(fixed(layer.bias[0, 0], 0))")
  }
  try page.output("rule-learned") { out in
    out.table(
      ["set", "corrections", "of two outputs", "f₁", "f₂", "f₃", "bias", "right"],
      (3...6).map(learned).enumerated().map { place, set in
        ["\(place + 1)", "\(set.corrections)", "\(set.ofTwo)"] + set.weights.map { fixed($0, 2) }
          + [percent(set.right)]
      })
    let more = (7...66).map(learned)
    func range(_ numbers: [Float], _ text: (Float) -> String) -> String {
      "\(text(numbers.min() ?? 0)) to \(text(numbers.max() ?? 0))"
    }
    out.line(
      "sixty more: bias \(range(more.map { $0.weights[3] }) { fixed($0, 2) }), "
        + "\(range(more.map(\.right), percent)) right")
  }
  try page.figure("rule-at-work", borders())
}

/// What is learned from 300 random examples of problem 2, weights and bias divided by the weight of f₂.
private func learned(seed: Int) -> (corrections: Int, ofTwo: Int, weights: [Float], right: Float) {
  var generator = SeededGenerator(seed: UInt64(seed))
  let (X, y) = ToyProblem.two.examples(300, using: &generator)
  let (newX, newY) = ToyProblem.two.examples(10_000, using: &generator)
  var (one, two) = (Layer(inputs: 3, outputs: 1), Layer(inputs: 3, outputs: 2))
  let outcome = train(&one, X, y, TrainingSettings(epochs: 1000))
  let ofTwo = train(&two, X, y, TrainingSettings(epochs: 1000))
  let weights = (one.weights.values + one.bias.values).map { $0 / one.weights[1, 0] }
  return (outcome.mistakes, ofTwo.mistakes, weights, one.accuracy(newX, newY))
}

/// Problem 1 after the first, second, fifth and last correction.
private func borders() -> FigureGrid {
  var generator = SeededGenerator(seed: 6)
  let (X, y) = ToyProblem.one.examples(60, using: &generator)
  var layers: [Layer] = []
  var layer = Layer(inputs: 2, outputs: 1)
  train(
    &layer, X, y, TrainingSettings(epochs: 1000),
    retire: { before, _ in
      if before != layers.last { layers.append(before) }
    })
  let shown = [1, 2, 5, layers.count - 1]
  let figures = shown.map { corrections in
    var figure = Figure("after \(corrections) correction\(corrections == 1 ? "" : "s")", x: "f₁", y: "f₂")
    figure.aspect = .equal
    figure.showsLegend = false
    figure.regions(of: layers[corrections], x: -10.5...10.5, y: -10.5...10.5)
    figure.points(of: X, y)
    return figure
  }
  return FigureGrid("", columns: 2, figures: figures)
}
