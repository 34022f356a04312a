import Figures
import Formats
import ReadAlong
import LinearRegression
import Matrices

let costSurface = Section(
  "1.3", "The surface of the error", deck: "Deep Learning From Scratch: Gradient Descent, Learning Procedure"
) { page in
  page.text(
    """
    Every line is a point (b, w), and J is the height of the ground there. Descent starts near (0, 0), falls \
    steeply into a long valley within three steps, and then creeps along its floor for thousands.
    """)
  let data = try AnscombeSet(1)
  try page.show(
    surface(
      "J over intercept and slope, raw x", data.X, data.y, b: -1...6, w: -0.1...1,
      shown: [0, 1, 2, 3, 10, 50, 100, 200, 300, 400, 600, 800, 1000, 1500, 2000, 3000, 5000],
      learningRate: 0.01),
    as: "cost-surface")
  page.text(
    """
    The valley is long because x lies around 9, far from 0: turning the line also lifts it. Measure x from \
    its mean, in units of its deviation, and the same J is a round bowl; ten times the rate is now safe, and \
    the way down is straight.
    """)
  try page.show(
    surface(
      "J over intercept and slope, standardized x", Standardization(of: data.X).apply(to: data.X), data.y,
      b: -1...14, w: -4...7, shown: [0, 1, 2, 3, 4, 5, 6, 8, 10, 12, 15, 20, 30, 50], learningRate: 0.1),
    as: "cost-surface-standardized")
}

/// J on a grid of lines, with the descent's models at the epochs `shown` on it.
private func surface(
  _ title: String, _ X: Matrix, _ y: [Float], b: ClosedRange<Double>, w: ClosedRange<Double>, shown: [Int],
  learningRate: Float
) throws -> Figure {
  let (rows, columns) = (48, 64)
  let models = Figure.cellCenters(rows: rows, columns: columns, x: b, y: w)
  let heights = (0..<models.rows).map { i in
    loss(LinearModel(weights: [models[i, 1]], bias: models[i, 0]).forward(X), y)
  }
  var figure = Figure(title, x: "intercept b", y: "slope w")
  figure.heatMap(
    Matrix(rows: rows, columns: columns, values: heights), x: b, y: w, scale: .logarithmic, contours: 8)

  var model = firstGuess()
  var path = [model]
  try train(&model, X, y, TrainingSettings(learningRate: learningRate, epochs: shown.last ?? 0)) {
    if shown.contains($0.number) { path.append($0.model) }
    return true
  }
  figure.path(path.map(\.bias), path.map { $0.weights[0, 0] }, name: "descent")
  return figure
}
