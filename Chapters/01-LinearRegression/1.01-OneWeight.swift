import Figures
import Formats
import ReadAlong
import LinearRegression

let oneWeight = Section(
  "1.1", "One weight, by hand", deck: "Deep Learning Basics: Step 3: Minimize the loss"
) { page in
  page.text(
    """
    Training means: change the weights so that a loss becomes smaller. With one weight x and the loss \
    x² + 3 every step can be followed on paper. The slope 2x says where the loss grows; x goes the other way.
    """)
  page.formula("loss = x² + 3      slope = 2x      x ← x − 0.01 · slope")

  let path = OneWeight.descend(from: 2, learningRate: 0.01, steps: 500)
  page.table(
    ["step", "x", "loss", "slope"],
    [0, 1, 2, 3, 10, 100, 500].map { step in
      let x = path[step]
      return [
        String(step), fixed(x, 4), fixed(OneWeight.loss(x), 4), fixed(OneWeight.derivative(at: x), 4),
      ]
    })
  page.text(
    """
    The first step is the slide's: 2 − 0.01 · 4 = 1.96, and the loss falls from 7 to 6.8416. Each step takes \
    2 % of the way that is left, so x comes ever closer to 0 and the loss to 3, and never quite arrives.
    """)

  var figure = Figure("One weight on its way down", x: "x", y: "loss")
  let x = stride(from: Float(-2.4), through: 2.4, by: 0.05).map { $0 }
  figure.line(x, x.map(OneWeight.loss), name: "x² + 3")
  let shown = stride(from: 0, through: 200, by: 8).map { path[$0] }
  figure.path(shown, shown.map(OneWeight.loss), name: "every eighth step")
  try page.show(figure, as: "one-weight")
}
