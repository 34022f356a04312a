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

/// Calls what may fail to read or to learn, and tells it in a sentence.
@discardableResult
func telling<Result>(_ work: () throws -> Result) throws -> Result {
  do {
    return try work()
  } catch let error as Corpus.Unreadable {
    throw UserError(error.reason)
  } catch TrainingError.unreadable(let error) {
    throw UserError(error.reason)
  } catch TrainingError.divergence(let error) {
    throw UserError(error.description)
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
