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
}
