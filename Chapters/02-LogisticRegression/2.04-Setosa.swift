import Figures
import Formats
import ReadAlong
import LogisticRegression
import Matrices

let setosaSection = Section(
  "2.4", "Setosa against the rest",
  deck: "Deep Learning From Scratch: Learning Procedure, Iris dataset, Logistic Regression"
) { page in
  page.text(
    """
    The deck's program: four measures of 150 irises, label 1 for setosa, α = 0.05, first weights uniform in \
    ±0.12, an end when J changes by less than 0.000001.
    """)
  let irises = try Irises()
  let y = irises.labels("setosa")
  var model = firstGuess(inputs: 4)
  var rows: [[String]] = []
  var losses: [Float] = []
  func row(_ epoch: Epoch) -> [String] {
    let right = Confusion(epoch.model.probabilities(irises.X), y).right
    return [grouped(epoch.number), fixed(epoch.loss, 6), String(right), fixed(largestWeight(epoch.model), 2)]
  }
  let settings = TrainingSettings(learningRate: 0.05, epochs: 100_000, tolerance: 1e-6)
  var last: [String] = []
  let epochs = try Lanes.train(&model, irises.X, y, settings) { epoch in
    losses.append(epoch.loss)
    if [1, 2, 10, 100, 1000].contains(epoch.number) { rows.append(row(epoch)) }
    last = row(epoch)
    return true
  }
  rows.append(last)
  var longer = model
  let longSettings = TrainingSettings(learningRate: 0.05, epochs: 100_000)
  try Lanes.train(&longer, irises.X, y, longSettings, from: epochs + 1) {
    losses.append($0.loss)
    if $0.number == 100_000 { rows.append(row($0)) }
    return true
  }
  page.table(["epoch", "J before the step", "right of 150", "largest weight"], rows)
  let right = Confusion(model.probabilities(irises.X), y).right
  page.text(
    """
    After \(grouped(epochs)) epochs the rule ends the run with \(right) of 150 right; they have been right since \
    long before. It could have gone on for ever, as the last line shows: setosas stand apart, so twice the \
    weights give the same boundary and a smaller J. There is no best model, only the rule that says enough.
    """)
  page.table(
    ["", "bias", "sepal length", "sepal width", "petal length", "petal width"],
    [["weights"] + ([model.bias] + model.weights.values).map { fixed($0, 3) }])

  var figure = Figure("Every flower on the sigmoid", x: "z", y: "probability of setosa")
  let Z = model.forward(irises.X)
  for (index, name) in Irises.species.enumerated() {
    let z = Z.indices.filter { irises.classes[$0] == index }.map { Z[$0] }
    figure.points(z, z.map { sigmoid($0) }, name: name)
  }
  let z = evenly(from: -18, to: 9, count: 136)
  figure.line(z, z.map { sigmoid($0) }, color: 6)
  try page.show(figure, as: "setosa")

  var curve = Figure("J while it learns", x: "epoch", y: "J")
  curve.xScale = .logarithmic
  curve.yScale = .logarithmic
  let shown = logarithmicSteps(to: losses.count)
  curve.line(shown.map(Float.init), shown.map { losses[$0 - 1] }, name: "J")
  curve.rule(x: Float(epochs), name: "the deck's rule")
  try page.show(curve, as: "setosa-loss")
}

private func largestWeight(_ model: LogisticModel) -> Float {
  model.weights.values.map { abs($0) }.max() ?? 0
}
