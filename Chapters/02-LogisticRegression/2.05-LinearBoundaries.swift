import Figures
import Formats
import ReadAlong
import LogisticRegression
import Matrices

let linearBoundaries = Section(
  "2.5", "Versicolor against virginica", deck: "Deep Learning From Scratch: Linear boundaries"
) { page in
  page.text(
    """
    The other two species overlap: no plane in the four measures has all versicolors on one side and all \
    virginicas on the other. The same program, on these hundred flowers:
    """)
  let irises = try Irises(["versicolor", "virginica"])
  let y = irises.labels("virginica")
  var model = firstGuess(inputs: 4)
  let epochs = try Lanes.train(
    &model, irises.X, y, TrainingSettings(learningRate: 0.05, epochs: 1_000_000, tolerance: 1e-6))
  var best = LogisticModel(inputs: 4)
  try trainByNewton(&best, irises.X, y)
  page.table(
    ["", "epochs", "J", "right", "versicolor wrong", "virginica wrong"],
    [("the deck's rule", grouped(epochs), model), ("least J (2.12)", "", best)].map {
      name, epochs, model in
      let answers = Confusion(model.probabilities(irises.X), y)
      return [
        name, epochs, fixed(crossEntropy(model.forward(irises.X), y), 4), String(answers.right),
        String(answers.falsePositives), String(answers.falseNegatives),
      ]
    })
  page.text(
    """
    Now J has a minimum, with weights that are finite, and some flowers stay on the wrong side of it. That is no \
    failure of training. For a flower near the boundary the model says so: its probability is near ½. The six it is least sure of:
    """)
  let unsure = zip(best.probabilities(irises.X), y).enumerated().sorted {
    abs($0.1.0 - 0.5) < abs($1.1.0 - 0.5)
  }
  page.table(
    ["flower", "sepal", "width", "petal", "width", "p(virginica)", "is"],
    unsure.prefix(6).map { i, answer in
      [String(i + 51)] + irises.X[row: i].map { fixed($0, 1) }
        + [fixed(answer.0, 3), answer.1 == 1 ? "virginica" : "versicolor"]
    })

  let petals = try Irises(["versicolor", "virginica"], measures: ["petal_length", "petal_width"])
  var flat = LogisticModel(inputs: 2)
  try trainByNewton(&flat, petals.X, y)
  var figure = Figure("Two measures, one line", x: "petal length (cm)", y: "petal width (cm)")
  figure.regions(x: 2.8...7.2, y: 0.8...2.7) { flat.probabilities($0) }
  figure.points(petals.X, where: y, is: 0, name: "versicolor")
  figure.points(petals.X, where: y, is: 1, name: "virginica")
  try page.show(figure, as: "linear-boundary")
  page.text(
    """
    With two of the measures the boundary can be drawn: a straight line, \
    \(Confusion(flat.probabilities(petals.X), y).right) of 100 right.
    """)
}
