import Figures
import Formats
import ReadAlong
import LinearRegression

let line = Section(
  "1.2", "A line through eleven points",
  deck: "Deep Learning From Scratch: Linear Regression, Geometric Interpretation, Gradient Descent"
) { page in
  page.text(
    """
    The hypothesis is a line, z = w·x + b, and the data are the first set of Anscombe's quartet. How far the \
    line is from the points is measured by the squares of the errors; the gradient says how this changes \
    with w and with b.
    """)
  page.formula(
    """
    z     = w·x + b                 J     = 1/2m Σ (z − y)²
    ∂J/∂w = 1/m Σ (z − y)·x         ∂J/∂b = 1/m Σ (z − y)
    w ← w − 0.01 · ∂J/∂w            b ← b − 0.01 · ∂J/∂b
    """)

  let data = try AnscombeSet(1)
  let start = firstGuess()
  let settings = TrainingSettings(learningRate: 0.01, epochs: 100_000, tolerance: 1e-6)
  var model = start
  var rows: [[String]] = []
  var lastRow: [String] = []
  let epochs = try train(&model, data.X, data.y, settings) { epoch in
    lastRow = [
      grouped(epoch.number), fixed(epoch.loss, 6), fixed(epoch.model.bias, 4),
      fixed(epoch.model.weights[0, 0], 4),
    ]
    if [1, 10, 100, 1000, 2000].contains(epoch.number) { rows.append(lastRow) }
    return true
  }
  page.table(["epoch", "J before the step", "b", "w"], rows + [lastRow])
  page.text(
    """
    The deck's rule ends the run when J changes by less than 0.000001: here after \(grouped(epochs)) epochs. \
    The line is then good, but not yet the best: along the floor of the valley J hardly changes. The closed \
    form of section 1.8 tells where it would end.
    """)
  let best = try closedForm(data.X, data.y)
  page.table(
    ["", "b", "w", "J", "Σ (z − y)"],
    [("stopped", model), ("closed form", best)].map { name, model in
      let Z = model.forward(data.X)
      let errors = zip(Z, data.y).map { $0 - $1 }
      return [
        name, fixed(model.bias, 4), fixed(model.weights[0, 0], 4), fixed(loss(Z, data.y), 4),
        fixed(errors.reduce(0, +), 2),
      ]
    })
  page.text(
    """
    On the best line the errors above and below balance: their sum is zero. And since they count by their \
    squares, an error twice as large costs four times as much.
    """)

  var figure = Figure("Anscombe's first set", x: "x", y: "y")
  figure.points(data.x, data.y, name: "data")
  figure.line(of: start, from: 3, to: 15, name: "first guess")
  figure.line(of: model, from: 3, to: 15, name: "learned")
  try page.show(figure, as: "anscombe-1")
}
