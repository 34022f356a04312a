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
        try Corpus.counted.withLock { try $0?.expectRoom(for: file) }
        let bytes = try text.bytes(of: block)
        Corpus.counted.withLock { $0?.checksum.add(bytes) }
        return bytes
      } catch {
        Corpus.failure.withLock { $0 = $0 ?? error }
        return []
      }
    }
  }

  /// A reading of all blocks for the words in them.
  private static let counted = Mutex<Counted?>(nil)

  private struct Counted {
    let before = memoryTaken()
    var checksum = Checksum()

    /// How many different words are to come nobody knows. What holds them may move to a place of twice its size, and
    /// in the end each becomes an array of its own: six times as much again.
    func expectRoom(for file: String) throws {
      try expectMemory(
        clampedProduct(memoryTaken() - before, 6), for: "cannot count the words of \(quoted(file))")
    }
  }

  /// The result of what reads a file's text once and keeps something for every word that is new, and the checksum of
  /// that text. Throws a `UserError` if memory runs out.
  static func counting<Result>(_ count: () -> Result) throws -> (Result, Checksum) {
    counted.withLock { $0 = Counted() }
    defer { counted.withLock { $0 = nil } }
    let result = count()
    try expectRead()
    return (result, counted.withLock { $0?.checksum ?? Checksum() })
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
