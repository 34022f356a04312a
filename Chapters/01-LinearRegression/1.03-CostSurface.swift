import Figures
import LinearRegression
import Matrices
import ReadAlong

let costSurface = Section("1.3") { page in
  let data = try AnscombeSet(1)
  try page.figure(
    "cost-surface",
    surface(
      "J over intercept and slope, raw x", data.X, data.y, b: -1...6, w: -0.1...1.1,
      levels: [0.7, 1, 2, 5, 10, 20],
      shown: [0, 1, 2, 3, 10, 50, 100, 200, 300, 400, 600, 800, 1000, 1500, 2000, 3000, 5000],
      learningRate: 0.01))
  let best = try closedForm(data.X, data.y)
  try page.output("bowl") { out in
    out.table(
      ["direction (b, w)", "curvature", "J − least J after 0.1", "after 0.2"],
      principalCurvatures(hessian(data.X)).map { c, direction in
        ["(\(fixed(direction[0], 3)), \(fixed(direction[1], 3)))", fixed(c, 3)]
          + [0.1, 0.2].map { (distance: Double) in
            let moved = LinearModel(
              weights: [best.weights[0, 0] + Float(distance * direction[1])],
              bias: best.bias + Float(distance * direction[0]))
            return fixed(
              loss(moved.forward(data.X), data.y) - loss(best.forward(data.X), data.y), 4)
          }
      })
  }
  try page.figure(
    "cost-surface-standardized",
    surface(
      "J over intercept and slope, standardized x", Standardization(of: data.X).apply(to: data.X), data.y,
      b: -1...15, w: -5...9, levels: [1, 2, 5, 10, 20, 40],
      shown: [0, 1, 2, 3, 4, 5, 6, 8, 10, 12, 15, 20, 30, 50], learningRate: 0.1, aspect: .equal))
}

/// J on a grid of lines, with the descent's models at the epochs `shown` and the least point on it.
private func surface(
  _ title: String, _ X: Matrix, _ y: [Float], b: ClosedRange<Double>, w: ClosedRange<Double>,
  levels: [Double], shown: [Int], learningRate: Float,
  aspect: Figure.Aspect = .free
) throws -> Figure {
  let (rows, columns) = (72, 96)
  let models = Figure.cellCenters(rows: rows, columns: columns, x: b, y: w)
  let heights = (0..<models.rows).map { i in
    loss(LinearModel(weights: [models[i, 1]], bias: models[i, 0]).forward(X), y)
  }
  var figure = Figure(title, x: "intercept b", y: "slope w")
  figure.aspect = aspect
  figure.heatMap(
    Matrix(rows: rows, columns: columns, values: heights), x: b, y: w, scale: .logarithmic, levels: levels)
  var model = firstGuess()
  var path = [model]
  try train(&model, X, y, TrainingSettings(learningRate: learningRate, epochs: shown.last ?? 0)) {
    if shown.contains($0.number) { path.append($0.model) }
    return true
  }
  figure.path(path.map(\.bias), path.map { $0.weights[0, 0] }, name: "descent")
  let best = try closedForm(X, y)
  figure.points([best.bias], [best.weights[0, 0]], name: "least J", marker: .cross)
  return figure
}
