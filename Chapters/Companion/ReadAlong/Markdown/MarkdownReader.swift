/// What may stand after the opening fence.
private let fenceKinds = ["console", "js", "math", "output", "python", "sh", "swift", "text"]

/// Reads the blocks of a page, line by line.
struct MarkdownReader {
  struct Line {
    let number: Int
    var text: String

    var isBlank: Bool { text.allSatisfy(\.isWhitespace) }
    var indentation: Int { text.prefix { $0 == " " }.count }
  }

  let path: String
  let lines: [Line]
  var position = 0

  init(path: String, lines: [Line]) {
    self.path = path
    self.lines = lines
  }

  private var line: Line { lines[position] }
  private var isAtEnd: Bool { position == lines.count }
  private func place(_ line: Line) -> Place { Place(path: path, line: line.number) }

  mutating func blocks() throws -> [Markdown.Block] {
    var blocks: [Markdown.Block] = []
    while !isAtEnd {
      if line.isBlank {
        position += 1
      } else {
        blocks += try block()
      }
    }
    return blocks
  }

  /// The blocks that begin on this line: one, or several images.
  private mutating func block() throws -> [Markdown.Block] {
    let first = line
    let place = place(first)
    if first.text.contains("\t") { throw place.error("found a tab, expected spaces") }
    if first.indentation >= 4 { throw place.error("found a line set in by four or more, expected a fence") }
    let text = first.text.trimmingSpaces
    if text.contains(#/^([*+]|\d+\)) /#) {
      throw place.error("found an item with \(text.prefix { $0 != " " }), expected - or 1.")
    }
    let signs = text.filter { $0 != " " }
    if signs.count >= 3, Set(signs) == ["_"] || Set(signs) == ["*"] || text.hasPrefix("- -") {
      throw place.error("found \(text), expected --- or an item")
    }
    let content: Markdown.Content
    if text.hasPrefix("```") {
      content = try fence(place)
    } else if text.hasPrefix("$$") {
      content = try display(place)
    } else if text.hasPrefix("#") {
      content = try heading(text, place)
    } else if isRule(text) {
      position += 1
      content = .rule
    } else if text.hasPrefix("<!--") {
      content = try comment(place)
    } else if text.hasPrefix(">") {
      content = try quote()
    } else if marker(text) != nil {
      content = try list()
    } else if position + 1 < lines.count, text.contains("|"), isDelimiterRow(lines[position + 1].text) {
      content = try table(place)
    } else if text.hasPrefix("![") {
      return try images()
    } else {
      content = try paragraph(place)
    }
    return [Markdown.Block(content: content, place: place)]
  }

  private func isRule(_ text: String) -> Bool { text.count >= 3 && Set(text) == ["-"] }

  private mutating func fence(_ place: Place) throws -> Markdown.Content {
    let indentation = line.indentation
    let opening = line.text.trimmingSpaces
    let ticks = opening.prefix { $0 == "`" }
    let info = String(opening.dropFirst(ticks.count)).trimmingSpaces
    let kind = String(info.prefix { $0 != " " })
    guard !info.contains("`"), fenceKinds.contains(kind) else {
      throw place.error("found a fence of kind \"\(kind)\", expected \(fenceKinds.joined(separator: ", "))")
    }
    position += 1
    var content: [String] = []
    while !isAtEnd {
      let text = line.text
      position += 1
      let bare = text.trimmingSpaces
      if bare.hasPrefix(ticks), Set(bare) == ["`"] {
        guard info == "math" else { return .code(info: info, lines: content) }
        let place = Place(path: path, line: place.line + 1)
        return .formula(try Formula(tex: content.joined(separator: "\n"), at: place))
      }
      content.append(String(text.dropFirst(min(indentation, text.prefix { $0 == " " }.count))))
    }
    throw place.error("the fence is not closed")
  }

  private mutating func display(_ place: Place) throws -> Markdown.Content {
    var text = String(line.text.trimmingSpaces.dropFirst(2))
    position += 1
    while !text.hasSuffix("$$") {
      guard !isAtEnd, !line.isBlank else { throw place.error("found no $$ that ends the formula") }
      text += "\n" + line.text.trimmingSpaces
      position += 1
    }
    return .formula(try Formula(tex: String(text.dropLast(2)), at: place))
  }

  private mutating func heading(_ text: String, _ place: Place) throws -> Markdown.Content {
    let level = text.prefix { $0 == "#" }.count
    let words = text.dropFirst(level)
    guard words.hasPrefix(" "), level <= 4, !words.hasSuffix(" #"), !words.hasSuffix("##") else {
      throw place.error("expected a heading, one to four # and a space")
    }
    position += 1
    return .heading(level: level, try inlines(words.trimmingSpaces, place))
  }

  private mutating func comment(_ place: Place) throws -> Markdown.Content {
    while !isAtEnd {
      let text = line.text
      position += 1
      if let end = text.range(of: "-->") {
        if !text[end.upperBound...].allSatisfy(\.isWhitespace) {
          throw place.error("found text after a comment")
        }
        return .comment
      }
    }
    throw place.error("the comment is not closed")
  }

  private mutating func quote() throws -> Markdown.Content {
    var inner: [Line] = []
    while !isAtEnd, line.text.trimmingSpaces.hasPrefix(">") {
      let text = line.text.trimmingSpaces.dropFirst()
      inner.append(Line(number: line.number, text: String(text.hasPrefix(" ") ? text.dropFirst() : text)))
      position += 1
    }
    if !isAtEnd, !line.isBlank { throw place(line).error("found a line without > right below a quote") }
    var reader = MarkdownReader(path: path, lines: inner)
    return .quote(try reader.blocks())
  }

  private mutating func images() throws -> [Markdown.Block] {
    var images: [Markdown.Block] = []
    while !isAtEnd, !line.isBlank {
      guard let match = line.text.wholeMatch(of: /\s*!\[([^\]]*)\]\(([^()\s]+)\)\s*/) else {
        throw place(line).error("expected an image alone on its line, ![words](file)")
      }
      let content = Markdown.Content.image(
        words: String(match.output.1), target: String(match.output.2))
      images.append(Markdown.Block(content: content, place: place(line)))
      position += 1
    }
    return images
  }

  private mutating func paragraph(_ place: Place) throws -> Markdown.Content {
    var text: [String] = []
    while !isAtEnd, !line.isBlank {
      if !text.isEmpty {
        let next = line.text.trimmingSpaces
        if ["```", "$$", "#", ">", "![", "<!--"].contains(where: next.hasPrefix) { break }
        if let marker = marker(next), marker.number ?? 1 == 1 { break }
        if next.contains(#/^([*+]|1\)) /#) {
          throw self.place(line).error("found an item with \(next.prefix { $0 != " " }), expected - or 1.")
        }
        if isDelimiterRow(next) || next.contains(#/^(:-+:?|-+:)$/#) {
          throw self.place(line).error("found a table with no blank line before it")
        }
        if Set(next) == ["-"] || Set(next) == ["="] {
          throw self.place(line).error("found \(next) below a paragraph")
        }
      }
      text.append(line.text)
      position += 1
    }
    return .paragraph(try inlines(text.joined(separator: "\n"), place))
  }

  private func inlines(_ text: String, _ place: Place) throws -> [Markdown.Inline] {
    var reader = InlineReader(characters: Array(text), place: place)
    return try reader.inlines()
  }
}

// MARK: - Lists and tables

extension MarkdownReader {
  /// The columns of a list item's marker, and its number.
  private func marker(_ text: String) -> (width: Int, number: Int?)? {
    if text.hasPrefix("- ") { return (2, nil) }
    let digits = text.prefix { $0.isASCII && $0.isNumber }
    guard let number = Int(digits), text.dropFirst(digits.count).hasPrefix(". ") else { return nil }
    return (digits.count + 2, number)
  }

  private mutating func list() throws -> Markdown.Content {
    let outer = line.indentation
    let start = marker(line.text.trimmingSpaces)?.number
    var items: [[Markdown.Block]] = []
    var isLoose = false
    while !isAtEnd {
      // A blank line before another item makes the list loose
      let blanks = lines[position...].prefix(while: \.isBlank).count
      guard position + blanks < lines.count else { break }
      let next = lines[position + blanks]
      let text = next.text.trimmingSpaces
      guard next.indentation == outer, !isRule(text), let marker = marker(text),
        (marker.number == nil) == (start == nil)
      else { break }
      if blanks > 0 { isLoose = true }
      position += blanks
      items.append(try item(width: outer + marker.width))
    }
    return .list(start: start, items: items, isLoose: isLoose)
  }

  /// The blocks of an item whose text begins at column `width`.
  private mutating func item(width: Int) throws -> [Markdown.Block] {
    var inner = [Line(number: line.number, text: String(line.text.dropFirst(width)))]
    position += 1
    var isInFence = false
    while !isAtEnd {
      if line.isBlank {
        let blanks = lines[position...].prefix(while: \.isBlank).count
        guard position + blanks < lines.count, lines[position + blanks].indentation >= width else { break }
        inner.append(Line(number: line.number, text: ""))
      } else if line.indentation >= width {
        if line.text.trimmingSpaces.hasPrefix("```") { isInFence.toggle() }
        inner.append(Line(number: line.number, text: String(line.text.dropFirst(width))))
      } else {
        // A line that goes on with the paragraph, not set in
        let text = line.text.trimmingSpaces
        if isInFence || inner[inner.count - 1].isBlank || marker(text) != nil { break }
        if ["```", "$$", "#", ">", "![", "|"].contains(where: text.hasPrefix) { break }
        inner.append(Line(number: line.number, text: text))
      }
      position += 1
    }
    var reader = MarkdownReader(path: path, lines: inner)
    return try reader.blocks()
  }

  private func isDelimiterRow(_ text: String) -> Bool {
    let text = text.trimmingSpaces
    return text.contains("|") && text.contains("-") && text.allSatisfy { "|-: ".contains($0) }
  }

  private mutating func table(_ place: Place) throws -> Markdown.Content {
    let header = try cells(line)
    position += 1
    let alignments: [Markdown.Alignment] = split(line.text).map { cell in
      switch (cell.hasPrefix(":"), cell.hasSuffix(":")) {
      case (true, true): .center
      case (true, false): .left
      case (false, true): .right
      case (false, false): .none
      }
    }
    guard alignments.count == header.count else {
      throw place.error("a table's header has \(header.count) cells, the line below it \(alignments.count)")
    }
    position += 1
    var rows: [[[Markdown.Inline]]] = []
    while !isAtEnd, !line.isBlank, line.text.contains("|") {
      let row = try cells(line)
      guard row.count == header.count else {
        throw self.place(line).error("found \(row.count) cells in a table of \(header.count) columns")
      }
      rows.append(row)
      position += 1
    }
    if !isAtEnd, !line.isBlank { throw self.place(line).error("found a line without | right below a table") }
    return .table(header: header, alignments: alignments, rows: rows)
  }

  private func cells(_ line: Line) throws -> [[Markdown.Inline]] {
    try split(line.text).map { try inlines($0, place(line)) }
  }

  /// A row's cells: what stands between bars; `\|` is a bar in a cell.
  private func split(_ row: String) -> [String] {
    var cells: [String] = [""]
    var isEscaped = false
    for character in row.trimmingSpaces {
      if character == "|", !isEscaped {
        cells.append("")
      } else if character == "|" {
        cells[cells.count - 1].removeLast()
        cells[cells.count - 1].append("|")
      } else {
        cells[cells.count - 1].append(character)
      }
      isEscaped = character == "\\" && !isEscaped
    }
    if cells.first == "" { cells.removeFirst() }
    if cells.last?.trimmingSpaces == "" { cells.removeLast() }
    return cells.map(\.trimmingSpaces)
  }
}

extension StringProtocol {
  /// Without the spaces around it.
  var trimmingSpaces: String {
    var text = Substring(self)
    while text.first?.isWhitespace == true { text.removeFirst() }
    while text.last?.isWhitespace == true { text.removeLast() }
    return String(text)
  }
}
