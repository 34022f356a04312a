import Formats
import Foundation

/// What a section writes on: headings, paragraphs, formulas, tables and figures.
///
/// On a terminal there is color and up to 100 columns; through a pipe the text is plain, 80 columns wide
/// and the same in every run, but for lines that begin with "~ ": they carry measured times and rates.
public final class Page {
  public let terminal: Terminal
  /// The folder for the figures; nil writes none.
  var figures: String?
  private(set) var figureCount = 0
  private let write: (String) -> Void

  private enum Block {
    case nothing, line, other
  }
  private var last = Block.nothing
  private var shown: Set<String> = []

  // What Weaving needs: the blocks of the section not yet printed, and what was computed so far
  var remaining: ArraySlice<Markdown.Block> = []
  var isWeaving = false
  var computed: [Computed] = []
  /// Whether the SVG of a figure is wanted.
  var keepsFigures = false
  /// False when the page is computed and not read.
  let isShown: Bool
  let printer: MarkdownPrinter

  /// - Parameters:
  ///   - figures: the folder that receives `NAME.svg` for each figure shown; it must exist.
  ///   - write: takes the text as it comes; standard output by default.
  public init(
    terminal: Terminal = .standardOutput, figures: String? = nil,
    write: @escaping (String) -> Void = { print($0, terminator: "") }
  ) {
    self.terminal = terminal
    self.figures = figures
    self.write = write
    isShown = true
    printer = MarkdownPrinter(terminal: terminal)
  }

  /// A page that nobody reads: what is computed is kept.
  init(keepsFigures: Bool) {
    terminal = .plain
    write = { _ in }
    isShown = false
    printer = MarkdownPrinter(terminal: terminal)
    self.keepsFigures = keepsFigures
  }

  /// The columns of running text: at most 80.
  private var textWidth: Int { min(80, max(40, terminal.width)) }

  /// A section's number and title with a rule below them, and a note on where it comes from.
  public func heading(_ number: String, _ title: String, note: String = "") {
    let heading = number.isEmpty ? title : number + "  " + title
    let rule = String(repeating: "─", count: textWidth)
    if last != .nothing { write("\n") }
    let notes = wrapped(note, width: textWidth).map(terminal.dim)
    block([terminal.bold(heading), terminal.dim(rule)] + notes)
  }

  /// Running text, wrapped. A blank line parts paragraphs.
  public func text(_ text: String) {
    for paragraph in paragraphs(text) {
      block(wrapped(paragraph, width: textWidth))
    }
  }

  /// A formula of one or more lines, set in.
  public func formula(_ text: String) {
    block(lines(of: text).map { "    " + terminal.colored($0, .cyan) })
  }

  /// A table; columns of numbers are set to the right.
  ///
  /// - Parameter measured: the cells hold times or rates, which differ from run to run.
  public func table(_ header: [String], _ rows: [[String]], measured: Bool = false) {
    var lines = tableLines(header: header, rows: rows)
    lines[0] = terminal.bold(lines[0])
    lines[1] = terminal.dim(lines[1])
    block(measured ? lines.map(marked) : lines)
  }

  /// One line as it stands; lines that follow each other have no blank line between them.
  public func line(_ text: String = "") {
    if last == .other { write("\n") }
    last = .line
    write(withoutTrailingSpaces(text) + "\n")
  }

  /// One line that holds a measured time or rate: through a pipe it begins with "~ ".
  public func measured(_ text: String) {
    line(marked(text))
  }

  /// Shows a figure, and writes it to the figures' folder if there is one.
  ///
  /// Throws a `UserError` if the file cannot be written.
  ///
  /// - Parameters:
  ///   - name: the file's name without ".svg", used once on a page.
  ///   - terminal: draws the figure as text of so many columns, with or without color.
  ///   - svg: draws it as SVG; called only if there is a folder.
  ///   - measured: the figure shows times or rates, which differ from run to run.
  public func show(
    _ name: String, terminal draw: (_ width: Int, _ color: Bool) -> String, svg: () -> String,
    measured: Bool = false
  ) throws {
    precondition(shown.insert(name).inserted, "the figure \(name) is shown twice")
    let drawing = lines(of: draw(max(40, terminal.width), terminal.allowsColor))
    block(measured ? drawing.map(marked) : drawing)
    if let figures {
      try writeSafely(svg(), to: figures + "/" + name + ".svg")
      figureCount += 1
    }
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

  private func marked(_ text: String) -> String {
    terminal.isInteractive ? text : "~ " + text
  }

  func lines(of text: String) -> [String] {
    var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    if lines.last == "" { lines.removeLast() }
    return lines
  }
}
