/// The lines of a named output, as a section's Swift makes them.
public final class Output {
  /// For what depends on it: through a pipe and in the page it is plain.
  public let terminal: Terminal
  private(set) var lines: [String] = []
  private var lastIsTable = false

  init(terminal: Terminal) { self.terminal = terminal }

  /// A table; columns of numbers are set to the right.
  public func table(_ header: [String], _ rows: [[String]]) {
    if !lines.isEmpty { lines.append("") }
    // The page prints two spaces before each line
    lines += tableLines(header: header, rows: rows, terminal: terminal).map {
      $0.replacing("  ", with: "", maxReplacements: 1)
    }
    lastIsTable = true
  }

  /// A line as it stands, or several. A blank line parts it from a table, none from another line.
  public func line(_ text: String = "") {
    if lastIsTable, !text.isEmpty { lines.append("") }
    lastIsTable = false
    lines += text.split(separator: "\n", omittingEmptySubsequences: false).map {
      withoutTrailingSpaces(String($0))
    }
  }
}
