import Figures
import Word2Vec

/// The drawn pictures of the chapter.
enum Diagrams {
  static var skipGram: Diagram {
    var d = Diagram("Skip-gram")
    let word = d.box("rules", at: (7, 7), width: 9)
    let x = d.box("x", at: (24, 7), width: 9, color: 0)
    d.arrow(word, x)
    for (index, name) in ["the", "king", "the", "land"].enumerated() {
      let y = Double(1 + 4 * index)
      d.arrow(x, d.box(name, at: (54, y), width: 9, color: 1))
    }
    d.text("center word w", at: (7, 10))
    d.text("around it, C", at: (54, 16))
    d.text("score x · y of each", at: (34, 14))
    return d
  }

  static var cbow: Diagram {
    var d = Diagram("CBOW")
    let x = d.box("x, the mean", at: (34, 7), width: 15, color: 0)
    for (index, name) in ["the", "king", "the", "land"].enumerated() {
      d.arrow(d.box(name, at: (5, Double(1 + 4 * index)), width: 9), x)
    }
    d.arrow(x, d.box("rules", at: (62, 7), width: 9, color: 1), "x · y")
    d.text("around, C", at: (5, 16))
    d.text("center word w", at: (62, 10))
    return d
  }

  /// A word a node: counts that halve make a tree that is a chain.
  static func tree(_ words: [String], _ counts: [Int]) -> Diagram {
    let tree = HuffmanTree(counts: counts)
    var d = Diagram("A tree of \(words.count) words")
    func turn(_ word: Int, _ depth: Int) -> String { tree.paths[word][depth].right ? "right" : "left" }
    var node = d.circle("y₁", at: (4, 5), color: 0)
    for depth in 0..<words.count - 1 {
      let x = Double(4 + 16 * depth)
      d.arrow(
        node, d.box("\(words[depth])  \(counts[depth])", at: (x, 1), width: 9, lines: 1, color: 1),
        turn(depth, depth))
      let last = depth == words.count - 2
      let next =
        last
        ? d.box("\(words[depth + 1])  \(counts[depth + 1])", at: (x + 16, 5), width: 9, lines: 1, color: 1)
        : d.circle("y" + ["₂", "₃", "₄"][depth], at: (x + 16, 5), color: 0)
      d.arrow(node, next, turn(words.count - 1, depth))
      node = next
    }
    return d
  }
}
