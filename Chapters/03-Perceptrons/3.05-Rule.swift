import Figures
import Formats
import ReadAlong
import Matrices
import Perceptrons

let rule = Section(
  "3.5", "Learning from mistakes",
  deck: "Deep Learning From Scratch: Perceptron - Training; Deep Learning Basics: Training a Neural Network, "
    + "Step 1: Get some training data"
) { page in
  page.text(
    """
    Rosenblatt's rule needs one output, which answers 1 if its sum is above 0, else 0. Show it an example. If the \
    answer is right, do nothing. If it missed a 1, add the example to the weights: next time the sum is larger. If \
    it gave a false 1, subtract the example. The bias is treated as the weight of an input that is always 1.
    """)
  page.formula("e = wanted − answer      w ← w + e·x      b ← b + e")
  page.text("The slide's six examples of problem 2, shown in their order; a 1 where f₁ ≤ f₂ + f₃:")
  try showFirstEpochs(page)

  var generator = SeededGenerator(seed: 3)
  let (X, y) = ToyProblem.two.examples(300, using: &generator)
  let (newX, newY) = ToyProblem.two.examples(10_000, using: &generator)
  var layer = Layer(inputs: 3, outputs: 1)
  let outcome = train(&layer, X, y, TrainingSettings(epochs: 1000))
  page.text(
    """
    Six examples leave much open. Examples cost nothing here, since the rule that labels them is known. With 300 \
    of them, random whole numbers from −10 to 10, in an order shuffled in each epoch:
    """)
  page.formula("\(outcome)")
  let w = layer.weights.values
  page.table(
    ["", "f₁", "f₂", "f₃", "bias"],
    [
      ["learned"] + w.map { fixed($0, 0) } + [fixed(layer.bias[0, 0], 0)],
      ["divided by the weight of f₂"] + w.map { fixed($0 / w[1], 2) } + [fixed(layer.bias[0, 0] / w[1], 2)],
      ["by hand"] + ["-1", "1", "1", "0.5"],
    ])
  page.text(
    """
    Nobody told the perceptron the rule, and it found it: add f₂ and f₃, take f₁ away, and let ties be a 1. Of \
    10,000 new examples it gets \(fixed(100 * layer.accuracy(newX, newY), 1)) % right.
    """)
  try page.show(borders(), as: "rule-at-work")
}

/// The first two epochs on the slide's six examples, each answer and what it does to the weights.
private func showFirstEpochs(_ page: Page) throws {
  let (X, y) = ToyProblem.slideExamples
  var layer = Layer(inputs: 3, outputs: 1)
  var rows: [[String]] = []
  for i in 0..<6 {
    let x = Array(X[row: i])
    let answer = layer.classify(x)
    layer.correct(x, error: layer.error(target: y[i], answer: answer))
    rows.append(
      [x.map { fixed($0, 0) }.joined(separator: ", "), "\(y[i])", "\(answer)"]
        + [layer.weights.values.map { fixed($0, 0) }.joined(separator: ", "), fixed(layer.bias[0, 0], 0)])
  }
  page.table(["example", "wanted", "answer", "weights after", "bias"], rows)
  layer = Layer(inputs: 3, outputs: 1)
  let outcome = train(&layer, X, y, TrainingSettings(epochs: 100, seed: nil))
  page.text("And so on, until an epoch passes without a mistake:")
  page.formula(
    """
    \(outcome)
    weights \(layer.weights.values.map { fixed($0, 0) }.joined(separator: ", ")), bias \(fixed(layer.bias[0, 0], 0))
    """)
}

/// Problem 1 after the first, second, fifth and last correction.
private func borders() throws -> FigureGrid {
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
  return FigureGrid("Rosenblatt's rule at work on problem 1", columns: 2, figures: figures)
}
