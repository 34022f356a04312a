import Foundation
import Matrices

/// Words and their vectors in the two formats of the original word2vec program, which most others read.
///
/// Both begin with a line "words dimensions". In the text format a line follows for each word: the word and
/// its numbers, parted by spaces. In the binary format each word is followed by a space and its numbers as
/// 32-bit floats, lowest byte first, and a line end, which some programs leave out.
public struct WordVectorFile: Sendable {
  public enum Format: String, Sendable { case text, binary }

  /// The bytes of each word, which need not be UTF-8.
  public var words: [[UInt8]]
  /// words × dimensions
  public var vectors: Matrix

  public init(words: [[UInt8]], vectors: Matrix) {
    precondition(words.count == vectors.rows, "\(words.count) words for \(vectors.rows) vectors")
    self.words = words
    self.vectors = vectors
  }
}

// MARK: - Writing

extension WordVectorFile {
  /// Writes beside `path` and renames. Throws a `UserError` saying why it could not be written, or which word
  /// cannot stand in such a file because it holds white space.
  public func write(
    to path: String, format: Format, readingBack check: (String) throws -> Void = { _ in }
  ) throws {
    if let word = words.first(where: { $0.isEmpty || $0.contains { $0 <= 0x20 } }) {
      throw UserError(
        "cannot write \(path): the word \(quoted(String(decoding: word, as: UTF8.self), marks: true)) is empty or holds white space"
      )
    }
    if let number = vectors.values.first(where: { !$0.isFinite }) {
      throw UserError("cannot write \(quoted(path)): a number of a vector is \(number), expected finite ones")
    }
    try replaceFile(path, readingBack: check) { file in
      var block = Array("\(words.count) \(vectors.columns)\n".utf8)
      for (index, word) in words.enumerated() {
        block += word
        switch format {
        case .text: for x in vectors[row: index] { block += " \(x)".utf8 }
        case .binary:
          block.append(0x20)
          for x in vectors[row: index] { withUnsafeBytes(of: x.bitPattern.littleEndian) { block += $0 } }
        }
        block.append(0x0A)
        if block.count > 1 << 20 {
          try writeAll(block, to: file, named: path)
          block.removeAll(keepingCapacity: true)
        }
      }
      try writeAll(block, to: file, named: path)
    }
  }
}

// MARK: - Reading

extension WordVectorFile {
  /// Reads either format, or the one told; `.gz` is unpacked.
  ///
  /// Throws a `UserError` for a file that is missing, cut short or none of these, with the line or byte.
  public init(file path: String, format: Format? = nil) throws {
    try self.init(readBytes(path), named: path, format: format)
  }

  /// Takes apart the bytes of a file; `path` is the name that errors give.
  init(_ bytes: [UInt8], named path: String, format: Format? = nil) throws {
    var reader = WordVectorReader(path: path, bytes: bytes)
    let (count, dimensions) = try reader.header()
    // Each word twice, in a list and a set; its numbers, and those of the same length as all others
    let memory = clampedProduct(count, 8 * dimensions + 220)
    try expectMemory(memory, for: "cannot read \(quoted(path))")
    switch format ?? reader.format(dimensions: dimensions) {
    case .text: self = try reader.text(count, dimensions)
    case .binary: self = try reader.binary(count, dimensions)
    }
  }
}

/// The bytes of a file of word vectors and how far they have been read.
private struct WordVectorReader {
  let path: String
  let bytes: [UInt8]
  private var place = 0

  init(path: String, bytes: [UInt8]) {
    self.path = path
    self.bytes = bytes
  }

  mutating func header() throws -> (count: Int, dimensions: Int) {
    let line = String(decoding: bytes.prefix(64).prefix { $0 != 0x0A }, as: UTF8.self)
    let numbers = line.split { $0 == " " || $0 == "\t" || $0 == "\r" }.map { Int($0) }
    guard numbers.count == 2, let count = numbers[0], let dimensions = numbers[1], count > 0, dimensions > 0,
      bytes.count > line.utf8.count
    else {
      let found = line.prefix(40).filter { !$0.isNewline }.debugDescription
      throw UserError(
        "\(path), line 1: found \(found), expected two whole numbers, of words and of dimensions")
    }
    let (least, overflow) = count.multipliedReportingOverflow(by: dimensions)
    guard !overflow, least <= bytes.count else {
      throw UserError(
        "\(path) is cut short or is no file of vectors: its first line says \(count) words of \(dimensions) "
          + "dimensions, found \(bytes.count) bytes in all")
    }
    place = line.utf8.count + 1
    return (count, dimensions)
  }

  /// Text, if the first word is followed by a line of as many numbers; else binary.
  func format(dimensions: Int) -> WordVectorFile.Format {
    let rest = bytes[place...].drop { $0 > 0x20 }
    let line = rest.prefix(64 * (dimensions + 1)).prefix { $0 != 0x0A }
    if line.contains(where: { $0 < 0x09 }) { return .binary }
    let numbers = line.split(separator: 0x20).map { Float(String(decoding: $0, as: UTF8.self)) }
    guard !numbers.isEmpty, numbers.prefix(dimensions).allSatisfy({ $0 != nil }) else { return .binary }
    // A short line of a text, or numbers of which the first bytes look like one
    let isShort = numbers.count < dimensions
    let some = rest.prefix(64 * (dimensions + 1))
    return isShort && some.contains { $0 < 0x09 || (0x0E..<0x20).contains($0) } ? .binary : .text
  }

  mutating func text(_ count: Int, _ dimensions: Int) throws -> WordVectorFile {
    var words: [[UInt8]] = []
    var values: [Float] = []
    values.reserveCapacity(count * dimensions)
    for index in 0..<count {
      let line = index + 2
      guard place < bytes.count else {
        throw UserError(
          "\(path), line \(line): found the end of the file after \(index) words, expected \(count)")
      }
      let end = bytes[place...].firstIndex(of: 0x0A) ?? bytes.count
      let fields = bytes[place..<end].split { $0 == 0x20 || $0 == 0x0D || $0 == 0x09 }
      guard fields.count == dimensions + 1 else {
        throw UserError(
          "\(path), line \(line): found \(max(0, fields.count - 1)) numbers, expected a word and \(dimensions)"
        )
      }
      words.append(try word(fields[0], "line \(line)"))
      for (j, field) in fields.dropFirst().enumerated() {
        guard let x = finiteNumber(String(decoding: field, as: UTF8.self)) else {
          let found = String(decoding: field.prefix(20), as: UTF8.self).debugDescription
          throw UserError("\(path), line \(line), number \(j + 1): found \(found), expected a number")
        }
        values.append(x)
      }
      place = end + 1
    }
    // The last number may have been longer.
    if place > bytes.count {
      throw UserError("\(path), line \(count + 1): found no end of the line: the file is cut short")
    }
    return try complete(words, Matrix(rows: count, columns: dimensions, values: values))
  }

  mutating func binary(_ count: Int, _ dimensions: Int) throws -> WordVectorFile {
    var words: [[UInt8]] = []
    var vectors = Matrix(rows: count, columns: dimensions)
    for index in 0..<count {
      while place < bytes.count, bytes[place] == 0x0A { place += 1 }
      let end = bytes[place...].firstIndex(of: 0x20) ?? bytes.count
      guard end + 4 * dimensions < bytes.count else {
        throw UserError(
          "\(path), byte \(place): found the end of the file in word \(index + 1) of \(count), "
            + "expected a word, a space and \(4 * dimensions) bytes")
      }
      words.append(try word(bytes[place..<end], "byte \(place)"))
      place = end + 1
      for j in 0..<dimensions {
        let x = bytes.withUnsafeBytes { $0.loadUnaligned(fromByteOffset: place + 4 * j, as: UInt32.self) }
        vectors.values[index * dimensions + j] = Float(bitPattern: UInt32(littleEndian: x))
        guard vectors.values[index * dimensions + j].isFinite else {
          throw UserError("\(path), byte \(place + 4 * j): found no finite number in word \(index + 1)")
        }
      }
      place += 4 * dimensions
    }
    return try complete(words, vectors)
  }

  private func word(_ bytes: ArraySlice<UInt8>, _ position: String) throws -> [UInt8] {
    if bytes.isEmpty { throw UserError("\(path), \(position): found a space, expected a word") }
    if bytes.contains(where: { $0 == 0x09 || $0 == 0x0A }) {
      throw UserError("\(path), \(position): found a word that holds a tab or a line end")
    }
    return Array(bytes)
  }

  private func complete(_ words: [[UInt8]], _ vectors: Matrix) throws -> WordVectorFile {
    let rest = place < bytes.count ? bytes[place...].filter { $0 > 0x20 }.count : 0
    if rest > 0 {
      throw UserError(
        "\(path), byte \(place): found \(rest) bytes after \(words.count) words, expected the end")
    }
    var seen: Set<[UInt8]> = []
    if let word = words.first(where: { !seen.insert($0).inserted }) {
      throw UserError(
        "\(path): found the word \(quoted(String(decoding: word, as: UTF8.self), marks: true)) twice")
    }
    return WordVectorFile(words: words, vectors: vectors)
  }
}
