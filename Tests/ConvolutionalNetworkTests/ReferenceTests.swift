@testable import ConvolutionalNetwork
import Matrices
import Testing

/// The numbers were computed by PyTorch in double precision: reference.py beside this file.
@Suite struct ReferenceTests {
  struct Expected: Sendable {
    let stride: Int
    let padding: Int
    let size: [Int]
    let z: [Double]
    let dx: [Double]
    let dw: [Double]
    let db: [Double]
  }

  static let convolutions = [
    Expected(
      stride: 1, padding: 0, size: [4, 5],
      z: [-2.18740645, 2.54820867, 2.46668155, 0.111696895],
      dx: [-0.545016921, 1.00995153, 5.7284046, -3.73059899],
      dw: [-1.9607675, 7.702688, -0.646957916, 1.45672069],
      db: [0.353454263, 0.0421429597, -0.095490647, -0.253113441]),
    Expected(
      stride: 2, padding: 1, size: [3, 4],
      z: [-1.06397046, -0.838843645, -0.637007212, 1.55482177],
      dx: [-3.60649165, 0.14913947, 0.309998302, 0.466903596],
      dw: [1.48468349, -0.249546584, -4.4100302, 7.15452949],
      db: [-2.62331573, -0.941299237, 0.715964976, 3.04714338]),
    Expected(
      stride: 3, padding: 2, size: [3, 3],
      z: [2.53501343, 0.126851963, 2.63274994, 1.53858587],
      dx: [1.79533536, -1.59572012, 0.502876851, -1.88825039],
      dw: [0.321664344, 0.641885407, 0.563787649, 0.897690838],
      db: [0.936998656, 0.880158885, -0.668933893, -1.33428841]),
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
    #expect(matches(z.values, expected.z))
    #expect(matches(dx.values, expected.dx))
    #expect(matches(gradient.weights.values, expected.dw))
    #expect(matches(gradient.bias.values, expected.db))
    #expect(layer.outputLength(7, stride: expected.stride, padding: expected.padding) == z.columns)
    if expected.stride == 1 {  // as it is unless told otherwise
      #expect(layer.forward(x) == z && layer.outputLength(7) == z.columns)
      #expect(layer.backward(x, d).gradient == gradient && layer.backward(x, d).dx == dx)
    }
  }

  @Test(arguments: [
    (
      Pooling.average, [-0.41061565, 0.354204104, -0.254798795, 0.250186778] as [Double],
      [-0.0551743405, 0.098183757, 0.0200249081, 0.00424462095] as [Double]
    ),
    (
      .max, [-0.69380805, 0.5556546, 0.374745885, 0.264693028],
      [-0.587117726, 0.267202141, -0.103947394, 0.0427730189]
    ),
  ])
  func `Pooling, forward and backward`(pooling: Pooling, forward: [Double], backward: [Double]) {
    let a = FeatureMaps(maps: 2, rows: 6, columns: 4, values: pattern(48, 5))
    let da = pooling.backward(a, FeatureMaps(maps: 2, rows: 3, columns: 2, values: pattern(12, 6)))
    let s = pooling.forward(a)
    #expect(matches(s.values, forward) && matches(da.values, backward))
  }

  @Test
  func `The four sums show any entry wrong by a percent, any sign and any two entries that change places`() {
    let values = pattern(2000, 44)
    var digest = [0.0, 0, 0, 0]
    for (k, value) in values.enumerated() {
      for (n, p) in [2, 3, 5, 7].enumerated() {
        digest[n] +=
          Double(value) * ((Double(k + 1) * Double(p).squareRoot()).truncatingRemainder(dividingBy: 1) - 0.5)
      }
    }
    #expect(matches(values, digest))
    for k in values.indices {
      func shows(_ change: (inout [Float]) -> Void) -> Bool {
        var changed = values
        change(&changed)
        return !matches(changed, digest)
      }
      #expect(shows { $0[k] += 0.01 }, "entry \(k)")
      if abs(values[k]) > 0.005 { #expect(shows { $0[k] = -$0[k] }, "sign \(k)") }
      for other in [k + 1, k + 7, k + 25, k + 70, k + 985]
      where other < 2000 && abs(values[k] - values[other]) > 0.02 {
        #expect(shows { $0.swapAt(k, other) }, "\(k) and \(other)")
      }
    }
  }

  static let averageGradients: [[Double]] = [
    [-0.0040229953, 0.00415627732, 0.000370937375, -0.00234056864],
    [-0.000306283333, -0.00241008581, -0.000279241955, 0.00187072557],
    [-0.0115029554, -0.00728069879, -0.00343072056, -0.00615339354],
    [-0.001455762, -0.001159958, 0.00293370032, 0.000891740162],
    [0.0158933489, -0.0103882186, 0.0326612533, 0.00601522891],
    [-0.000821767501, -0.00253614457, 0.000713177815, 0.000800902499],
    [-0.00519171572, 0.0165730116, -0.00563116077, 0.00153999179],
    [0.0123561429, -0.0162256774, -0.00487373828, 0.0105299212],
    [-0.0526981869, -0.00654240732, -0.013759005, 0.0151152058],
    [-0.0183697902, -0.00577015203, -0.00452375237, -0.00194027781],
  ]
  static let maxGradients: [[Double]] = [
    [0.0216262212, -0.0220852331, 0.0334385716, -0.00535181686],
    [-0.00120140207, -0.00284198716, -0.00068373406, 0.00344991447],
    [0.0118986786, 0.0238151594, -0.0394918118, -0.0386772163],
    [-0.00106564408, -0.00235662731, 0.00182435329, 0.00103504683],
    [0.00569950237, 0.033396528, 0.0256783078, -0.00189340355],
    [0.000418030709, -0.00118557035, 0.00229430464, 7.05381747e-05],
    [0.0305019944, 0.143353784, 0.014713646, 0.00421566992],
    [0.0122413791, -0.0148908836, -0.00488579843, 0.010248061],
    [-0.0861851131, 0.0121064056, -0.0253707149, 0.00861545477],
    [-0.0169507896, -0.00673517177, -0.00316719933, -0.00208497572],
  ]

  @Test(arguments: Pooling.allCases)
  func `Loss and gradient of LeNet-5 on nineteen digits`(pooling: Pooling) throws {
    let (loss, gradients): (Float, [[Double]]) =
      pooling == .average
      ? (2.29879377, ReferenceTests.averageGradients) : (2.29559476, ReferenceTests.maxGradients)
    let digits = try sample(every: 263, count: 19)
    let found = Lanes.lossAndGradient(
      patternedNetwork(pooling), digits, ArraySlice(0..<19), in: Lanes.Batch(capacity: 19, threads: 2))
    #expect(close([found.loss], [loss]))
    for (name, expected) in zip(LeNet5.parameters, gradients) {
      #expect(matches(found.gradient[name].values, expected, 2e-5))
    }
  }

  @Test func `Probabilities of each row, however large the scores`() {
    let P = softmax([[1e4, 1e4, -1e4], [1, 3, 2], [-1e4, 1e4, 1e4]])
    #expect(Array(P[row: 0]) == [0.5, 0.5, 0])
    #expect(close(Array(P[row: 1]), [0.09003057, 0.66524096, 0.24472848]))
    #expect(Array(P[row: 2]) == [0, 0.5, 0.5])
  }

  static let gradients1998: [[Double]] = [
    [-2.25899097, 1.55982692, 0.602975888, -1.36827663], [-1.36727626, 0.789269053, -1.34798551, -2.2335096],
    [-0.563048255, 0.197534052, -0.652131085, -0.534379891],
    [-0.843735455, 0.407306655, -1.22009398, -1.65643032],
    [-0.185070987, 2.71651269, -0.507626257, 4.18975469],
    [2.37241897, 0.883562742, -1.00396953, -2.01089656],
    [1.94458377, -0.748857592, 1.05994391, -1.82221074], [2.56629733, 0.2324153, -0.98783984, -1.74077867],
    [11.3442453, -1.24935219, 10.2725467, 6.41721501], [-4.71219102, 5.91137897, -2.85014791, 2.75215069],
    [-7.32987298, -6.13660016, 1.01740408, -1.42916402], [-0.999441122, 1.13774292, -2.25601153, 1.0833225],
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
      #expect(matches(gradient[name].values, expected, 3e-5))
    }
  }
}
