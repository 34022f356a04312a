import Figures
import Formats
import ReadAlong
@testable import ConvolutionalNetwork
import Matrices
import Testing

/// Gradients against central differences.
@Suite struct GradientTests {
  @Test(arguments: [(1, 0), (2, 1), (3, 2)])
  func `A convolution's gradients, with stride and padding`(stride: Int, padding: Int) throws {
    var layer = Convolution(inputs: 2, outputs: 3, size: 3)
    layer.weights = pattern(18, 3, 1)
    layer.bias = pattern(1, 3, 2)
    let x = FeatureMaps(maps: 2, rows: 6, columns: 7, values: pattern(84, 3))
    let z = layer.forward(x, stride: stride, padding: padding)
    let d = FeatureMaps(maps: 3, rows: z.rows, columns: z.columns, values: pattern(z.values.count, 4))
    func loss(_ layer: Convolution, _ x: FeatureMaps) -> Float {
      zip(layer.forward(x, stride: stride, padding: padding).values, d.values).reduce(0) { $0 + $1.0 * $1.1 }
    }
    let (gradient, dx) = layer.backward(x, d, stride: stride, padding: padding)
    let byWeights = try GradientCheck(gradient.weights.values, at: layer.weights.values) {
      var moved = layer
      moved.weights.values = $0
      return loss(moved, x)
    }
    let byBias = try GradientCheck(gradient.bias.values, at: layer.bias.values) {
      var moved = layer
      moved.bias.values = $0
      return loss(moved, x)
    }
    let byInputs = try GradientCheck(dx.values, at: x.values) {
      loss(layer, FeatureMaps(maps: 2, rows: 6, columns: 7, values: $0))
    }
    for check in [byWeights, byBias, byInputs] { #expect(check.error < 1e-3) }

    var spoilt = gradient.weights.values
    spoilt[5] += 0.02 * (spoilt.map { abs($0) }.max() ?? 0)
    let caught = try GradientCheck(spoilt, at: layer.weights.values) {
      var moved = layer
      moved.weights.values = $0
      return loss(moved, x)
    }
    #expect(caught.error > 0.01 && caught.worst == 5)
  }

  @Test(arguments: Pooling.allCases)
  func `Pooling's gradient`(pooling: Pooling) throws {
    let a = FeatureMaps(maps: 2, rows: 6, columns: 4, values: pattern(48, 5))
    let ds = FeatureMaps(maps: 2, rows: 3, columns: 2, values: pattern(12, 6))
    let check = try GradientCheck(pooling.backward(a, ds).values, at: a.values, step: 1e-3) { values in
      let s = pooling.forward(FeatureMaps(maps: 2, rows: 6, columns: 4, values: values))
      return zip(s.values, ds.values).reduce(0) { $0 + $1.0 * $1.1 }
    }
    #expect(check.error < 1e-3)
  }

  @Test(arguments: Pooling.allCases)
  func `Of equal pixels the first takes the slope of a maximum`(pooling: Pooling) {
    let a = FeatureMaps([[[2, 2], [2, 2]]])
    let slopes = pooling.backward(a, FeatureMaps([[[8]]])).values
    #expect(slopes == (pooling == .max ? [8, 0, 0, 0] : [2, 2, 2, 2]))
  }

  /// Some parameters of every layer: all of them would be 61 706 × 4 passes.
  @Test(arguments: Pooling.allCases)
  func `The network's gradient, some parameters of each layer`(pooling: Pooling) throws {
    let digits = try sample(every: 263, count: 19)
    let network = patternedNetwork(pooling)
    let batch = Lanes.Batch(capacity: 19)
    let all = network.flat
    // Where the largest of a square changes the loss has a kink: stay nearer
    let step: Float = pooling == .max ? 0.003 : 0.01
    let gradient = Lanes.lossAndGradient(network, digits, ArraySlice(0..<19), in: batch).gradient.flat
    for layer in [0..<156, 156..<2572, 2572..<50_692, 50_692..<60_856, 60_856..<61_706] {
      // The steepest of the layer: in single precision the flat ones drown in the rounding of the loss
      let chosen = layer.sorted { abs(gradient[$0]) > abs(gradient[$1]) }.prefix(6)
      let check = try GradientCheck(chosen.map { gradient[$0] }, at: chosen.map { all[$0] }, step: step) {
        values in
        var moved = network
        var parameters = all
        for (place, value) in zip(chosen, values) { parameters[place] = value }
        moved.flat = parameters
        return Lanes.lossAndGradient(moved, digits, ArraySlice(0..<19), in: batch).loss
      }
      #expect(
        check.error < (pooling == .max ? 0.05 : 0.01),
        "layer \(layer): \(check.found) against \(check.expected)")
    }
  }
}
