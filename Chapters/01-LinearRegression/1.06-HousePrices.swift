import Figures
import LinearRegression
import Matrices
import ReadAlong

let housePrices = Section("1.6") { page in
  let houses = try Houses()
  let scaling = Standardization(of: houses.X)
  try page.output("house-inputs") { out in
    out.table(
      ["", "mean", "deviation", "mean square"],
      (Houses.names + ["price"]).enumerated().map { j, name in
        let x = j < 3 ? houses.X.column(j) : houses.y
        let measured = Standardization(of: Matrix(column: x))
        let square = x.reduce(0) { $0 + Double($1 * $1) } / Double(x.count)
        return [
          name, fixed(measured.means[0, 0], 2), fixed(measured.deviations[0, 0], 2),
          square < 100 ? fixed(square, 2) : grouped(Int(square.rounded())),
        ]
      })
    out.line("\(grouped(houses.y.count)) houses")
  }
  try page.output("house-divergence") { out in
    var model = LinearModel(inputs: 3)
    do {
      try train(&model, houses.X, houses.y, TrainingSettings(learningRate: 0.01, epochs: 1000))
    } catch {
      out.line("\(error)")
    }
  }
  let (raw, rawLosses) = try descend(houses.X, houses.y, learningRate: 5e-7)
  let (scaled, losses) = try descend(scaling.apply(to: houses.X), houses.y, learningRate: 0.3)
  let best = try closedForm(houses.X, houses.y)
  try page.output("house-fit") { out in
    out.table(
      ["1,000 epochs", "b", "w₁ (beds)", "w₂ (baths)", "w₃ (sqft)", "typical error"],
      [("raw", raw), ("standardized", scaling.undo(scaled)), ("closed form", best)].map { name, model in
        [name, fixed(model.bias, 2)] + (0..<3).map { fixed(model.weights[$0, 0], 4) }
          + [fixed(typicalError(loss(model.forward(houses.X), houses.y)), 1)]
      })
  }
  let least = loss(best.forward(houses.X), houses.y)
  var curves = Figure("The same houses, raw and standardized", x: "epoch", y: "J − least J")
  curves.xScale = .logarithmic
  curves.yScale = .logarithmic
  let shown = (1...80).map(Float.init)
  curves.line(shown, rawLosses.prefix(80).map { $0 - least }, name: "raw, α = 5e-07")
  curves.line(shown, losses.prefix(80).map { $0 - least }, name: "standardized, α = 0.3")
  try page.figure("house-scaling", curves)

  try page.output("house-rooms") { out in
    out.table(
      ["square feet", "2 bedrooms", "3 bedrooms", "4 bedrooms", "5 bedrooms"],
      stride(from: Float(800), to: 3200, by: 200).map { size in
        [grouped(Int(size)) + "–" + grouped(Int(size) + 199)]
          + ([2, 3, 4, 5] as [Float]).map { beds in
            let rows = (0..<houses.X.rows).filter {
              houses.X[$0, 0] == beds && houses.X[$0, 2] >= size && houses.X[$0, 2] < size + 200
            }
            guard rows.count >= 5 else { return "–" }
            let mean = rows.map { houses.y[$0] }.reduce(0, +) / Float(rows.count)
            return "\(fixed(mean, 0)) (\(rows.count))"
          }
      })
  }
  var figure = Figure("Houses of Sacramento", x: "sold for (thousand dollars)", y: "predicted")
  figure.points(houses.y, best.forward(houses.X))
  figure.rule(slope: 1, intercept: 0)
  try page.figure("house-prices", figure)
}

/// The model after a thousand epochs from zero, and the losses before them.
private func descend(_ X: Matrix, _ y: [Float], learningRate: Float) throws -> (LinearModel, [Float]) {
  var model = LinearModel(inputs: X.columns)
  var losses: [Float] = []
  try train(&model, X, y, TrainingSettings(learningRate: learningRate, epochs: 1000)) {
    losses.append($0.loss)
    return true
  }
  return (model, losses)
}
