/// Lays a page's blocks out as lines of text for a terminal or a pipe.
struct MarkdownPrinter {
  let terminal: Terminal
  /// The columns of running text.
  let width: Int

  /// At most 80 columns for text; tables may take the whole terminal.
  init(terminal: Terminal) {
    self.terminal = terminal
    width = min(80, max(40, terminal.width))
  }

  func lines(_ block: Markdown.Block) -> [String] { lines(block.content, width: width) }

  private func lines(_ content: Markdown.Content, width: Int) -> [String] {
    switch content {
    case .heading(let level, let words): return heading(level, words)
    case .paragraph(let inlines): return paragraph(inlines, width: width)
    case .list(let start, let items, let isLoose):
      return list(from: start, items, isLoose: isLoose, width: width)
    case .table(let header, let alignments, let rows): return table(header, alignments, rows)
    case .quote(let blocks):
      return self.lines(blocks, width: width - 2).map { terminal.dim("│ ") + $0 }
    case .code(let info, let lines):
      let lines = lines.flatMap { folded($0, width: max(width, terminal.width) - 2, mark: "  ↪ ") }
      return code(info, lines).map { "  " + $0 }
    case .formula(let formula):
      return formula.display(width: width - 4).map { "    " + terminal.colored($0, .cyan) }
    case .image(let words, _): return wrapped("[Picture: \(words)]", width: width).map(terminal.dim)
    case .rule: return [terminal.dim(String(repeating: "─", count: width))]
    case .comment: return []
    }
  }

  private func lines(_ blocks: [Markdown.Block], width: Int) -> [String] {
    Array(blocks.map { lines($0.content, width: width) }.filter { !$0.isEmpty }.joined(separator: [""]))
  }

  private func heading(_ level: Int, _ words: [Markdown.Inline]) -> [String] {
    let lines = wrapped(styled(words, [1]), width: width)
    switch level {
    case 1: return lines + [terminal.dim(String(repeating: "═", count: width))]
    case 2: return [""] + lines + [terminal.dim(String(repeating: "─", count: width))]
    default: return lines
    }
  }

  private func paragraph(_ inlines: [Markdown.Inline], width: Int) -> [String] {
    inlines.split { $0 == .lineBreak }.flatMap { wrapped(styled(Array($0), []), width: width) }
  }

  private func list(from start: Int?, _ items: [[Markdown.Block]], isLoose: Bool, width: Int) -> [String] {
    let last = (start ?? 0) + items.count - 1
    let indentation = start == nil ? 2 : String(last).count + 2
    let parts = items.enumerated().map { index, blocks in
      let marker = start.map { padded("\($0 + index). ", to: indentation, .right) } ?? "• "
      let inner =
        isLoose ? lines(blocks, width: width - indentation) : tight(blocks, width: width - indentation)
      return inner.enumerated().map { line, text in
        (line == 0 ? marker : String(repeating: " ", count: indentation)) + text
      }
    }
    return Array(parts.joined(separator: isLoose ? [""] : []))
  }

  /// The blocks of a tight list's item: a nested list follows its paragraph at once.
  private func tight(_ blocks: [Markdown.Block], width: Int) -> [String] {
    var result: [String] = []
    for block in blocks {
      if case .list = block.content {} else if !result.isEmpty { result.append("") }
      result += lines(block.content, width: width)
    }
    return result
  }
}

// MARK: - Text in a line

extension MarkdownPrinter {
  /// Text with escape codes about each word, so that it may be wrapped.
  func styled(_ inlines: [Markdown.Inline], _ codes: [Int]) -> String {
    inlines.map { inline in
      switch inline {
      case .text(let text): return words(text, codes)
      case .emphasis(let inner): return styled(inner, codes + [3])
      case .strong(let inner): return styled(inner, codes + [1])
      case .code(let text):
        return unbroken(terminal.allowsColor ? text : "`\(text)`").colored(words, codes + [32])
      case .formula(let formula): return unbroken(formula.line).colored(words, codes + [36])
      case .link(let inner, let target):
        let isAddress = target.contains("://")
        let text = styled(inner, codes + [4])
        return isAddress && inner.plain != target ? text + " " + words("(\(target))", codes + [2]) : text
      case .lineBreak: return " "
      }
    }.joined()
  }

  private func words(_ text: String, _ codes: [Int]) -> String {
    guard terminal.allowsColor, !codes.isEmpty else { return text }
    let code = codes.map { String($0) }.joined(separator: ";")
    return text.split(separator: " ", omittingEmptySubsequences: false).map {
      $0.isEmpty ? "" : "\u{1B}[\(code)m\($0)\u{1B}[0m"
    }.joined(separator: " ")
  }

  /// Short code and short formulas stay on one line.
  private func unbroken(_ text: String) -> String {
    text.count <= 24 ? text.replacing(" ", with: "\u{A0}") : text
  }
}

extension String {
  fileprivate func colored(_ style: (String, [Int]) -> String, _ codes: [Int]) -> String {
    style(self, codes)
  }
}

// MARK: - Tables

extension MarkdownPrinter {
  private func table(
    _ header: [[Markdown.Inline]], _ alignments: [Markdown.Alignment], _ rows: [[[Markdown.Inline]]]
  ) -> [String] {
    let header = header.map { styled($0, [1]) }
    let rows = rows.map { $0.map { styled($0, []) } }
    let (widths, gap) = columnWidths([header] + rows)
    func lines(_ row: [String]) -> [String] {
      let cells = zip(row, widths).map { wrapped($0, width: $1) }
      return (0..<(cells.map(\.count).max() ?? 0)).map { line in
        let parts = cells.indices.map { column in
          let text = line < cells[column].count ? cells[column][line] : ""
          return aligned(text, widths[column], alignments[column])
        }
        return withoutTrailingSpaces("  " + parts.joined(separator: gap))
      }
    }
    let rule = "  " + widths.map { String(repeating: "─", count: $0) }.joined(separator: gap)
    let body = rows.map(lines)
    // Where a row takes several lines, blank lines part the rows
    let isTall = body.contains { $0.count > 1 }
    let hasHeader = header.contains { !$0.isEmpty }
    return (hasHeader ? lines(header) : []) + [terminal.dim(rule)]
      + Array(body.joined(separator: isTall && body.count > 1 ? [""] : []))
  }

  private func aligned(_ text: String, _ width: Int, _ alignment: Markdown.Alignment) -> String {
    switch alignment {
    case .none, .left: return padded(text, to: width)
    case .right: return padded(text, to: width, .right)
    case .center:
      let left = max(0, width - visibleWidth(text)) / 2
      return padded(String(repeating: " ", count: left) + text, to: width)
    }
  }

  /// As wide as the cells, or the widest columns narrowed until all fit; no column below its longest word. The columns
  /// move together before they would be too wide.
  private func columnWidths(_ rows: [[String]]) -> (widths: [Int], gap: String) {
    let columns = rows[0].indices
    var widths = columns.map { column in rows.map { visibleWidth($0[column]) }.max() ?? 0 }
    let least = columns.map { column in
      rows.flatMap { wrapped($0[column], width: 1).map(visibleWidth) }.max() ?? 0
    }
    let room = max(width, terminal.width) - 2
    let gap = least.reduce(0, +) + 3 * (columns.count - 1) <= room ? "   " : "  "
    narrow(&widths, least: least, to: room - gap.count * (columns.count - 1))
    return (widths, gap)
  }
}

// MARK: - Code

extension MarkdownPrinter {
  private func code(_ info: String, _ lines: [String]) -> [String] {
    guard terminal.allowsColor else { return lines }
    switch info {
    case "swift": return lines.map(swiftLine)
    case _ where info.hasPrefix("console") || info == "sh":
      return lines.map { $0.hasPrefix("$ ") || info == "sh" ? terminal.bold($0) : $0 }
    default: return lines
    }
  }

  /// A line of Swift, its keywords, numbers, strings and comments in color.
  private func swiftLine(_ line: String) -> String {
    let token = #/(//.*)|("(?:[^"\\]|\\.)*")|([A-Za-z_][A-Za-z0-9_]*)|([0-9][0-9A-Za-z_.]*)/#
    return line.replacing(token) { match in
      let text = String(match.output.0)
      if match.output.1 != nil { return terminal.dim(text) }
      if match.output.2 != nil { return terminal.colored(text, .red) }
      if match.output.4 != nil { return terminal.colored(text, .cyan) }
      return swiftKeywords.contains(text) ? terminal.colored(text, .magenta) : text
    }
  }
}

private let swiftKeywords: Set<String> = [
  "as", "associatedtype", "async", "await", "borrowing", "break", "case", "catch", "class", "consuming",
  "continue", "default", "defer", "do", "else", "enum", "extension", "fallthrough", "false", "fileprivate",
  "for", "func", "guard", "if", "import", "in", "init", "inout", "internal", "is", "let", "mutating", "nil",
  "package", "private", "protocol", "public", "repeat", "rethrows", "return", "self", "Self", "some",
  "static", "struct", "subscript", "switch", "throw", "throws", "true", "try", "typealias", "var", "where",
  "while",
]
