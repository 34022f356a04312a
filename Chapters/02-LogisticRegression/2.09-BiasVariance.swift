import Figures
import Formats
import ReadAlong
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
  try validationCurves(page, irises.X, y)
  page.text(
    """
    The learning curve asks another question: would more examples help? Models of degree 1 and 6 learn from more \
    and more flowers, each time from forty random choices, and are tested on 50 others.
    """)
  try learningCurves(page, irises.X, y)
}

/// J in training and in testing, for each value of a hyper-parameter or each number of examples.
private struct Losses {
  var training: [Float] = []
  var testing: [Float] = []

  /// Appends the means of several pairs.
  mutating func append(meanOf pairs: [(training: Float, testing: Float)]) {
    training.append(mean(pairs.map(\.training)))
    testing.append(mean(pairs.map(\.testing)))
  }

  func rows(_ name: String = "") -> [[String]] {
    [[name + "training"] + training.map { fixed($0, 3) }, [name + "testing"] + testing.map { fixed($0, 3) }]
  }

  func figure(_ title: String, x: [Float], label: String) -> Figure {
    var figure = Figure(title, x: label, y: "J")
    figure.yScale = .logarithmic
    figure.line(x, training, name: "training")
    figure.line(x, testing, name: "testing")
    return figure
  }
}

private func validationCurves(_ page: Page, _ X: Matrix, _ y: [Float]) throws {
  var generator = SeededGenerator(seed: 3)
  let parts = folds(of: y.count, count: 10, using: &generator)
  func judge(degree: Int, l2: Float) throws -> [(training: Float, testing: Float)] {
    try crossValidate(parts) { training, testing in
      let curve = try CurvedClassifier(degree: degree, X.rows(training), training.map { y[$0] }, l2: l2)
      return (curve.loss(X, y, training), curve.loss(X, y, testing))
    }
  }
  let degrees = Array(1...8)
  var byDegree = Losses()
  for degree in degrees {
    byDegree.append(meanOf: try judge(degree: degree, l2: CurvedClassifier.hardlyAnyRidge))
  }
  page.table(["degree"] + degrees.map(String.init), byDegree.rows("J "))

  let ridges = evenly(from: -6, to: 0, count: 13).map { exp($0 * log(10)) }
  var byRidge = Losses()
  for l2 in ridges { byRidge.append(meanOf: try judge(degree: 8, l2: l2)) }
  var stiffer = byRidge.figure("Stiffer and stiffer (degree 8)", x: ridges, label: "ridge λ")
  stiffer.xScale = .logarithmic
  let figures = [
    byDegree.figure("More and more pliant", x: degrees.map(Float.init), label: "degree"), stiffer,
  ]
  try page.show(FigureGrid("Validation curves", columns: 2, figures: figures), as: "validation-curves")
  page.text(
    """
    Left of the valley both curves are high: bias. Right of it they part: variance. The ridge goes the same way \
    backwards. Where the test curve is lowest is the model to take, and that is how hyper-parameters are chosen.
    """)
}

private func learningCurves(_ page: Page, _ X: Matrix, _ y: [Float]) throws {
  let sizes = [10, 20, 30, 40, 60, 100]
  let stiff = try learningCurve(degree: 1, sizes, X, y)
  let pliant = try learningCurve(degree: 6, sizes, X, y)
  page.table(
    ["flowers"] + sizes.map(String.init), stiff.rows("degree 1, ") + pliant.rows("degree 6, "))
  var figure = Figure("Learning curves", x: "flowers to learn from", y: "J")
  figure.yScale = .logarithmic
  for (name, curve) in [("degree 1", stiff), ("degree 6", pliant)] {
    figure.line(sizes.map(Float.init), curve.training, name: name + ", training")
    figure.line(sizes.map(Float.init), curve.testing, name: name + ", testing")
  }
  try page.show(figure, as: "learning-curves")
  page.text(
    """
    Degree 1 has learned all it can from 60 flowers: the curves have met, too high, and more flowers will not \
    help. Degree 6 knows its lesson by heart and fails in the test; its curves still approach each other, and \
    more flowers would.
    """)
}

/// J in training and testing, the mean of forty splits, for each number of examples to learn from.
private func learningCurve(degree: Int, _ sizes: [Int], _ X: Matrix, _ y: [Float]) throws -> Losses {
  var losses = Losses()
  for size in sizes {
    var generator = SeededGenerator(seed: 4)
    losses.append(
      meanOf: try (0..<40).map { _ in
        let parts = split(y.count, testing: 50, using: &generator)
        let few = Array(parts.training.prefix(size))
        let curve = try CurvedClassifier(degree: degree, X.rows(few), few.map { y[$0] }, l2: 1e-5)
        return (curve.loss(X, y, few), curve.loss(X, y, parts.testing))
      })
  }
  return losses
}
