import Testing

@testable import Matrices

// The expected numbers come from reference.py; those of splitmix64 and of xoshiro256** in state 1 2 3 4 are
// also the ones that other implementations publish.

/// Σ (observed − expected)² / expected, for outcomes that should be equally frequent.
private func chiSquare(_ counts: [Int]) -> Double {
  let expected = Double(counts.reduce(0, +)) / Double(counts.count)
  return counts.reduce(0) { $0 + (Double($1) - expected) * (Double($1) - expected) / expected }
}

/// The largest distance between the distribution of the numbers and the one they should have.
private func kolmogorovSmirnov(_ numbers: [Float], _ distribution: (Double) -> Double) -> Double {
  let count = Double(numbers.count)
  return numbers.sorted().enumerated().reduce(0) { largest, item in
    let expected = distribution(Double(item.element))
    let below = abs(expected - Double(item.offset) / count)
    return max(largest, below, abs(expected - Double(item.offset + 1) / count))
  }
}

/// The mean of the `power`-th powers of the numbers.
private func moment(_ power: Int, _ numbers: [Float]) -> Double {
  numbers.reduce(0.0) { sum, x in sum + (0..<power).reduce(1.0) { product, _ in product * Double(x) } }
    / Double(numbers.count)
}

/// A generator whose next 64 bits are these: they follow from one of the four numbers of its state, and it from them.
private func generator(before bits: UInt64) -> SeededGenerator {
  let product = bits &* 0x8E38_E38E_38E3_8E39  // nine times this number is 1, modulo 2⁶⁴
  var generator = SeededGenerator(seed: 1)
  generator.s1 = (product >> 7 | product << 57) &* 0xCCCC_CCCC_CCCC_CCCD  // and five times this one
  return generator
}

@Suite struct SeededGeneratorTests {
  @Test func `The state of a seed is SplitMix64's first four numbers`() {
    let expected: [UInt64] = [
      6_457_827_717_110_365_317, 3_203_168_211_198_807_973,
      9_817_491_932_198_370_423, 4_593_380_528_125_082_431,
    ]
    let generator = SeededGenerator(seed: 1_234_567)
    #expect([generator.s0, generator.s1, generator.s2, generator.s3] == expected)
  }

  @Test func `A stream of a seed is the state after so many further numbers of SplitMix64`() {
    let (first, third) = (SeededGenerator(seed: 7), SeededGenerator(seed: 7, stream: 2))
    #expect(SeededGenerator(seed: 7, stream: 0) == first)
    #expect(third.s0 == first.s2 && third.s1 == first.s3 && third.s2 != first.s0)
    #expect(SeededGenerator(seed: 7, stream: -1).s1 == first.s0)
  }

  @Test func `The numbers are those of the published generator`() {
    var generator = SeededGenerator(seed: 0)
    (generator.s0, generator.s1, generator.s2, generator.s3) = (1, 2, 3, 4)
    let expected: [UInt64] = [
      11520, 0, 1_509_978_240, 1_215_971_899_390_074_240, 1_216_172_134_540_287_360, 607_988_272_756_665_600,
      16_172_922_978_634_559_625, 8_476_171_486_693_032_832, 10_595_114_339_597_558_777,
      2_904_607_092_377_533_576,
    ]
    #expect((0..<10).map { _ in generator.next() } == expected)
    var zero = SeededGenerator(seed: 0)
    #expect(
      (0..<3).map { _ in zero.next() } == [
        11_091_344_671_253_066_420, 13_793_997_310_169_335_082, 1_900_383_378_846_508_768,
      ])
  }

  @Test func `The derived numbers are those of the reference`() {
    var uniform = SeededGenerator(seed: 7)
    let units: [Float] = [11_753_722, 4_676_669, 14_086_611, 16_460_088]
    #expect((0..<4).map { _ in uniform.uniform(in: 0..<1) * 0x1p24 } == units)
    var normal = SeededGenerator(seed: 7)
    for expected in [-0.982684784, 0.352832065, 0.392584579, -0.927820199] as [Float] {
      #expect(abs(normal.normal() - expected) <= 4 * expected.ulp)
    }
    var index = SeededGenerator(seed: 7)
    #expect((0..<10).map { _ in index.index(below: 10) } == [7, 2, 8, 9, 9, 8, 0, 1, 4, 1])
    var permutation = SeededGenerator(seed: 7)
    #expect(permutation.permutation(of: 8) == [6, 0, 2, 3, 4, 7, 1, 5])
  }

  /// One product in four must be drawn again here; the fourth number shows that it is.
  @Test func `An index below a large number rejects what would favor some`() {
    var generator = SeededGenerator(seed: 7)
    #expect(
      (0..<4).map { _ in generator.index(below: 3 << 61) } == [
        4_846_258_151_560_678_497, 1_928_269_721_375_543_502,
        5_808_147_339_934_739_864, 6_037_439_055_838_090_395,
      ])
  }

  @Test func `Of the products with 3, one more than three equal parts, only 0 is drawn again`() {
    var first = generator(before: 0xAAAA_AAAA_AAAA_AAAB)  // three times this is 2 · 2⁶⁴ + 1
    #expect(first.index(below: 3) == 2)
    var zero = generator(before: 0)
    var later = zero
    #expect(later.next() == 0)
    #expect(zero.index(below: 3) == later.index(below: 3))
    #expect(zero == later)
  }

  @Test func `A copy goes on with the same numbers`() {
    var generator = SeededGenerator(seed: 42)
    for _ in 0..<1001 { _ = generator.normal() }
    var copy = generator
    for _ in 0..<100 {
      #expect(copy.normal() == generator.normal())
      #expect(copy.uniform(in: 0..<1) == generator.uniform(in: 0..<1))
      #expect(copy.index(below: 6) == generator.index(below: 6))
    }
    #expect(copy == generator)
  }
}

@Suite struct RandomRealTests {
  @Test func `Uniform numbers fill the unit interval evenly`() {
    var generator = SeededGenerator(seed: 1)
    let numbers = (0..<500_000).map { _ in generator.uniform(in: 0..<1) }
    #expect(numbers.allSatisfy { 0 <= $0 && $0 < 1 })
    var counts = [Int](repeating: 0, count: 256)
    for x in numbers { counts[Int(x * 256)] += 1 }
    #expect((170...350).contains(chiSquare(counts)))  // 255 ± 23 to be expected
    #expect(kolmogorovSmirnov(numbers) { $0 } < 1.95 / 500_000.0.squareRoot())
    #expect(abs(moment(1, numbers) - 1 / 2) < 0.002)
    #expect(abs(moment(2, numbers) - 1 / 3) < 0.002)
  }

  @Test func `Successive uniform numbers are not correlated`() {
    var generator = SeededGenerator(seed: 2)
    let numbers = (0..<500_000).map { _ in Double(generator.uniform(in: 0..<1)) - 0.5 }
    for lag in 1...8 {
      let products = zip(numbers, numbers.dropFirst(lag)).reduce(0.0) { $0 + $1.0 * $1.1 }
      #expect(abs(12 * products / 500_000) < 0.006, "lag \(lag)")  // 4 deviations
    }
  }

  @Test func `A uniform number in a range lies below its upper bound`() {
    var generator = SeededGenerator(seed: 3)
    let ranges: [Range<Float>] = [
      1..<Float(1).nextUp, 1000..<1000.0002, 0..<Float.leastNonzeroMagnitude, -1e38..<1e38, -0.12..<0.12,
      -3..<(-2.9999998), 16_777_216..<16_777_218,
    ]
    for range in ranges {
      for _ in 0..<1000 {
        let x = generator.uniform(in: range)
        #expect(range.contains(x), "\(x) in \(range)")
      }
    }
  }

  @Test func `Uniform numbers in a range have its mean and deviation`() {
    var generator = SeededGenerator(seed: 4)
    let numbers = (0..<200_000).map { _ in generator.uniform(in: -0.12..<0.12) }
    #expect(abs(moment(1, numbers)) < 0.0006)
    #expect(abs(moment(2, numbers) - 0.0048) < 0.00004)  // (b − a)² / 12
  }

  @Test func `Normal numbers have the normal distribution`() {
    var generator = SeededGenerator(seed: 5)
    let numbers = (0..<1_000_000).map { _ in generator.normal() }
    #expect(abs(moment(1, numbers)) < 0.004)  // each bound is four deviations
    #expect(abs(moment(2, numbers) - 1) < 0.0057)
    #expect(abs(moment(3, numbers)) < 0.0155)
    #expect(abs(moment(4, numbers) - 3) < 0.0392)
    #expect(kolmogorovSmirnov(numbers, DoubleReference.normalDistribution) < 1.95 / 1000)
    #expect((32...95).contains(numbers.count { abs($0) > 4 }))  // 63 to be expected
  }
}

@Suite struct NormalPointTests {
  @Test(arguments: [0x80_0000 << 40 | 0x80_0000, 0x80_0000])
  func `A point in the center of the disk or on its rim is drawn again`(bits: UInt64) {
    var point = generator(before: bits)
    var later = point
    #expect(later.next() == bits)
    #expect(point.normal() == later.normal())
    #expect(point == later)
  }

  /// In units of the last of its 24 bits.
  @Test(arguments: [(2, 1), (1, -3), (-5, 2), (4096, 4095), (-5_000_000, 3_000_001)])
  func `Every bit of a point counts`(u: Int, v: Int) {
    var point = generator(before: UInt64(u + 0x80_0000) << 40 | UInt64(v + 0x80_0000))
    let (x, y) = (Double(u) * 0x1p-23, Double(v) * 0x1p-23)
    let s = x * x + y * y
    let expected = Float(x * (-2 * DoubleReference.log(s) / s).squareRoot())
    #expect(abs(point.normal() - expected) <= 4 * expected.ulp)
  }
}

@Suite struct RandomChoiceTests {
  @Test(arguments: [1, 2, 3, 7, 10, 64, 1000])
  func `Every index below a number comes equally often`(count: Int) {
    var generator = SeededGenerator(seed: 6)
    var counts = [Int](repeating: 0, count: count)
    for _ in 0..<count * 1000 { counts[generator.index(below: count)] += 1 }
    let freedom = Double(count - 1)
    #expect(chiSquare(counts) <= freedom + 4 * (2 * freedom).squareRoot())
  }

  @Test(arguments: [3, 4])
  func `A permutation brings every order equally often`(count: Int) {
    var generator = SeededGenerator(seed: 7)
    var frequency: [[Int]: Int] = [:]
    for _ in 0..<24_000 {
      frequency[generator.permutation(of: count), default: 0] += 1
    }
    let orders = count == 3 ? 6 : 24
    #expect(frequency.count == orders)
    #expect(chiSquare(Array(frequency.values)) < (count == 3 ? 20.5 : 49.7))  // exceeded once in a thousand
  }

  @Test func `A permutation holds every number once`() {
    var generator = SeededGenerator(seed: 9)
    #expect(generator.permutation(of: 1000).sorted() == Array(0..<1000))
    #expect(generator.permutation(of: 0).isEmpty)
  }
}
