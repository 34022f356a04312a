import Formats
import Matrices
import ReadAlong
import Word2Vec

extension Corpus {
  /// The text of a file, read block by block.
  init(file: String) throws {
    let text = try TextBlocks(file: file)
    self.init(blocks: text.count) { block throws(Unreadable) in
      do { return try text.bytes(of: block) } catch { throw Unreadable(block: block, reason: "\(error)") }
    }
  }
}

extension EmbeddingModel {
  /// What training starts from.
  init(_ vocabulary: Vocabulary, dimensions: Int, seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    self.init(words: vocabulary.count, dimensions: dimensions, using: &generator)
  }
}

extension WordVectorFile {
  init(_ vocabulary: Vocabulary, _ vectors: Matrix) {
    self.init(words: vocabulary.words.map(\.bytes), vectors: vectors)
  }
}
