import Figures
import Formats
import ReadAlong
import Matrices
import Testing

@testable import RecurrentNetwork

@Suite struct CellTests {
  @Test(arguments: Cell.allCases)
  func `Over a whole sequence the gradient by parameters, inputs and first state is that by differences`(
    cell: Cell
  ) throws {
    let example = Example(cell)
    let check = try GradientCheck(example.gradient, at: example.parameters) { example.with($0).loss }
    #expect(check.error < 1e-3)
    let spoilt = try GradientCheck(example.gradient.map { $0 * 1.02 }, at: example.parameters) {
      example.with($0).loss
    }
    #expect(spoilt.error > 1e-2)
  }

  @Test func `The plain cell is tanh of what the slide sums`() {
    var layer = RecurrentLayer(.rnn, inputs: 1, hidden: 2)
    layer.inputWeights = [[1, -1]]
    layer.stateWeights = [[0.5, 0], [0.25, -0.5]]
    layer.bias = [[0.1, 0.2]]
    let step = layer.forward([2], State(h: [0.4, -0.8], c: [0, 0]))
    // z = 2 + 0.2 − 0.2 + 0.1 = 2.1 and −2 + 0.4 + 0.2 = −1.4
    #expect(close(step.after.h, [0.97045194, -0.88535165]))
  }

  @Test func `An LSTM's gates keep, write and show as the slides have it`() {
    // One cell whose gates are set by the biases alone: f = ½, i = 0.75, g = tanh 1, o = 0.25
    var layer = RecurrentLayer(.lstm, inputs: 1, hidden: 1)
    layer.bias = [[0, 1.0986123, 1, -1.0986123]]
    let step = layer.forward([5], State(h: [0.3], c: [2]))
    #expect(close(step.gates, [0.5, 0.75, 0.7615942, 0.25]))
    #expect(close(step.after.c, [0.5 * 2 + 0.75 * 0.7615942]))
    #expect(close(step.after.h, [0.25 * 0.91721576]))
  }

  @Test func `Deck S's LSTM is the one with zero biases`() {
    var example = Example(.lstm)
    let withBias = example.layer.forward([1, 2, 3], example.first)
    example.layer.bias = Matrix(rows: 1, columns: 16)
    let step = example.layer.forward([1, 2, 3], example.first)
    #expect(step.after != withBias.after)
    // The forget gate of the first cell, term by term
    var z: Float = 0
    for j in 0..<4 { z += example.layer.stateWeights[j, 0] * example.first.h[j] }
    for j in 0..<3 { z += example.layer.inputWeights[j, 0] * Float(j + 1) }
    #expect(close(step.gates[0], sigmoid(z)))
  }

  @Test func `Deck B's one matrix for state and input is the two on top of each other`() {
    let example = Example(.rnn)
    let W = Matrix(
      rows: 7, columns: 4, values: example.layer.stateWeights.values + example.layer.inputWeights.values)
    let x = example.first.h + [1, 2, 3]
    let h = (Matrix([x]).times(W) + example.layer.bias).map { tanh($0) }
    #expect(close(example.layer.forward([1, 2, 3], example.first).after.h, h.values))
  }

  @Test func `A GRU whose z is 0 keeps its state, and one whose z is 1 takes the candidate`() {
    for cell in [Cell.gru, .gruResetBefore] {
      var example = Example(cell)
      for j in 0..<4 { example.layer.bias[0, j] = -100 }
      #expect(example.layer.forward([1, 2, 3], example.first).after.h == example.first.h)
      for j in 0..<4 { example.layer.bias[0, j] = 100 }
      let step = example.layer.forward([1, 2, 3], example.first)
      #expect(close(step.after.h, Array(step.gates[8...])))
    }
  }

  @Test func `The two forms of the GRU agree where the reset gate is open and differ where it is not`() {
    var (after, before) = (Example(.gru), Example(.gruResetBefore))
    after.layer.stateBias = Matrix(rows: 1, columns: 12)
    func states(_ example: Example) -> [Float] {
      example.layer.forward(example.X, from: example.first).flatMap(\.after.h)
    }
    #expect(!close(states(after), states(before), 1e-3))
    for j in 4..<8 { (after.layer.bias[0, j], before.layer.bias[0, j]) = (100, 100) }
    #expect(close(states(after), states(before)))
  }

  @Test func `Through an open forget gate a slope comes back whole, and through a plain cell it shrinks`() {
    var lstm = RecurrentLayer(.lstm, inputs: 1, hidden: 1)
    lstm.bias = [[100, -100, 0, 100]]  // f = 1, i = 0, o = 1
    let X = Matrix(rows: 50, columns: 1)
    let first = State(h: [0.1], c: [0.1])
    var dH = Matrix(rows: 50, columns: 1)
    dH[49, 0] = 1
    let kept = lstm.backward(lstm.forward(X, from: first), dH).states
    #expect(close([kept[49].c[0], kept[0].c[0]], [0.9900662, 0.9900662]))  // 1 − tanh² 0.1
    var rnn = RecurrentLayer(.rnn, inputs: 1, hidden: 1)
    rnn.stateWeights = [[0.9]]
    let lost = rnn.backward(rnn.forward(X, from: first), dH).states
    #expect(abs(lost[0].h[0]) < 0.006)  // 0.9⁵⁰ is 0.00515
    #expect(abs(lost[0].h[0]) > 0)
  }
}
