import Figures
import LogisticRegression
import Matrices
import ReadAlong

let linearBoundaries = Section("2.5") { page in
  let irises = try Irises(["versicolor", "virginica"])
  let y = irises.labels("virginica")
  let best = try trainedByNewton(irises.X, y)
  func row(_ name: String, _ epochs: String, _ model: LogisticModel) -> [String] {
    let answers = Confusion(model.probabilities(irises.X), y)
    return [
      name, epochs, fixed(model.loss(irises.X, y), 4), String(answers.right), String(answers.falsePositives),
      String(answers.falseNegatives),
    ]
  }
  try page.output("virginica") { out in
    out.table(
      ["", "epochs", "J", "right", "versicolor wrong", "virginica wrong"],
      try (1...4).map { seed in
        var model = firstGuess(inputs: 4, seed: UInt64(seed))
        let rule = TrainingSettings(learningRate: 0.05, epochs: 1_000_000, tolerance: 1e-6)
        let epochs = try Lanes.train(&model, irises.X, y, rule)
        return row("rule, seed \(seed)", grouped(epochs), model)
      } + [row("least J", "", best)])
  }
  try page.output("unsure") { out in
    let unsure = zip(best.probabilities(irises.X), y).enumerated().sorted {
      abs($0.1.0 - 0.5) < abs($1.1.0 - 0.5)
    }
    out.table(
      ["flower", "sepal", "width", "petal", "width", "p(virginica)", "is"],
      unsure.prefix(8).map { i, answer in
        [String(i + 51)] + irises.X[row: i].map { fixed($0, 1) }
          + [fixed(answer.0, 3), answer.1 == 1 ? "virginica" : "versicolor"]
      })
  }
  let petals = try Irises(["versicolor", "virginica"], measures: ["petal_length", "petal_width"])
  let flat = try trainedByNewton(petals.X, y)
  var figure = Figure("Two measures, one line", x: "petal length (cm)", y: "petal width (cm)")
  figure.shade(x: 2.8...7.2, y: 0.8...2.7) { flat.probabilities($0) }
  figure.points(petals.X, where: y, is: 0, name: "versicolor", color: 5)
  figure.points(petals.X, where: y, is: 1, name: "virginica")
  try page.figure("linear-boundary", figure)
  try page.output("petals") { out in
    let answers = Confusion(flat.probabilities(petals.X), y)
    out.table(
      ["", "J", "right of 100"],
      [["petals alone, least J", fixed(flat.loss(petals.X, y), 4), String(answers.right)]])
  }
}
