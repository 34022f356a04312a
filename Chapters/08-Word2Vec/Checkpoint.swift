import Formats
import Matrices
import ReadAlong
import Word2Vec

/// All there is to go on from after an epoch: both vectors of each word, one behind the other, in word2vec's
/// binary format. The last entry, which is no word of the text, says by which recipe they were learned and holds the
/// number of epochs done.
enum Checkpoint {
  private static let mark = Array("(epochs)".utf8)

  static func save(
    _ model: EmbeddingModel, _ vocabulary: Vocabulary, _ recipe: Recipe, epoch: Int, to file: String
  ) throws {
    var values: [Float] = []
    values.reserveCapacity(2 * (vocabulary.count + 1) * model.dimensions)
    for word in 0..<vocabulary.count { values += model.input[row: word] + model.output[row: word] }
    values += [Float](repeating: Float(epoch), count: 2 * model.dimensions)
    let vectors = Matrix(rows: vocabulary.count + 1, columns: 2 * model.dimensions, values: values)
    var last = Word(mark + recipe.text.utf8)
    while vocabulary.number(of: last) != nil { last = Word(last.bytes + [UInt8(ascii: ";")]) }
    let words = vocabulary.words + [last]
    try WordVectorFile(words: words.map(\.bytes), vectors: vectors).write(to: file, format: .binary) {
      _ = try load($0, vocabulary, dimensions: model.dimensions)
    }
  }

  /// Whether these are a checkpoint's: the last word is a recipe, and all its numbers are that of the epochs.
  static func isOne(_ saved: WordVectorFile) -> Bool {
    guard let last = saved.words.last, last.starts(with: mark + Array("mode=".utf8)) else { return false }
    let numbers = saved.vectors[row: saved.vectors.rows - 1]
    return numbers.allSatisfy { $0 == numbers.first && $0 >= 1 && $0 == $0.rounded() }
  }

  /// The vectors of a file, for the words of a vocabulary, the number of epochs done and by which recipe.
  static func load(_ file: String, _ vocabulary: Vocabulary, dimensions: Int) throws
    -> (model: EmbeddingModel, epochs: Int, recipe: String)
  {
    let saved = try WordVectorFile(file: file, format: .binary)
    guard let last = saved.words.last, last.starts(with: mark) else {
      throw UserError("\(file): found no checkpoint but other vectors, expected a file of --checkpoint")
    }
    guard saved.words.dropLast() == vocabulary.words.map(\.bytes)[...] else {
      throw UserError(
        "\(file): found \(saved.words.count - 1) words that are not the corpus's \(vocabulary.count), "
          + "expected the same corpus and --min-count")
    }
    guard saved.vectors.columns == 2 * dimensions else {
      throw UserError("\(file): found \(saved.vectors.columns / 2) dimensions, expected \(dimensions)")
    }
    func half(_ first: Int) -> Matrix {
      Matrix(
        rows: vocabulary.count, columns: dimensions,
        values: (0..<vocabulary.count).flatMap { saved.vectors[row: $0].dropFirst(first).prefix(dimensions) })
    }
    guard let epochs = Int(exactly: saved.vectors[vocabulary.count, 0]), 1...1_000_000 ~= epochs else {
      throw UserError(
        "\(file): found \(saved.vectors[vocabulary.count, 0]) epochs, expected a whole number from 1")
    }
    return (
      EmbeddingModel(input: half(0), output: half(dimensions)), epochs,
      String(decoding: last.dropFirst(mark.count), as: UTF8.self)
    )
  }
}
