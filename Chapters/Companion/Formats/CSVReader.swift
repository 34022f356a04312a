/// One line of a comma-separated file, or several when a quoted field holds newlines.
struct CSVRecord {
  var fields: [String]
  /// The line it begins in, counted from 1.
  let line: Int

  var isBlank: Bool { fields == [""] }
}

/// Takes comma-separated text apart into records (RFC 4180). Lines end in LF, CRLF or CR; blanks around
/// an unquoted field do not count; a byte order mark is skipped.
struct CSVReader {
  private let bytes: [UInt8]
  private let file: String
  private var position = 0
  private var line = 1
  /// Of the record before: most have as many.
  private var width = 0

  init(_ text: String, file: String) {
    bytes = Array(text.utf8)
    self.file = file
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { position = 3 }
  }

  /// All records; blank ones at the end are left out. Throws a `UserError` if there is no memory for them and for
  /// matrices of their numbers.
  mutating func records() throws -> [CSVRecord] {
    let (lines, memory) = extent()
    try expectMemory(memory, for: "cannot read \(quoted(file))")
    var records: [CSVRecord] = []
    records.reserveCapacity(lines)
    while position < bytes.count {
      records.append(try record())
    }
    while let last = records.last, last.isBlank {
      records.removeLast()
    }
    return records
  }

  /// The lines, and the bytes that their fields take: a text of up to 15 bytes lies in its array, a longer one
  /// beside it.
  private func extent() -> (lines: Int, memory: Int) {
    var (lines, fields, beside, start) = (1, 1, 0, 0)
    for place in bytes.indices {
      let byte = bytes[place]
      guard byte == UInt8(ascii: ",") || byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r") else {
        continue
      }
      if place - start > 15 { beside += place - start + 48 }
      start = place + 1
      fields += 1
      if byte != UInt8(ascii: ",") { lines += 1 }
    }
    return (lines, 112 * lines + 32 * fields + beside)
  }

  mutating func record() throws -> CSVRecord {
    var record = CSVRecord(fields: [], line: line)
    record.fields.reserveCapacity(width)
    defer { width = record.fields.count }
    repeat {
      record.fields.append(try field())
    } while skip(",")
    _ = skip("\r")
    _ = skip("\n")
    line += 1
    return record
  }

  private mutating func field() throws -> String {
    while skip(" ") || skip("\t") {}
    guard skip("\"") else { return unquotedField() }
    let text = try quotedField()
    while skip(" ") || skip("\t") {}
    guard isAtFieldEnd else {
      throw UserError("\(quoted(file)), line \(line): found text after a closing quote, expected a comma")
    }
    return text
  }

  private mutating func unquotedField() -> String {
    let start = position
    while !isAtFieldEnd {
      position += 1
    }
    var end = position
    while end > start, bytes[end - 1] == UInt8(ascii: " ") || bytes[end - 1] == UInt8(ascii: "\t") {
      end -= 1
    }
    return String(decoding: bytes[start..<end], as: UTF8.self)
  }

  /// The rest of a field whose opening quote is read; two quotes stand for one.
  private mutating func quotedField() throws -> String {
    let openingLine = line
    var content: [UInt8] = []
    while position < bytes.count {
      if skip("\""), !(position < bytes.count && bytes[position] == UInt8(ascii: "\"")) {
        return String(decoding: content, as: UTF8.self)
      }
      if bytes[position] == UInt8(ascii: "\n") { line += 1 }
      content.append(bytes[position])
      position += 1
    }
    throw UserError("\(quoted(file)), line \(openingLine): found a quote that never closes")
  }

  var isAtEnd: Bool { position == bytes.count }

  private var isAtFieldEnd: Bool {
    guard position < bytes.count else { return true }
    let byte = bytes[position]
    return byte == UInt8(ascii: ",") || byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r")
  }

  private mutating func skip(_ character: Unicode.Scalar) -> Bool {
    guard position < bytes.count, bytes[position] == UInt8(ascii: character) else { return false }
    position += 1
    return true
  }
}
