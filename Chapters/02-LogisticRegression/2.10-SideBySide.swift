import Figures
import LogisticRegression
import Matrices
import ReadAlong

let sideBySide = Section("2.10") { page in
  let irises = try Irises(measures: ["petal_width"])
  let y = irises.labels("virginica")
  let others = try Irises(["versicolor", "virginica"], measures: ["petal_width"])
  let line = descend(irises.X, y) { $0 }
  let curve = descend(irises.X, y) { sigmoid($0) }
  try page.output("side-by-side") { out in
    let widths: [Float] = [0.2, 1, 1.5, 1.7, 2, 2.5]
    let x = Matrix(column: widths)
    let (fewerLine, fewerCurve) = (
      descend(others.X, others.labels("virginica")) { $0 },
      descend(others.X, others.labels("virginica")) { sigmoid($0) }
    )
    out.table(
      ["petal width (cm)"] + widths.map { fixed($0, 1) } + ["½ at"],
      [
        ("linear", line.forward(x), (0.5 - line.bias) / line.weights[0, 0]),
        ("linear, no setosas", fewerLine.forward(x), (0.5 - fewerLine.bias) / fewerLine.weights[0, 0]),
        ("logistic", curve.probabilities(x), -curve.bias / curve.weights[0, 0]),
        ("logistic, no setosas", fewerCurve.probabilities(x), -fewerCurve.bias / fewerCurve.weights[0, 0]),
      ].map { name, h, border in [name] + h.map { fixed($0, 3) } + [fixed(border, 3)] })
  }
  var figure = Figure("Virginica or not", x: "petal width (cm)", y: "h")
  figure.points(irises.X.column(0), y, name: "flowers")
  let x = evenly(from: 0, to: 2.7, count: 109)
  figure.line(x, line.forward(Matrix(column: x)), name: "linear")
  figure.line(x, curve.probabilities(Matrix(column: x)), name: "logistic")
  figure.rule(y: 0.5)
  try page.figure("side-by-side", figure)
}

/// Gradient descent on one input; phi makes predictions of weighted sums.
private func descend(_ X: Matrix, _ y: [Float], phi: (Float) -> Float) -> LogisticModel {
  var model = LogisticModel(inputs: 1)
  for _ in 1...20_000 {
    let H = model.forward(X).map(phi)
    update(&model, backward(X, H, y), learningRate: 0.5)
  }
  return model
}
