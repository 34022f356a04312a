import Figures
import Formats
import ReadAlong
import LogisticRegression
import Matrices

let overfittingSection = Section(
  "2.8", "Learning the noise, and two cures",
  deck: "Deep Learning From Scratch: Linear boundaries, Overfitting, Regularization"
) { page in
  page.text(
    """
    Versicolor lies between the other two, and no line can cut out a middle. A linear model can still learn a \
    curve, if products of the measures count as measures of their own: u², u·v, v² and so on up to a degree. \
    But a boundary that can bend can also bend around single flowers. The sepals of 150 irises, half of them to \
    learn from:
    """)
  let irises = try Irises(measures: ["sepal_length", "sepal_width"])
  let y = irises.labels("versicolor")
  var generator = SeededGenerator(seed: 2)
  let parts = split(150, testing: 75, using: &generator)
  let (X, labels) = (irises.X.rows(parts.training), parts.training.map { y[$0] })
  func row(_ name: String, _ curve: CurvedClassifier) -> [String] {
    [name, String(curve.model.weights.values.count { $0 != 0 })]
      + [parts.training, parts.testing].map { fixed(curve.loss(irises.X, y, $0), 3) }
      + [parts.training, parts.testing].map { percent(curve.accuracy(irises.X, y, $0)) }
  }
  let header = ["weights ≠ 0", "J: training", "testing", "right: training", "testing"]
  let degrees = try [1, 2, 3, 4, 6, 8].map { try CurvedClassifier(degree: $0, X, labels) }
  page.table(["degree"] + header, degrees.map { row(String($0.degree), $0) })
  page.text(
    """
    In training every degree is better than the one before. In testing degree 2 is best; beyond it the model \
    learns what happens to be so in these 75 flowers, and J, which punishes wrong certainty, explodes. A penalty \
    on the weights cures it without giving up the degree: the ridge λ Σ w² makes all weights small, the lasso \
    λ Σ |w| leaves only a few. Both on degree 8:
    """)
  let ridges = try [1e-5, 1e-4, 1e-3, 1e-2, 1e-1].map { (l2: Float) in
    (fixed(l2, 5), try CurvedClassifier(degree: 8, X, labels, l2: l2))
  }
  page.table(["ridge λ"] + header, ridges.map(row))
  let lassos = try [1e-3, 3e-3, 1e-2, 3e-2, 1e-1].map { (l1: Float) in
    (fixed(l1, 3), try CurvedClassifier(degree: 8, X, labels, l1: l1, l2: 0))
  }
  page.table(["lasso λ"] + header, lassos.map(row))

  let shown = [
    ("degree 1", degrees[0]), ("degree 2", degrees[1]), ("degree 4", degrees[3]), ("degree 8", degrees[5]),
    ("degree 8, ridge 0.01", ridges[3].1), ("degree 8, lasso 0.03", lassos[3].1),
  ]
  let figures = shown.map { name, curve in
    var figure = Figure(name, x: "sepal length", y: "sepal width")
    figure.regions(x: 4...8.2, y: 1.8...4.6) { curve.probabilities($0) }
    figure.points(X, where: labels, is: 0)
    figure.points(X, where: labels, is: 1)
    return figure
  }
  try page.show(
    FigureGrid("Versicolor or not, the flowers learned from", columns: 2, figures: figures), as: "overfitting"
  )
}
