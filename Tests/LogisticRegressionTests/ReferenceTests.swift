import Figures
import Formats
import ReadAlong
import Matrices
import Testing

@testable import LogisticRegression

/// The numbers were computed in double precision by reference.py beside this file.
@Suite struct ReferenceTests {
  let start = LogisticModel(weights: [0.1, -0.05, 0.07, -0.11], bias: 0.02)

  @Test func `Gradient descent on setosa goes step by step as NumPy does`() throws {
    let expected: [Int: (loss: Float, numbers: [Float])] = [
      1: (0.886794511, [0.00461183329, -0.00504399381, -0.0905983311, -0.028600579, -0.14531109]),
      2: (0.582241341, [0.00333559078, -0.0251932055, -0.0884428906, -0.0687675797, -0.161443841]),
      10: (0.438225161, [0.0248131517, 0.0119503733, 0.0209901781, -0.23703197, -0.238422588]),
      1000: (0.0136768483, [0.297494642, 0.489903335, 1.47020842, -2.38306454, -1.20650575]),
    ]
    let (X, y) = try setosa()
    var model = start
    var compared = 0
    try train(&model, X, y, TrainingSettings(learningRate: 0.05, epochs: 1000)) { epoch in
      guard let reference = expected[epoch.number] else { return true }
      #expect(close(epoch.loss, reference.loss))
      #expect(close(epoch.model.numbers, reference.numbers))
      compared += 1
      return true
    }
    #expect(compared == 4)
  }

  @Test func `The deck's rule stops on setosa where NumPy stops, with 150 right`() throws {
    let (X, y) = try setosa()
    var model = start
    let settings = TrainingSettings(learningRate: 0.05, epochs: 100_000, tolerance: 1e-6)
    let epochs = try Lanes.train(&model, X, y, settings)
    // J rounds by some 5e-9 and its fall slows down by 5e-10 an epoch, so rounding may meet the rule sooner
    #expect(abs(epochs - 3744) < 40)
    #expect(Confusion(model.probabilities(X), y).right == 150)
    let expected: [Float] = [0.392027043, 0.637927682, 2.01111491, -3.20745398, -1.58380371]
    #expect(close(model.numbers, expected, 0.005))
  }

  @Test func `The deck's rule stops on versicolor and virginica with 96 of 100 right`() throws {
    let (X, y) = try virginica()
    var model = start
    let settings = TrainingSettings(learningRate: 0.05, epochs: 100_000, tolerance: 1e-6)
    let epochs = try Lanes.train(&model, X, y, settings)
    // J rounds by some 3e-8 and its fall slows down by 1e-10 an epoch, so rounding meets the rule sooner
    #expect(abs(epochs - 16_808) < 1000)
    #expect(Confusion(model.probabilities(X), y).right == 96)
    #expect(close(crossEntropy(model.forward(X), y), 0.0955016436, 0.02))
  }

  @Test func `Newton's steps and where they end are NumPy's`() throws {
    let expected: [(loss: Float, numbers: [Float])] = [
      (0.693147181, [-3.67455546, -0.784238399, -1.23020139, 1.53705751, 2.73137861]),
      (0.238233391, [-7.09261116, -1.2856319, -2.01234552, 2.74443393, 4.46305341]),
      (0.137053904, [-11.6168341, -1.7605746, -2.69661269, 4.00992781, 6.40064716]),
    ]
    let (X, y) = try virginica()
    var model = LogisticModel(inputs: 4)
    let steps = try trainByNewton(&model, X, y) { step in
      guard expected.indices.contains(step.number - 1) else { return }
      #expect(step.rate == 1)
      #expect(close(step.loss, expected[step.number - 1].loss))
      #expect(close(step.model.numbers, expected[step.number - 1].numbers, 1e-4))
    }
    #expect((8...11).contains(steps))
    #expect(close(crossEntropy(model.forward(X), y), 0.059492734, 1e-4))
    #expect(close(model.numbers, [-42.6378038, -2.4652202, -6.68088701, 9.42938515, 18.2861369], 1e-3))
  }

  @Test func `Loss, gradient and Hessian are NumPy's, by loops and by lanes`() throws {
    let (X, y) = try virginica()
    let model = LogisticModel(weights: [0.5, -0.4, 0.2, -0.6], bias: 0.3)
    var byLanes = LogisticModel(inputs: 4)
    var examples = Lanes.Examples(X, y)
    let slopes: [Float] = [0.401752694, 2.36554655, 1.10253978, 1.65769593, 0.497916547]
    for J in [crossEntropy(model.forward(X), y), examples.loss(model)] { #expect(close(J, 1.21206597)) }
    examples.backward(into: &byLanes)
    for found in [backward(X, model.probabilities(X), y), byLanes] { #expect(close(found.numbers, slopes)) }
    let H: [[Float]] = [
      [0.0878637275, 0.539856746, 0.252567939, 0.423045604, 0.147503599],
      [0.539856746, 3.35120147, 1.56243207, 2.6339179, 0.920279291],
      [0.252567939, 1.56243207, 0.735447322, 1.22890362, 0.431401547],
      [0.423045604, 2.6339179, 1.22890362, 2.09096191, 0.735426149],
      [0.147503599, 0.920279291, 0.431401547, 0.735426149, 0.264201562],
    ]
    for (row, expected) in zip(hessian(X, model.forward(X)), H) {
      #expect(close(row.map { Float($0) }, expected))
    }
  }

  @Test func `A Newton step is NumPy's least squares, reweighted by p (1 − p)`() throws {
    let (X, y) = try virginica()
    var model = LogisticModel(weights: [0.5, -0.4, 0.2, -0.6], bias: 0.3)
    let Z = model.forward(X)
    update(&model, try newtonStep(backward(X, model.probabilities(X), y), hessian(X, Z)), learningRate: 1)
    #expect(close(model.numbers, [-7.05846084, -3.59334152, -2.90607627, 4.44277956, 8.16366691], 1e-4))
  }

  static let ridges: [(l2: Float, numbers: [Float])] = [
    (0.001, [0.056615861, -0.771979989, -0.966339712, 3.60274536, 3.60404432]),
    (0.01, [0.0870405157, -0.105224638, -0.436647101, 1.73508633, 1.93616574]),
    (0.1, [0.0148131029, 0.177063411, -0.005860889, 0.646746899, 0.742834158]),
  ]

  /// scikit-learn's C is 1 / (2 m λ).
  @Test(arguments: ridges)
  func `With a ridge the weights are scikit-learn's`(l2: Float, expected: [Float]) throws {
    let (X, y) = try standardizedVirginica()
    var newton = LogisticModel(inputs: 4)
    try trainByNewton(&newton, X, y, l2: l2)
    var descended = LogisticModel(inputs: 4)
    try train(&descended, X, y, TrainingSettings(learningRate: 1, epochs: 20_000, penalty: Penalty(l2: l2)))
    for model in [newton, descended] { #expect(close(model.numbers, expected, 1e-4)) }
  }

  static let lassos: [(l1: Float, numbers: [Float])] = [
    (0.01, [0.175538351, -0.183497596, -0.740728784, 2.75240663, 3.28414194]),
    (0.05, [0.0838215168, 0, 0, 1.20660283, 1.74653237]),
  ]

  @Test func `Ten steps of the lasso are NumPy's, by loops and by lanes`() throws {
    let (X, y) = try standardizedVirginica()
    let settings = TrainingSettings(learningRate: 1, epochs: 10, penalty: Penalty(l1: 0.05))
    let expected: [Float] = [0.0727489925, 0.277490786, 0, 1.0226258, 0.930679304]
    var byLoops = LogisticModel(weights: [0.5, -0.4, 0.02, -0.6], bias: 0.3)
    var byLanes = byLoops
    try train(&byLoops, X, y, settings)
    try Lanes.train(&byLanes, X, y, settings)
    for model in [byLoops, byLanes] {
      for (found, expected) in zip(model.numbers, expected) {
        #expect(close(found, expected, 2e-5) && (found == 0) == (expected == 0))
      }
    }
  }

  /// scikit-learn's C is 1 / (m λ).
  @Test(arguments: lassos)
  func `With a lasso the weights are scikit-learn's and its zeros are exact`(l1: Float, expected: [Float])
    throws
  {
    let (X, y) = try standardizedVirginica()
    var model = LogisticModel(inputs: 4)
    try train(&model, X, y, TrainingSettings(learningRate: 1, epochs: 20_000, penalty: Penalty(l1: l1)))
    #expect(close(model.numbers, expected, 1e-4))
    #expect(zip(model.numbers, expected).allSatisfy { ($0 == 0) == ($1 == 0) })
  }

  @Test func `Which houses cost at most 220,000 dollars is learned as scikit-learn learns it`() throws {
    let table = try Table(file: dataFile("sacramento.csv"))
    let houses = try table.matrix(["beds", "baths", "sqft"])
    let y: [Float] = try table.column("price").map { $0 <= 220_000 ? 1 : 0 }
    #expect(y.reduce(0, +) == 468)
    var model = LogisticModel(inputs: 3)
    try trainByNewton(&model, Standardization(of: houses).apply(to: houses), y, l2: 0.01)
    #expect(close(model.numbers, [-0.241722988, 0.0746975867, -0.347138895, -1.68300144], 1e-4))
  }

  static let normalizations: [(kind: Normalization, values: [Float])] = [
    (.rescaling, [0.0677966102, 0.627118644, 0.847457627]),
    (.standardization, [-1.34022653, 0.535408562, 1.27429511]),
    (.unitLength, [0.0275480088, 0.0924826011, 0.118062895]),
  ]

  @Test(arguments: normalizations)
  func `Petal lengths are normalized as scikit-learn does it`(kind: Normalization, values: [Float]) throws {
    let X = try setosa().X
    let scaled = kind.measured(X).apply(to: X)
    #expect(close([0, 50, 100].map { scaled[$0, 2] }, values))
  }

  @Test func `Polynomials stand in scikit-learn's order`() {
    #expect(polynomialFeatures([[2, -3]], degree: 3).values == [2, -3, 4, -6, 9, 8, -12, 18, -27])
  }

  @Test func `Linear and logistic regression on petal width, by one loop, are NumPy's and scikit-learn's`()
    throws
  {
    let (all, y) = try irises("virginica")
    let X = Matrix(column: all.column(3))
    func descend(_ epochs: Int, _ rate: Float, phi: (Float) -> Float) -> LogisticModel {
      var model = LogisticModel(inputs: 1)
      for _ in 0..<epochs { update(&model, backward(X, model.forward(X).map(phi), y), learningRate: rate) }
      return model
    }
    #expect(close(descend(2000, 0.5) { $0 }.numbers, [-0.239295552, 0.477455991], 1e-4))
    #expect(close(descend(60_000, 1) { sigmoid($0) }.numbers, [-21.1256404, 12.9475074], 1e-3))
  }

  @Test func `Entropy, cross-entropy and divergences are NumPy's`() {
    #expect(close(entropy(1 / 3), 0.636514168))
    #expect(close(crossEntropy(of: 1 / 3, belief: 0.8), 1.14733979))
    #expect(close(divergence(of: 1 / 3, from: 0.8), 0.510825624))
    #expect(close(divergence(of: 0.8, from: 1 / 3), 0.459580429))
  }
}
