import Formats

/// A model of sums as a CSV file: a line an input with its weights, a last one for the bias, and in every line
/// what else is to be known.
public struct ModelTable {
  public static let bias = "(bias)"

  public let inputs: [String]
  private let table: Table

  /// Throws a `UserError` unless the last line is the bias's and every input stands there once.
  public init(file: String) throws {
    table = try Table(file: file)
    guard table.isEnded else {
      throw UserError("\(quoted(file)): found no end of the last line, expected one: the file was cut")
    }
    let names = try table.strings("input")
    guard names.last == ModelTable.bias, names.count > 1 else {
      throw UserError(
        "\(quoted(file)): found \(quoted(names.last ?? "nothing", marks: true)) in the last line, "
          + "expected inputs and then \(ModelTable.bias)")
    }
    inputs = Array(names.dropLast())
    guard Set(inputs.map(\.bytes)).count == inputs.count else {
      throw UserError("\(quoted(file)): found an input twice, expected each once")
    }
  }

  public var header: [String] { table.header }

  /// A column's number for each input, and that of the bias.
  public func column(_ name: String) throws -> (inputs: [Float], bias: Float) {
    let numbers = try table.column(name)
    return (Array(numbers.dropLast()), numbers[numbers.count - 1])
  }

  /// A column's number for each input, above 0.
  public func positive(_ name: String) throws -> [Float] {
    let numbers = try column(name).inputs
    if let index = numbers.firstIndex(where: { $0 <= 0 }) {
      throw UserError(
        "\(quoted(table.file)): found a \(name) of \(numbers[index]) for \(quoted(inputs[index])), "
          + "expected more than 0")
    }
    return numbers
  }

  public func text(_ name: String) throws -> String { try table.strings(name)[0] }

  /// A whole number from 0 to a billion billions.
  public func count(_ name: String) throws -> Int {
    try value(name, expected: "a whole number from 0") { text in
      Int(text).flatMap { 0...1_000_000_000_000_000_000 ~= $0 ? $0 : nil }
    }
  }

  public func value<Value>(_ name: String, expected: String, _ parse: (String) -> Value?) throws -> Value {
    let text = try text(name)
    guard let value = parse(text) else {
      throw UserError(
        "\(quoted(table.file)), column \(name): found \(quoted(text, marks: true)), expected \(expected)")
    }
    return value
  }

  /// - Parameters:
  ///   - columns: a number an input and one for the bias.
  ///   - facts: the same in every line.
  ///   - check: reads the new file, as `writeSafely` asks for.
  public static func write(
    _ inputs: [String], columns: [(name: String, numbers: [Float])], facts: [(name: String, value: String)],
    to path: String, readingBack check: (String) throws -> Void
  ) throws {
    for (name, numbers) in columns {
      if let number = numbers.first(where: { !$0.isFinite }) {
        throw UserError("cannot write \(quoted(path)): a \(name) is \(number), expected finite numbers")
      }
    }
    let rows = (inputs + [bias]).enumerated().map { j, name in
      [name] + columns.map { "\($0.numbers[j])" } + facts.map(\.value)
    }
    try writeSafely(
      Table.text(header: ["input"] + columns.map(\.name) + facts.map(\.name), rows: rows), to: path,
      readingBack: check)
  }
}
