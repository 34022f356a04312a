import Figures
import Formats
import ReadAlong
@testable import LinearRegression
import Matrices
import Testing

/// The numbers were computed in double precision by reference.py beside this file.
@Suite struct ReferenceTests {
  static let closedForms: [(set: Int, intercept: Float, slope: Float, loss: Float)] = [
    (1, 3.00009091, 0.500090909, 0.625576818), (2, 3.00090909, 0.5, 0.626195041),
    (3, 3.00245455, 0.499727273, 0.625281446), (4, 3.00172727, 0.499909091, 0.624658636),
  ]

  @Test(arguments: closedForms)
  func `The closed form of each of Anscombe's sets is NumPy's`(
    set: Int, intercept: Float, slope: Float, expected: Float
  ) throws {
    let (X, y) = try anscombe(set)
    let model = try closedForm(X, y)
    #expect(close(model.bias, intercept))
    #expect(close(model.weights[0, 0], slope))
    #expect(close(loss(model.forward(X), y), expected))
  }

  @Test func `All four sets have the same line to two decimals`() throws {
    for set in 1...4 {
      let (X, y) = try anscombe(set)
      let model = try closedForm(X, y)
      #expect(abs(model.bias - 3) < 0.005)
      #expect(abs(model.weights[0, 0] - 0.5) < 0.005)
    }
  }

  @Test func `Gradient descent on Anscombe's first set goes step by step as NumPy does`() throws {
    let expected: [Int: (loss: Float, bias: Float, weight: Float)] = [
      1: (37.2949636, 0.133509091, 0.711590909), 2: (1.31300136, 0.143139909, 0.777118273),
      10: (1.0670904, 0.168488124, 0.78047484), 1000: (0.676703823, 2.03651603, 0.595503625),
    ]
    let (X, y) = try anscombe(1)
    var model = LinearModel(weights: [-0.1], bias: 0.05)
    var compared = 0
    try train(&model, X, y, TrainingSettings(learningRate: 0.01, epochs: 1000)) { epoch in
      guard let reference = expected[epoch.number] else { return true }
      #expect(close(epoch.loss, reference.loss))
      #expect(close(epoch.model.bias, reference.bias, 3e-5))
      #expect(close(epoch.model.weights[0, 0], reference.weight))
      compared += 1
      return true
    }
    #expect(compared == 4)
  }

  @Test func `The deck's rule stops the descent where NumPy stops it`() throws {
    let (X, y) = try anscombe(1)
    var model = LinearModel(weights: [-0.1], bias: 0.05)
    let epochs = try train(
      &model, X, y, TrainingSettings(learningRate: 0.01, epochs: 100_000, tolerance: 1e-6))
    // In single precision J moves in steps of 6e-8, so the rule may be met some epochs sooner or later
    #expect(abs(epochs - 3165) < 100)
    #expect(close(loss(model.forward(X), y), 0.626035064, 3e-4))
    #expect(close(model.bias, 2.90886677, 0.005))
    #expect(close(model.weights[0, 0], 0.509123879, 0.005))
  }

  @Test func `From the page's first guess the rule is met within a hundred epochs of NumPy`() throws {
    let (X, y) = try anscombe(1)
    var generator = SeededGenerator(seed: 1)
    let guess = LinearModel(inputs: 1, using: &generator)
    #expect(close(guess.bias, 0.0487, 1e-3) && close(guess.weights[0, 0], 0.0049, 1e-2))
    for byLanes in [false, true] {
      var model = guess
      let settings = TrainingSettings(learningRate: 0.01, epochs: 100_000, tolerance: 1e-6)
      let epochs = try byLanes ? Lanes.train(&model, X, y, settings) : train(&model, X, y, settings)
      // By reference.py in double precision 3,169
      #expect(abs(epochs - 3169) <= 100)
    }
  }

  @Test func `Descent without the rule tends to intercept 3·0001 and slope 0·5001`() throws {
    let (X, y) = try anscombe(1)
    var model = LinearModel(weights: [-0.1], bias: 0.05)
    try train(&model, X, y, TrainingSettings(learningRate: 0.01, epochs: 20_000))
    #expect(close(model.bias, 3.00009091, 1e-4))
    #expect(close(model.weights[0, 0], 0.500090909, 1e-4))
  }

  @Test func `The houses' prices come out as NumPy has them`() throws {
    let (X, y) = try houses()
    let model = try closedForm(X, y)
    #expect(close(model.bias, 58.4817472))
    #expect(close(model.weights.values, [-27.0352845, 5.34259074, 0.158167477]))
  }

  @Test func `Standardized houses have NumPy's means and deviations`() throws {
    let scaling = Standardization(of: try houses().X)
    #expect(close(scaling.means.values, [3.27575107, 2.05311159, 1680.31867]))
    #expect(close(scaling.deviations.values, [0.887521972, 0.722211209, 725.876651]))
  }

  @Test func `Loss and gradient with a ridge are NumPy's, by loops and by lanes`() throws {
    let (X, y) = try standardizedHouses()
    let model = LinearModel(weights: [0.5, -1.5, 2.5], bias: 100)
    let penalty = Penalty(l2: 0.3)
    var byLoops = backward(X, model.forward(X), y)
    var byLanes = LinearModel(inputs: 3)
    var examples = Lanes.Examples(X, y)
    let lossByLanes = examples.loss(model)
    examples.backward(into: &byLanes)
    for J in [loss(model.forward(X), y), lossByLanes] {
      #expect(close(J + penalty.cost(of: model.weights), 19178.6388))
    }
    penalty.addGradient(of: model.weights, to: &byLoops.weights)
    penalty.addGradient(of: model.weights, to: &byLanes.weights)
    for gradient in [byLoops, byLanes] {
      #expect(close(gradient.weights.values, [-59.1285642, -75.611299, -97.3508082], 2e-5))
      #expect(close(gradient.bias, -146.661584))
    }
  }

  @Test func `The ridge equals its closed form and scikit-learn's`() throws {
    let (X, y) = try standardizedHouses()
    let closed = try closedForm(X, y, l2: 0.1)
    var descended = LinearModel(inputs: 3)
    try train(
      &descended, X, y, TrainingSettings(learningRate: 0.3, epochs: 500, penalty: Penalty(l2: 0.1)))
    for model in [closed, descended] {
      #expect(close(model.bias, 246.661584))
      #expect(close(model.weights.values, [-3.58939372, 17.2966989, 74.9823496], 2e-5))
    }
  }

  @Test(
    arguments: [
      (2, [242.518757, 2.3162332, 18.3814397, 73.1811527]), (20, [242.518757, 0, 10.2047377, 65.862477]),
    ] as [(Float, [Float])])
  func `Ten steps of the lasso are NumPy's, by loops and by lanes`(l1: Float, expected: [Float]) throws {
    let (X, y) = try standardizedHouses()
    let settings = TrainingSettings(learningRate: 0.3, epochs: 10, penalty: Penalty(l1: l1))
    var byLoops = LinearModel(weights: [20, -3, 1], bias: 100)
    var byLanes = byLoops
    try train(&byLoops, X, y, settings)
    try Lanes.train(&byLanes, X, y, settings)
    for model in [byLoops, byLanes] {
      for (found, expected) in zip([model.bias] + model.weights.values, expected) {
        #expect(close(found, expected, 2e-5) && (found == 0) == (expected == 0))
      }
    }
  }

  @Test func `The lasso's weights are scikit-learn's, and its zeros are exact`() throws {
    let (X, y) = try standardizedHouses()
    let expected: [Float: [Float]] = [2: [-16.2168091, 0.652101436, 109.68129], 10: [0, 0, 90.5676348]]
    for (l1, weights) in expected {
      var model = LinearModel(inputs: 3)
      try train(
        &model, X, y, TrainingSettings(learningRate: 0.3, epochs: 2000, penalty: Penalty(l1: l1)))
      #expect(close(model.weights.values, weights, 1e-4))
      #expect(zip(model.weights.values, weights).allSatisfy { ($0 == 0) == ($1 == 0) })
    }
  }
}
