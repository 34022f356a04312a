@testable import ConvolutionalNetwork
import Matrices
import Testing

/// The numbers were computed by PyTorch in double precision: reference.py beside this file.
@Suite struct ReferenceTests {
  struct Expected: Sendable {
    let stride: Int
    let padding: Int
    let size: [Int]
    let z: [Float]
    let dx: [Float]
    let dw: [Float]
    let db: [Float]
  }

  static let convolutions = [
    Expected(
      stride: 1, padding: 0, size: [4, 5], z: [14.072099, -45.7413406], dx: [17.8295684, -4.47727697],
      dw: [24.5754044, -9.30291686], db: [1.01479523, -2.25074925]),
    Expected(
      stride: 2, padding: 1, size: [3, 4], z: [9.15930878, -27.4203259], dx: [5.89781146, 5.38486089],
      dw: [12.3811401, -12.9681597], db: [6.26223177, -0.552447552]),
    Expected(
      stride: 3, padding: 2, size: [3, 3], z: [4.79817962, 10.4018709], dx: [5.16034944, -0.269933862],
      dw: [7.5642428, 15.4645275], db: [2.89369844, 0.535464535]),
  ]

  @Test(arguments: convolutions)
  func `A convolution with stride and padding, forward and backward`(expected: Expected) {
    var layer = Convolution(inputs: 2, outputs: 3, size: 3)
    layer.weights = pattern(18, 3, 2)
    layer.bias = pattern(1, 3, 3)
    let x = FeatureMaps(maps: 2, rows: 6, columns: 7, values: pattern(84, 1))
    let z = layer.forward(x, stride: expected.stride, padding: expected.padding)
    #expect([z.rows, z.columns] == expected.size)
    let d = FeatureMaps(maps: 3, rows: z.rows, columns: z.columns, values: pattern(z.values.count, 4))
    let (gradient, dx) = layer.backward(x, d, stride: expected.stride, padding: expected.padding)
    #expect(close(digest(z.values), expected.z))
    #expect(close(digest(dx.values), expected.dx))
    #expect(close(digest(gradient.weights.values), expected.dw))
    #expect(close(digest(gradient.bias.values), expected.db))
    #expect(layer.outputLength(7, stride: expected.stride, padding: expected.padding) == z.columns)
    if expected.stride == 1 {  // as it is unless told otherwise
      #expect(layer.forward(x) == z && layer.outputLength(7) == z.columns)
      #expect(layer.backward(x, d).gradient == gradient && layer.backward(x, d).dx == dx)
    }
  }

  @Test(arguments: [
    (Pooling.average, [-0.602647353, -0.743256743] as [Float], [1.46702525, 0.571460444] as [Float]),
    (Pooling.max, [-5.5014985, -1.98201798], [2.0356096, 1.14292089]),
  ])
  func `Pooling, forward and backward`(pooling: Pooling, sums: [Float], lengths: [Float]) {
    let a = FeatureMaps(maps: 2, rows: 6, columns: 4, values: pattern(48, 5))
    let da = pooling.backward(a, FeatureMaps(maps: 2, rows: 3, columns: 2, values: pattern(12, 6)))
    let s = pooling.forward(a)
    #expect(close([digest(s.values)[0], digest(da.values)[0]], lengths))
    #expect(close([digest(s.values)[1], digest(da.values)[1]], sums))
  }

  static let averageGradients: [[Float]] = [
    [0.0447316478, 0.0459293474], [0.0046517544, 0.00640614784], [0.0650623667, 0.0124255963],
    [0.0121421559, 0.00951240917], [0.234718962, 0.31905479], [0.0154613428, 0.00731344042],
    [0.106606748, 0.0686984884], [0.0331629878, -0.0667286067], [0.0819986215, 0.0666464312],
    [0.0467070358, -0.0484549175],
  ]
  static let maxGradients: [[Float]] = [
    [0.0885806381, 0.102375002], [0.00646074402, 0.00469752337], [0.0996839491, 0.0791387186],
    [0.0115777296, 0.00537043162], [0.262067848, 0.212102434], [0.0141018807, 0.00555534252],
    [0.194021697, 0.375205119], [0.0321397703, -0.0682538753], [0.0809235703, -0.0493431644],
    [0.0450856238, -0.0485263836],
  ]

  @Test(arguments: Pooling.allCases)
  func `Loss and gradient of LeNet-5 on nineteen digits`(pooling: Pooling) throws {
    let (loss, gradients): (Float, [[Float]]) =
      pooling == .average
      ? (2.29879377, ReferenceTests.averageGradients) : (2.29559476, ReferenceTests.maxGradients)
    let digits = try sample(every: 263, count: 19)
    let found = Lanes.lossAndGradient(
      patternedNetwork(pooling), digits, ArraySlice(0..<19), in: Lanes.Batch(capacity: 19, threads: 2))
    #expect(close([found.loss], [loss]))
    for (name, expected) in zip(LeNet5.parameters, gradients) {
      #expect(close(digest(found.gradient[name].values), expected, 2e-5))
    }
  }

  @Test func `Probabilities of each row, however large the scores`() {
    let P = probabilities([[1, 3, 2], [-1e4, 1e4, 1e4]])
    #expect(close(Array(P[row: 0]), [0.09003057, 0.66524096, 0.24472848]))
    #expect(Array(P[row: 1]) == [0, 0.5, 0.5])
  }

  static let gradients1998: [[Float]] = [
    [5.80607796, -1.59044324], [4.54062871, -3.13743773], [1.84144388, -0.297632756],
    [3.18581705, -2.89420105],
    [10.2665097, -2.88255847], [6.50636494, -1.53738931], [4.23365743, 8.76826472],
    [5.76000081, -0.386490335],
    [58.7323362, -22.1831256], [13.459753, -9.70541122], [39.4401278, -23.3905697], [13.2526661, -28.575554],
  ]

  @Test func `Loss and gradient of the network of 1998 on thirteen digits`() throws {
    var network = LeNet1998()
    network.c1.weights = pattern(25, 6, 30, size: 0.3)
    network.c1.bias = pattern(1, 6, 31, size: 0.3)
    network.s2.coefficients = pattern(1, 6, 32, size: 0.1).map { 0.25 + $0 }
    network.s2.bias = pattern(1, 6, 33, size: 0.3)
    network.c3.weights = pattern(150, 16, 34, size: 0.15)
    network.c3.bias = pattern(1, 16, 35, size: 0.3)
    network.s4.coefficients = pattern(1, 16, 36, size: 0.1).map { 0.25 + $0 }
    network.s4.bias = pattern(1, 16, 37, size: 0.3)
    network.c5.weights = pattern(400, 120, 38, size: 0.08)
    network.c5.bias = pattern(1, 120, 39, size: 0.3)
    network.f6.weights = pattern(120, 84, 40, size: 0.15)
    network.f6.bias = pattern(1, 84, 41, size: 0.3)
    network.removeUnconnectedKernels()

    let digits = try sample(every: 263, count: 13)
    let group = ImageGroup1998()
    let Y = group.forward(network, digits, ArraySlice(0..<13))
    let (loss, dY) = LeNet1998.loss(Y, digits.labels)
    let gradient = group.backward(network, LeNet1998.distancesBackward(group.X6, dY))
    #expect(close([loss], [86.6034957]))
    for (name, expected) in zip(LeNet1998.parameters, ReferenceTests.gradients1998) {
      #expect(close(digest(gradient[name].values), expected, 3e-5))
    }
  }
}
