import Figures
import Matrices
import ReadAlong
import SoftmaxClassifier

let twoClasses = Section("5.2") { page in
  try page.output("two-classes") { out in
    let scores: [(Float, Float)] = [(0, 0), (1, 0), (3, 2), (-2, 1), (4, 3.9), (30, 10)]
    out.table(
      ["z₁", "z₂", "softmax, first", "second", "sum", "sigmoid(z₁ − z₂)"],
      scores.map { a, b in
        let P = softmax([[a, b]])
        return [
          fixed(a, 1), fixed(b, 1), fixed(P[0, 0], 6), fixed(P[0, 1], 6), fixed(P.sum(), 6),
          fixed(sigmoid(a - b), 6),
        ]
      })
  }
  let differences = (0...120).map { Float($0) / 10 - 6 }
  let Z = Matrix(differences.map { [$0, 0] })
  let P = softmax(Z)
  var figure = Figure("Two classes", x: "z₁ − z₂")
  figure.line(differences, P.column(0), name: "p₁, a sigmoid")
  figure.line(differences, P.column(0).map { -log($0) }, name: "−log p₁, the loss if class 1 is right")
  try page.figure("two-classes", figure)
}
