import Figures
import Formats
import ReadAlong
import LogisticRegression
import Matrices

let newtonSection = Section(
  "2.12", "Newton's method, reweighted",
  deck: "Foundations of Shallow Networks: Gradient Descent, Newton"
) { page in
  page.text(
    """
    Chapter 1's loss was a bowl, and one step of Newton's method led to its bottom. Cross-entropy is a valley \
    with one lowest point too, but its curvature changes on the way: an example counts with p (1 − p), most near \
    the boundary and hardly where the model is certain. So the Hessian is made anew for each step.
    """)
  page.formula("H = 1/m Xᵀ·diag(p (1 − p))·X      w ← w − η H⁻¹·∇J      η = 1, ½, ¼, …")
  let irises = try Irises(["versicolor", "virginica"])
  let y = irises.labels("virginica")
  try followNewton(page, irises.X, y)
  try compareDescents(page, irises.X, y)
  try halveAndRefuse(page, irises.X, y)
}

/// The steps from zero, one a line.
private func followNewton(_ page: Page, _ X: Matrix, _ y: [Float]) throws {
  var rows: [[String]] = []
  var model = LogisticModel(inputs: 4)
  try trainByNewton(&model, X, y) { step in
    rows.append(
      [String(step.number), fixed(step.loss, 6), fixed(step.rate, 2), fixed(step.model.bias, 3)]
        + step.model.weights.values.map { fixed($0, 3) })
  }
  page.text("Versicolor against virginica, from zero:")
  page.table(["step", "J before", "η", "b", "w₁", "w₂", "w₃", "w₄"], rows)
}

/// How many steps each method takes to come near the least loss.
private func compareDescents(_ page: Page, _ X: Matrix, _ y: [Float]) throws {
  var best = LogisticModel(inputs: 4)
  var newton: [Float] = []
  try trainByNewton(&best, X, y) { newton.append($0.loss) }
  let least = crossEntropy(best.forward(X), y)
  newton.append(least)
  let standardized = Standardization(of: X).apply(to: X)
  let ways = [
    ("Newton", newton),
    ("gradient, raw, α = 0.05", try descend(X, y, learningRate: 0.05)),
    ("gradient, standardized, α = 1.3", try descend(standardized, y, learningRate: 1.3)),
  ]
  let marks: [Float] = [0.1, 0.01, 0.001, 0.0001]
  page.text("Steps until J is so near to the least J:")
  page.table(
    ["J within"] + marks.map { "\($0)" },
    ways.map { name, losses in
      [name]
        + marks.map { mark in
          losses.firstIndex { $0 < least + mark }.map { grouped($0) } ?? "over \(grouped(losses.count))"
        }
    })
  var figure = Figure("Two ways down", x: "steps", y: "J − least J")
  figure.xScale = .logarithmic
  figure.yScale = .logarithmic
  for (name, losses) in ways {
    let steps = logarithmicSteps(to: losses.count - 1)
    figure.line(steps.map(Float.init), steps.map { losses[$0] - least }, name: name)
  }
  try page.show(figure, as: "newton")
}

/// The losses before each of a million steps of gradient descent.
private func descend(_ X: Matrix, _ y: [Float], learningRate: Float) throws -> [Float] {
  var losses: [Float] = []
  var model = LogisticModel(inputs: 4)
  try Lanes.train(&model, X, y, TrainingSettings(learningRate: learningRate, epochs: 1_000_000)) {
    losses.append($0.loss)
    return true
  }
  return losses
}

/// A start where a full step is too long, and inputs for which there is no step.
private func halveAndRefuse(_ page: Page, _ X: Matrix, _ y: [Float]) throws {
  page.text(
    """
    The same point in the end, in a handful of steps. A full step can be too long where H is small, far out; then \
    it is halved until J falls. From a bias of 8 instead of 0:
    """)
  var far = LogisticModel(weights: [0, 0, 0, 0], bias: 8)
  var rates: [String] = []
  let steps = try trainByNewton(&far, X, y) { rates.append("\($0.rate)") }
  page.formula("η = " + rates.prefix(5).joined(separator: ", ") + ", …    \(steps) steps in all")
  page.text("And an input that is a multiple of another makes H singular:")
  let twice = Matrix((0..<X.rows).map { [X[$0, 0], 2 * X[$0, 0]] })
  var model = LogisticModel(inputs: 2)
  do {
    try trainByNewton(&model, twice, y)
  } catch {
    page.formula("\(error)".replacing(": ", with: ":\n"))
  }
}
