import Formats
import Foundation

/// What sections and commands write on: a section computes the page's outputs and figures, a command prints lines
/// and tables.
///
/// On a terminal there is color and up to 100 columns; through a pipe the text is plain and 80 columns wide.
public final class Page {
  public let terminal: Terminal
  private let writeText: (String) -> Void

  private enum Block {
    case nothing, line, other
  }
  private var last = Block.nothing

  // For Weaving: the blocks of the section not yet printed, and what was computed so far
  var remaining: ArraySlice<Markdown.Block> = []
  var heading: Place?
  var isWeaving = false
  /// While an output of the page is computed.
  var waiting: Waiting?
  var computed: [Computed] = []
  /// Whether the SVG of a figure is wanted.
  var keepsFigures = false
  /// False when the page is computed and not read.
  let isShown: Bool
  let printer: MarkdownPrinter

  /// - Parameter write: takes the text as it comes; standard output by default.
  public init(
    terminal: Terminal = .standardOutput, write: @escaping (String) -> Void = { print($0, terminator: "") }
  ) {
    self.terminal = terminal
    writeText = write
    isShown = true
    printer = MarkdownPrinter(terminal: terminal)
  }

  /// A page that nobody reads: what is computed is kept.
  init(keepsFigures: Bool) {
    terminal = .plain
    writeText = { _ in }
    isShown = false
    printer = MarkdownPrinter(terminal: terminal)
    self.keepsFigures = keepsFigures
  }

  private func write(_ text: String) {
    waiting?.end()
    waiting = nil
    writeText(text)
  }

  /// A table; columns of numbers are set to the right, and of a cell that is a text of its own the middle is left out.
  public func table(_ header: [String], _ rows: [[String]]) {
    func cell(_ text: String) -> String {
      text.utf8.count > 100 ? quoted(text, marks: false, limit: 100) : plain(text)
    }
    let (header, rows) = (header.map(cell), rows.map { $0.map(cell) })
    block(tableLines(header: header, rows: rows, width: terminal.width, terminal: terminal))
  }

  /// One line; lines that follow each other have no blank line between them.
  public func line(_ text: String = "") {
    if last == .other { write("\n") }
    last = .line
    write(withoutTrailingSpaces(plain(text)) + "\n")
  }

  /// Lines exactly as they are, with no blank line before them.
  func verbatim(_ lines: [String]) {
    write(lines.joined(separator: "\n") + "\n")
    last = .other
  }

  func block(_ lines: [String]) {
    let lines = last == .nothing ? Array(lines.drop(while: \.isEmpty)) : lines
    if lines.isEmpty { return }
    if last != .nothing { write("\n") }
    last = .other
    write(lines.map { withoutTrailingSpaces($0) + "\n" }.joined())
  }

  func lines(of text: String) -> [String] {
    var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    if lines.last == "" { lines.removeLast() }
    return lines
  }
}
