import Formats
import Foundation

/// A chapter's executable: the read-along, section by section, and its commands.
public struct Program: Sendable {
  public let name: String
  /// What the chapter is about, in one line.
  public let summary: String
  public let sections: [Section]
  public let commands: [Command]
  /// The source file that the page, README.md, lies beside.
  let source: String

  public init(
    name: String, summary: String, sections: [Section], commands: [Command] = [], source: String = #filePath
  ) {
    self.name = name
    self.summary = summary
    self.sections = sections
    self.commands = commands
    self.source = source
  }
}

/// A section of the read-along.
public struct Section: Sendable {
  /// "1.3": chapter and section.
  public let number: String
  public let run: @Sendable (Page) throws -> Void

  /// A section of the page: it gives the outputs and figures that the page has in section `number`, in the page's
  /// order. Title and text stand in the page.
  public init(_ number: String, run: @escaping @Sendable (Page) throws -> Void) {
    self.number = number
    self.run = run
  }

  /// Whether a reader's "1.3", or "3" for short, means this section.
  func isNamed(_ text: String) -> Bool {
    text == number || number.hasSuffix("." + text)
  }
}

/// A command such as `train`.
public struct Command: Sendable {
  public let name: String
  /// What it does, in one sentence.
  public let summary: String
  public let options: [Option]
  public let operands: [Operand]
  public let run: @Sendable (Arguments) throws -> Void

  public init(
    _ name: String, summary: String, options: [Option] = [], operands: [Operand] = [],
    run: @escaping @Sendable (Arguments) throws -> Void
  ) {
    self.name = name
    self.summary = summary
    self.options = options
    self.operands = operands
    self.run = run
  }
}

// MARK: - Running

extension Program {
  static let options = [
    Option("list", help: "list the sections"),
    Option("section", value: "N", help: "run one section alone"),
    Option("figures", value: "DIR", help: "write each figure to DIR as an SVG file"),
    Option("update", help: "write outputs and figures into the page"),
    Option("measured", help: "with --update: measured times and rates, too"),
    Option("check", help: "compare the page with what is computed"),
  ]

  /// Does what the arguments ask for and ends the process: exit code 0, 1 if the work failed, 2 if the
  /// arguments make no sense. An error is one line on standard error.
  ///
  /// - Parameter arguments: the executable's path, then the words after it.
  public func run(arguments: [String] = CommandLine.arguments) -> Never {
    prepareForSignals(of: name)
    protectWhatIsRead()
    closeDoors()
    do {
      try expectBeginning(arguments)
      try execute(Array(arguments.dropFirst()))
      try expectStandardOutput()
      exit(0)
    } catch {
      writeToStandardError("\(name): \(quoted("\(error)", marks: false, limit: 2000))\n")
      exit((error as? UserError)?.exitCode ?? 1)
    }
  }

  /// - Parameter words: the arguments without the executable's path.
  func execute(_ words: [String], on page: Page = Page()) throws {
    if let first = words.first, !first.hasPrefix("-") {
      return try execute(command: first, Array(words.dropFirst()), on: page)
    }
    if asksForHelp(words) { return page.verbatim(helpLines()) }
    let arguments = try Arguments(words, options: Program.options)
    func refuse(_ option: String, with other: String) throws {
      if words.contains(where: { $0.hasPrefix("--\(option)") }) {
        throw UserError.usage("option --\(option) does nothing with \(other)")
      }
    }
    let doesCompare = arguments.flag("update") || arguments.flag("check")
    if !arguments.flag("update") && arguments.flag("measured") {
      throw UserError.usage("option --measured belongs to --update")
    }
    if doesCompare { try refuse("figures", with: "--update or --check") }
    if arguments.flag("list") {
      for option in ["section", "figures", "update", "check"] { try refuse(option, with: "--list") }
      return page.verbatim(listLines())
    }
    if arguments.flag("update") || arguments.flag("check") { return try compare(arguments) }
    try readAlong(arguments, on: page)
  }

  private func execute(command name: String, _ words: [String], on page: Page) throws {
    guard let command = commands.first(where: { $0.name == name }) else {
      let advice =
        nearest(to: name, among: commands.map(\.name)).map { "did you mean \($0)?" }
        ?? "--help shows them all"
      throw UserError.usage("unknown command \(quoted(name)); \(advice)")
    }
    if asksForHelp(words) { return page.verbatim(helpLines(of: command)) }
    try command.run(Arguments(words, options: command.options, operands: command.operands))
  }

  private func readAlong(_ arguments: Arguments, on page: Page) throws {
    let chosen = try arguments.optionalString("section").map(section)
    let directory = arguments.optionalString("figures")
    if let directory {
      try makeDirectory(directory)
      page.keepsFigures = true
    }
    try run(chosen, on: page)
    if let directory {
      var count = 0
      for case (.figure(let name), .figure(let svg)) in page.computed.map({ ($0.place.key, $0.content) }) {
        try writeSafely(svg, to: directory + "/" + name + ".svg")
        count += 1
      }
      writeToStandardError("\(count) figure\(count == 1 ? "" : "s") written to \(quoted(directory))\n")
    }
  }

  /// Computes and prints a section of the page or, for nil, all of it.
  private func run(_ chosen: Section?, on page: Page) throws {
    for part in try wovenPage().parts where chosen == nil || part.number == chosen?.number {
      let section = sections.first { $0.number == part.number }
      try page.weave(part) { try section?.run($0) }
    }
  }

  /// Reads the page. Throws if it lacks a section.
  func wovenPage() throws -> WovenPage {
    let path = try WovenPage.path(besideSource: source)
    let woven = try WovenPage(readText(path), path: WovenPage.shortPath(path))
    for section in sections where !woven.parts.contains(where: { $0.number == section.number }) {
      throw UserError("\(woven.markdown.path) has no heading ## \(section.number)")
    }
    for part in woven.parts {
      if let number = part.number, !sections.contains(where: { $0.number == number }) {
        throw part.blocks[0].place.error("no Swift belongs to the section \(number)")
      }
    }
    return woven
  }

  /// Computes the page and writes it, or tells where it differs.
  private func compare(_ arguments: Arguments) throws {
    let chosen = try arguments.optionalString("section").map(section)
    let path = try WovenPage.path(besideSource: source)
    let text = try readText(path)
    let page = Page(keepsFigures: true)
    try run(chosen, on: page)
    if arguments.flag("update") {
      let changed = try WovenPage.update(
        path: path, text: text, page.computed, measured: arguments.flag("measured"))
      let short = WovenPage.shortPath(path)
      writeToStandardError(
        changed.isEmpty ? "\(short) is up to date\n" : changed.map { "\(short): wrote \($0)\n" }.joined())
    } else {
      let differences = WovenPage.differences(path: path, text: text, page.computed)
      if differences.isEmpty { return }
      writeToStandardError(differences.map { "\($0)\n" }.joined())
      throw UserError("the page differs in \(differences.count) places; --update writes it")
    }
  }

  private func section(_ number: String) throws -> Section {
    if let section = sections.first(where: { $0.isNamed(number) }) { return section }
    let numbers = sections.map(\.number).joined(separator: ", ")
    throw UserError.usage(
      "option --section: expected one of \(numbers), found \(quoted(number, marks: true))")
  }

  private func asksForHelp(_ words: [String]) -> Bool {
    words.prefix { $0 != "--" }.contains { $0 == "--help" || $0 == "-h" }
  }
}
