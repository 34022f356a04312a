import Figures
import Formats
import ReadAlong
import Matrices
import Testing

@testable import LogisticRegression

@Suite struct TrainingTests {
  @Test(arguments: [1, 2, 3, 4, 5])
  func `With the deck's settings all 150 irises are set apart from any first guess`(seed: UInt64) throws {
    let (X, y) = try setosa()
    var generator = SeededGenerator(seed: seed)
    var model = LogisticModel(inputs: 4, using: &generator)
    let settings = TrainingSettings(learningRate: 0.05, epochs: 100_000, tolerance: 1e-6)
    let epochs = try train(&model, X, y, settings)
    #expect(Confusion(model.probabilities(X), y).right == 150)
    #expect(epochs > 1000 && epochs < 10_000)
  }

  @Test func `Separable classes have no best model, so the loss falls and the weights grow for ever`() throws
  {
    let (X, y) = try setosa()
    var model = LogisticModel(inputs: 4)
    var losses: [Float] = []
    try train(&model, X, y, TrainingSettings(learningRate: 0.05, epochs: 20_000)) {
      if [1250, 2500, 5000, 10_000, 20_000].contains($0.number) { losses.append($0.loss) }
      return true
    }
    #expect(zip(losses, losses.dropFirst()).allSatisfy { $1 < 0.7 * $0 })
    #expect(losses.last! < 0.001)
  }

  @Test func `No plane parts versicolor from virginica, and 98 of 100 is what the least loss reaches`() throws
  {
    let (X, y) = try virginica()
    var model = LogisticModel(inputs: 4)
    try trainByNewton(&model, X, y)
    let answers = Confusion(model.probabilities(X), y)
    #expect(answers.right == 98)
    #expect(answers.falsePositives == 1 && answers.falseNegatives == 1)
  }

  @Test func `A penalty that overshoots ends in an error with epoch, loss and rate`() throws {
    let (X, y) = try setosa()
    var model = LogisticModel(weights: [1, 1, 1, 1], bias: 0)
    let error = #expect(throws: Divergence.self) {
      try train(&model, X, y, TrainingSettings(learningRate: 2, epochs: 1000, penalty: Penalty(l2: 5)))
    }
    let divergence = try #require(error)
    #expect(divergence.learningRate == 2)
    #expect(!divergence.loss.isFinite)
    #expect((5...100).contains(divergence.epoch))
    #expect("\(divergence)".contains("epoch \(divergence.epoch)"))
  }

  @Test func `One weight or a bias that is no number, and a model is not finite`() {
    #expect(LogisticModel(weights: [1, 2], bias: 3).isFinite)
    #expect(!LogisticModel(weights: [1, .infinity], bias: 3).isFinite)
    #expect(!LogisticModel(weights: [1, 2], bias: .nan).isFinite)
  }

  @Test func `An input that is not a number ends in an error and not in a model`() throws {
    var model = LogisticModel(inputs: 1)
    #expect(throws: Divergence.self) {
      try train(&model, [[1], [.nan]], [0, 1], TrainingSettings(learningRate: 0.1, epochs: 10))
    }
    #expect(model == LogisticModel(inputs: 1))
  }

  @Test func `Labels between 0 and 1 count as probabilities`() throws {
    var model = LogisticModel(inputs: 1)
    let settings = TrainingSettings(learningRate: 1, epochs: 2000)
    try train(&model, [[0], [0], [1]], [0.2, 0.4, 0.9], settings)
    #expect(close(model.probabilities(Matrix([[0]]))[0], 0.3, 1e-3))
    #expect(close(model.probabilities(Matrix([[1]]))[0], 0.9, 1e-3))
  }

  @Test func `A run in two parts gives the bits of a run in one, and one that is over stays over`() throws {
    let (X, y) = try standardizedVirginica()
    var whole = LogisticModel(inputs: 4)
    var parts = whole
    func settings(_ epochs: Int) -> TrainingSettings {
      TrainingSettings(learningRate: 0.1, epochs: epochs, penalty: Penalty(l1: 0.01, l2: 0.01))
    }
    try train(&whole, X, y, settings(20))
    #expect(try train(&parts, X, y, settings(8)) == 8)
    #expect(try train(&parts, X, y, settings(20), from: 9) == 20)
    #expect(try train(&parts, X, y, settings(20), from: 23) == 22)
    #expect(whole == parts)
  }

  @Test func `Training by lanes is training by the plain loops`() throws {
    let (X, y) = try standardizedVirginica()
    let settings = TrainingSettings(learningRate: 0.1, epochs: 20, penalty: Penalty(l1: 0.01, l2: 0.01))
    var byLoops = LogisticModel(inputs: 4)
    var byLanes = byLoops
    var losses: [Float] = []
    try train(&byLoops, X, y, settings) {
      losses.append($0.loss)
      return true
    }
    #expect(try Lanes.train(&byLanes, X, y, settings) { close($0.loss, losses[$0.number - 1]) } == 20)
    #expect(close(byLanes.numbers, byLoops.numbers))
  }

  @Test func `Training ends where report says so, and hears of each epoch`() throws {
    let (X, y) = try setosa()
    var model = LogisticModel(inputs: 4)
    var heard: [Int] = []
    let last = try train(&model, X, y, TrainingSettings(learningRate: 0.05, epochs: 9), from: 3) {
      heard.append($0.number)
      return $0.number < 5
    }
    #expect(last == 5 && heard == [3, 4, 5])
  }

  @Test func `Weights that the last update spoils end in an error too, which names the loss before it`()
    throws
  {
    let X: Matrix = [[10], [20]]
    for byLanes in [false, true] {
      var model = LogisticModel(inputs: 1)
      let settings = TrainingSettings(learningRate: 3e38, epochs: 1)
      let error = #expect(throws: Divergence.self) {
        try byLanes ? Lanes.train(&model, X, [0, 0], settings) : train(&model, X, [0, 0], settings)
      }
      let divergence = try #require(error)
      #expect(close(divergence.loss, 0.693147181))
      #expect("\(divergence)".contains("not finite after a loss of \(divergence.loss) in epoch 1, step 1"))
    }
  }

  @Test func `A loss that is no number ends the training before a step is taken`() throws {
    let start = LogisticModel(weights: [3e38], bias: 1)
    for byLanes in [false, true] {
      var model = start
      let settings = TrainingSettings(learningRate: 1, epochs: 1)
      #expect(throws: Divergence.self) {
        try byLanes ? Lanes.train(&model, [[2]], [0], settings) : train(&model, [[2]], [0], settings)
      }
      #expect(model == start)
    }
  }

  @Test func `A tolerance of 0 ends nothing, not even where the loss stands still`() throws {
    var model = LogisticModel(inputs: 1)  // both classes at one place: the slopes are 0
    let settings = TrainingSettings(learningRate: 0.1, epochs: 5, tolerance: 0)
    #expect(try train(&model, [[0], [0]], [0, 1], settings) == 5)
    #expect(try Lanes.train(&model, [[0], [0]], [0, 1], settings) == 5)
  }

  @Test func `No epochs leave the model as it was`() throws {
    let (X, y) = try setosa()
    var model = LogisticModel(inputs: 4)
    #expect(try train(&model, X, y, TrainingSettings(learningRate: 0.05, epochs: 0)) == 0)
    #expect(model == LogisticModel(inputs: 4))
  }
}

@Suite struct RegularizationTests {
  @Test func `The lasso leaves what is no number as it is, for the training to find`() {
    for l1 in [0, 0.5] as [Float] {
      var weights: Matrix = [[.nan, .infinity, -.infinity]]
      Penalty(l1: l1).shrink(&weights, learningRate: 1)
      #expect(weights[0, 0].isNaN && weights[0, 1] == .infinity && weights[0, 2] == -.infinity)
    }
  }

  @Test func `Without a ridge a gradient stays as it is, of weights of any size`() {
    var gradient: Matrix = [[1, -2]]
    Penalty(l1: 1).addGradient(of: [[.infinity, 3]], to: &gradient)
    #expect(gradient == [[1, -2]])
  }

  @Test func `The penalty costs λ times the sum of sizes and of squares`() {
    let model = LogisticModel(weights: [3, -4], bias: 100)
    #expect(Penalty(l1: 2).cost(of: model.weights) == 14)
    #expect(Penalty(l2: 2).cost(of: model.weights) == 50)
    #expect(Penalty().cost(of: model.weights) == 0)
  }

  @Test func `A shrinking step stops at zero and leaves the bias alone`() {
    var model = LogisticModel(weights: [0.5, -0.5, 0.05, -0.05, 0], bias: 0.01)
    Penalty(l1: 0.2).shrink(&model.weights, learningRate: 0.5)
    #expect(close(model.weights.values, [0.4, -0.4, 0, 0, 0]))
    #expect(model.weights[2, 0] == 0 && model.weights[3, 0] == 0)
    #expect(model.bias == 0.01)
  }

  @Test func `The lasso zeroes an irrelevant input exactly and the ridge does not`() throws {
    let (X, y) = try standardizedVirginica()
    var generator = SeededGenerator(seed: 4)
    let noisy = Matrix((0..<X.rows).map { Array(X[row: $0]) + [generator.normal()] })
    var lasso = LogisticModel(inputs: 5)
    try train(&lasso, noisy, y, TrainingSettings(learningRate: 0.5, epochs: 3000, penalty: Penalty(l1: 0.03)))
    #expect(lasso.weights[4, 0] == 0)
    #expect(lasso.weights[3, 0] > 1)
    var ridge = LogisticModel(inputs: 5)
    try trainByNewton(&ridge, noisy, y, l2: 0.03)
    #expect(ridge.weights[4, 0] != 0)
  }

  @Test func `A ridge gives separable classes a best model`() throws {
    let (raw, y) = try setosa()
    let X = Standardization(of: raw).apply(to: raw)
    var short = LogisticModel(inputs: 4)
    var long = LogisticModel(weights: [1, 1, 1, 1], bias: 1)
    try train(&short, X, y, TrainingSettings(learningRate: 0.5, epochs: 20_000, penalty: Penalty(l2: 0.01)))
    try train(&long, X, y, TrainingSettings(learningRate: 0.5, epochs: 40_000, penalty: Penalty(l2: 0.01)))
    #expect(close(short.numbers, long.numbers, 1e-4))
  }
}
