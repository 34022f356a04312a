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

  /// An option that was given where it has no effect is an error, which says what it is for.
  public func refuse(_ options: String..., because reason: String) throws {
    if let option = options.first(where: isGiven) { throw UserError.usage("option --\(option): \(reason)") }
  }

  /// The files of a prediction by weights alone, which name no inputs; nil if another is asked for.
  public func weightsInputOutput() throws -> (weights: String, input: String, output: String)? {
    let (input, output) = (optionalString("input"), optionalString("output"))
    let isElse = !operands.isEmpty || ["data", "text"].contains { hasOption($0) && isGiven($0) }
    guard (input == nil) == (output == nil), input == nil || !isElse else {
      throw UserError.usage("expected --input FILE and --output FILE together, and nothing else to predict")
    }
    if let input, let output { return (try string("weights"), input, output) }
    if let file = optionalString("weights"), isWeightsFile(file) {
      throw UserError.usage(
        "\(quoted(file)) does not name its inputs: expected --input FILE and --output FILE with it")
    }
    return nil
  }

  /// Whatever a resumed training has settled already must not be given anew.
  public func expectResumable(_ settled: String...) throws {
    guard isGiven("resume"), let name = settled.first(where: isGiven) else { return }
    throw UserError.usage("option --\(name): a resumed training keeps the settings it was saved with")
  }

  /// Layer sizes such as "300,100", or none at all as "none".
  public func sizes(_ option: String, unlessGiven usual: String) throws -> [Int] {
    let text = optionalString(option) ?? usual
    if text == "none" { return [] }
    return try text.split(separator: ",", omittingEmptySubsequences: false).map { part in
      guard let size = Int(part), (1...100_000).contains(size) else {
        throw UserError.usage(
          "option --\(option): expected none, or numbers such as 100 or 300,100, found \(quoted(text, marks: true))"
        )
      }
      return size
    }
  }

  /// The parts of a value such as "beds,baths,sqft", each once. A part with a comma stands in quotation marks, as in a
  /// CSV file; a mark that opens and is not closed is one of the name.
  public func names(_ option: String) throws -> [String] {
    let text = try string(option)
    let fields = text.utf8.contains(UInt8(ascii: "\"")) ? try? Table.fields(ofLine: text, named: option) : nil
    // By bytes: an accent after a comma would make one character with it
    let names =
      fields
      ?? text.utf8.split(separator: UInt8(ascii: ","), omittingEmptySubsequences: false).map {
        String(decoding: $0, as: UTF8.self)
      }
    var seen: Set<[UInt8]> = []
    if let twice = names.first(where: { !seen.insert($0.bytes).inserted }) {
      throw UserError.usage("option --\(option): found \(listed([twice])) twice")
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
        "expected \(names.count) numbers (\(listed(names))), found \(operands.count)")
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

/// The rows of a table of raw weights, in as many digits as it takes for what they make of `X` to be the model's outputs,
/// to `limit` or a millionth: with inputs far from 0 the products are large and cancel.
///
/// - Parameters:
///   - means: of the inputs, which `deviations` divide before they are multiplied by the weights.
public func rowsOfRawWeights(
  _ inputs: [String], _ weights: [Float], bias: Float, means: [Float], deviations: [Float], on X: Matrix,
  _ outputs: [Float], limit: Float
) -> [[String]] {
  let raw = zip(weights, deviations).map { Double($0) / Double($1) }
  let all = raw + [zip(raw, means).reduce(Double(bias)) { $0 - $1.0 * Double($1.1) }]
  let limit = max(Double(limit), 1e-6 * Double(outputs.map { abs($0) }.max() ?? 0))
  func isGood(_ texts: [String]) -> Bool {
    let numbers = texts.map { Double($0) ?? 0 }
    return outputs.indices.allSatisfy { i in
      let sum = zip(numbers, X[row: i]).reduce(numbers[inputs.count]) { $0 + $1.0 * Double($1.1) }
      return abs(sum - Double(outputs[i])) <= limit
    }
  }
  var texts = all.map(significant)
  var digits = 6
  while digits <= 15, !isGood(texts) {
    texts = all.map { significant($0, digits: digits) }
    digits += 1
  }
  return zip(inputs + [ModelTable.bias], texts).map { [$0, $1] }
}

/// Says in a line that the raw weights which --save wrote give other outputs than the model, if any differs by more than
/// `limit`.
public func warnOfRounding(_ arguments: Arguments, _ raw: [Float], _ outputs: [Float], limit: Float) {
  guard let file = arguments.optionalString("save"), isWeightsFile(file) else { return }
  let largest = zip(raw, outputs).map { abs($0 - $1) }.max() ?? 0
  guard !(largest <= limit) else { return }
  writeToStandardError(
    "\(quoted(file)): on inputs as they are in the data these weights are off by up to \(significant(largest)), "
      + "for a Float rounds what cancels; a CSV file keeps mean and deviation\n")
}

/// Throws a `UserError` if there is no memory for a dense network of these sizes, its gradient and what a rule
/// remembers of it, and for the outputs of all layers: for so many examples, and in a step, with their slopes.
///
/// - Parameters:
///   - batch: examples a step.
///   - copies: how many such networks are trained side by side.
public func expectMemory(forLayers sizes: [Int], examples: Int, batch: Int, copies: Int = 1) throws {
  let weights = zip(sizes, sizes.dropFirst()).map { clampedProduct($0, $1, 6) }
  let outputs = [2 * examples, 4 * min(batch, examples)].map { clampedProduct(sizes.reduce(0, +), $0) }
  try expectMemory(
    ofNumbers: (weights + outputs).map { clampedProduct($0, copies) }, for: "a network of \(sizes)")
}

/// Throws a `UserError` if there is no memory for so many numbers.
public func expectMemory(ofNumbers counts: [Int], for purpose: String) throws {
  let bytes = 4 * counts.reduce(0.0) { $0 + Double($1) }
  try expectMemory(Int(min(bytes, 0x1p60)), for: quoted(purpose))
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

/// "7.62 % (762 of 10,000)"
public func share(_ part: Int, of whole: Int) -> String {
  "\(fixed(100 * Double(part) / Double(whole), 2)) % (\(grouped(part)) of \(grouped(whole)))"
}
