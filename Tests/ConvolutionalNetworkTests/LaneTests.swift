@testable import ConvolutionalNetwork
import Matrices
import Testing

/// The lanes compute what the plain loops compute.
@Suite struct LaneTests {
  @Test(arguments: Pooling.allCases)
  func `Forward in lanes equals the plain loops to the bit`(pooling: Pooling) throws {
    let digits = try sample(every: 263, count: 19)
    let network = patternedNetwork(pooling)
    let maps = GroupMaps(.standardized)
    maps.setImages(digits, ArraySlice(0..<16))
    ImageGroup().forward(network, PackedDense(network), maps)
    for lane in [0, 7, 15] {
      let passed = network.forward(Pixels.standardized.maps(of: digits.image(lane)))
      #expect(maps.x.image(lane: lane) == passed.x.values)
      #expect(maps.a1.image(lane: lane) == passed.a1.values)
      #expect(maps.s2.image(lane: lane) == passed.s2.values)
      #expect(maps.a3.image(lane: lane) == passed.a3.values)
      #expect(maps.s4.image(lane: lane) == passed.s4.values)
    }
  }

  @Test func `Every pixel reaches its place, those at the edges too`() {
    let digits = Digits(images: (0..<3 * 784).map { UInt8(1 + $0 % 251) }, labels: [1, 2, 3])
    let pixels = Pixels.standardized
    let maps = GroupMaps(pixels)
    maps.setImages(digits, [0, 1, 2])
    for lane in 0..<3 {
      let expected = (0..<1024).map { place in
        let (row, column) = (place / 32 - 2, place % 32 - 2)
        let isInside = 0..<28 ~= row && 0..<28 ~= column
        return pixels.values[isInside ? 1 + (784 * lane + 28 * row + column) % 251 : 0]
      }
      #expect(maps.x.image(lane: lane) == expected)
      #expect(pixels.maps(of: digits.image(lane)).values == expected)
    }
  }

  @Test func `How many maps a tile has changes no bit`() {
    let (layer, d) = (patternedNetwork(.average).c3, LaneMaps(16, 10, 12))
    let x = LaneMaps(6, 14, 14)
    for (k, value) in pattern(x.count * 16, 1).enumerated() { x.numbers[k] = value }
    for (k, value) in pattern(d.count * 16, 2).enumerated() where 1...10 ~= k / 16 % 12 {
      d.numbers[k] = value
    }
    func passes(_ tile: Int, back: Int) -> [[Float]] {
      let (z, dx, sums) = (LaneMaps(16, 10, 10), LaneMaps(6, 14, 14), LaneMaps(tile, 5, 5))
      var gradient = Convolution(inputs: 6, outputs: 16, size: 5)
      convolve(x.start, layer, into: z.start, side: 14, tile: tile)
      inputGradient(d.start, layer, into: dx.start, side: 14, tile: back)
      weightGradient(x.start, d.start + 1, into: &gradient, side: 14, tile: tile, rows: 10, sums)
      return [z, dx].map { maps in (0..<maps.count * 16).map { maps.numbers[$0] } }
        + [gradient.weights.values, gradient.bias.values]
    }
    let one = passes(1, back: 1)
    for (tile, back) in [(2, 2), (4, 3), (8, 6)] { #expect(passes(tile, back: back) == one) }
  }

  @Test func `The rows of S4 are copied to their end and no further`() {
    let maps = GroupMaps(.standardized)
    var X = Matrix(rows: 2, columns: 400)
    X.values.append(7)  // behind the last row
    maps.copyS4(into: &X)
    #expect(X.values[800] == 7)
  }

  @Test(arguments: Pooling.allCases)
  func `Scores of a batch and of single images equal the plain loops to the bit`(pooling: Pooling) throws {
    let digits = try sample(every: 263, count: 19)
    let network = patternedNetwork(pooling)
    let scores = Lanes.scores(
      network, digits, ArraySlice(0..<19), in: Lanes.Batch(capacity: 20, threads: 2))
    let oneByOne = Lanes.OfMaps(network)
    for i in 0..<19 {
      let plain = network.forward(Pixels.standardized.maps(of: digits.image(i))).scores.values
      #expect(Array(scores[row: i]) == plain)
      #expect(oneByOne.scores(Pixels.standardized.maps(of: digits.image(i))) == plain)
    }
  }

  /// Not to the bit, for the sums have another order: the plain loops find the gradient of each image and add one image
  /// after the other; here a kernel's slopes are summed in sixteen lanes, which are added by halves, and a product of the
  /// dense layers sums over the images of a group. One order for both would cost a sum of lanes for every image.
  @Test(arguments: Pooling.allCases)
  func `The gradient in lanes is the mean of the plain loops' gradients`(pooling: Pooling) throws {
    let digits = try sample(every: 263, count: 19)
    let network = patternedNetwork(pooling)
    let batch = Lanes.Batch(capacity: 64)
    let found = Lanes.lossAndGradient(network, digits, ArraySlice(0..<19), in: batch)
    let expected = lossAndGradient(network, digits, ArraySlice(0..<19))
    #expect(close([found.loss], [expected.loss], 1e-6))
    #expect(close(found.gradient.flat, expected.gradient.flat, 3e-6))
    #expect(found.gradient.pooling == pooling)
    let other = Lanes.lossAndGradient(LeNet5(pooling: .max), digits, [3], in: batch).gradient
    #expect(other.pooling == .max && other.c1 == LeNet5().c1)
    #expect(Lanes.scores(network, digits, [], in: batch).rows == 0)
  }

  @Test func `The number of threads and the room for more images change no bit`() throws {
    let digits = try sample(every: 60, count: 70)
    let network = patternedNetwork(.average)
    let indices = Array(0..<70).reversed()[...]
    let one = Lanes.lossAndGradient(network, digits, ArraySlice(indices), in: Lanes.Batch(capacity: 70))
    let whole = Lanes.lossAndGradient(network, digits, ArraySlice(0..<64), in: Lanes.Batch(capacity: 64))
    for threads in [2, 3, 5, 9] {
      let some = Lanes.Batch(capacity: 100, threads: threads)
      // A full batch before, whose images stay in the lanes that are then absent
      _ = Lanes.lossAndGradient(network, digits, ArraySlice(0..<70), in: some)
      let found = Lanes.lossAndGradient(network, digits, ArraySlice(indices), in: some)
      #expect(found.loss == one.loss)
      #expect(found.gradient == one.gradient)
      // Four groups, and a fifth is left from before
      #expect(Lanes.lossAndGradient(network, digits, ArraySlice(0..<64), in: some) == whole)
    }
  }

  @Test func `A batch of one image has the gradient of that image`() throws {
    let digits = try sample(every: 263, count: 2)
    let network = patternedNetwork(.max)
    let batch = Lanes.Batch(capacity: 16)
    _ = Lanes.lossAndGradient(network, digits, [0, 1], in: batch)
    let found = Lanes.lossAndGradient(network, digits, [1], in: batch)
    #expect(close(found.gradient.flat, lossAndGradient(network, digits, [1]).gradient.flat, 3e-6))
  }
}

extension LaneMaps {
  /// The numbers of one image, one for each place.
  fileprivate func image(lane: Int) -> [Float] { (0..<count).map { numbers[$0 * 16 + lane] } }
}
