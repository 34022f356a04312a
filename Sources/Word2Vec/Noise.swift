// Negative samples: words drawn at random, the frequent ones more often (deck S, "Visualization" shows what
// comes of it; Mikolov et al., Distributed Representations of Words and Phrases, 2013, section 2.2).
//
//     P(w) = count(w)^¾ / Σ_v count(v)^¾
//
// The power ¾ was found by trial: between the text's own frequencies (power 1), where "the" would be most of
// the noise, and a uniform draw (power 0).
//
// The original program fills a table of a hundred million entries with word numbers in proportion. The alias
// method (Walker, 1977) is exact with two numbers a word: cut the probabilities into columns of equal size, each
// with at most two words. To draw, choose a column, then one of its two.

import Matrices

/// Draws word numbers with probabilities in proportion to count^power.
public struct NoiseDistribution: Sendable {
  /// A column keeps its own word if the draw's fraction is below `own`, and gives `alias` otherwise.
  struct Column: Sendable {
    var own: UInt32
    var alias: UInt32
  }
  let columns: [Column]
  /// P(w) of each word.
  public let probabilities: [Double]

  public init(counts: [Int], power: Double = 0.75) {
    require(!counts.isEmpty, "no words to draw from")
    let weights = counts.map { power == 1 ? Double($0) : raised(Double($0), to: power) }
    let sum = weights.reduce(0, +)
    probabilities = weights.map { $0 / sum }
    columns = aliasColumns(probabilities)
  }

  /// A word drawn by a generator.
  public func word(_ generator: inout SeededGenerator) -> Int { word(generator.next()) }

  /// The word that 64 random bits stand for: the upper half chooses the column, the lower one of its two.
  @inline(__always)
  func word(_ bits: UInt64) -> Int {
    let place = Int(((bits >> 32) &* UInt64(columns.count)) >> 32)
    let column = columns[place]
    return UInt32(truncatingIfNeeded: bits) < column.own ? place : Int(column.alias)
  }
}

/// Walker's columns: each too small one is filled up from one that is too large.
private func aliasColumns(_ probabilities: [Double]) -> [NoiseDistribution.Column] {
  let n = probabilities.count
  var heights = probabilities.map { $0 * Double(n) }
  var columns = (0..<n).map { NoiseDistribution.Column(own: .max, alias: UInt32($0)) }
  var small = heights.indices.filter { heights[$0] < 1 }
  var large = heights.indices.filter { heights[$0] >= 1 }
  while let low = small.popLast(), let high = large.last {
    columns[low] = NoiseDistribution.Column(own: UInt32(heights[low] * 0x1p32), alias: UInt32(high))
    heights[high] -= 1 - heights[low]
    if heights[high] < 1 { small.append(large.removeLast()) }
  }
  return columns
}

/// x^¾ as √x · √√x; the standard library has roots, but no powers.
private func raised(_ x: Double, to power: Double) -> Double {
  require([0, 0.5, 0.75, 1].contains(power), "the power is \(power), expected 0, 0.5, 0.75 or 1")
  if power == 0 { return 1 }
  let root = x.squareRoot()
  return power == 0.5 ? root : root * root.squareRoot()
}
