// A binary tree with the words as leaves, the frequent ones near the root (Huffman 1952).
//
// The two rarest nodes become the children of a new one, until one is left. No other tree has a shorter way
// from the root to a word, on average over the text.

import Matrices

/// The way to each word: inner nodes from the root on, and which turn to take there.
public struct HuffmanTree: Equatable, Sendable {
  public struct Turn: Equatable, Sendable {
    /// 0 … words − 2; the root is words − 2.
    public let node: Int
    public let right: Bool
  }
  /// For each word, the turns from the root to it.
  public let paths: [[Turn]]
  public var innerNodes: Int { paths.count - 1 }

  /// - Parameter counts: how often each word occurs; at least two words.
  public init(counts: [Int]) {
    let words = counts.count
    require(words >= 2, "a tree of \(words) words")
    for count in counts { require(count >= 0 && count <= .max / words, "a count of \(count)") }
    var weights = counts  // of the leaves, then of the inner nodes
    var parents = [(node: Int, right: Bool)](repeating: (0, false), count: 2 * words - 1)
    var leaves = counts.indices.sorted { (counts[$1], $1) < (counts[$0], $0) }  // rarest last
    var inner = (words..<words).lowerBound  // inner nodes are made in the order of their weight
    func rarest() -> Int {
      if let leaf = leaves.last, inner >= weights.count || weights[leaf] <= weights[inner] {
        leaves.removeLast()
        return leaf
      }
      inner += 1
      return inner - 1
    }
    for node in 0..<words - 1 {
      let (left, right) = (rarest(), rarest())
      parents[left] = (node, false)
      parents[right] = (node, true)
      weights.append(weights[left] + weights[right])
    }
    paths = counts.indices.map { word in
      var path: [Turn] = []
      var place = word
      while place != 2 * words - 2 {
        let (node, right) = parents[place]
        path.append(Turn(node: node, right: right))
        place = words + node
      }
      return path.reversed()
    }
  }

  /// Turns to a word, on average over the text.
  public func meanDepth(counts: [Int]) -> Double {
    require(counts.count == paths.count, "\(counts.count) counts for \(paths.count) words")
    for count in counts { require(count >= 0, "a count of \(count)") }
    let total = counts.reduce(0) { $0 + Double($1) }
    require(total > 0, "a text of \(total) words")
    return zip(paths, counts).reduce(0) { $0 + Double($1.0.count) * Double($1.1) } / total
  }
}
