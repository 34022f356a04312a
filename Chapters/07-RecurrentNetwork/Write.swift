import Companion
import Foundation
import Matrices
import RecurrentNetwork

let cores = ProcessInfo.processInfo.activeProcessorCount

private let writingOptions = [
  Option("weights", value: "FILE", help: "a training written by train --save"),
  Option("prompt", value: "TEXT", default: "\n", help: "what the model reads first"),
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
  try stream(
    SavedTraining(file: arguments.string("weights")), prompt: Array(arguments.string("prompt").utf8),
    length: arguments.int("length", in: 0...1_000_000_000),
    temperature: arguments.float("temperature", in: 0.01...100), seed: arguments.seed("seed"))
}

let predictCommand = Command(
  "predict",
  summary: "Tells how a text surprises the model and which characters it expects next.",
  options: writingOptions
) { arguments in
  let saved = try SavedTraining(file: arguments.string("weights"))
  let symbols = try saved.symbols(of: Array(arguments.string("prompt").utf8))
  let writer = Writer(saved.training.model)
  var nats: Float = 0
  for (place, symbol) in symbols.enumerated() {
    if place > 0 { nats += crossEntropy(writer.scores, target: symbol) }
    writer.read(symbol)
  }
  if symbols.count > 1 {
    print("\(fixed(bits(nats) / Float(symbols.count - 1), 3)) bits a character after the first\n")
  }
  let likely = probabilities(writer.scores).enumerated().sorted {
    ($0.element, -$0.offset) > ($1.element, -$1.offset)
  }
  Page().table(
    ["next", "probability"],
    likely.prefix(5).map { [name(of: saved.vocabulary.bytes[$0.offset]), fixed($0.element, 4)] })
}

/// Writes `length` characters to standard output as they come.
func stream(
  _ saved: SavedTraining, prompt: [UInt8], length: Int, temperature: Float, seed: UInt64
) throws {
  let writer = Writer(saved.training.model)
  for symbol in try saved.symbols(of: prompt) { writer.read(symbol) }
  var generator = SeededGenerator(seed: seed)
  let output = FileHandle.standardOutput
  fflush(nil)
  let shown = prompt.drop { $0 == UInt8(ascii: "\n") }
  try output.write(contentsOf: shown)
  for _ in 0..<length {
    let symbol = writer.write(temperature: temperature, using: &generator)
    try output.write(contentsOf: [saved.vocabulary.bytes[symbol]])
  }
  try output.write(contentsOf: [UInt8(ascii: "\n")])
}

extension SavedTraining {
  /// The symbols of a prompt. Throws for an empty one and for a character unseen in training.
  func symbols(of prompt: [UInt8]) throws -> [Int] {
    if prompt.isEmpty {
      throw UserError.usage("option --prompt: expected at least one character, found none")
    }
    do {
      return try vocabulary.symbols(prompt)
    } catch let unknown as UnknownByte {
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
