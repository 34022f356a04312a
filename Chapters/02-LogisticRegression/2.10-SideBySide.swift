import Figures
import Formats
import ReadAlong
import LogisticRegression
import Matrices

let sideBySide = Section(
  "2.10", "Linear and logistic regression side by side", deck: "Deep Learning From Scratch: Comparison"
) { page in
  page.text("The slide puts chapter 1 beside chapter 2. They differ in φ and in the loss that goes with it:")
  page.table(
    ["", "linear regression", "logistic regression"],
    [
      ["weighted sum", "z = x·w + b", "z = x·w + b"],
      ["prediction", "h = z", "h = 1 / (1 + e⁻ᶻ)"],
      ["loss J", "1/2m Σ (h − y)²", "−1/m Σ y·log h + (1 − y)·log(1 − h)"],
      ["gradient", "1/m Xᵀ·(h − y)", "1/m Xᵀ·(h − y)"],
      ["predicts", "a number", "the probability of a class"],
    ])
  page.text(
    """
    The gradients are equal to the letter, and so is the code: this loop is linear regression if φ is nothing, \
    and logistic regression if φ is the sigmoid.
    """)
  page.formula(
    """
    for _ in 1...epochs {
      let H = model.forward(X).map(phi)
      update(&model, backward(X, H, y), learningRate: 0.5)
    }
    """)
  let irises = try Irises(measures: ["petal_width"])
  let y = irises.labels("virginica")
  let line = descend(irises.X, y) { $0 }
  let curve = descend(irises.X, y) { sigmoid($0) }
  page.text("Virginica or not by the width of the petals, learned by both:")
  let widths: [Float] = [0.2, 1, 1.5, 1.7, 2, 2.5]
  page.table(
    ["petal width (cm)"] + widths.map { fixed($0, 1) },
    [
      ["linear regression"] + line.forward(Matrix(column: widths)).map { fixed($0, 3) },
      ["logistic regression"] + curve.probabilities(Matrix(column: widths)).map { fixed($0, 3) },
    ])
  var figure = Figure("Virginica or not", x: "petal width (cm)", y: "h")
  figure.points(irises.X.column(0), y, name: "flowers")
  let x = evenly(from: 0, to: 2.7, count: 109)
  figure.line(x, line.forward(Matrix(column: x)), name: "linear")
  figure.line(x, curve.probabilities(Matrix(column: x)), name: "logistic")
  figure.rule(y: 0.5)
  try page.show(figure, as: "side-by-side")
  page.text(
    """
    The line says \(fixed(line.forward([[0.2]])[0], 2)) for small petals, which is no probability, and of the \
    widest petals it is less sure than the curve at 1.9 cm: it must pay for being too right, so the easy flowers \
    far away turn it. For the sigmoid a flower far on the right side is certain, and hardly counts any more.
    """)
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
