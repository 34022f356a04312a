// LeNet-5 on one image, by the plain loops: the reference, and the way to look inside.
//
//     a1 = tanh(C1 x)     s2 = pool(a1)     a3 = tanh(C3 s2)     s4 = pool(a3)
//     a5 = tanh(s4 · W5 + b5)     a6 = tanh(a5 · W6 + b6)     scores = a6 · W + b
//
// Backward goes through the same steps from last to first; tanh′ = 1 − tanh².

import Matrices

/// All that flows through the network for one image.
public struct Activations: Sendable {
  public let x: FeatureMaps  // 1 × 32 × 32
  public let a1: FeatureMaps  // 6 × 28 × 28
  public let s2: FeatureMaps  // 6 × 14 × 14
  public let a3: FeatureMaps  // 16 × 10 × 10
  public let s4: FeatureMaps  // 16 × 5 × 5
  public let a5: Matrix  // 1 × 120
  public let a6: Matrix  // 1 × 84
  public let scores: Matrix  // 1 × 10
}

extension LeNet5 {
  /// - Parameter x: 1 × 32 × 32, as `Pixels.maps(of:)` makes it.
  public func forward(_ x: FeatureMaps) -> Activations {
    require(
      x.maps == 1 && x.rows == 32 && x.columns == 32, "an image of \(x.shape), expected 1 × 32 × 32")
    let a1 = tanh(c1.forward(x))
    let s2 = pooling.forward(a1)
    let a3 = tanh(c3.forward(s2))
    let s4 = pooling.forward(a3)
    let a5 = tanh(Matrix(row: s4.values).times(c5.weights) + c5.bias)
    let a6 = tanh(a5.times(f6.weights) + f6.bias)
    let scores = a6.times(output.weights) + output.bias
    return Activations(x: x, a1: a1, s2: s2, a3: a3, s4: s4, a5: a5, a6: a6, scores: scores)
  }

  /// The gradient of the loss, given its slopes along the scores, 1 × 10.
  public func backward(_ passed: Activations, scoreGradient d: Matrix) -> LeNet5 {
    var gradient = LeNet5(pooling: pooling)
    gradient.output = output.backward(passed.a6, d)
    let d6 = d.timesTransposed(output.weights) * (1 - passed.a6 * passed.a6)
    gradient.f6 = f6.backward(passed.a5, d6)
    let d5 = d6.timesTransposed(f6.weights) * (1 - passed.a5 * passed.a5)
    gradient.c5 = c5.backward(Matrix(row: passed.s4.values), d5)

    let ds4 = FeatureMaps(maps: 16, rows: 5, columns: 5, values: d5.timesTransposed(c5.weights).values)
    let d3 = tanhBackward(passed.a3, pooling.backward(passed.a3, ds4))
    let third = c3.backward(passed.s2, d3)
    gradient.c3 = third.gradient
    let d1 = tanhBackward(passed.a1, pooling.backward(passed.a1, third.dx))
    gradient.c1 = c1.backward(passed.x, d1).gradient
    return gradient
  }
}

private func tanh(_ z: FeatureMaps) -> FeatureMaps {
  FeatureMaps(maps: z.maps, rows: z.rows, columns: z.columns, values: z.values.map { tanh($0) })
}

/// d = da · (1 − a²)
private func tanhBackward(_ a: FeatureMaps, _ da: FeatureMaps) -> FeatureMaps {
  var d = da
  for i in d.values.indices { d.values[i] -= d.values[i] * a.values[i] * a.values[i] }
  return d
}
