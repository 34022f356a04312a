import Formats
import Matrices
import ReadAlong
import Testing

@testable import LinearRegression

/// The answers to the exercises of the chapter's prose.
@Suite struct ExerciseTests {
  @Test func `1 · A rate of 0·5 arrives in one step, and a rate of 1 goes to and fro for ever`() {
    #expect(OneWeight.descend(from: 2, learningRate: 0.5, steps: 1) == [2, 0])
    #expect(OneWeight.descend(from: 2, learningRate: 1, steps: 4) == [2, -2, 2, -2, 2])
  }

  @Test func `2 · With 2 to the power M the deck's program stops early on a worse line`() throws {
    let (X, y) = try anscombe(1)
    var generator = SeededGenerator(seed: 1)
    var model = LinearModel(inputs: 1, using: &generator)
    // By NumPy in double precision: 1087 epochs, 2.12006083 + 0.58723106 x. J is 2048/22 times as large as the deck's, so the deck's rule is this much wider
    let settings = TrainingSettings(learningRate: 0.01, epochs: 100_000, tolerance: 1e-6 * 2048 / 22)
    let epochs = try train(&model, X, y, settings)
    #expect(epochs == 1087)
    #expect(close(model.bias, 2.12006083, 1e-4))
    #expect(close(model.weights[0, 0], 0.58723106, 1e-4))
  }

  @Test func `3 · Through one point there are many lines`() {
    #expect(throws: SingularMatrix(input: 0)) { try closedForm([[4]], [2]) }
  }

  @Test
  func `4 · Without the bedrooms a bathroom is worth less than nothing, and the fit is 2 percent worse`()
    throws
  {
    let (X, y) = try houses()
    let fewer = Matrix((0..<X.rows).map { [X[$0, 1], X[$0, 2]] })
    let (all, two) = (try closedForm(X, y), try closedForm(fewer, y))
    #expect(close(all.weights[1, 0], 5.34259, 1e-4))
    #expect(close(two.weights[0, 0], -3.50195, 1e-4))
    let worse = (loss(two.forward(fewer), y) / loss(all.forward(X), y)).squareRoot()
    #expect(close(worse, 84.01941 / 82.43661, 1e-4))
  }

  @Test func `5 · Of bedrooms and square feet the bedrooms go at 7000, by the mean products at 6564`() throws
  {
    let (X, y) = try standardizedHouses()
    let two = Matrix((0..<X.rows).map { [X[$0, 0], X[$0, 2]] })
    func weights(_ l1: Float) throws -> [Float] {
      var model = LinearModel(inputs: 2)
      let settings = TrainingSettings(learningRate: 0.3, epochs: 1000, penalty: Penalty(l1: l1))
      try Lanes.train(&model, two, y, settings)
      return model.weights.values
    }
    for l1: Float in [0, 3, 6, 6.5] { #expect(try weights(l1)[0] < 0) }
    for l1: Float in [6.6, 7] { #expect(try weights(l1)[0] == 0) }
    // In thousands; with the products c of both with the price and r with each other, c_beds − r (c_sqft − λ) = −λ
    let H = hessian(two)
    let c = backward(two, [Float](repeating: 0, count: y.count), y).weights.values.map { -Double($0) }
    #expect(abs((H[1][2] * c[1] - c[0]) / (1 + H[1][2]) - 6.564) < 0.01)
  }

  @Test func `6 · A rate of 0·8 converges and 0·9 does not, for the border is 2 over 2·4231`() throws {
    let (X, y) = try standardizedHouses()
    var model = LinearModel(inputs: 3)
    try train(&model, X, y, TrainingSettings(learningRate: 0.8, epochs: 1000))
    #expect(close(model.weights.values, try closedForm(X, y).weights.values, 1e-4))
    #expect(throws: Divergence.self) {
      try train(&model, X, y, TrainingSettings(learningRate: 0.9, epochs: 1000))
    }
    // The largest eigenvalue of 1/m X̃ᵀX̃, by numpy.linalg.eigvalsh, is 2.42313242
    let below = TrainingSettings(learningRate: 0.99 * 2 / 2.42313242, epochs: 2000)
    var slow = LinearModel(inputs: 3)
    try train(&slow, X, y, below)
    #expect(close(slow.weights.values, try closedForm(X, y).weights.values, 1e-3))
  }

  @Test func `1·6 · Along the square feet J curves 290,000 times as much as along the bedrooms`() throws {
    let (X, _) = try houses()
    let squares = [0, 2].map { j in X.column(j).reduce(0) { $0 + Double($1) * Double($1) } }
    #expect((squares[1] / squares[0] / 10_000).rounded() == 29)
  }
}
