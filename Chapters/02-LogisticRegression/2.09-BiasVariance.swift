import Figures
import LogisticRegression
import Matrices
import ReadAlong

let biasVariance = Section("2.9") { page in
  try page.output("bias-variance") { out in
    out.table(
      ["degree", "bias²", "variance", "noise", "sum", "measured"],
      try [1, 2, 3, 4, 6, 9].map { degree in [String(degree)] + (try Refits(degree: degree, seed: 1).parts) })
  }
  try page.output("bias-variance-ridge") { out in
    out.table(
      ["degree 9, ridge λ", "bias²", "variance", "noise", "sum", "measured"],
      try ([0.0001, 0.001, 0.01, 0.1, 1] as [Float]).map { l2 in
        ["\(l2)"] + (try Refits(degree: 9, l2: l2, seed: 1).parts)
      })
  }
  let shown = try [(1, 1e-4), (3, 1e-4), (9, 1e-4), (9, 0.01)].map { (degree: Int, l2: Float) in
    try Refits(degree: degree, l2: l2, seed: 1).figure("degree \(degree), ridge \(l2)")
  }
  try page.figure(
    "refits", FigureGrid("Forty fits, each to 40 examples of its own", columns: 2, figures: shown))
  try page.output("bias-variance-seeds") { out in
    let kinds: [(degree: Int, l2: Float)] = [(1, 1e-4), (3, 1e-4), (9, 1e-4), (9, 0.01)]
    out.table(
      ["bias² and variance", "seed 2", "3", "4"],
      try kinds.map { degree, l2 in
        ["degree \(degree), ridge \(l2)"]
          + (try (2...4).map { seed in
            try Refits(degree: degree, l2: l2, seed: seed).parts.prefix(2).joined(separator: ", ")
          })
      })
    let sums = try (5...14).map { seed in
      try kinds.map { try Refits(degree: $0.degree, l2: $0.l2, seed: seed).sum }
    }
    out.line("ten more: least sum at degree 3 in \(sums.count { $0[1] == $0.min() })")
    out.line("on degree 9 less with the ridge of 0.01 in \(sums.count { $0[3] < $0[2] })")
  }
  let irises = try Irises(measures: ["sepal_length", "sepal_width"])
  let y = irises.labels("versicolor")
  try validationCurves(page, irises.X, y)
  try learningCurves(page, irises.X, y)
}

/// Forty models of one kind, each trained on examples of its own, and the probabilities they give along x.
private struct Refits {
  static let x = evenly(from: -2, to: 2, count: 41)

  /// The truth: the probability of a yes at x.
  static func truth(_ x: Float) -> Float { sigmoid(4 * x - 1.6 * x * x * x) }

  let degree: Int
  private var P: [[Float]] = []  // fits × places
  /// The mean squared error at new examples.
  private var measured: Float = 0

  init(degree: Int, l2: Float = 1e-4, seed: UInt64) throws {
    self.degree = degree
    var generator = SeededGenerator(seed: seed)
    func draw(_ count: Int) -> (x: [Float], y: [Float]) {
      let x = (0..<count).map { _ in generator.uniform(in: -2..<2) }
      return (x, x.map { generator.uniform(in: 0..<1) < Refits.truth($0) ? 1 : 0 })
    }
    for _ in 0..<40 {
      let (x, y) = draw(40)
      let model = try trainedByNewton(powers(x, degree), y, l2: l2)
      P.append(model.probabilities(powers(Refits.x, degree)))
      let new = draw(1000)
      let errors = zip(model.probabilities(powers(new.x, degree)), new.y).map { $0 - $1 }
      measured += mean(errors.map { $0 * $0 }) / 40
    }
  }

  /// Bias², variance, noise, their sum, and what was measured.
  var parts: [String] { (errors + [sum, measured]).map { fixed($0, 4) } }

  var sum: Float { errors.reduce(0, +) }

  private var errors: [Float] {
    let fits = Standardization(of: Matrix(P))
    let q = Refits.x.map(Refits.truth)
    let bias = mean(q.indices.map { (fits.means[0, $0] - q[$0]) * (fits.means[0, $0] - q[$0]) })
    let variance = mean(q.indices.map { fits.deviations[0, $0] * fits.deviations[0, $0] })
    let noise = mean(q.map { $0 * (1 - $0) })
    return [bias, variance, noise]
  }

  func figure(_ title: String) -> Figure {
    var figure = Figure(title, x: "x", y: "p")
    figure.yRange = 0...1
    for (index, p) in P.enumerated() {
      figure.line(Refits.x, p, name: index == 0 ? "a fit" : nil, style: .solid, color: 5)
    }
    let means = Standardization(of: Matrix(P)).means.values
    figure.line(Refits.x, means, name: "their mean", style: .solid, color: 0)
    figure.line(Refits.x, Refits.x.map(Refits.truth), name: "the truth q", style: .dashed, color: 1)
    return figure
  }

  /// x, x², … x^degree
  private func powers(_ x: [Float], _ degree: Int) -> Matrix {
    Matrix(x.map { x in (1...degree).map { k in (0..<k).reduce(1) { power, _ in power * x } } })
  }
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

  func rows(_ name: String) -> [[String]] {
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
  func judge(degree: Int, l2: Float, seed: UInt64) throws -> [(training: Float, testing: Float)] {
    var generator = SeededGenerator(seed: seed)
    return try crossValidate(folds(of: y.count, count: 10, using: &generator)) { training, testing in
      let curve = try CurvedClassifier(degree: degree, X.rows(training), training.map { y[$0] }, l2: l2)
      return (curve.loss(X, y, training), curve.loss(X, y, testing))
    }
  }
  let degrees = Array(1...8)
  let byDegree = try page.output("validation") { out in
    var rows: [[String]] = []
    var first = Losses()
    for seed: UInt64 in 3...6 {
      var losses = Losses()
      for degree in degrees {
        losses.append(meanOf: try judge(degree: degree, l2: CurvedClassifier.hardlyAnyRidge, seed: seed))
      }
      if seed == 3 {
        first = losses
        rows = losses.rows("")
      } else {
        rows.append(["seed \(seed)"] + losses.testing.map { fixed($0, 3) })
      }
    }
    out.table(["degree"] + degrees.map(String.init), rows)
    return first
  }
  let ridges = evenly(from: -6, to: 0, count: 13).map { exp($0 * log(10)) }
  var byRidge = Losses()
  for l2 in ridges { byRidge.append(meanOf: try judge(degree: 8, l2: l2, seed: 3)) }
  var stiffer = byRidge.figure("degree 8 with a ridge", x: ridges, label: "ridge λ")
  stiffer.xScale = .logarithmic
  let figures = [
    byDegree.figure("degrees without a ridge", x: degrees.map(Float.init), label: "degree"), stiffer,
  ]
  try page.figure("validation-curves", FigureGrid("Validation curves", columns: 2, figures: figures))
}

private func learningCurves(_ page: Page, _ X: Matrix, _ y: [Float]) throws {
  let sizes = [10, 20, 30, 40, 60, 100]
  let curves = try page.output("learning") { out in
    let curves = try [1, 6].map { try learningCurve(degree: $0, sizes, X, y) }
    out.table(
      ["flowers"] + sizes.map(String.init), curves[0].rows("degree 1, ") + curves[1].rows("degree 6, "))
    return curves
  }
  var figure = Figure("Learning curves", x: "flowers to learn from", y: "J")
  figure.yScale = .logarithmic
  for (name, curve) in zip(["degree 1", "degree 6"], curves) {
    figure.line(sizes.map(Float.init), curve.training, name: name + ", training")
    figure.line(sizes.map(Float.init), curve.testing, name: name + ", testing")
  }
  try page.figure("learning-curves", figure)
}

/// The means over forty splits, for each number of flowers to learn from.
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
