import Formats
import Matrices
import ReadAlong
import Synchronization
import Word2Vec

extension Corpus {
  /// Why a block could not be read, the first of all.
  private static let failure = Mutex<(any Error)?>(nil)

  /// The text of a file, read block by block; `expectRead` tells what could not be read.
  init(file: String) throws {
    let text = try TextBlocks(file: file)
    _ = try text.bytes(of: 0)  // what is no text is refused before all of it is read
    self.init(blocks: text.count) { block in
      do {
        return try text.bytes(of: block)
      } catch {
        Corpus.failure.withLock { $0 = $0 ?? error }
        return []
      }
    }
  }

  /// Whether all blocks so far could be read.
  static var isRead: Bool { failure.withLock { $0 == nil } }

  /// Throws the error of a block that could not be read.
  static func expectRead() throws {
    if let error = failure.withLock({ $0 }) { throw error }
  }
}

extension EmbeddingModel {
  /// What training starts from.
  init(_ vocabulary: Vocabulary, dimensions: Int, seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    self.init(words: vocabulary.count, dimensions: dimensions, using: &generator)
  }
}

extension Vocabulary {
  /// Of how often each word occurs, and of the length of the text; the words themselves are compared one by one.
  var checksum: Checksum {
    var sum = Checksum()
    for count in counts + [textLength] {
      sum.add((0..<8).map { UInt8(truncatingIfNeeded: count >> (8 * $0)) })
    }
    return sum
  }
}

/// Throws a `UserError` for a name that promises another format than those of word2vec.
func expectNameOfVectors(_ arguments: Arguments, _ option: String) throws {
  guard let path = arguments.optionalString(option) else { return }
  for ending in [".safetensors", ".npy", ".npz", ".csv", ".tsv", ".json", ".pt", ".h5"]
  where path.hasSuffix(ending) {
    throw UserError.usage(
      "option --\(option): vectors are written as word2vec does, as text to a name that ends in .txt or .vec, else "
        + "binary; found \(quoted(path, marks: true))")
  }
}

extension WordVectorFile {
  /// As text under a name that ends in .txt or .vec, else binary.
  func write(to path: String) throws {
    try write(to: path, format: path.hasSuffix(".txt") || path.hasSuffix(".vec") ? .text : .binary) {
      _ = try WordVectorFile(file: $0)
    }
  }

  init(_ vocabulary: Vocabulary, _ vectors: Matrix) {
    self.init(words: vocabulary.words.map(\.bytes), vectors: vectors)
  }
}
