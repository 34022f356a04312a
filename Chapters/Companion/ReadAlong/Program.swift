import Formats
import Foundation

/// A chapter's executable: the read-along, section by section, and its commands.
public struct Program: Sendable {
  public let name: String
  /// What the chapter is about, in one line.
  public let summary: String
  public let sections: [Section]
  public let commands: [Command]

  public init(name: String, summary: String, sections: [Section], commands: [Command] = []) {
    self.name = name
    self.summary = summary
    self.sections = sections
    self.commands = commands
  }
}

/// A section of the read-along.
public struct Section: Sendable {
  /// "1.3": chapter and section.
  public let number: String
  public let title: String
  /// The deck and slides that the section follows.
  public let deck: String
  public let run: @Sendable (Page) throws -> Void

  public init(
    _ number: String, _ title: String, deck: String = "", run: @escaping @Sendable (Page) throws -> Void
  ) {
    self.number = number
    self.title = title
    self.deck = deck
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
  ]

  /// Does what the arguments ask for and ends the process: exit code 0, 1 if the work failed, 2 if the
  /// arguments make no sense. An error is one line on standard error.
  ///
  /// - Parameter arguments: the executable's path, then the words after it.
  public func run(arguments: [String] = CommandLine.arguments) -> Never {
    signal(SIGPIPE, SIG_DFL)
    do {
      try execute(Array(arguments.dropFirst()))
      if !standardOutputIsComplete() {
        throw UserError("standard output is cut short: the disk is full or the output is closed")
      }
      exit(0)
    } catch {
      writeToStandardError("\(name): \(error)\n")
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
    if arguments.flag("list") { return page.verbatim(listLines()) }
    try readAlong(arguments, on: page)
  }

  private func execute(command name: String, _ words: [String], on page: Page) throws {
    guard let command = commands.first(where: { $0.name == name }) else {
      let advice =
        nearest(to: name, among: commands.map(\.name)).map { "did you mean \($0)?" }
        ?? "--help shows them all"
      throw UserError.usage("unknown command \(name); \(advice)")
    }
    if asksForHelp(words) { return page.verbatim(helpLines(of: command)) }
    try command.run(Arguments(words, options: command.options, operands: command.operands))
  }

  private func readAlong(_ arguments: Arguments, on page: Page) throws {
    let chosen = try arguments.optionalString("section").map { [try section($0)] } ?? sections
    if let directory = arguments.optionalString("figures") {
      try makeDirectory(directory)
      page.figures = directory
    }
    for section in chosen {
      page.heading(section.number, section.title, note: section.deck)
      try section.run(page)
      fflush(nil)
    }
    if let directory = page.figures {
      let count = page.figureCount
      writeToStandardError("\(count) figure\(count == 1 ? "" : "s") written to \(directory)\n")
    }
  }

  private func section(_ number: String) throws -> Section {
    if let section = sections.first(where: { $0.isNamed(number) }) { return section }
    let numbers = sections.map(\.number).joined(separator: ", ")
    throw UserError.usage("option --section: expected one of \(numbers), found \"\(number)\"")
  }

  private func asksForHelp(_ words: [String]) -> Bool {
    words.prefix { $0 != "--" }.contains { $0 == "--help" || $0 == "-h" }
  }
}
