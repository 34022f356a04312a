import Figures
import Formats
import ReadAlong
import RecurrentNetwork

/// A text as symbols: nine tenths to learn from, the last tenth held out.
struct Corpus {
  let vocabulary: Vocabulary
  let training: [Int]
  let heldOut: [Int]
  /// Of the text.
  private(set) var checksum = Checksum()

  /// - Parameters:
  ///   - window: the longest window that will be cut from the text.
  ///   - known: the characters of a model that was trained before; else those of the text.
  init(file: String, window: Int, known: Vocabulary? = nil) throws {
    try self.init(text: readBytes(file, room: 24), window: window, known: known, named: file)
  }

  init(text: [UInt8], window: Int, known: Vocabulary? = nil, named name: String) throws {
    let cut = text.count * 9 / 10
    if text.isEmpty { throw UserError("\(name): found an empty text, expected characters to learn from") }
    guard cut > window, text.count - cut > 1 else {
      throw UserError(
        "\(name): found a text of \(text.count) bytes, of which \(cut) are for training; "
          + "expected more than a sequence of \(window) for training and two held out")
    }
    vocabulary = known ?? Vocabulary(of: text)
    let symbols: [Int]
    do { symbols = try vocabulary.symbols(text) } catch let unknown {
      throw UserError(
        "\(name), byte \(unknown.place): found byte \(unknown.byte), which is no symbol of the given weights")
    }
    training = Array(symbols[..<cut])
    heldOut = Array(symbols[cut...])
    checksum.add(text)
  }

  /// The Bible in Data, which three sections read and which is unpacked once.
  static func bible() throws -> Corpus { try readBible.get() }
  private static let readBible = Result { try Corpus(file: dataFile("kjv.txt.gz"), window: 64) }
}

extension Arguments {
  /// The cell named by --cell, or an LSTM.
  func cell() throws -> Cell {
    let name = optionalString("cell") ?? "lstm"
    if let cell = Cell(rawValue: name), cell != .gruResetBefore { return cell }
    throw UserError.usage("option --cell: expected rnn, lstm or gru, found \"\(name)\"")
  }
}
