import Figures
import Formats
import ReadAlong
import LinearRegression
import Matrices

let regularization = Section(
  "1.9", "Ridge and lasso", deck: "Deep Learning From Scratch: Regularization"
) { page in
  page.text(
    """
    A penalty on the weights keeps them small: λ Σ w² shrinks all of them in proportion (ridge), λ Σ |w| takes \
    the same amount off each and holds at zero those that are not worth it (lasso). To see it, the houses get \
    a fourth input that means nothing: random numbers.
    """)
  page.formula("ridge  J + λ Σ w²          lasso  J + λ Σ |w|")
  let houses = try Houses()
  let X = Standardization(of: withNoise(houses.X)).apply(to: withNoise(houses.X))
  let names = Houses.names + ["noise"]

  let ridges: [Float] = [0, 0.01, 0.1, 1, 10]
  page.table(
    ["ridge λ"] + names,
    try ridges.map { l2 in
      [fixed(l2, 2)] + (try closedForm(X, houses.y, l2: l2)).weights.values.map { fixed($0, 3) }
    })
  let lassos: [Float] = [0, 1, 2, 5, 10, 20, 50]
  let models = try lassos.map { l1 in
    var model = LinearModel(inputs: 4)
    try Lanes.train(
      &model, X, houses.y, TrainingSettings(learningRate: 0.3, epochs: 2000, penalty: Penalty(l1: l1)))
    return model
  }
  page.table(
    ["lasso λ"] + names,
    zip(lassos, models).map { l1, model in [fixed(l1, 0)] + model.weights.values.map { fixed($0, 3) } })
  page.text(
    """
    The lasso drops the noise first, and exactly: its weight is 0 at λ = 1 already; then the bathrooms and the \
    bedrooms, which say little that square feet do not. The ridge keeps all four. The slope of |w| could not \
    hold a weight at zero, since there it has none; so each step follows the gradient of J and then moves every \
    weight towards zero by αλ, stopping at zero.
    """)
  var figure = Figure("What the lasso leaves", x: "λ", y: "weight (thousand dollars per deviation)")
  let path = stride(from: Float(0), through: 20, by: 0.5).map { $0 }
  let along = try path.map { l1 in
    var model = LinearModel(inputs: 4)
    try Lanes.train(
      &model, X, houses.y, TrainingSettings(learningRate: 0.3, epochs: 500, penalty: Penalty(l1: l1)))
    return model
  }
  for j in 0..<4 { figure.line(path, along.map { $0.weights[j, 0] }, name: names[j]) }
  try page.show(figure, as: "lasso")
}

/// X with one more column of random numbers.
private func withNoise(_ X: Matrix) -> Matrix {
  var generator = SeededGenerator(seed: 9)
  let rows = (0..<X.rows).map { Array(X[row: $0]) + [generator.normal()] }
  return Matrix(rows)
}
