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
  /// The line each row begins in.
  private let lines: [Int]

  /// Reads a file; one whose name ends in `.gz` is unpacked.
  /// Throws a `UserError` for a file that cannot be read, is empty, or has a row of another length.
  public init(file path: String, hasHeader: Bool = true) throws {
    try self.init(text: readText(path), named: path, hasHeader: hasHeader)
  }

  /// Reads text; `file` is the name that errors give. Throws as `init(file:hasHeader:)` does.
  public init(text: String, named file: String, hasHeader: Bool = true) throws {
    var reader = CSVReader(text, file: file)
    var records = try reader.records()
    guard let first = records.first else { throw UserError("\(file) is empty, expected rows") }
    if hasHeader { records.removeFirst() }
    guard !records.isEmpty else { throw UserError("\(file) has a header but no rows") }
    let width = first.fields.count
    for record in records where record.fields.count != width {
      let found = record.fields.count == 1 ? "1 field" : "\(record.fields.count) fields"
      let model = hasHeader ? "the header" : "the first row"
      throw UserError("\(file), line \(record.line): \(found) where \(model) has \(width)")
    }
    self.file = file
    header = hasHeader ? first.fields : (1...width).map(String.init)
    rows = records.map(\.fields)
    lines = records.map(\.line)
    if let twice = header.indices.first(where: { header[..<$0].contains(header[$0]) }) {
      throw UserError("\(file), line \(first.line): found the column \"\(header[twice])\" twice")
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
    for row in rows.indices {
      for column in indices {
        values.append(try number(row: row, column: column))
      }
    }
    return Matrix(rows: rows.count, columns: columns.count, values: values)
  }

  /// The classes named in a column, in order of first appearance, and for each row the index of its own.
  /// Throws a `UserError` for a column that is not there and an empty field.
  public func labels(_ column: String) throws -> (names: [String], indices: [Int]) {
    let column = try index(of: column)
    var names: [String] = []
    var indices: [Int] = []
    for row in rows.indices {
      let name = rows[row][column]
      guard !name.isEmpty else { throw fieldError(row: row, column: column, expected: "a label") }
      let known = names.firstIndex(of: name)
      if known == nil { names.append(name) }
      indices.append(known ?? names.count - 1)
    }
    return (names, indices)
  }

  private func index(of column: String) throws -> Int {
    guard let index = header.firstIndex(of: column) else {
      throw UserError("\(file) has no column \"\(column)\"; it has \(header.joined(separator: ", "))")
    }
    return index
  }

  private func number(row: Int, column: Int) throws -> Float {
    guard let number = Float(rows[row][column]), number.isFinite else {
      throw fieldError(row: row, column: column, expected: "a finite number")
    }
    return number
  }

  private func fieldError(row: Int, column: Int, expected: String) -> UserError {
    let field = rows[row][column]
    let found = field.isEmpty ? "nothing" : "\"\(field)\""
    return UserError(
      "\(file), line \(lines[row]), column \(header[column]): found \(found), expected \(expected)")
  }
}
