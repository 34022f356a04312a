import Matrices

/// A table read from comma-separated text: every row has as many fields as the header.
///
///     let iris = try Table(file: dataFile("iris.csv"))
///     let X = try iris.matrix(["petal_length", "petal_width"])  // examples × features
///     let (names, indices) = try iris.labels("species")
public struct Table: Sendable {
  /// The file's name, as errors give it.
  public let file: String
  /// The names of the columns; of a file without a header, "1", "2" and so on.
  public let header: [String]
  public let rows: [[String]]
  /// Whether the last line has an end. A file without may have been cut; many programs write none.
  public let isEnded: Bool
  /// The line each row begins in.
  private let lines: [Int]
  /// Where each column stands.
  private let indices: [[UInt8]: Int]

  /// Reads a file; one whose name ends in `.gz` is unpacked.
  /// Throws a `UserError` for a file that cannot be read, is empty, or has a row of another length. A file that was
  /// cut at the end of a line, or within its last field, is a table like any other: nothing in it tells.
  public init(file path: String, hasHeader: Bool = true) throws {
    try self.init(text: readText(path), named: path, hasHeader: hasHeader)
  }

  /// Reads text; `file` is the name that errors give. Throws as `init(file:hasHeader:)` does.
  public init(text: String, named file: String, hasHeader: Bool = true) throws {
    var reader = CSVReader(text, file: file)
    var records = try reader.records()
    guard let first = records.first else { throw UserError("\(quoted(file)) is empty, expected rows") }
    if hasHeader { records.removeFirst() }
    guard !records.isEmpty else { throw UserError("\(quoted(file)) has a header but no rows") }
    let width = first.fields.count
    for record in records where record.fields.count != width {
      let found = record.fields.count == 1 ? "1 field" : "\(record.fields.count) fields"
      let model = hasHeader ? "the header" : "the first row"
      throw UserError("\(quoted(file)), line \(record.line): \(found) where \(model) has \(width)")
    }
    self.file = file
    header = hasHeader ? first.fields : (1...width).map(String.init)
    rows = records.map(\.fields)
    lines = records.map(\.line)
    isEnded = text.utf8.last.map { $0 == UInt8(ascii: "\n") || $0 == UInt8(ascii: "\r") } ?? false
    indices = Dictionary(
      header.enumerated().map { ($1.bytes, $0) }, uniquingKeysWith: { first, _ in first })
    if indices.count < header.count,
      let twice = header.indices.first(where: { indices[header[$0].bytes] != $0 })
    {
      throw UserError(
        "\(quoted(file)), line \(first.line): found the column \(quoted(header[twice], marks: true)) twice")
    }
  }

  /// The texts of a column, a row each. Throws a `UserError` for a column that is not there.
  public func strings(_ column: String) throws -> [String] {
    let index = try index(of: column)
    return rows.map { $0[index] }
  }

  /// The numbers of a column, a row each.
  /// Throws a `UserError` for a column that is not there and a field that is not a finite number.
  public func column(_ name: String) throws -> [Float] {
    let index = try index(of: name)
    return try rows.indices.map { try number(row: $0, column: index) }
  }

  /// The numbers of several columns, in the order asked for: rows × columns. Throws as `column` does.
  public func matrix(_ columns: [String]) throws -> Matrix {
    let indices = try columns.map(index(of:))
    var values: [Float] = []
    values.reserveCapacity(rows.count * indices.count)
    for row in rows.indices {
      for column in indices {
        values.append(try number(row: row, column: column))
      }
    }
    return Matrix(rows: rows.count, columns: columns.count, values: values)
  }

  /// The classes named in a column, in order of first appearance, and for each row the index of its own. Two names are
  /// the same if their bytes are.
  /// Throws a `UserError` for a column that is not there and an empty field.
  public func labels(_ column: String) throws -> (names: [String], indices: [Int]) {
    let column = try index(of: column)
    var names: [String] = []
    var known: [[UInt8]: Int] = [:]
    var indices: [Int] = []
    for row in rows.indices {
      let name = rows[row][column]
      guard !name.isEmpty else { throw fieldError(row: row, column: column, expected: "a label") }
      let index = known[name.bytes] ?? names.count
      if index == names.count {
        names.append(name)
        known[name.bytes] = index
      }
      indices.append(index)
    }
    return (names, indices)
  }

  private func index(of column: String) throws -> Int {
    guard let index = indices[column.bytes] else {
      throw UserError(
        "\(quoted(file)) has no column \(quoted(column, marks: true)); "
          + "it has \(listed(header))")
    }
    return index
  }

  private func number(row: Int, column: Int) throws -> Float {
    guard let number = finiteNumber(rows[row][column]) else {
      throw fieldError(row: row, column: column, expected: "a finite number")
    }
    return number
  }

  private func fieldError(row: Int, column: Int, expected: String) -> UserError {
    let field = rows[row][column]
    let found = field.isEmpty ? "nothing" : quoted(field, marks: true)
    return UserError(
      "\(quoted(file)), line \(lines[row]), column \(quoted(header[column])): found \(found), expected \(expected)"
    )
  }
}

// MARK: - Writing

extension Table {
  /// The text of a table that is read back as it was.
  public static func text(header: [String], rows: [[String]]) -> String {
    ([header] + rows).map { line($0) + "\n" }.joined()
  }

  /// One line of fields, quoted where a comma, a quote, a line end or a blank at an end asks for it.
  public static func line(_ fields: [String]) -> String {
    // A line with nothing on it would be none.
    if fields == [""] { return "\"\"" }
    return fields.map { field in
      if field.utf8.allSatisfy({ 0x23..<0x7F ~= $0 && $0 != UInt8(ascii: ",") }) { return field }
      let scalars = field.unicodeScalars
      let isPlain =
        !scalars.contains { [",", "\"", "\n", "\r"].contains($0) }
        && ![scalars.first, scalars.last].contains { [" ", "\t", "\u{FEFF}"].contains($0) }
      if isPlain { return field }
      // An accent may follow a quote and make one character with it.
      let doubled = scalars.flatMap { $0 == "\"" ? [$0, $0] : [$0] }
      return "\"" + String(String.UnicodeScalarView(doubled)) + "\""
    }.joined(separator: ",")
  }

  /// The fields of one such line. Throws a `UserError` for more than one.
  public static func fields(ofLine text: String, named file: String) throws -> [String] {
    var reader = CSVReader(text, file: file)
    let fields = try reader.record().fields
    guard reader.isAtEnd else { throw UserError("\(quoted(file)): found several lines, expected one") }
    return fields
  }
}

extension String {
  /// What tells names apart: é as one code point and as two, e and an accent, are equal texts and two names.
  public var bytes: [UInt8] { Array(utf8) }
}

/// Whether these are the same names in the same order.
public func areSame(_ names: [String], _ others: [String]) -> Bool {
  names.map(\.bytes) == others.map(\.bytes)
}

/// A finite number in digits, written out to its last character; nil for anything else, 0x10 included.
public func finiteNumber(_ text: String) -> Float? {
  let characters = text.utf8
  guard !characters.contains(0), !characters.contains(UInt8(ascii: "x")),
    !characters.contains(UInt8(ascii: "X")),
    let number = Float(text), number.isFinite
  else { return nil }
  return number
}
