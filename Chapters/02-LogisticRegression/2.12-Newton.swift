import Companion
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
  page.formula("H = 1/m Xᵀ·diag(p (1 − p))·X          w ← w − η H⁻¹·∇J          η = 1, ½, ¼, …")
  let irises = try Irises(["versicolor", "virginica"])
  let y = irises.labels("virginica")
  var rows: [[String]] = []
  var newton = LogisticModel(inputs: 4)
  var newtonLosses: [Float] = []
  try trainByNewton(&newton, irises.X, y) { step in
    newtonLosses.append(step.loss)
    rows.append(
      [String(step.number), fixed(step.loss, 6), fixed(step.rate, 2), fixed(step.model.bias, 3)]
        + step.model.weights.values.map { fixed($0, 3) })
  }
  page.text("Versicolor against virginica, from zero:")
  page.table(["step", "J before", "η", "b", "w₁", "w₂", "w₃", "w₄"], rows)

  let least = crossEntropy(newton.logits(irises.X), y)
  newtonLosses.append(least)
  let scaling = Scaling(.standardization, of: irises.X)
  let ways = [
    ("gradient, raw", irises.X, Float(0.05)), ("gradient, standardised", scaling.apply(to: irises.X), 1.3),
  ]
  var figure = Figure("Two ways down", x: "steps", y: "J − least J")
  figure.xScale = .logarithmic
  figure.yScale = .logarithmic
  let marks: [Float] = [0.1, 0.01, 0.001, 0.0001]
  func counts(_ losses: [Float]) -> [String] {
    marks.map { mark in
      losses.firstIndex { $0 < least + mark }.map { grouped($0) } ?? "over \(grouped(losses.count))"
    }
  }
  figure.line(
    newtonLosses.indices.dropFirst().map(Float.init), newtonLosses.dropFirst().map { $0 - least },
    name: "Newton")
  rows = [["Newton"] + counts(newtonLosses)]
  for (name, X, rate) in ways {
    var losses: [Float] = []
    var model = LogisticModel(inputs: 4)
    try train(&model, X, y, TrainingSettings(learningRate: rate, epochs: 1_000_000)) {
      losses.append($0.loss)
    }
    rows.append([name] + counts(losses))
    let shown = (0...90).map { Int(exp(Float($0) * log(1_000_000) / 90).rounded()) }
    figure.line(shown.map(Float.init), shown.map { losses[min($0, losses.count - 1)] - least }, name: name)
  }
  page.text("Steps until J is above the least J by less than")
  page.table([""] + marks.map { "\($0)" }, rows)
  try page.show(figure, as: "newton")
  page.text(
    """
    The same point in the end, in a handful of steps. A full step can be too long where H is small, far out; then \
    it is halved until J falls. From a bias of 8 instead of 0:
    """)
  var far = LogisticModel(weights: [0, 0, 0, 0], bias: 8)
  var rates: [String] = []
  let steps = try trainByNewton(&far, irises.X, y) { rates.append("\($0.rate)") }
  page.formula("η = " + rates.prefix(6).joined(separator: ", ") + ", …  \(steps) steps in all")
  page.text("And an input that is a multiple of another makes H singular:")
  let twice = Matrix((0..<irises.X.rows).map { [irises.X[$0, 0], 2 * irises.X[$0, 0]] })
  var model = LogisticModel(inputs: 2)
  do {
    try trainByNewton(&model, twice, y)
  } catch let error as SingularMatrix {
    page.formula("\(error)")
  }
}
