import Figures
import Formats
import ReadAlong
import Matrices
import SoftmaxClassifier

let twoClasses = Section(
  "5.2", "Two classes: the sigmoid again",
  deck: "Foundations of Shallow Networks: SOFTMAX"
) { page in
  page.text(
    """
    With two classes, divide numerator and denominator by the first exponential: what is left is the sigmoid of \
    the difference of the scores. Softmax is the sigmoid for any number of classes. Only differences count.
    """)
  page.formula("p₁ = e^(z₁) / (e^(z₁) + e^(z₂)) = 1 / (1 + e^−(z₁ − z₂)) = sigmoid(z₁ − z₂)")
  let scores: [(Float, Float)] = [(0, 0), (1, 0), (3, 2), (-2, 1), (4, 3.9), (30, 10)]
  page.table(
    ["z₁", "z₂", "softmax, first", "second", "sum", "sigmoid(z₁ − z₂)"],
    scores.map { a, b in
      let P = softmax([[a, b]])
      return [
        fixed(a, 1), fixed(b, 1), fixed(P[0, 0], 6), fixed(P[0, 1], 6), fixed(P.sum(), 6),
        fixed(sigmoid(a - b), 6),
      ]
    })

  let differences = (0...120).map { Float($0) / 10 - 6 }
  let Z = Matrix(differences.map { [$0, 0] })
  let P = softmax(Z)
  var figure = Figure("Two classes", x: "z₁ − z₂")
  figure.line(differences, P.column(0), name: "p₁, a sigmoid")
  figure.line(differences, P.column(0).map { -log($0) }, name: "−log p₁, the loss if class 1 is right")
  try page.show(figure, as: "two-classes")
}
