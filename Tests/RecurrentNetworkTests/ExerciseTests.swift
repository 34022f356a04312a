import Matrices
import Testing

@testable import RecurrentNetwork

/// The answers to the exercises of the chapter's prose.
@Suite struct ExerciseTests {
  @Test func `1 · A cell can be set by hand to remember whether there was ever a one`() {
    // h = tanh(5x + 5h′): 0 before the first one, close to 1 ever after
    var layer = RecurrentLayer(.rnn, inputs: 1, hidden: 1)
    layer.inputWeights = [[5]]
    layer.stateWeights = [[5]]
    let steps = layer.forward([[0], [0], [1], [0], [0], [0]], from: State(hidden: 1))
    #expect(steps[1].after.h[0] == 0)
    #expect(steps[2...].allSatisfy { $0.after.h[0] > 0.99 })
    // And yet the slope on its way back is multiplied by 0.0009 in a step
    let h = steps[5].after.h[0]
    #expect(close(5 * (1 - h * h), 0.0009, 0.02))
  }

  @Test func `2 · An LSTM can be set by hand to count for ever`() {
    // f = i = o = 1, g = tanh(x): the memory grows by tanh 1 at each one
    var layer = RecurrentLayer(.lstm, inputs: 1, hidden: 1)
    layer.bias = [[100, 100, 0, 100]]
    layer.inputWeights = [[0, 0, 1, 0]]
    let bits: [Float] = (0..<100).map { $0 % 3 == 0 ? 1 : 0 }
    let steps = layer.forward(Matrix(column: bits), from: State(hidden: 1))
    #expect(close(steps[99].after.c[0] / 0.7615942, 34, 1e-4))
    // h = o · tanh c: after a few ones all counts look alike
    #expect(steps.allSatisfy { $0.after.h[0] <= 1 } && close(steps[99].after.h[0], steps[33].after.h[0]))
  }

  @Test func `3 · With forget gates of 0·9 half of a slope is lost in seven steps`() {
    var layer = RecurrentLayer(.lstm, inputs: 1, hidden: 1)
    layer.bias = [[2.1972246, -100, 0, 100]]  // σ(2.197…) = 0.9
    let steps = layer.forward(Matrix(rows: 7, columns: 1), from: State(hidden: 1))
    let slopes = layer.backward(steps, Matrix(rows: 7, columns: 1), last: State(h: [0], c: [1])).states
    #expect(close(slopes[0].c[0], 0.4782969))  // 0.9⁷
    // And at 0.99 after 69 steps
    let product = (0..<69).reduce(Float(1)) { product, step in
      if step == 68 { #expect(product > 0.5) }
      return product * 0.99
    }
    #expect(product < 0.5)
  }

  @Test func `4 · Of three steps the one that reads the 1 gives all of dU`() {
    var layer = RecurrentLayer(.rnn, inputs: 1, hidden: 1)
    layer.inputWeights = [[1]]
    layer.stateWeights = [[0.5]]
    let steps = layer.forward([[1], [0], [0]], from: State(hidden: 1))
    let slopes = layer.backward(steps, [[0], [0], [1]])
    let h = steps[0].after.h[0]
    #expect(close(slopes.layer.inputWeights[0, 0], slopes.states[1].h[0] * (1 - h * h)))
    #expect(close(slopes.layer.inputWeights[0, 0], 0.0882, 1e-3))
  }
}
