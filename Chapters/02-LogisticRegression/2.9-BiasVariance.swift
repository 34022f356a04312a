import Companion
import LogisticRegression
import Matrices

let biasVariance = Section(
  "2.9", "Bias and variance", deck: "Deep Learning From Scratch: Bias-Variance Tradeoff"
) { page in
  page.text(
    """
    A model errs in two ways. If it is too stiff for the matter, it is wrong however many examples it has: bias. \
    If it is too pliant for its examples, it is wrong in another way for every other hundred of them: variance. \
    The validation curve shows both at once: J on the flowers of the lesson and on those left out, in ten-fold \
    cross-validation, while the model becomes more pliant.
    """)
  let irises = try Irises(measures: ["sepal_length", "sepal_width"])
  let y = irises.labels("versicolor")
  var generator = SeededGenerator(seed: 3)
  let parts = folds(of: 150, count: 10, using: &generator)
  func losses(_ curve: (Matrix, [Float]) throws -> CurvedClassifier) rethrows -> (
    training: Float, testing: Float
  ) {
    let results = try crossValidate(parts) { training, testing in
      let curve = try curve(irises.X.rows(training), training.map { y[$0] })
      return (curve.loss(irises.X, y, training), curve.loss(irises.X, y, testing))
    }
    return (mean(results.map(\.0)), mean(results.map(\.1)))
  }

  let degrees = Array(1...8)
  let byDegree = try degrees.map { degree in try losses { try CurvedClassifier(degree: degree, $0, $1) } }
  page.table(
    ["degree"] + degrees.map(String.init),
    [
      ["J training"] + byDegree.map { fixed($0.training, 3) },
      ["J testing"] + byDegree.map { fixed($0.testing, 3) },
    ])
  let exponents = evenly(from: -6, to: 0, count: 13)
  let ridges = exponents.map { exp($0 * log(10)) }
  let byRidge = try ridges.map { l2 in try losses { try CurvedClassifier(degree: 8, $0, $1, l2: l2) } }
  var degreeFigure = Figure("More and more pliant", x: "degree", y: "J")
  degreeFigure.yScale = .logarithmic
  degreeFigure.line(degrees.map(Float.init), byDegree.map(\.training), name: "training")
  degreeFigure.line(degrees.map(Float.init), byDegree.map(\.testing), name: "testing")
  var ridgeFigure = Figure("Stiffer and stiffer (degree 8)", x: "ridge λ", y: "J")
  ridgeFigure.xScale = .logarithmic
  ridgeFigure.yScale = .logarithmic
  ridgeFigure.line(ridges, byRidge.map(\.training), name: "training")
  ridgeFigure.line(ridges, byRidge.map(\.testing), name: "testing")
  try page.show(
    FigureGrid("Validation curves", columns: 2, figures: [degreeFigure, ridgeFigure]), as: "validation-curves"
  )
  page.text(
    """
    Left of the valley both curves are high: bias. Right of it they part: variance. The ridge goes the same way \
    backwards. Where the test curve is lowest is the model to take, and that is how hyper-parameters are chosen.
    """)

  page.text(
    """
    The learning curve asks another question: would more examples help? Models of degree 1 and 6 learn from more \
    and more flowers, each time from forty random choices, and are tested on 50 others.
    """)
  let sizes = [10, 15, 20, 30, 40, 60, 80, 100]
  let stiff = try learningCurve(degree: 1, sizes, irises.X, y)
  let pliant = try learningCurve(degree: 6, sizes, irises.X, y)
  page.table(
    ["flowers"] + sizes.map(String.init),
    [
      ["degree 1, training"] + stiff.training.map { fixed($0, 3) },
      ["degree 1, testing"] + stiff.testing.map { fixed($0, 3) },
      ["degree 6, training"] + pliant.training.map { fixed($0, 3) },
      ["degree 6, testing"] + pliant.testing.map { fixed($0, 3) },
    ])
  var figure = Figure("Learning curves", x: "flowers to learn from", y: "J")
  figure.yScale = .logarithmic
  for (name, curve) in [("degree 1", stiff), ("degree 6", pliant)] {
    figure.line(sizes.map(Float.init), curve.training, name: name + ", training")
    figure.line(sizes.map(Float.init), curve.testing, name: name + ", testing")
  }
  try page.show(figure, as: "learning-curves")
  page.text(
    """
    Degree 1 has learned all it can from 40 flowers: the curves have met, too high, and more flowers will not \
    help. Degree 6 knows its lesson by heart and fails in the test; its curves still approach each other, and \
    more flowers would.
    """)
}

/// J in training and testing, the mean of forty splits, for each number of examples to learn from.
private func learningCurve(
  degree: Int, _ sizes: [Int], _ X: Matrix, _ y: [Float]
) throws -> (training: [Float], testing: [Float]) {
  let means = try sizes.map { size in
    var generator = SeededGenerator(seed: 4)
    let losses = try (0..<40).map { _ in
      let parts = split(y.count, testing: 50, using: &generator)
      let few = Array(parts.training.prefix(size))
      let curve = try CurvedClassifier(degree: degree, X.rows(few), few.map { y[$0] }, l2: 1e-5)
      return (curve.loss(X, y, few), curve.loss(X, y, parts.testing))
    }
    return (mean(losses.map(\.0)), mean(losses.map(\.1)))
  }
  return (means.map(\.0), means.map(\.1))
}
