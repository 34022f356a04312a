// Negative samples: words drawn at random, the frequent ones more often (Mikolov et al., Distributed
// Representations of Words and Phrases, 2013, section 2.2).
//
//     P(w) = count(w)^¾ / Σ_v count(v)^¾
//
// The power ¾ was found by trial: between the text's own frequencies (power 1), where "the" would be one word
// in twenty, and a uniform draw (power 0). The original program draws from a table of a hundred million
// words. The alias method (Walker, 1977) is exact with two numbers a word: cut the probabilities into columns
// of equal size, each with at most two words. To draw, choose a column, then one of its two.

import Matrices

/// P, to draw from.
public struct NoiseDistribution: Sendable {
  public let probabilities: [Double]  // P(w) of each word
  /// A column gives its own word to a draw below its upper half, and that of its lower half otherwise.
  let columns: [UInt64]

  public init(counts: [Int]) {
    let weights = counts.map { Double($0).squareRoot() * Double($0).squareRoot().squareRoot() }
    let sum = weights.reduce(0, +)
    require(sum > 0 && counts.allSatisfy { $0 >= 0 }, "no words to draw from")
    probabilities = weights.map { $0 / sum }
    // Each too small column is filled up from one that is too large.
    var heights = probabilities.map { $0 * Double(counts.count) }
    var columns = heights.indices.map { UInt64(UInt32.max) << 32 | UInt64($0) }
    var small = heights.indices.filter { heights[$0] < 1 }
    var large = heights.indices.filter { heights[$0] >= 1 }
    while let low = small.popLast(), let high = large.last {
      columns[low] = UInt64(heights[low] * 0x1p32) << 32 | UInt64(high)
      heights[high] -= 1 - heights[low]
      if heights[high] < 1 { small.append(large.removeLast()) }
    }
    self.columns = columns
  }

  /// A word: the upper half of 64 random bits chooses the column, the lower one of its two.
  @inline(__always)
  public func word(_ generator: inout SeededGenerator) -> Int {
    let bits = generator.next()
    let place = Int(truncatingIfNeeded: ((bits >> 32) &* UInt64(columns.count)) >> 32)
    let column = columns[place]
    // All ones if the place gives its own word. A branch would be foretold wrong; so there is none.
    let own = Int(truncatingIfNeeded: (Int64(bits & 0xFFFF_FFFF) &- Int64(column >> 32)) >> 63)
    return place & own | Int(truncatingIfNeeded: column & 0xFFFF_FFFF) & ~own
  }
}
