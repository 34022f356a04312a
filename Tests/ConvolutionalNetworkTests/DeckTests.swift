import ConvolutionalNetwork
import Matrices
import Testing

/// The figures of deck B.
@Suite struct DeckTests {
  static let image: Matrix = [
    [1, 1, 1, 0, 0], [0, 1, 1, 1, 0], [0, 0, 1, 1, 1], [0, 0, 1, 1, 0], [0, 1, 1, 0, 0],
  ]
  static let cross: Matrix = [[1, 0, 1], [0, 1, 0], [1, 0, 1]]
  static let laplace: Matrix = [[0, 1, 0], [1, -4, 1], [0, 1, 0]]
  static let square: Matrix = [[4, 3, 1, 3], [2, 4, 3, 2], [2, 3, 2, 1], [2, 1, 0, 1]]

  @Test func `One dimension gives 6, −3, 0`() {
    #expect(convolve([0, 4, 2, 3, 4], kernel: [-1, 2, -1]) == [6, -3, 0])
  }

  @Test func `A smoothing kernel averages its window`() {
    #expect(convolve([3, 0, 3, 6, 0], kernel: [1.0 / 3, 1.0 / 3, 1.0 / 3]) == [2, 3, 3])
  }

  @Test func `A kernel's first number meets the first input: it is not turned round`() {
    #expect(convolve([1, 10, 100, 1000], kernel: [2, 3, 5]) == [532, 5320])
  }

  @Test func `A stride of two leaves out every second place`() {
    #expect(convolve([0, 4, 2, 3, 4], kernel: [-1, 2, -1], stride: 2) == [6, 0])
  }

  @Test func `Two kernels over five by five bits give two maps of three by three`() {
    let layer = Convolution(kernels: [[DeckTests.cross], [DeckTests.laplace]])
    #expect(layer.kernel(output: 1) == DeckTests.laplace)
    let maps = layer.forward(FeatureMaps([DeckTests.image]))
    #expect(maps.matrix(0) == [[4, 3, 4], [2, 4, 3], [2, 3, 4]])
    #expect(maps.matrix(1) == [[-2, 0, -2], [2, -1, 0], [2, -1, -2]])
  }

  @Test func `One kernel over both maps gives 10 3 6 7, and full-size kernels flatten it`() {
    let maps = Convolution(kernels: [[DeckTests.cross], [DeckTests.laplace]]).forward(
      FeatureMaps([DeckTests.image]))
    let both = Convolution(kernels: [[[[1, 0], [0, 1]], [[0, 1], [1, 0]]]]).forward(maps)
    #expect(both.matrix(0) == [[10, 3], [6, 7]])
    let full = Convolution(
      kernels: [[[[1, 0], [0, 1]]], [[[0, 1], [1, 0]]], [[[1, 1], [0, 0]]], [[[0, 0], [1, 1]]]])
    #expect(full.forward(both).values == [17, 9, 13, 13])
  }

  @Test func `Pooling in two dimensions`() {
    #expect(Pooling.max.forward(FeatureMaps([DeckTests.square])).matrix(0) == [[4, 3], [3, 2]])
    #expect(Pooling.average.forward(FeatureMaps([DeckTests.square])).matrix(0) == [[3.25, 2.25], [2, 1]])
  }

  @Test func `Pooling in one dimension`() {
    #expect(pool([1, 3, 2, 2, 7, 0, 5], .max) == [3, 2, 7])
    #expect(pool([1, 3, 2, 2, 7, 0, 5], .average) == [2, 2, 3.5])
  }

  @Test func `A map has room for a million places, and no map for none`() {
    let map = FeatureMaps(maps: 1, rows: 1, columns: 1 << 20)
    #expect(map.values.count == 1_048_576 && map[0, 0, 1_048_575] == 0)
    #expect(FeatureMaps(maps: 0, rows: 3, columns: 3).values.isEmpty)
  }

  @Test func `A convolution has room for 32768 maps`() {
    #expect(Convolution(inputs: 32768, outputs: 1, size: 1).parameterCount == 32769)
  }

  @Test func `LeNet-5 has the layers and the parameters of the paper`() {
    let old = LeNet1998()
    #expect(old.c1.parameterCount == 156)
    #expect(old.s2.parameterCount == 12)
    #expect(LeNet1998.c3ParameterCount == 1516)
    #expect(old.s4.parameterCount == 32)
    #expect(old.c5.parameterCount == 48_120)
    #expect(old.f6.parameterCount == 10_164)
    #expect(old.parameterCount == 60_000)
    #expect(LeNet5().parameterCount == 61_706)
    let passed = LeNet5().forward(FeatureMaps(maps: 1, rows: 32, columns: 32))
    #expect([passed.a1.maps, passed.a1.rows, passed.a1.columns] == [6, 28, 28])
    #expect([passed.s2.maps, passed.s2.rows, passed.s2.columns] == [6, 14, 14])
    #expect([passed.a3.maps, passed.a3.rows, passed.a3.columns] == [16, 10, 10])
    #expect([passed.s4.maps, passed.s4.rows, passed.s4.columns] == [16, 5, 5])
    #expect([passed.a5.columns, passed.a6.columns, passed.scores.columns] == [120, 84, 10])
  }

  @Test func `Table I has sixty connections and no two maps alike`() {
    #expect(LeNet1998.connections.map(\.count) == [3, 3, 3, 3, 3, 3, 4, 4, 4, 4, 4, 4, 4, 4, 4, 6])
    #expect(Set(LeNet1998.connections).count == 16)
  }

  @Test func `Every digit has a drawing of its own in 7 × 12 pixels`() {
    let bitmaps = LeNet1998.bitmaps
    #expect(bitmaps.rows == 10 && bitmaps.columns == 84)
    #expect(bitmaps.values.allSatisfy { abs($0) == 1 })
    #expect(Set((0..<10).map { Array(bitmaps[row: $0]) }).count == 10)
    // Where the ink is: the sums of the squares of its places
    let ink = (0..<10).map { digit in (0..<84).reduce(0) { $0 + (bitmaps[digit, $1] > 0 ? $1 * $1 : 0) } }
    #expect(ink == [61_921, 53_590, 66_362, 64_761, 50_523, 56_338, 63_924, 27_946, 63_329, 59_442])
  }
}
