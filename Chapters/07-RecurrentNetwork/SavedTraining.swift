import Companion
import Matrices
import RecurrentNetwork

/// A training as `train --save` writes it: lines of text that say what it is, an empty line, then the numbers of the
/// model and of Adam's two moments, four bytes each, the lowest first.
struct SavedTraining {
  var training: Training
  let vocabulary: Vocabulary

  private static let title = "recurrent-network 1"

  init(_ training: Training, _ vocabulary: Vocabulary) {
    self.training = training
    self.vocabulary = vocabulary
  }

  // MARK: - Writing

  func write(to file: String) throws {
    let model = training.model
    let header = [
      SavedTraining.title, "cell \(model.cell.rawValue)", "hidden \(model.hidden)",
      "layers \(model.layers.count)", "steps \(training.steps)",
      "vocabulary \(vocabulary.bytes.map(String.init).joined(separator: ","))", "", "",
    ]
    var bytes = Array(header.joined(separator: "\n").utf8)
    for matrix in model.matrices + training.adam.means + training.adam.squares {
      for value in matrix.values {
        withUnsafeBytes(of: value.bitPattern.littleEndian) { bytes.append(contentsOf: $0) }
      }
    }
    try writeSafely(bytes, to: file)
  }

  // MARK: - Reading

  init(file: String) throws {
    let bytes = try readBytes(file)
    var position = 0
    func line() -> String {
      let line = bytes[position...].prefix { $0 != UInt8(ascii: "\n") }
      position = min(bytes.count, line.endIndex + 1)
      return String(decoding: line.prefix(1000), as: UTF8.self)
    }
    func field(_ name: String, _ number: Int) throws -> String {
      let text = line()
      guard text.hasPrefix(name + " ") else {
        throw UserError("\(file), line \(number): found \"\(text.prefix(40))\", expected \"\(name) …\"")
      }
      return String(text.dropFirst(name.count + 1))
    }
    func whole(_ name: String, _ number: Int, in range: ClosedRange<Int>) throws -> Int {
      let text = try field(name, number)
      guard let value = Int(text), range.contains(value) else {
        throw UserError(
          "\(file), line \(number): found \(name) \(text), expected a whole number from \(range.lowerBound) "
            + "to \(range.upperBound)")
      }
      return value
    }
    let title = line()
    guard title == SavedTraining.title else {
      throw UserError(
        "\(file), line 1: found \"\(title.prefix(40))\", expected \"\(SavedTraining.title)\", "
          + "as train --save writes it")
    }
    let name = try field("cell", 2)
    guard let cell = Cell(rawValue: name), cell != .gruResetBefore else {
      throw UserError("\(file), line 2: found the cell \(name), expected rnn, lstm or gru")
    }
    let hidden = try whole("hidden", 3, in: 1...65536)
    let layers = try whole("layers", 4, in: 1...64)
    let steps = try whole("steps", 5, in: 0...Int(Int32.max))
    let text = try field("vocabulary", 6)
    let symbols = text.split(separator: ",").compactMap { UInt8($0) }
    vocabulary = Vocabulary(of: symbols)
    guard !symbols.isEmpty, vocabulary.bytes == symbols, line().isEmpty else {
      throw UserError(
        "\(file), line 6: found another list, expected bytes in ascending order and an empty line")
    }
    let model = SequenceModel(
      cell, symbols: symbols.count, hidden: hidden, layers: layers, outputs: symbols.count)
    let (found, expected) = (bytes.count - position, 12 * model.parameterCount)
    guard found == expected else {
      throw UserError(
        "\(file): found \(found) bytes of numbers, expected \(expected) for \(layers) \(cell.rawValue) "
          + "layer\(layers == 1 ? "" : "s") of \(hidden) over \(symbols.count) characters")
    }
    training = Training(model)
    training.adam.steps = steps
    func fill(_ X: inout Matrix) throws {
      for i in X.values.indices {
        let bits = (0..<4).reduce(UInt32(0)) { $0 | UInt32(bytes[position + $1]) << (8 * UInt32($1)) }
        X.values[i] = Float(bitPattern: bits)
        guard X.values[i].isFinite else {
          throw UserError("\(file), byte \(position): found \(X.values[i]), expected a finite number")
        }
        position += 4
      }
    }
    try training.model.forEachMatrix(fill)
    for i in training.adam.means.indices { try fill(&training.adam.means[i]) }
    for i in training.adam.squares.indices { try fill(&training.adam.squares[i]) }
  }

  /// Throws unless this is a model of the given shape.
  func expect(_ model: SequenceModel, _ vocabulary: Vocabulary, file: String) throws {
    let own = training.model
    func shape(_ model: SequenceModel) -> String {
      "\(model.layers.count) × \(model.cell.rawValue) \(model.hidden), \(model.symbols) characters"
    }
    if shape(own) != shape(model) {
      throw UserError("\(file): found weights of another shape, \(shape(own)); expected \(shape(model))")
    }
    if vocabulary != self.vocabulary {
      throw UserError("\(file): found weights for other characters than those of the text")
    }
  }
}
