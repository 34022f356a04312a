import Matrices
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
}
