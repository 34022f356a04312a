import Figures
import Matrices
import ReadAlong
import Word2Vec

let hierarchy = Section("8.4") { page in
  try page.figure("tree", Diagrams.tree(["the", "of", "and", "cat", "mat"], [16, 8, 4, 2, 1]))
  let text = try ToyText()
  let counts = text.vocabulary.counts
  let tree = HuffmanTree(counts: counts)
  try page.output("tree-ways") { out in
    out.table(
      ["word", "count", "turns", "way"],
      [0, 1, 3, 9, 21].map { word in
        let path = tree.paths[word]
        return [
          text.vocabulary.words[word].description, String(counts[word]), String(path.count),
          path.map { $0.right ? "right" : "left" }.joined(separator: " "),
        ]
      })
  }
  try page.output("tree-sum") { out in
    var generator = SeededGenerator(seed: 1)
    let model = EmbeddingModel(
      input: Matrix(rows: 1, columns: 6).map { _ in generator.uniform(in: -1..<1) },
      output: Matrix(rows: tree.innerNodes, columns: 6).map { _ in generator.uniform(in: -1..<1) })
    let sum = counts.indices.reduce(Float(0)) {
      $0 + exp(-loss(model, Prediction(given: [0], word: $1), tree))
    }
    out.line("sum of the probabilities of 22 words   \(fixed(sum, 6))")
  }
  try page.output("tree-depths") { out in
    let library = try Library.vocabulary()
    let large = HuffmanTree(counts: library.counts)
    out.table(
      ["vocabulary", "words", "turns on average"],
      [
        ("the twelve sentences", counts.count, tree.meanDepth(counts: counts)),
        ("the texts in Data", library.count, large.meanDepth(counts: library.counts)),
      ].map { [$0.0, grouped($0.1), fixed($0.2, 2)] })
  }
}
