import Matrices
import Testing

@testable import RecurrentNetwork

/// What stands at the ends: of a sequence, of a stack of layers, of a gradient.
@Suite struct EdgeTests {
  private static func model(layers: Int = 1) -> SequenceModel {
    var generator = SeededGenerator(seed: 3)
    var model = SequenceModel(.lstm, symbols: 4, hidden: 3, layers: layers, outputs: 4, using: &generator)
    model.bias = [[0.1, -0.2, 0.3, 0.4]]
    return model
  }

  @Test func `The slope at the last state is what the loss says of it`() {
    let layer = EdgeTests.model().layers[0]
    let dH: Matrix = [[1, 2, 3], [4, 5, 6]]
    let steps = layer.forward([[1, 0, 0, 0], [0, 1, 0, 0]], from: State(hidden: 3))
    let states = layer.backward(steps, dH).states
    #expect(states.count == 3 && states[2].h == [4, 5, 6])
    #expect(layer.backward(steps, dH, last: State(h: [1, 1, 1], c: [0, 0, 0])).states[2].h == [5, 6, 7])
  }

  /// Against a small move of each number of each layer's first state.
  @Test func `The slopes at the first states stand in the order of the layers`() {
    let model = EdgeTests.model(layers: 2)
    let symbols = [2, 0, 3]
    let dY: Matrix = [[1, -1, 0.5, 0], [0, 2, 0, -1], [0.5, 0, 1, 1]]
    let start = [
      State(h: [0.1, -0.2, 0.3], c: [0.2, 0, -0.1]), State(h: [-0.3, 0.2, 0], c: [0, 0.1, 0.4]),
    ]
    func loss(_ first: [State]) -> Float {
      (model.scores(model.forward(symbols, from: first)[1]) * dY).sum()
    }
    let first = model.backward(model.forward(symbols, from: start), dY).first
    for l in 0..<2 {
      for j in 0..<3 {
        var (up, down) = (start, start)
        up[l].h[j] += 0.01
        down[l].h[j] -= 0.01
        #expect(abs((loss(up) - loss(down)) / 0.02 - first[l].h[j]) < 1e-3)
      }
    }
  }

  @Test func `A writer that has read nothing scores by the bias`() {
    #expect(Writer(EdgeTests.model()).scores == [0.1, -0.2, 0.3, 0.4])
  }

  @Test func `A weight that is no number is found in whichever matrix it stands`() {
    let model = EdgeTests.model(layers: 2)
    #expect(model.isFinite)
    for spoilt in model.matrices.indices where !model.matrices[spoilt].values.isEmpty {
      var (other, n) = (model, 0)
      other.combine(with: model) { X, _ in
        if n == spoilt { X.values[X.values.count - 1] = .nan }
        n += 1
      }
      #expect(!other.isFinite, "matrix \(spoilt)")
    }
  }

  @Test func `A training tells the gradient's length before it was cut`() throws {
    var training = Training(EdgeTests.model())
    var norms: [Float] = []
    let windows = Windows(of: [0, 1, 2, 3, 0, 1, 2, 3, 0, 1], length: 4)
    try train(&training, on: windows, TrainingSettings(steps: 2, batch: 2, clip: 0.001)) {
      norms.append($0.gradientNorm)
      return true
    }
    #expect(norms.count == 2 && norms.allSatisfy { $0 > 0.01 })
  }

  @Test(arguments: [0.4, 0.6, 0.9, 1.1] as [Float])
  func `A gradient longer than the limit is cut to it, however little longer`(share: Float) throws {
    let windows = Windows(of: [0, 1, 2, 3, 0, 1, 2, 3, 0, 1], length: 4)
    /// How far a step at the rate 0.1 goes, and the length of its gradient.
    func step(clip: Float) throws -> (way: Float, norm: Float) {
      var training = Training(EdgeTests.model(), .gradientDescent)
      var norm: Float = 0
      let settings = TrainingSettings(steps: 1, batch: 2, learningRate: 0.1, clip: clip)
      try train(&training, on: windows, settings) {
        norm = $0.gradientNorm
        return true
      }
      var change = training.model
      change.combine(with: EdgeTests.model()) { $0.add(-1, times: $1) }
      return (change.norm, norm)
    }
    let norm = try step(clip: .infinity).norm
    let clipped = try step(clip: share * norm)
    #expect(clipped.norm == norm && abs(clipped.way - 0.1 * min(share, 1) * norm) < 1e-4 * norm)
  }
}
