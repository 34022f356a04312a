import Figures
import Formats
import ReadAlong
import Matrices
import RecurrentNetwork

/// A training as `train --save` writes it: lines of text that say what it is, an empty line, then the numbers of the
/// model and of what the update rule remembers, four bytes each, the lowest first. A line "biases 2" stands there if
/// the weights came from PyTorch.
struct SavedTraining {
  var training: Training<SequenceModel>
  let vocabulary: Vocabulary

  private static let title = "recurrent-network 2"
  private static let twoBiases = "biases 2"

  init(_ training: Training<SequenceModel>, _ vocabulary: Vocabulary) {
    self.training = training
    self.vocabulary = vocabulary
  }

  func write(to file: String) throws {
    let model = training.model
    let header =
      [
        SavedTraining.title, "cell \(model.cell.rawValue)", "hidden \(model.hidden)",
        "layers \(model.layers.count)", "rule \(training.updater.rule.rawValue)", "steps \(training.steps)",
      ] + (hasTwoBiases(model) ? [SavedTraining.twoBiases] : []) + [
        "vocabulary \(vocabulary.bytes.map(String.init).joined(separator: ","))", "", "",
      ]
    var bytes = Array(header.joined(separator: "\n").utf8)
    for matrix in model.matrices + training.updater.velocities + training.updater.squares {
      for value in matrix.values {
        withUnsafeBytes(of: value.bitPattern.littleEndian) { bytes.append(contentsOf: $0) }
      }
    }
    try writeSafely(bytes, to: file)
  }

  init(file: String) throws {
    var reader = try SavedBytes(file)
    try reader.expect(line: SavedTraining.title)
    let cell = try reader.cell()
    let hidden = try reader.number("hidden", in: 1...65536)
    let layers = try reader.number("layers", in: 1...64)
    let rule = try reader.rule()
    let steps = try reader.number("steps", in: 0...Int(Int32.max))
    let hasTwoBiases = reader.skip(line: SavedTraining.twoBiases)
    vocabulary = try reader.vocabulary()
    let symbols = vocabulary.count
    training = Training(
      SequenceModel(
        cell, symbols: symbols, hidden: hidden, layers: layers, outputs: symbols, hasStateBias: hasTwoBiases),
      rule)
    training.updater.steps = steps
    let memories = training.updater.velocities + training.updater.squares
    try reader.expect(numbers: (training.model.matrices + memories).reduce(0) { $0 + $1.values.count })
    try reader.expectFinite()
    training.model.combine(with: training.model) { matrix, _ in reader.fill(&matrix) }
    for i in training.updater.velocities.indices { reader.fill(&training.updater.velocities[i]) }
    for i in training.updater.squares.indices { reader.fill(&training.updater.squares[i]) }
  }

  /// Throws unless this is a training of the given one's model and rule, on the same characters.
  func expect(_ fresh: Training<SequenceModel>, _ vocabulary: Vocabulary, file: String) throws {
    func shape(_ model: SequenceModel) -> String {
      "\(model.layers.count) × \(model.cell.rawValue) \(model.hidden), \(model.symbols) characters"
    }
    if shape(training.model) != shape(fresh.model) {
      throw UserError(
        "\(file): found weights of another shape, \(shape(training.model)); expected \(shape(fresh.model))")
    }
    let (rule, expected) = (training.updater.rule.rawValue, fresh.updater.rule.rawValue)
    if rule != expected {
      throw UserError("\(file): found a training by the rule \(rule), expected \(expected)")
    }
    if vocabulary != self.vocabulary {
      throw UserError("\(file): found weights for other characters than those of the text")
    }
  }
}

/// Whether a layer has the second bias that PyTorch gives to all.
private func hasTwoBiases(_ model: SequenceModel) -> Bool {
  model.cell != .gru && model.layers[0].stateBias.columns > 0
}

/// The bytes of a saved training, read from the front. Errors name the file, and the line or the byte.
private struct SavedBytes {
  let file: String
  let bytes: [UInt8]
  var position = 0
  var line = 0

  init(_ file: String) throws {
    self.file = file
    bytes = try readBytes(file)
  }

  mutating func nextLine() -> String {
    let text = bytes[position...].prefix { $0 != UInt8(ascii: "\n") }
    position = min(bytes.count, text.endIndex + 1)
    line += 1
    return String(decoding: text.prefix(2000), as: UTF8.self)
  }

  mutating func expect(line expected: String) throws {
    let text = nextLine()
    guard text == expected else {
      throw UserError(
        "\(file), line \(line): found \"\(text.prefix(40))\", expected \"\(expected)\", as train --save writes it"
      )
    }
  }

  /// Passes over the next line if it is this one, and says whether it was.
  mutating func skip(line expected: String) -> Bool {
    guard bytes[position...].starts(with: (expected + "\n").utf8) else { return false }
    _ = nextLine()
    return true
  }

  mutating func field(_ name: String) throws -> String {
    let text = nextLine()
    guard text.hasPrefix(name + " ") else {
      throw UserError("\(file), line \(line): found \"\(text.prefix(40))\", expected \"\(name) …\"")
    }
    return String(text.dropFirst(name.count + 1))
  }

  mutating func number(_ name: String, in range: ClosedRange<Int>) throws -> Int {
    let text = try field(name)
    guard let value = Int(text), range.contains(value) else {
      throw UserError(
        "\(file), line \(line): found \(name) \(text.prefix(40)), expected a whole number from "
          + "\(range.lowerBound) to \(range.upperBound)")
    }
    return value
  }

  mutating func cell() throws -> Cell {
    let name = try field("cell")
    if let cell = Cell(rawValue: name), cell != .gruResetBefore { return cell }
    throw UserError("\(file), line \(line): found the cell \(name.prefix(40)), expected rnn, lstm or gru")
  }

  mutating func rule() throws -> UpdateRule {
    let name = try field("rule")
    if let rule = UpdateRule(rawValue: name) { return rule }
    throw UserError(
      "\(file), line \(line): found the rule \(name.prefix(40)), expected gradient-descent, momentum or adam")
  }

  mutating func vocabulary() throws -> Vocabulary {
    let bytes = try field("vocabulary").split(separator: ",").compactMap { UInt8($0) }
    let vocabulary = Vocabulary(of: bytes)
    guard !bytes.isEmpty, vocabulary.bytes == bytes, nextLine().isEmpty else {
      throw UserError("\(file), line \(line): expected bytes in ascending order and an empty line after them")
    }
    return vocabulary
  }

  func expect(numbers: Int) throws {
    let found = bytes.count - position
    guard found == 4 * numbers else {
      throw UserError("\(file): found \(found) bytes of numbers, expected \(4 * numbers) for this shape")
    }
  }

  func expectFinite() throws {
    for place in stride(from: position, to: bytes.count, by: 4) where !number(at: place).isFinite {
      throw UserError("\(file), byte \(place): found \(number(at: place)), expected a finite number")
    }
  }

  mutating func fill(_ X: inout Matrix) {
    for i in X.values.indices { X.values[i] = number(at: position + 4 * i) }
    position += 4 * X.values.count
  }

  private func number(at place: Int) -> Float {
    Float(bitPattern: (0..<4).reduce(0) { $0 | UInt32(bytes[place + $1]) << (8 * UInt32($1)) })
  }
}
