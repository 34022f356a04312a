import Foundation
import Figures
import Formats
import ReadAlong
import Matrices
import RecurrentNetwork

private let writingOptions = [
  Option(
    "weights", value: "FILE",
    help: "a training written by train --save, or the weights alone, FILE.safetensors: \(weightsForm)"),
  Option(
    "corpus", value: "FILE",
    help:
      "with a .safetensors file that does not name its symbols: the text trained on, whose different bytes in "
      + "ascending order they are; by default the King James Bible of Data"),
  Option(
    "prompt", value: "TEXT",
    help:
      "what the model reads first; a line end unless given or, where the text has none, the least of its bytes"
  ),
]

let sampleCommand = Command(
  "sample",
  summary: "Writes text, character by character, in the manner of the text that the model was trained on.",
  options: writingOptions + [
    Option("length", value: "N", default: "1000", help: "bytes to write"),
    Option("temperature", value: "X", default: "0.8", help: "below 1 more careful, above 1 wilder"),
    Option("seed", value: "N", default: "1", help: "decides what is drawn"),
  ]
) { arguments in
  let saved = try savedTraining(arguments)
  try stream(
    saved, prompt: arguments.bytes("prompt") ?? saved.usualPrompt,
    length: arguments.int("length", in: 0...1_000_000_000),
    temperature: arguments.float("temperature", in: 0.01...100), seed: arguments.seed("seed"))
}

let predictCommand = Command(
  "predict",
  summary:
    "Tells how a text surprises the model and which characters it expects next. Or, with --input and --output, "
    + "gives the raw scores of a batch.",
  options: writingOptions + [
    Option("input", value: "FILE", help: "a .npy file of symbols, sequences × steps of whole numbers from 0"),
    Option(
      "output", value: "FILE",
      help: "with --input: write the scores after each step, before the softmax, to a .npy file, "
        + "sequences × steps × symbols; each sequence begins with an empty state"),
  ]
) { arguments in
  let (input, output) = (arguments.optionalString("input"), arguments.optionalString("output"))
  guard (input == nil) == (output == nil) else {
    throw UserError.usage("expected --input FILE with --output FILE, found one of them")
  }
  if let input, let output {
    try arguments.expectEither(("prompt", "input"))
    try TrainingRun.checkFiles(arguments)
    try arguments.refuse("corpus", because: "it names symbols; with --input they are numbers")
    return try writeScores(arguments, of: input, to: output)
  }
  let saved = try savedTraining(arguments)
  let symbols = try saved.symbols(of: arguments.bytes("prompt") ?? saved.usualPrompt)
  var writer = Writer(saved.training.model)
  var nats: Float = 0
  for (place, symbol) in symbols.enumerated() {
    if place > 0 { nats += crossEntropy(writer.scores, target: symbol) }
    writer.read(symbol)
  }
  if symbols.count > 1 {
    let each = try finite(bits(nats) / Float(symbols.count - 1))
    print("\(fixed(each, 3)) bits a character after the first\n")
  }
  let likely = try softmax(finite(Matrix([writer.scores])).values).enumerated().sorted {
    ($0.element, -$0.offset) > ($1.element, -$1.offset)
  }
  Page().table(
    ["next", "probability"],
    likely.prefix(5).map { [name(of: saved.vocabulary.bytes[$0.offset]), fixed($0.element, 4)] })
}

/// The training, or the weights, that --weights names.
private func savedTraining(_ arguments: Arguments) throws -> SavedTraining {
  let file = try arguments.string("weights")
  guard isWeightsFile(file) else {
    try arguments.refuse("corpus", because: "it is for weights alone, FILE.safetensors")
    return try SavedTraining(file: file)
  }
  return try SavedTraining(weights: file, on: arguments.optionalString("corpus"))
}

private func writeScores(_ arguments: Arguments, of input: String, to output: String) throws {
  let weights = try arguments.string("weights")
  let model =
    try isWeightsFile(weights) ? SequenceModel(weights: weights) : SavedTraining(file: weights).training.model
  let array = try NPYArray(file: input)
  let symbols = try array.wholeNumbers(named: input)
  guard array.shape.count == 2, !symbols.isEmpty else {
    throw UserError("\(input): found an array of the shape \(array.shape), expected sequences × steps")
  }
  if let place = symbols.firstIndex(where: { !(0..<model.symbols).contains($0) }) {
    throw UserError(
      "\(input), number \(place): found symbol \(symbols[place]), expected 0 to \(model.symbols - 1)")
  }
  let steps = array.shape[1]
  let sequences = stride(from: 0, to: symbols.count, by: steps).map {
    Array(symbols[$0..<$0 + steps])
  }
  try expectWritable(output)
  try expectMemory(
    ofNumbers: [clampedProduct(symbols.count, model.outputs + 8 * model.hidden * model.layers.count, 2)],
    for: "the scores of \(symbols.count) symbols")
  let scores = try finite(Lanes.scores(model, sequences))
  try NPYArray(shape: [sequences.count, steps, model.outputs], values: .float32(scores.values)).write(
    to: output)
  Page().line("\(quoted(output)): \(grouped(sequences.count)) × \(steps) × \(model.outputs) scores")
}

/// Writes `length` characters to standard output as they come.
func stream(
  _ saved: SavedTraining, prompt: [UInt8], length: Int, temperature: Float, seed: UInt64
) throws {
  var writer = Writer(saved.training.model)
  for symbol in try saved.symbols(of: prompt) { writer.read(symbol) }
  var generator = SeededGenerator(seed: seed)
  let isInteractive = Terminal.standardOutput.isInteractive
  var shown = ShownBytes()
  func print(_ bytes: [UInt8]) throws {
    try writeAll(
      isInteractive ? bytes.flatMap { shown.add($0) } : bytes, to: STDOUT_FILENO, named: "standard output")
  }
  fflush(nil)
  try print(Array(prompt.drop { $0 == UInt8(ascii: "\n") }))
  // A reader sees each character as it comes; a file gets them by the block
  let block = isInteractive ? 1 : 4096
  var written: [UInt8] = []
  for _ in 0..<length {
    _ = try finite(Matrix([writer.scores.map { $0 / temperature }]))
    written.append(saved.vocabulary.bytes[writer.write(temperature: temperature, using: &generator)])
    if written.count == block {
      try print(written)
      written.removeAll(keepingCapacity: true)
    }
  }
  try print(written)
  try print([UInt8(ascii: "\n")])
}

/// What a terminal is sent of bytes that come one by one: a control character, which might move it about, is told, and
/// so is a byte of no character.
struct ShownBytes {
  /// The beginning of a character.
  private var begun: [UInt8] = []

  /// What can be shown now.
  mutating func add(_ byte: UInt8) -> [UInt8] {
    // What goes on begins with the bits 10
    let goesOn = byte & 0xC0 == 0x80
    var told = goesOn ? [] : begun.flatMap(ShownBytes.told)
    if !goesOn { begun = [] }
    begun.append(byte)
    let length = begun[0] < 0x80 ? 1 : max(0, (~begun[0]).leadingZeroBitCount)
    if begun.count < length, length <= 4 { return told }
    if ["\n", "\t"].contains(UnicodeScalar(begun[0])) {
      told += begun
    } else if let text = String(validating: begun, as: UTF8.self) {
      told += plain(text).utf8
    } else {
      told += begun.flatMap(ShownBytes.told)
    }
    begun = []
    return told
  }

  /// "\xff"
  private static func told(_ byte: UInt8) -> [UInt8] {
    Array(("\\x" + String(byte, radix: 16)).utf8)
  }
}

extension SavedTraining {
  /// What is read first unless something else is asked for: a line end, if the text has any.
  var usualPrompt: [UInt8] { [vocabulary.bytes.contains(10) ? 10 : vocabulary.bytes[0]] }

  /// The symbols of a prompt. Throws for an empty one and for a character unseen in training.
  func symbols(of prompt: [UInt8]) throws -> [Int] {
    if prompt.isEmpty {
      throw UserError.usage("option --prompt: expected at least one character, found none")
    }
    do {
      return try vocabulary.symbols(prompt)
    } catch let unknown {
      let text = String(decoding: prompt[unknown.place...], as: UTF8.self)
      throw UserError.usage(
        "option --prompt, byte \(unknown.place): found \"\(text.prefix(1))\", which the text trained on does not "
          + "have; expected characters among \(characters)")
    }
  }

  private var characters: String {
    String(decoding: vocabulary.bytes.filter { $0 > 32 && $0 < 127 }, as: UTF8.self)
  }
}

/// A byte in a table.
func name(of byte: UInt8) -> String {
  switch byte {
  case UInt8(ascii: " "): "space"
  case UInt8(ascii: "\n"): "line end"
  case 33..<127: String(UnicodeScalar(byte))
  default: "byte \(byte)"
  }
}
