import Figures
import Formats
import ReadAlong
import LogisticRegression
import Matrices

let normalizationSection = Section(
  "2.6", "Inputs of one size", deck: "Deep Learning From Scratch: Data Normalization"
) { page in
  page.text(
    """
    The slide gives three ways to bring inputs to one size; x is a column, one measure over all flowers.
    """)
  page.formula(
    """
    rescaling          (x − min) / (max − min)
    standardization    (x − μ) / σ
    unit length        x / ‖x‖
    """)
  let column: [Float] = [1, 2, 3, 6]
  let kinds: [Normalization] = [.rescaling, .standardization, .unitLength]
  page.table(
    ["x"] + column.map { fixed($0, 0) },
    kinds.map { kind in
      let scaled = kind.measured(Matrix(column: column)).apply(to: Matrix(column: column))
      return [kind.rawValue] + scaled.values.map { fixed($0, 4) }
    })
  page.text(
    """
    What is it good for? Versicolor against virginica once more, five times: as measured; with petal lengths in \
    millimeters, which changes nothing in nature; and with that made up for in the three ways. Each run has the \
    largest rate that is sure to be safe, 1 divided by the largest curvature J can have. When is J within 0.01 of \
    the least?
    """)
  let irises = try Irises(["versicolor", "virginica"])
  let y = irises.labels("virginica")
  let mixed = irises.X * ([[1, 1, 10, 1]] as Matrix)
  var best = LogisticModel(inputs: 4)
  try trainByNewton(&best, irises.X, y)
  let least = crossEntropy(best.forward(irises.X), y)
  let ways =
    [("all in cm", irises.X), ("one in mm", mixed)]
    + kinds.map { ($0.rawValue, $0.measured(mixed).apply(to: mixed)) }
  var figure = Figure("The same flowers in five guises", x: "epoch", y: "J − least J")
  figure.xScale = .logarithmic
  figure.yScale = .logarithmic
  var rows: [[String]] = []
  for (name, X) in ways {
    let curvature = largestEigenvalue(hessian(X, [Float](repeating: 0, count: X.rows)))
    var model = LogisticModel(inputs: 4)
    var losses: [Float] = []
    try Lanes.train(&model, X, y, TrainingSettings(learningRate: Float(1 / curvature), epochs: 100_000)) {
      losses.append($0.loss)
      return true
    }
    let arrived = losses.firstIndex { $0 < least + 0.01 }
    rows.append(
      [name, fixed(curvature, 4), significant(1 / curvature)]
        + [100, 1000].map { fixed(losses[$0 - 1], 4) }
        + [arrived.map { grouped($0 + 1) } ?? "over 100,000"])
    let shown = logarithmicSteps(to: losses.count)
    figure.line(shown.map(Float.init), shown.map { losses[$0 - 1] - least }, name: name)
  }
  page.table(["inputs", "curvature", "rate", "J at epoch 100", "1,000", "near after"], rows)
  try page.show(figure, as: "normalization")
  page.text(
    """
    The millimeters alone cost a factor of thirty in the rate. Of the three cures standardization goes furthest, \
    because it takes the mean off: where all flowers are far from 0, bias and weights pull against each other. \
    Unit length takes nothing off. It makes the units equal, and leaves the valley as long as it was.
    """)
}

/// Of a symmetric matrix without negative eigenvalues the largest, by powers of the matrix.
private func largestEigenvalue(_ H: [[Double]]) -> Double {
  var v = [Double](repeating: 1, count: H.count)
  var size = 0.0
  for _ in 0..<100 {
    let Hv = H.map { row in zip(row, v).reduce(0) { $0 + $1.0 * $1.1 } }
    size = Hv.reduce(0) { $0 + $1 * $1 }.squareRoot()
    v = Hv.map { $0 / size }
  }
  return size
}
