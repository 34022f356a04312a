import Figures
import Formats
import ReadAlong
import Matrices

/// What `train` learns from: columns of a table, and one class against another or against all others.
struct LabeledExamples {
  let inputs: [String]
  let label: String
  let positive: String
  /// The other class; nil for all but `positive`.
  let negative: String?
  let X: Matrix  // examples × inputs
  let y: [Float]

  /// The options with which a command asks for examples.
  static let options = [
    Option("data", value: "FILE", help: "a CSV file with a header; by default the irises"),
    Option(
      "inputs", value: "A,B,…",
      help:
        "the columns to predict from, a name with a comma in quotation marks; by default all but the label"),
    Option("label", value: "NAME", default: "species", help: "the column that holds the classes"),
    Option("positive", value: "CLASS", default: "setosa", help: "the class whose probability is learned"),
    Option("negative", value: "CLASS", help: "learn from this class and the positive one only"),
  ]

  /// Throws a `UserError` for columns and classes that the table does not have.
  init(_ arguments: Arguments) throws {
    let table = try Table(file: arguments.optionalString("data") ?? dataFile("iris.csv"))
    label = try arguments.string("label")
    let classes = try table.labels(label)
    inputs =
      try arguments.ifGiven("inputs", arguments.names)
      ?? table.header.filter { [label] in !areSame([$0], [label]) }
    guard !inputs.isEmpty else { throw UserError.usage("option --inputs: expected columns, found none") }
    positive = try LabeledExamples.name(arguments, "positive", in: classes.names) ?? ""
    negative = try LabeledExamples.name(arguments, "negative", in: classes.names)
    if positive.bytes == negative?.bytes {
      throw UserError.usage(
        "expected two classes, found \(quoted(positive, marks: true)) as --positive and as --negative")
    }
    let isPositive = classes.names.map { [positive] in $0.bytes == positive.bytes }
    let counts = classes.names.indices.map { [negative] k in
      negative == nil || isPositive[k] || classes.names[k].bytes == negative?.bytes
    }
    let rows = classes.indices.indices.filter { counts[classes.indices[$0]] }
    X = try table.matrix(inputs).rows(rows)
    y = rows.map { isPositive[classes.indices[$0]] ? 1 : 0 }
    if y.allSatisfy({ $0 == 1 }) {
      throw UserError(
        "all rows of \(table.file) are \(quoted(positive, marks: true)); expected another class to tell it from"
      )
    }
  }

  /// The class that an option names, which the label's column must hold.
  private static func name(_ arguments: Arguments, _ option: String, in names: [String]) throws -> String? {
    guard let name = arguments.optionalString(option),
      !names.contains(where: { $0.bytes == name.bytes })
    else { return arguments.optionalString(option) }
    let known = listed(Array(names.prefix(10))) + (names.count > 10 ? ", …" : "")
    throw UserError.usage(
      "option --\(option): expected one of \(known), found \(quoted(name, marks: true))")
  }
}
