/// The columns that text takes: its characters, without escape codes.
func visibleWidth(_ text: String) -> Int {
  var width = 0
  var isEscape = false
  for character in text {
    if character == "\u{1B}" {
      isEscape = true
    } else if !isEscape {
      width += 1
    } else if character.isLetter {
      isEscape = false
    }
  }
  return width
}

enum Alignment {
  case left, right
}

/// Spaces added until the text takes `width` columns; longer text stays as it is.
func padded(_ text: String, to width: Int, _ alignment: Alignment = .left) -> String {
  let spaces = String(repeating: " ", count: max(0, width - visibleWidth(text)))
  return alignment == .left ? text + spaces : spaces + text
}

/// The lines of a paragraph, broken at spaces. A word longer than `width` has a line of its own;
/// a no-break space does not break and is printed as a space.
func wrapped(_ paragraph: String, width: Int) -> [String] {
  var lines: [String] = []
  var line = ""
  for word in paragraph.split(whereSeparator: { $0 == " " || $0 == "\n" || $0 == "\t" }) {
    let word = String(word).replacing("\u{A0}", with: " ")
    if line.isEmpty {
      line = word
    } else if visibleWidth(line) + 1 + visibleWidth(word) <= width {
      line += " " + word
    } else {
      lines.append(line)
      line = word
    }
  }
  return line.isEmpty ? lines : lines + [line]
}

/// A line as it stands; where it takes more than `width` columns, it is broken at spaces and goes on after `mark`.
func folded(_ line: String, width: Int, mark: String = "    ") -> [String] {
  let indent = line.prefix { $0 == " " }.count
  var (lines, rest, start) = ([String](), line[...], indent)
  while visibleWidth(String(rest)) > width {
    // The last space before the end of the line, or the first after it
    let spaces = rest.indices.dropFirst(start).filter { rest[$0] == " " }
    guard
      let place = spaces.last(where: { visibleWidth(String(rest[..<$0])) <= width }) ?? spaces.first
    else { break }
    lines.append(withoutTrailingSpaces(rest[..<place]))
    start = indent + mark.count
    rest = (String(repeating: " ", count: indent) + mark + rest[place...].drop { $0 == " " })[...]
  }
  return lines + [withoutTrailingSpaces(rest)]
}

/// Terms on the left, their explanations wrapped in a column on the right: the form of help and lists.
func definitionLines(_ entries: [(term: String, text: String)], width: Int = 80) -> [String] {
  let termWidth = min(26, entries.map { visibleWidth($0.term) }.max() ?? 0)
  let indent = String(repeating: " ", count: termWidth + 4)
  var lines: [String] = []
  for (term, text) in entries {
    var texts = wrapped(text, width: max(20, width - indent.count))[...]
    if visibleWidth(term) <= termWidth, let first = texts.popFirst() {
      lines.append("  " + padded(term, to: termWidth) + "  " + first)
    } else {
      lines.append("  " + term)
    }
    lines += texts.map { indent + $0 }
  }
  return lines
}

func withoutTrailingSpaces(_ line: some StringProtocol) -> String {
  var end = line.endIndex
  while end > line.startIndex, line[line.index(before: end)] == " " {
    end = line.index(before: end)
  }
  return String(line[..<end])
}
