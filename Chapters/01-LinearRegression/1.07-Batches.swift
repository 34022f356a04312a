import Figures
import Formats
import ReadAlong
import LinearRegression

let batches = Section(
  "1.7", "One example, a few, or all", deck: "Deep Learning From Scratch: Tips"
) { page in
  page.text(
    """
    Must a step wait for all \(932) houses? A few of them give nearly the same direction at a fraction of the \
    work: mini-batch learning. A single one does too, if the steps are small: online or stochastic learning. \
    Here J on all houses after each of twenty epochs.
    """)
  let houses = try Houses()
  let X = Standardization(of: houses.X).apply(to: houses.X)
  let ways: [(name: String, batch: Int?, rate: Float)] = [
    ("all, α = 0.3", nil, 0.3), ("32, α = 0.05", 32, 0.05), ("1, α = 0.005", 1, 0.005),
    ("1, α = 0.1", 1, 0.1),
  ]
  var figure = Figure("The size of a batch", x: "epoch", y: "J")
  figure.yScale = .logarithmic
  var rows: [[String]] = []
  for way in ways {
    var model = LinearModel(inputs: 3)
    var curve = [loss(model.forward(X), houses.y)]
    try train(
      &model, X, houses.y, TrainingSettings(learningRate: way.rate, epochs: 20, batch: way.batch)
    ) {
      curve.append(loss($0.model.forward(X), houses.y))
      return true
    }
    let steps = (houses.y.count + (way.batch ?? houses.y.count) - 1) / (way.batch ?? houses.y.count)
    rows.append([way.name, grouped(steps)] + [1, 2, 5, 20].map { fixed(curve[$0], 0) })
    figure.line((0...20).map(Float.init), curve, name: way.name)
  }
  let best = loss(try closedForm(X, houses.y).forward(X), houses.y)
  page.table(["examples a step", "steps an epoch", "J after 1", "2", "5", "20"], rows)
  figure.rule(y: best, name: "least")
  try page.show(figure, as: "batches")
  page.text(
    """
    The least J is \(fixed(best, 0)). Small batches are there within an epoch or two; with a large rate single \
    examples never settle, because each pulls the line towards itself.
    """)
}
