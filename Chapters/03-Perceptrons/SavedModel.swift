import Figures
import Formats
import ReadAlong
import Matrices
import Perceptrons

/// A trained layer as `train --save` writes it: a CSV file, one line an input and one for the biases.
///
/// A class has two columns: the weights as they are now, and what is kept of all weights there were. Inputs are
/// divided by their scale before they are multiplied by the weights.
struct SavedModel {
  enum Kind: String { case words, numbers }
  enum Variant: String, CaseIterable { case last, average, pocket }

  let kind: Kind
  let variant: Variant
  let inputs: [String]
  let classes: [String]
  let scales: [Float]  // inputs
  /// The weights that learn.
  var now: Layer
  /// For the average the sum of all weights there were, for the pocket the best.
  var kept: Layer
  var epochs = 0
  /// The examples that the weights in the sum answered, or the run of those in the pocket.
  var answered = 0

  static let bias = "(bias)"
  static let columns = ["input", "scale", "kind", "variant", "epochs", "answered"]

  /// An untrained layer: all weights zero.
  init(_ kind: Kind, _ variant: Variant, inputs: [String], classes: [String], scales: [Float]) {
    (self.kind, self.variant, self.inputs, self.classes) = (kind, variant, inputs, classes)
    self.scales = scales
    now = Layer(inputs: inputs.count, outputs: classes.count)
    kept = now
  }

  /// The layer to classify with.
  var answer: Layer {
    switch variant {
    case .last: now
    case .average: Average(sum: kept, answered: answered).mean
    case .pocket: kept
    }
  }

  /// The examples as the layer takes them.
  func scaled(_ X: Matrix) -> Matrix { X / Matrix(row: scales) }

  /// Throws unless the model has these inputs and classes.
  func expect(_ kind: Kind, _ variant: Variant, inputs: [String], classes: [String]) throws {
    guard self.kind == kind, self.classes == classes else {
      throw UserError(
        "the saved model tells \(self.classes.joined(separator: ", ")) apart by \(self.kind.rawValue), "
          + "expected \(classes.joined(separator: ", ")) by \(kind.rawValue)")
    }
    guard self.variant == variant else {
      throw UserError("the saved model keeps \(self.variant.rawValue), --keep asks for \(variant.rawValue)")
    }
    guard self.inputs == inputs else {
      throw UserError("the saved model learned from other \(kind == .words ? "texts" : "columns") than these")
    }
  }
}

// MARK: - As a file

extension SavedModel {
  init(file: String) throws {
    let table = try Table(file: file)
    kind = try SavedModel.value(of: "kind", in: table, as: Kind.init, expected: "words or numbers")
    variant = try SavedModel.value(
      of: "variant", in: table, as: Variant.init, expected: "last, average or pocket")
    epochs = try SavedModel.value(of: "epochs", in: table, as: SavedModel.count, expected: "a whole number")
    answered = try SavedModel.value(
      of: "answered", in: table, as: SavedModel.count, expected: "a whole number")
    let names = try table.strings("input")
    guard names.last == SavedModel.bias, names.count > 1, Set(names).count == names.count else {
      throw UserError("\(file): expected inputs, each once, and \(SavedModel.bias) in the last line")
    }
    inputs = Array(names.dropLast())
    classes = table.header.filter { $0.hasPrefix("now: ") }.map { String($0.dropFirst("now: ".count)) }
    if classes.count < 2 {
      throw UserError("\(file): found \(classes.count) columns \"now: …\", expected one for each class")
    }
    scales = Array(try table.column("scale").dropLast())
    if let index = scales.firstIndex(where: { $0 <= 0 }) {
      throw UserError("\(file): found a scale of \(scales[index]) for \(names[index]), expected more than 0")
    }
    now = try SavedModel.layer(try table.matrix(classes.map { "now: \($0)" }))
    kept = try SavedModel.layer(try table.matrix(classes.map { "kept: \($0)" }))
  }

  func write(to file: String) throws {
    let header =
      SavedModel.columns + classes.map { quoted("now: \($0)") } + classes.map { quoted("kept: \($0)") }
    var text = header.joined(separator: ",") + "\n"
    let ending = "\(kind.rawValue),\(variant.rawValue),\(epochs),\(answered)"
    for (j, name) in inputs.enumerated() {
      let weights = Array(now.weights[row: j]) + kept.weights[row: j]
      text += "\(quoted(name)),\(scales[j]),\(ending),\(joined(weights))\n"
    }
    text += "\(SavedModel.bias),1,\(ending),\(joined(now.bias.values + kept.bias.values))\n"
    try writeSafely(text, to: file)
  }

  /// A layer whose biases are the last row.
  private static func layer(_ rows: Matrix) throws -> Layer {
    Layer(weights: rows.rows(0..<rows.rows - 1), bias: Array(rows[row: rows.rows - 1]))
  }

  /// What the first line holds in a column in which all lines are the same.
  private static func value<Value>(
    of column: String, in table: Table, as parse: (String) -> Value?, expected: String
  ) throws -> Value {
    let text = try table.strings(column)[0]
    guard let value = parse(text) else {
      throw UserError("\(table.file), column \(column): found \"\(text)\", expected \(expected)")
    }
    return value
  }

  private static func count(_ text: String) -> Int? { Int(text).flatMap { $0 >= 0 ? $0 : nil } }

  private func joined(_ numbers: [Float]) -> String { numbers.map { "\($0)" }.joined(separator: ",") }

  private func quoted(_ name: String) -> String {
    name.contains { ",\"\n\r".contains($0) } ? "\"" + name.replacing("\"", with: "\"\"") + "\"" : name
  }
}
