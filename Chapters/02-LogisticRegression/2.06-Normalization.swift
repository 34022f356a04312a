import Figures
import LogisticRegression
import Matrices
import ReadAlong

let normalizationSection = Section("2.6") { page in
  let kinds: [Normalization] = [.rescaling, .standardization, .unitLength]
  try page.output("normalizations") { out in
    let column: [Float] = [1, 2, 3, 6]
    out.table(
      ["x"] + column.map { fixed($0, 0) },
      kinds.map { kind in
        let scaled = kind.measured(Matrix(column: column)).apply(to: Matrix(column: column))
        return [kind.rawValue] + scaled.values.map { fixed($0, 4) }
      })
  }
  let irises = try Irises(["versicolor", "virginica"])
  let y = irises.labels("virginica")
  try page.output("safe-rates") { out in
    let bound = largestCurvature(irises.X)
    out.table(
      ["α", "epochs in which J rose", "J at epoch 1,000", "curvature there"],
      try ([1, 1.99, 3, 6, 12, 24] as [Float]).map { part in
        let (losses, model) = try descend(irises.X, y, learningRate: part / bound, epochs: 1000)
        let curvature = largestCurvature(irises.X, model.forward(irises.X))
        return [
          "\(part) / L", String(zip(losses, losses.dropFirst()).count { $1 > $0 }),
          fixed(losses[999], 4), fixed(curvature / bound, 3) + " L",
        ]
      })
  }
  let mixed = irises.X * ([[1, 1, 10, 1]] as Matrix)
  let best = try trainedByNewton(irises.X, y)
  let least = best.loss(irises.X, y)
  let standard = Standardization(of: mixed)
  let zeros = [Float](repeating: 0, count: 4)
  let halves = [
    ("mean off only", Standardization(means: standard.means.values, deviations: zeros.map { $0 + 1 })),
    ("divided by σ only", Standardization(means: zeros, deviations: standard.deviations.values)),
  ]
  let ways =
    [("all in cm", irises.X), ("one in mm", mixed)]
    + (kinds.map { ($0.rawValue, $0.measured(mixed)) } + halves).map { ($0, $1.apply(to: mixed)) }
  var figure = Figure("The same flowers in five guises", x: "epoch", y: "J − least J")
  figure.xScale = .logarithmic
  figure.yScale = .logarithmic
  try page.output("normalized-training") { out in
    out.table(
      ["inputs", "L", "rate 1/L", "J at 100", "at 1,000", "near after"],
      try ways.enumerated().map { index, way in
        let L = largestCurvature(way.1)
        let losses = try descend(way.1, y, learningRate: 1 / L, epochs: 100_000).losses
        let shown = logarithmicSteps(to: losses.count)
        if index < 5 { figure.line(shown.map(Float.init), shown.map { losses[$0 - 1] - least }, name: way.0) }
        return [way.0, fixed(L, 4), significant(1 / L)] + [100, 1000].map { fixed(losses[$0 - 1], 4) }
          + [losses.firstIndex { $0 < least + 0.01 }.map { grouped($0 + 1) } ?? "over 100,000"]
      })
  }
  try page.figure("normalization", figure)
}

/// The losses before each step, from zeros, and the model in the end.
private func descend(
  _ X: Matrix, _ y: [Float], learningRate: Float, epochs: Int
) throws -> (losses: [Float], model: LogisticModel) {
  var model = LogisticModel(inputs: 4)
  var losses: [Float] = []
  try Lanes.train(&model, X, y, TrainingSettings(learningRate: learningRate, epochs: epochs)) {
    losses.append($0.loss)
    return true
  }
  return (losses, model)
}

/// The largest eigenvalue of the Hessian, by powers of the matrix; L unless given Z, where every p is ½.
private func largestCurvature(_ X: Matrix, _ Z: [Float]? = nil) -> Float {
  let H = hessian(X, Z ?? [Float](repeating: 0, count: X.rows))
  var v = [Double](repeating: 1, count: H.count)
  var size = 0.0
  for _ in 0..<100 {
    let Hv = H.map { row in zip(row, v).reduce(0) { $0 + $1.0 * $1.1 } }
    size = Hv.reduce(0) { $0 + $1 * $1 }.squareRoot()
    v = Hv.map { $0 / size }
  }
  return Float(size)
}
