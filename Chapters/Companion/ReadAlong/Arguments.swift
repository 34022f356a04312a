import Formats
import Foundation

/// An option of a command: `--epochs N` or, without a value, a flag such as `--quiet`.
public struct Option: Sendable {
  /// Without the dashes: "learning-rate".
  public let name: String
  /// What stands for the value in the help: "N", "FILE"; nil for a flag.
  public let value: String?
  public let help: String
  /// The value when the option is not given; nil for none.
  public let defaultValue: String?

  public init(_ name: String, value: String? = nil, default defaultValue: String? = nil, help: String) {
    precondition(value != nil || defaultValue == nil, "the flag --\(name) cannot have a default")
    self.name = name
    self.value = value
    self.help = help
    self.defaultValue = defaultValue
  }
}

/// A word a command takes besides its options: "FILE", "[FILE]" if it may be missing,
/// "FILE..." for one or more, "[FILE...]" for any number.
public struct Operand: Sendable {
  public let name: String
  public let help: String

  public init(_ name: String, help: String) {
    self.name = name
    self.help = help
  }

  var isOptional: Bool { name.hasPrefix("[") }
  var isRepeated: Bool { name.contains("...") }
}

/// The words after a command's name, sorted into options and operands.
///
/// Every error thrown here is a `UserError` with exit code 2 that names the option.
public struct Arguments: Sendable {
  /// The words that are no options, in their order.
  public let operands: [String]
  /// The same as they were typed, which need not be UTF-8.
  public let operandBytes: [[UInt8]]
  private let options: [Option]
  private let values: [String: Word]

  /// A word of the command line: as it was typed, and the text that is made of it.
  private struct Word {
    let bytes: [UInt8]
    var text: String { String(decoding: bytes, as: UTF8.self) }
  }

  /// Accepts `--epochs 5`, `--epochs=5`, negative numbers as values and operands; `--` ends the options.
  ///
  /// Throws for an unknown or doubled option, a missing value, a file's name that is no text, too few or too many
  /// operands.
  public init(_ words: [String], options: [Option], operands: [Operand] = []) throws {
    var remaining = bytesOfCommandLine(words).map(Word.init)[...]
    var values: [String: Word] = [:]
    var others: [Word] = []
    while let word = remaining.popFirst() {
      if word.text == "--" {
        others += remaining
        break
      }
      guard word.bytes.first == UInt8(ascii: "-"), word.bytes.count > 1, Double(word.text) == nil else {
        others.append(word)
        continue
      }
      let parts = word.bytes.split(
        separator: UInt8(ascii: "="), maxSplits: 1, omittingEmptySubsequences: false
      ).map { Word(bytes: Array($0)) }
      let option = try Arguments.option(named: parts[0].text, in: options)
      if values[option.name] != nil { throw UserError.usage("option --\(option.name) is given twice") }
      let value = try Arguments.value(
        of: option, attached: parts.count == 2 ? parts[1] : nil, following: &remaining)
      if ["FILE", "DIR", "PATH"].contains(option.value),
        value.bytes.isEmpty || !value.text.utf8.elementsEqual(value.bytes)
      {
        throw UserError.usage(
          "option --\(option.name): expected a name in UTF-8, found \(quoted(value.text, marks: true))")
      }
      values[option.name] = value
    }
    operandBytes = others.map(\.bytes)
    self.operands = others.map(\.text)
    try Arguments.check(self.operands, against: operands)
    for (word, operand) in zip(others, operands)
    where operand.name.contains("FILE") && !word.text.utf8.elementsEqual(word.bytes) {
      throw UserError.usage("expected a name in UTF-8, found \(quoted(word.text, marks: true))")
    }
    self.options = options
    self.values = values
    for word in others + values.values { protectNamed(word.text) }
  }

  private static func option(named word: String, in options: [Option]) throws -> Option {
    if let option = options.first(where: { "--" + $0.name == word }) { return option }
    let names = options.map { "--" + $0.name } + ["--help"]
    let advice = nearest(to: word, among: names).map { "did you mean \($0)?" } ?? "--help shows them all"
    throw UserError.usage("unknown option \(quoted(word)); \(advice)")
  }

  private static func value(
    of option: Option, attached: Word?, following: inout ArraySlice<Word>
  ) throws -> Word {
    guard let placeholder = option.value else {
      guard let attached else { return Word(bytes: []) }
      throw UserError.usage(
        "option --\(option.name) takes no value, found \(quoted(attached.text, marks: true))")
    }
    if let attached { return attached }
    if let next = following.first, !next.bytes.starts(with: "--".utf8) {
      following.removeFirst()
      return next
    }
    let found = following.first?.text ?? "nothing"
    throw UserError.usage(
      "option --\(option.name) needs a value: expected \(placeholder), found \(quoted(found))")
  }

  private static func check(_ words: [String], against operands: [Operand]) throws {
    if let missing = operands.dropFirst(words.count).first(where: { !$0.isOptional }) {
      throw UserError.usage(
        "\(missing.name) is missing: expected \(operands.map(\.name).joined(separator: " ")), "
          + (words.isEmpty ? "found nothing" : "found \(quoted(words.joined(separator: " ")))"))
    }
    if words.count > operands.count, !operands.contains(where: \.isRepeated) {
      let expected = operands.isEmpty ? "no operands" : "only " + operands.map(\.name).joined(separator: " ")
      throw UserError.usage(
        "expected \(expected), found \(quoted(words[operands.count], marks: true)) besides")
    }
  }
}

// MARK: - Values

extension Arguments {
  /// Whether the flag was given.
  public func flag(_ name: String) -> Bool {
    precondition(declared(name).value == nil, "--\(name) takes a value: it is no flag")
    return values[name] != nil
  }

  /// Whether the command has such an option.
  func hasOption(_ name: String) -> Bool { options.contains { $0.name == name } }

  /// Whether the option stands among the words, its default aside.
  public func isGiven(_ name: String) -> Bool { values[declared(name).name] != nil }

  /// The value given, or the default; nil where there is neither.
  public func optionalString(_ name: String) -> String? {
    let option = declared(name)
    precondition(option.value != nil, "--\(name) is a flag: it has no value")
    return values[name]?.text ?? option.defaultValue
  }

  /// The value given as it was typed, which need not be UTF-8; nil if none was.
  public func bytes(_ name: String) -> [UInt8]? { values[declared(name).name]?.bytes }

  /// The value given, or the default. Throws where there is neither.
  public func string(_ name: String) throws -> String {
    if let text = optionalString(name) { return text }
    throw UserError.usage("option --\(name) \(declared(name).value ?? "") is required")
  }

  /// A whole number in `range`. Throws for anything else.
  public func int(_ name: String, in range: ClosedRange<Int>) throws -> Int {
    let text = try string(name)
    if let number = Int(text), range.contains(number) { return number }
    let upper = range.upperBound == .max ? nil : "\(range.upperBound)"
    throw unexpected(text, name, expected: "a whole number " + limits("\(range.lowerBound)", upper))
  }

  /// A finite number in `range`. Throws for anything else.
  public func float(_ name: String, in range: ClosedRange<Float>) throws -> Float {
    let text = try string(name)
    if let number = finiteNumber(text), range.contains(number) { return number }
    if let exact = Double(text), exact != 0, !exact.isNaN, text.contains(where: \.isNumber),
      !Float(exact).isNormal
    {
      // Too large or too small for a Float, whose ends are the limits then
      let most = Float.greatestFiniteMagnitude
      let (lower, upper) = (max(range.lowerBound, -most), min(range.upperBound, most))
      throw unexpected(text, name, expected: "a number " + limits(shortest(lower), shortest(upper)))
    }
    if range.lowerBound == -.infinity { throw unexpected(text, name, expected: "a finite number") }
    let isOpen = range.upperBound >= .greatestFiniteMagnitude
    let upper = isOpen ? nil : shortest(range.upperBound)
    if range.lowerBound == .leastNonzeroMagnitude {
      let bounds = "above 0" + (upper.map { " and up to \($0)" } ?? "")
      throw unexpected(text, name, expected: "a number " + bounds)
    }
    throw unexpected(text, name, expected: "a number " + limits(shortest(range.lowerBound), upper))
  }

  /// A seed for random numbers: a whole number from 0 to 2⁶⁴ − 1. Throws for anything else.
  public func seed(_ name: String) throws -> UInt64 {
    let text = try string(name)
    if let number = UInt64(text) { return number }
    throw unexpected(text, name, expected: "a whole number " + limits("0", "\(UInt64.max)"))
  }

  private func declared(_ name: String) -> Option {
    guard let option = options.first(where: { $0.name == name }) else {
      preconditionFailure("--\(name) is not among the options \(options.map(\.name))")
    }
    return option
  }

  private func unexpected(_ text: String, _ name: String, expected: String) -> UserError {
    .usage("option --\(name): expected \(expected), found \(quoted(text, marks: true))")
  }

  private func limits(_ lower: String, _ upper: String?) -> String {
    upper.map { "from \(lower) to \($0)" } ?? "of at least \(lower)"
  }

  /// 1.0 as "1", 0.5 as "0.5".
  private func shortest(_ x: Float) -> String {
    let text = "\(x)"
    return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
  }
}

/// The bytes of words that are the last of the command line: as text it is repaired where it is no UTF-8.
private func bytesOfCommandLine(_ words: [String]) -> [[UInt8]] {
  let all = (0..<Int(CommandLine.argc)).map { index in
    CommandLine.unsafeArgv[index].map { Array(UnsafeBufferPointer(start: $0, count: strlen($0))) } ?? []
  }
  let last = all.suffix(words.count).map { $0.map(UInt8.init(bitPattern:)) }
  let isTheirs = last.map { String(decoding: $0, as: UTF8.self) } == words
  return isTheirs ? last : words.map { Array($0.utf8) }
}
