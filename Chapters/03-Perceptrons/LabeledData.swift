import Figures
import Formats
import ReadAlong
import Matrices
import Perceptrons

/// What `train` learns from: the rows of a table, each a text or some numbers, and a class.
struct LabeledData {
  /// The column of texts; nil where the inputs are columns of numbers.
  let text: String?
  let label: String
  let classes: [String]
  let y: [Int]  // rows
  private let table: Table
  private let columns: [String]

  /// The options with which a command asks for data.
  static let options = [
    Option("data", value: "FILE", help: "a CSV file with a header; by default the dictionary definitions"),
    Option("text", value: "NAME", default: "definition", help: "the column that holds the texts"),
    Option(
      "inputs", value: "A,B,…",
      help: "learn from these columns of numbers instead of texts; a name with a comma in quotation marks"),
    Option("label", value: "NAME", default: "topic", help: "the column that holds the classes"),
  ]

  /// Throws a `UserError` for columns that the table does not have, and for a single class.
  init(_ arguments: Arguments) throws {
    try arguments.expectEither(("inputs", "text"))
    table = try Table(file: arguments.optionalString("data") ?? dataFile("definitions.csv"))
    label = try arguments.string("label")
    (classes, y) = try table.labels(label)
    if classes.count < 2 {
      throw UserError(
        "\(table.file): found only \(quoted(classes[0], marks: true)) in column \(quoted(label)), expected two classes or more"
      )
    }
    if arguments.isGiven("inputs") {
      text = nil
      columns = try arguments.names("inputs")
      if columns.isEmpty { throw UserError.usage("option --inputs: expected columns, found none") }
    } else {
      text = try arguments.string("text")
      columns = []
      for (row, document) in try texts().enumerated() where splitIntoWords(document).isEmpty {
        throw UserError(
          "\(table.file), row \(row + 1) after the header: found no word in \(quoted(document, marks: true)), expected a text"
        )
      }
    }
  }

  /// What the inputs are called: the columns, or the words of the texts in these rows.
  func inputs(of rows: [Int]) throws -> [String] {
    guard text != nil else { return columns }
    let texts = try texts()
    return Vocabulary(of: rows.map { texts[$0] }).words
  }

  /// The examples, rows × inputs: counts of the words that are inputs, or the columns' numbers.
  ///
  /// Throws a `UserError` for more counts than fit into 2 GB.
  func examples(inputs: [String]) throws -> Matrix {
    if text == nil { return try table.matrix(inputs) }
    guard y.count * inputs.count <= 500_000_000 else {
      throw UserError(
        "\(table.file): found \(grouped(y.count)) texts with \(grouped(inputs.count)) different words, "
          + "expected at most 500,000,000 counts in all")
    }
    return Vocabulary(words: inputs).counts(try texts())
  }

  private func texts() throws -> [String] { try table.strings(text ?? "") }
}
