import Matrices
import Testing

@testable import LinearRegression

/// Where a number just does or just does not suffice.
@Suite struct EdgeTests {
  @Test func `An error names the input that those before it explain, here the second`() {
    let X: Matrix = [[1, 5, 2], [2, 5, 1], [4, 5, 7], [3, 5, 3]]
    #expect(throws: SingularMatrix(input: 1)) { try closedForm(X, [1, 2, 3, 4]) }
  }

  @Test func `A step with any Hessian solves its equations, or names what is not curved`() throws {
    let gradient = LinearModel(weights: [3], bias: 8)
    func step(_ H: [[Double]]) throws -> LinearModel { try newtonStep(gradient, H) }
    #expect(try step([[4, 0], [0, 2]]) == LinearModel(weights: [1.5], bias: 2))
    #expect(try step([[4, 2], [2, 2]]) == LinearModel(weights: [-1], bias: 2.5))
    #expect(throws: SingularMatrix(input: -1)) { try step([[0, 0], [0, 0]]) }
    #expect(throws: SingularMatrix(input: 0)) { try step([[1, 1], [1, 1]]) }
    #expect(throws: Never.self) { try step([[1, 1], [1, 1 + 5e-12]]) }
    #expect(throws: SingularMatrix(input: 0)) { try step([[1, 1], [1, 1 + 5e-13]]) }
  }

  /// Of the second input a share of 3ε² is its own; 10⁻¹² is asked for.
  @Test(arguments: [(2e-6, true), (2.4e-7, false)] as [(Float, Bool)])
  func `An input may be nearly that of another, but not within rounding`(epsilon: Float, solves: Bool) {
    let X: Matrix = [[1, 1 + epsilon], [0, -2 * epsilon], [-1, -1 + epsilon]]
    let model = try? closedForm(X, [1, 2, 4])
    #expect((model != nil) == solves)
  }

  @Test func `A loss that rises does not meet the tolerance`() throws {
    var model = LinearModel(weights: [1], bias: 0)
    var losses: [Float] = []
    let settings = TrainingSettings(learningRate: 1.25, epochs: 5, tolerance: 0.01)
    let last = try train(&model, [[1]], [0], settings) {
      losses.append($0.loss)
      return true
    }
    #expect(last == 5 && losses == losses.sorted() && losses[4] > 2 * losses[0])
  }

  @Test func `A spread too small for a number of single precision is told as the least there is`() {
    let least = Float.leastNonzeroMagnitude
    #expect(Standardization(of: [[0], [least]]).deviations[0, 0] == least)
  }

  @Test func `A step whose loss is infinite is not taken`() {
    let settings = TrainingSettings(learningRate: 0.1, epochs: 1)
    let before = LinearModel(weights: [0.5], bias: 0.25)
    var (model, other) = (before, before)
    #expect(throws: Divergence.self) { try train(&model, [[1]], [3e38], settings) }
    #expect(throws: Divergence.self) { try Lanes.train(&other, [[1]], [3e38], settings) }
    #expect(model == before && other == before)
  }
}
