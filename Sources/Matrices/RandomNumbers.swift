/// Random numbers that depend on a seed and on nothing else: the same on every machine.
///
/// The generator is xoshiro256** (Blackman and Vigna, Scrambled Linear Pseudorandom Number Generators, ACM
/// Transactions on Mathematical Software 47, 2021). Its period is 2²⁵⁶ − 1. It is not for cryptography.
///
/// What the standard library draws from a generator may change from one version of Swift to the next; the
/// methods here do not.
@frozen
public struct SeededGenerator: RandomNumberGenerator, Equatable, Sendable {
  @usableFromInline var s0: UInt64
  @usableFromInline var s1: UInt64
  @usableFromInline var s2: UInt64
  @usableFromInline var s3: UInt64

  /// The generator of a seed; any seed is as good as another. Each epoch or step of a training has numbers of
  /// its own that follow from the seed: another stream.
  //
  // The state is four numbers of SplitMix64 (Steele, Lea and Flood, Fast Splittable Pseudorandom Number
  // Generators, OOPSLA 2014), as the authors of xoshiro256** advise. They are never all zero.
  public init(seed: UInt64, stream: Int = 0) {
    var counter = seed &+ UInt64(truncatingIfNeeded: stream) &* 0x9E37_79B9_7F4A_7C15
    func splitMix() -> UInt64 {
      counter &+= 0x9E37_79B9_7F4A_7C15
      var z = counter
      z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
      z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
      return z ^ (z >> 31)
    }
    (s0, s1, s2, s3) = (splitMix(), splitMix(), splitMix(), splitMix())
  }

  /// The next 64 random bits.
  @inlinable
  public mutating func next() -> UInt64 {
    let product = s1 &* 5
    let result = ((product << 7) | (product >> 57)) &* 9
    let shifted = s1 << 17
    s2 ^= s0
    s3 ^= s1
    s1 ^= s2
    s0 ^= s3
    s2 ^= shifted
    s3 = (s3 << 45) | (s3 >> 19)
    return result
  }
}

// MARK: - Real numbers

extension SeededGenerator {
  /// A number in the range, uniformly; never its upper bound, not even by rounding.
  @inlinable
  public mutating func uniform(in range: Range<Float>) -> Float {
    let width = range.upperBound - range.lowerBound
    require(width > 0 && width < .infinity, "no uniform number in \(range)")
    let unit = Float(next() >> 40) * 0x1p-24  // a multiple of 2⁻²⁴ in [0, 1), each with the same probability
    return min(range.lowerBound.addingProduct(width, unit), range.upperBound.nextDown)
  }

  /// A number of the normal distribution with mean 0 and standard deviation 1.
  //
  // Marsaglia's polar method (Marsaglia and Bray, A Convenient Method for Generating Normal Variables, SIAM
  // Review 6, 1964): for a point (u, v) uniform in the unit disk and s = u² + v², the numbers
  // u·√(−2·log s / s) and v·√(−2·log s / s) are normal and independent. The second is let go: kept for the
  // next call, it would be one more thing to save.
  @inlinable
  public mutating func normal() -> Float {
    while true {
      let bits = next()
      let u = Float(bits >> 40) * 0x1p-23 - 1
      let v = Float(bits & 0xFF_FFFF) * 0x1p-23 - 1
      let s = (v * v).addingProduct(u, u)
      if s > 0 && s < 1 { return u * (-2 * log(s) / s).squareRoot() }
    }
  }
}

// MARK: - Choices

extension SeededGenerator {
  /// An integer from 0 to `count` − 1, each with exactly the same probability.
  //
  // The high half of the product of 64 random bits and `count` is an index. Of the 2⁶⁴ products, those whose
  // low half is below 2⁶⁴ mod `count` are drawn again: then as many are left for each index (Lemire, Fast
  // Random Integer Generation in an Interval, ACM Transactions on Modeling and Computer Simulation 29, 2019).
  @inlinable
  public mutating func index(below count: Int) -> Int {
    require(count > 0, "no index below \(count)")
    let count = UInt64(count)
    var product = next().multipliedFullWidth(by: count)
    if product.low < count {
      let surplus = (0 &- count) % count
      while product.low < surplus { product = next().multipliedFullWidth(by: count) }
    }
    return Int(product.high)
  }

  /// The integers from 0 to `count` − 1 in random order, each equally probable (Fisher and Yates).
  @inlinable
  public mutating func permutation(of count: Int) -> [Int] {
    require(count >= 0 && UInt64(count) <= 1 << 40, "no permutation of \(count) items")
    var items = Array(0..<count)
    for last in stride(from: count - 1, to: 0, by: -1) { items.swapAt(last, index(below: last + 1)) }
    return items
  }
}
