import Figures
import Formats
import ReadAlong
import LinearRegression

let quartet = Section(
  "1.4", "Four data sets, one line", deck: "Deep Learning From Scratch: Linear Regression"
) { page in
  page.text(
    """
    Anscombe made four sets of points that linear regression cannot tell apart: the same line, the same loss. \
    Only one of them looks like points scattered about a line. Look at your data before you fit.
    """)
  let sets = try (1...4).map(AnscombeSet.init)
  let models = try sets.map { try closedForm($0.X, $0.y) }
  page.table(
    ["set", "b", "w", "J"],
    zip(sets, models).enumerated().map { index, pair in
      let (data, model) = pair
      return [
        ["I", "II", "III", "IV"][index], fixed(model.bias, 4), fixed(model.weights[0, 0], 4),
        fixed(loss(model.forward(data.X), data.y), 4),
      ]
    })
  let figures = zip(sets, models).enumerated().map { index, pair in
    let (data, model) = pair
    var figure = Figure(["I", "II", "III", "IV"][index], x: "x", y: "y")
    figure.xRange = 2...20
    figure.yRange = 2...14
    figure.points(data.x, data.y)
    figure.line(of: model, from: 2, to: 20)
    return figure
  }
  try page.show(FigureGrid("Anscombe's quartet", columns: 2, figures: figures), as: "quartet")
}
