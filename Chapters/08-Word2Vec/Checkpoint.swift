import Figures
import Formats
import ReadAlong
import Matrices
import Word2Vec

/// All there is to go on from after an epoch: both vectors of each word, one behind the other, in word2vec's
/// binary format. The last entry, named by `epochMark`, holds the number of epochs done.
enum Checkpoint {
  static let epochMark = "(epochs)"

  static func save(_ trainer: Trainer, epoch: Int, to file: String) throws {
    let (input, output) = (trainer.vectors, trainer.outputVectors)
    var values: [Float] = []
    values.reserveCapacity(2 * (input.rows + 1) * input.columns)
    for word in 0..<input.rows { values += input[row: word] + output[row: word] }
    values += [Float](repeating: Float(epoch), count: 2 * input.columns)
    let vectors = Matrix(rows: input.rows + 1, columns: 2 * input.columns, values: values)
    try WordVectorFile(words: trainer.vocabulary.words + [epochMark], vectors: vectors)
      .write(to: file, format: .binary)
  }

  /// Puts the vectors of a file into a trainer of the same words. Returns the number of epochs done.
  static func load(_ file: String, into trainer: Trainer) throws -> Int {
    let saved = try WordVectorFile(file: file, format: .binary)
    let dimensions = trainer.settings.dimensions
    guard saved.words.last == epochMark else {
      throw UserError("\(file): found no checkpoint but other vectors, expected a file of --checkpoint")
    }
    guard saved.words.dropLast().elementsEqual(trainer.vocabulary.words) else {
      throw UserError(
        "\(file): found \(saved.words.count - 1) words that are not the corpus's \(trainer.vocabulary.count), "
          + "expected the same corpus and --min-count")
    }
    guard saved.vectors.columns == 2 * dimensions else {
      throw UserError("\(file): found \(saved.vectors.columns / 2) dimensions, expected \(dimensions)")
    }
    let words = trainer.vocabulary.count
    func half(_ first: Int) -> Matrix {
      Matrix(
        rows: words, columns: dimensions,
        values: (0..<words).flatMap { saved.vectors[row: $0].dropFirst(first).prefix(dimensions) })
    }
    guard let epochs = Int(exactly: saved.vectors[words, 0]), epochs >= 1 else {
      throw UserError("\(file): found \(saved.vectors[words, 0]) epochs, expected a whole number from 1")
    }
    trainer.vectors = half(0)
    trainer.outputVectors = half(dimensions)
    return epochs
  }
}
