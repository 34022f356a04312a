import Figures
import Formats
import ReadAlong
import Matrices
import Testing

@testable import LogisticRegression
@testable import func logistic_regression.calibration

@Suite struct NormalizationTests {
  let column = Matrix(column: [2, 4, 4, 6, 9])

  @Test func `Rescaling brings the least to 0 and the most to 1`() {
    let scaling = Normalization.rescaling.measured(column)
    #expect(close(scaling.apply(to: column).values, [0, 0.285714286, 0.285714286, 0.571428571, 1]))
    #expect(close(scaling.apply(to: [[16]]).values, [2]))
  }

  @Test func `Standardization brings the mean to 0 and the deviation to 1`() {
    let scaled = Standardization(of: column).apply(to: column).values
    // Mean 5, mean square of the differences (9 + 1 + 1 + 1 + 16) / 5 = 5.6
    #expect(close(scaled, [-1.26773138, -0.422577127, -0.422577127, 0.422577127, 1.69030851]))
  }

  @Test func `A column far from zero has the deviation of one near it`() {
    for far in [16_777_200, -16_777_200] as [Float] {
      let scaling = Standardization(of: Matrix(column: [far + 1, far + 2, far + 4]))
      #expect(close(scaling.deviations.values, [1.2472191]))  // √(14/9)
    }
  }

  @Test func `Unit length brings the sum of squares to 1`() {
    let column = Matrix(column: [3, 4, 12])
    let scaled = Normalization.unitLength.measured(column).apply(to: column).values
    #expect(close(scaled, [0.230769231, 0.307692308, 0.923076923]))
  }

  @Test func `No normalization leaves the numbers alone`() {
    #expect(Normalization.none.measured(column).apply(to: column) == column)
  }

  @Test(arguments: Normalization.allCases)
  func `A column that never varies stays finite`(kind: Normalization) {
    for value: Float in [0, 7] {
      let X = Matrix(column: [value, value, value])
      #expect(kind.measured(X).apply(to: X).values.allSatisfy { $0.isFinite && abs($0) <= 7 })
    }
    // Nothing is taken off zeros, and they are divided by 1
    #expect(kind.measured(Matrix(column: [0, 0, 0])).apply(to: [[5]]) == [[5]])
  }

  @Test(arguments: Normalization.allCases)
  func `A model taken back to raw inputs gives the same probabilities`(kind: Normalization) throws {
    let (X, _) = try virginica()
    let scaling = kind.measured(X)
    let model = LogisticModel(weights: [0.7, -1.5, 0.3, 2], bias: 0.4)
    let expected = model.probabilities(scaling.apply(to: X))
    #expect(close(scaling.undo(model).probabilities(X), expected, 2e-5))
  }

  @Test func `Units change the way of descent on raw inputs and not on normalized ones`() throws {
    let (X, y) = try virginica()
    let mixed = X * ([[1, 1, 10, 1]] as Matrix)
    func loss(_ kind: Normalization, _ X: Matrix, rate: Float) throws -> Float {
      let scaled = kind.measured(X).apply(to: X)
      var model = LogisticModel(inputs: 4)
      try train(&model, scaled, y, TrainingSettings(learningRate: rate, epochs: 1000))
      return crossEntropy(model.forward(scaled), y)
    }
    for kind in [Normalization.rescaling, .standardization, .unitLength] {
      #expect(close(try loss(kind, X, rate: 1.3), try loss(kind, mixed, rate: 1.3), 1e-4))
    }
    // The largest safe rates, 1 over the largest curvature: 1/19.1 and 1/631
    #expect(try loss(.none, mixed, rate: 0.00158) > 2 * loss(.none, X, rate: 0.0523))
    #expect(try loss(.none, X, rate: 0.0523) > 2 * loss(.standardization, X, rate: 1.3))
  }
}

@Suite struct LassoTests {
  @Test(arguments: [0, 0.25, 1, 2] as [Float])
  func `A step of the lasso moves each weight by αλ towards zero and not past it`(l1: Float) {
    var weights: Matrix = [[1.5], [-1.5], [0.125], [-0.125], [0]]
    Penalty(l1: l1).shrink(&weights, learningRate: 0.5)
    let (far, near) = (1.5 - l1 / 2, max(0.125 - l1 / 2, 0))
    #expect(weights == [[far], [-far], [near], [-near], [0]])
  }
}

@Suite struct SplitTests {
  @Test func `A split has every example once and follows from the seed`() {
    var generator = SeededGenerator(seed: 3)
    let parts = split(10, testing: 3, using: &generator)
    #expect(parts.testing.count == 3)
    #expect((parts.training + parts.testing).sorted() == Array(0..<10))
    var again = SeededGenerator(seed: 3)
    #expect(split(10, testing: 3, using: &again).testing == parts.testing)
    var other = SeededGenerator(seed: 4)
    #expect(split(10, testing: 3, using: &other).testing != parts.testing)
  }

  @Test(arguments: [(10, 2), (10, 3), (150, 7), (5, 5)])
  func `Folds partition the examples into parts of nearly one size`(examples: Int, count: Int) {
    var generator = SeededGenerator(seed: 1)
    let parts = folds(of: examples, count: count, using: &generator)
    #expect(parts.count == count)
    #expect(parts.flatMap(\.self).sorted() == Array(0..<examples))
    let sizes = parts.map(\.count)
    #expect(sizes.max()! - sizes.min()! <= 1)
  }

  @Test func `Folds are shuffled and follow from the seed`() {
    var first = SeededGenerator(seed: 1)
    var again = SeededGenerator(seed: 1)
    var other = SeededGenerator(seed: 2)
    let parts = folds(of: 100, count: 5, using: &first)
    #expect(parts == folds(of: 100, count: 5, using: &again))
    #expect(parts != folds(of: 100, count: 5, using: &other))
    #expect(parts[0].sorted() != Array(0..<20))
  }

  @Test func `Cross-validation never tests by an example that it trained on`() {
    let parts = [[4, 1], [0, 3], [2]]
    let pairs = crossValidate(parts) { training, testing in (training, testing) }
    #expect(pairs.map(\.1) == parts)
    for (training, testing) in pairs {
      #expect(Set(training).isDisjoint(with: testing))
      #expect((training + testing).sorted() == [0, 1, 2, 3, 4])
    }
  }
}

@Suite struct OverfittingTests {
  @Test(arguments: [(1, 2), (2, 5), (3, 9), (8, 44)])
  func `Polynomials of two inputs have d (d + 3) over 2 products`(degree: Int, count: Int) {
    #expect(polynomialFeatures([[1, 2]], degree: degree).columns == count)
    #expect(polynomialFeatures(Matrix(rows: 0, columns: 2), degree: degree).columns == count)
  }

  /// J in training and in testing, the means of ten splits, for versicolor against the rest by the sepals.
  private func losses(
    degree: Int, count: Int, l1: Float = 0, l2: Float = 0
  ) throws -> (training: Float, testing: Float) {
    let (all, y) = try irises("versicolor")
    let X = Matrix((0..<150).map { [all[$0, 0], all[$0, 1]] })
    var generator = SeededGenerator(seed: 4)
    var sums: (training: Float, testing: Float) = (0, 0)
    for _ in 0..<10 {
      let parts = split(150, testing: 50, using: &generator)
      let few = Array(parts.training.prefix(count))
      let measures = Standardization(of: X.rows(few))
      let raw = polynomialFeatures(measures.apply(to: X), degree: degree)
      let features = Standardization(of: raw.rows(few)).apply(to: raw)
      let labels = few.map { y[$0] }
      var model = LogisticModel(inputs: raw.columns)
      if l1 == 0 {
        try trainByNewton(&model, features.rows(few), labels, l2: l2)
      } else {
        let settings = TrainingSettings(learningRate: 0.2, epochs: 5000, penalty: Penalty(l1: l1))
        try train(&model, features.rows(few), labels, settings)
      }
      sums.training += crossEntropy(model.forward(features.rows(few)), labels)
      sums.testing += crossEntropy(model.forward(features.rows(parts.testing)), parts.testing.map { y[$0] })
    }
    return (sums.training / 10, sums.testing / 10)
  }

  @Test func `A higher degree lowers the loss in training and raises it in testing`() throws {
    let line = try losses(degree: 1, count: 80, l2: 1e-5)
    let parabola = try losses(degree: 2, count: 80, l2: 1e-5)
    let wild = try losses(degree: 6, count: 80, l2: 1e-5)
    #expect(parabola.training < 0.9 * line.training && wild.training < 0.9 * parabola.training)
    #expect(parabola.testing < 0.95 * line.testing && wild.testing > 1.5 * parabola.testing)
  }

  @Test func `A ridge and a lasso cure what a high degree has memorized`() throws {
    let wild = try losses(degree: 6, count: 80, l2: 1e-5)
    for cured in [
      try losses(degree: 6, count: 80, l2: 0.01), try losses(degree: 6, count: 80, l1: 0.01),
    ] {
      #expect(cured.training > wild.training)
      #expect(cured.testing < 0.7 * wild.testing)
    }
  }

  @Test func `More flowers bring the two curves together, those of a higher degree later`() throws {
    func gap(degree: Int, count: Int) throws -> Float {
      let losses = try losses(degree: degree, count: count, l2: 1e-4)
      return losses.testing - losses.training
    }
    let stiff = (few: try gap(degree: 1, count: 20), many: try gap(degree: 1, count: 100))
    let pliant = (few: try gap(degree: 4, count: 20), many: try gap(degree: 4, count: 100))
    #expect(stiff.few > 3 * stiff.many && stiff.many < 0.05)
    #expect(pliant.few > 3 * pliant.many && pliant.many > 3 * stiff.many)
  }
}

@Suite struct EvaluationTests {
  @Test func `Answers are counted by class and threshold`() {
    let P: [Float] = [0.9, 0.5, 0.4, 0.6, 0.1]
    let y: [Float] = [1, 1, 1, 0, 0]
    let answers = Confusion(P, y)
    #expect(answers.truePositives == 2 && answers.falseNegatives == 1)
    #expect(answers.falsePositives == 1 && answers.trueNegatives == 1)
    #expect(answers.right == 3 && answers.count == 5)
    #expect(close(answers.accuracy, 0.6))
    #expect(Confusion(P, y, threshold: 0.3).truePositives == 3)
    // A probability in the place of a label counts as the class from one half on
    #expect(Confusion([1, 1, 1], [0.49, 0.5, 0.6]).truePositives == 2)
  }

  @Test func `Calibration bins hold every example, probabilities 0 and 1 too`() {
    let bins = calibration([0, 0.1, 0.24, 0.25, 0.6, 1], [0, 1, 0, 1, 0, 1], bins: 4)
    #expect(bins.map(\.count) == [3, 1, 1, 1])
    #expect(close(bins[0].predicted, 0.34 / 3))
    #expect(close(bins[0].observed, 1 / 3))
    #expect(bins[3].predicted == 1 && bins[3].observed == 1)
  }

  @Test func `An empty bin has no mean`() {
    let bins = calibration([0.1], [1], bins: 2)
    #expect(bins[1].count == 0 && bins[1].predicted.isNaN && bins[1].observed.isNaN)
  }

  @Test func `A model fitted with a bias promises on the whole what comes true`() throws {
    let (X, y) = try virginica()
    var model = LogisticModel(inputs: 4)
    try trainByNewton(&model, X, y, l2: 0.01)
    #expect(close(model.probabilities(X).reduce(0, +), y.reduce(0, +), 1e-4))
  }
}
