import Formats
import Matrices

extension Arguments {
  /// The value of an option, read by the closure if it was given: `try arguments.ifGiven("batch") { … }`.
  public func ifGiven<Value>(_ name: String, _ value: (String) throws -> Value) rethrows -> Value? {
    optionalString(name) == nil ? nil : try value(name)
  }

  /// Any of the options that were given beside `option`, which makes them meaningless, is an error.
  public func expectEither(_ pairs: (String, String)...) throws {
    for (option, other) in pairs where isGiven(option) && isGiven(other) {
      throw UserError.usage("expected either --\(option) or --\(other), found both")
    }
  }

  /// The parts of a value such as "beds,baths,sqft", each once.
  public func names(_ option: String) throws -> [String] {
    let names = try string(option).split(separator: ",").map(String.init)
    if let twice = names.indices.first(where: { names[..<$0].contains(names[$0]) }) {
      throw UserError.usage("option --\(option): found \(quoted(names[twice])) twice")
    }
    return names
  }

  /// The value as one of a set of names. Throws for any other.
  public func choice<Value>(_ option: String, _ choices: [(name: String, value: Value)]) throws -> Value {
    let name = try string(option)
    if let choice = choices.first(where: { $0.name == name }) { return choice.value }
    let known = choices.map(\.name)
    let list = known.dropLast().joined(separator: ", ") + (known.count > 1 ? " or " : "") + (known.last ?? "")
    throw UserError.usage("option --\(option): expected \(list), found \(quoted(name, marks: true))")
  }

  /// The operands as finite numbers, one for each name.
  public func numbers(for names: [String]) throws -> [Float] {
    guard operands.count == names.count else {
      throw UserError.usage(
        "expected \(names.count) numbers (\(quoted(names.joined(separator: ", ")))), found \(operands.count)")
    }
    return try zip(names, operands).map { name, text in
      guard let number = finiteNumber(text) else {
        throw UserError.usage("\(quoted(name)): expected a number, found \(quoted(text, marks: true))")
      }
      return number
    }
  }
}

/// The numbers of what a model makes of its input, once they are finite. Weights may be so large that their
/// products are not.
public func finite(_ outputs: Matrix, of subject: String = "the model") throws -> Matrix {
  if let index = outputs.values.firstIndex(where: { !$0.isFinite }) {
    throw UserError(
      "\(subject) gives \(significant(outputs.values[index])) for example \(index / outputs.columns + 1): "
        + "its weights or its inputs are too large")
  }
  return outputs
}

public func finite(_ output: Float, of subject: String = "the model") throws -> Float {
  try finite(Matrix(rows: 1, columns: 1, values: [output]), of: subject).values[0]
}

/// Writes what a model makes of the examples in a .npy file to another, and says what it wrote.
///
/// - Parameters:
///   - inputs: numbers an example.
///   - what: "sums", "probabilities".
public func writeOutputs(
  of input: String, to output: String, inputs: Int, _ what: String, _ forward: (Matrix) throws -> Matrix
) throws {
  if isSameFile(input, output) {
    throw UserError.usage("option --output: \(quoted(output)) is the file of --input, expected another")
  }
  try expectWritable(output)
  let Y = try finite(forward(NPYArray.examples(file: input, inputs: inputs)), of: "the model")
  try NPYArray(Y).write(to: output)
  print("\(quoted(output)): \(grouped(Y.rows)) × \(Y.columns) \(what)")
}
