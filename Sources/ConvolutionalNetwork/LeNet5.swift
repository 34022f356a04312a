// LeNet-5 as it is taught today (LeCun, Bottou, Bengio and Haffner, Gradient-Based Learning Applied to
// Document Recognition, 1998, figure 2; deck B, "LeNet5 Image Classification"): every map of S2 feeds every
// map of C3, pooling has no weights, the output is a softmax.
//
//     input    1 × 32 × 32
//     C1       6 × 28 × 28    a1 = tanh(C1 x)              5 × 5 kernels      156 parameters
//     S2       6 × 14 × 14    s2 = pool(a1)
//     C3      16 × 10 × 10    a3 = tanh(C3 s2)             5 × 5 kernels    2 416
//     S4      16 ×  5 ×  5    s4 = pool(a3)
//     C5     120 ×  1 ×  1    a5 = tanh(s4 · W5 + b5)      5 × 5 kernels   48 120    all of S4: a dense layer
//     F6      84              a6 = tanh(a5 · W6 + b6)                      10 164
//     output  10              scores = a6 · W + b                             850    61 706 in all

import Matrices

/// The parameters of LeNet-5; a gradient has the same form.
public struct LeNet5: Equatable, Sendable {
  public internal(set) var c1 = Convolution(inputs: 1, outputs: 6, size: 5)
  public internal(set) var c3 = Convolution(inputs: 6, outputs: 16, size: 5)
  public internal(set) var c5 = Dense(inputs: 400, outputs: 120)
  public internal(set) var f6 = Dense(inputs: 120, outputs: 84)
  public internal(set) var output = Dense(inputs: 84, outputs: 10)
  /// What S2 and S4 do.
  public let pooling: Pooling

  /// All zeros: a gradient to be filled.
  public init(pooling: Pooling = .average) { self.pooling = pooling }

  /// Weights and biases uniform in ±1/√n, n the number of inputs that an output sees.
  public init(pooling: Pooling = .average, using generator: inout SeededGenerator) {
    self.init(pooling: pooling)
    for parameter in LeNet5.parameters {
      let bound = 1 / Float(self[parameter & ~1].rows).squareRoot()  // of the layer's weights
      self[parameter] = self[parameter].map { _ in generator.uniform(in: -bound..<bound) }
    }
  }

  public var parameterCount: Int { LeNet5.parameters.reduce(0) { $0 + self[$1].values.count } }

  /// Weights and bias of each layer, in order, by number.
  static let parameters = 0..<10

  subscript(parameter: Int) -> Matrix {
    get {
      let isBias = parameter % 2 == 1
      return switch parameter / 2 {
      case 0: isBias ? c1.bias : c1.weights
      case 1: isBias ? c3.bias : c3.weights
      case 2: isBias ? c5.bias : c5.weights
      case 3: isBias ? f6.bias : f6.weights
      default: isBias ? output.bias : output.weights
      }
    }
    _modify {
      switch parameter {
      case 0: yield &c1.weights
      case 1: yield &c1.bias
      case 2: yield &c3.weights
      case 3: yield &c3.bias
      case 4: yield &c5.weights
      case 5: yield &c5.bias
      case 6: yield &f6.weights
      case 7: yield &f6.bias
      case 8: yield &output.weights
      default: yield &output.bias
      }
    }
  }
}

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
  public var probabilities: Matrix { softmax(scores) }  // 1 × 10
}

extension LeNet5 {
  /// - Parameter x: 1 × 32 × 32, as `Pixels.maps(of:)` makes it.
  public func forward(_ x: FeatureMaps) -> Activations {
    require(x.maps == 1 && x.rows == 32 && x.columns == 32, "an image of \(x.shape), expected 1 × 32 × 32")
    let a1 = tanh(c1.forward(x))
    let s2 = pooling.forward(a1)
    let a3 = tanh(c3.forward(s2))
    let s4 = pooling.forward(a3)
    let a5 = c5.forward(Matrix([s4.values])).mapLanes { tanh($0) }
    let a6 = f6.forward(a5).mapLanes { tanh($0) }
    return Activations(x: x, a1: a1, s2: s2, a3: a3, s4: s4, a5: a5, a6: a6, scores: output.forward(a6))
  }

  /// The gradient of the loss: the same steps from last to first, tanh′ = 1 − tanh².
  ///
  /// - Parameter d: the slopes of the loss along the scores, 1 × 10.
  public func backward(_ passed: Activations, scoreGradient d: Matrix) -> LeNet5 {
    var gradient = LeNet5(pooling: pooling)
    let (last, da6) = output.backward(passed.a6, d)
    let (sixth, da5) = f6.backward(passed.a5, da6 * passed.a6.map { 1 - $0 * $0 })
    let (fifth, ds4) = c5.backward(Matrix([passed.s4.values]), da5 * passed.a5.map { 1 - $0 * $0 })
    let da3 = pooling.backward(passed.a3, FeatureMaps(maps: 16, rows: 5, columns: 5, values: ds4.values))
    let (third, ds2) = c3.backward(passed.s2, tanhBackward(passed.a3, da3))
    let da1 = pooling.backward(passed.a1, ds2)
    gradient.c1 = c1.backward(passed.x, tanhBackward(passed.a1, da1)).gradient
    (gradient.c3, gradient.c5, gradient.f6, gradient.output) = (third, fifth, sixth, last)
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
