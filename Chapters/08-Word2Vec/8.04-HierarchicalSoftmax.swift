import Figures
import Formats
import ReadAlong
import Matrices
import Word2Vec

let hierarchy = Section("8.4", "The other way out: a tree") { page in
  page.text(
    """
    Hierarchical softmax keeps true probabilities. The words are the leaves of a binary tree, and a word's \
    probability is the product of the turns on the way to it, each a sigmoid. Huffman's tree puts frequent words \
    near the root:
    """)
  let text = ToyText()
  let counts = text.vocabulary.counts
  let tree = HuffmanTree(counts: counts)
  page.table(
    ["word", "count", "turns", "way"],
    [0, 1, 3, 9, 21].map { word in
      let path = tree.paths[word]
      return [
        text.vocabulary.words[word].description, String(counts[word]), String(path.count),
        path.map { $0.right ? "right" : "left" }.joined(separator: " "),
      ]
    })
  let library = try Library.vocabulary()
  let large = HuffmanTree(counts: library.counts)
  var generator = SeededGenerator(seed: 1)
  let model = EmbeddingModel(
    input: Matrix(rows: 1, columns: 6, uniformIn: -1..<1, using: &generator),
    output: Matrix(rows: tree.innerNodes, columns: 6, uniformIn: -1..<1, using: &generator))
  let sum = counts.indices.reduce(Float(0)) { $0 + exp(-loss(model, Prediction(given: [0], word: $1), tree)) }
  page.table(
    ["vocabulary", "words", "turns on average", "products in a softmax"],
    [
      ("these sentences", counts.count, tree.meanDepth(counts: counts)),
      ("the texts in Data", library.count, large.meanDepth(counts: library.counts)),
    ].map { [$0.0, grouped($0.1), fixed($0.2, 2), grouped($0.1)] })
  page.text(
    """
    The probabilities of all words sum to \(fixed(sum, 6)), whatever the vectors. Ten turns or so are as cheap as \
    ten negative samples. word2vec offers both; negative sampling is simpler, and on frequent words usually \
    better, so the rest of the chapter uses it.
    """)
}
