import Figures
import LinearRegression
import ReadAlong

let quartet = Section("1.4") { page in
  let names = ["I", "II", "III", "IV"]
  let sets = try (1...4).map(AnscombeSet.init)
  let models = try sets.map { try closedForm($0.X, $0.y) }
  try page.output("quartet-means") { out in
    out.table(
      ["set", "mean of x", "of x²", "of y", "of y²", "of xy", "b", "w", "J"],
      names.indices.map { i in
        let (x, y, model) = (sets[i].x, sets[i].y, models[i])
        let means = [x, zip(x, x).map(*), y, zip(y, y).map(*), zip(x, y).map(*)].map(mean)
        return [names[i]] + means.map { fixed($0, 2) }
          + [model.bias, model.weights[0, 0], loss(model.forward(sets[i].X), y)].map { fixed($0, 3) }
      })
  }
  let figures = names.indices.map { i in
    var figure = Figure(names[i], x: "x", y: "y")
    figure.xRange = 2...20
    figure.yRange = 2...14
    figure.points(sets[i].x, sets[i].y)
    figure.line(of: models[i], from: 2, to: 20)
    return figure
  }
  try page.figure("quartet", FigureGrid("Anscombe's quartet", columns: 2, figures: figures))
}

private func mean(_ x: [Float]) -> Float { x.reduce(0, +) / Float(x.count) }
