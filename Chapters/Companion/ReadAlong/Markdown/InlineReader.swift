/// Reads the text of a paragraph, a heading or a cell.
struct InlineReader {
  let characters: [Character]
  let place: Place
  var position = 0

  init(characters: [Character], place: Place) {
    self.characters = characters
    self.place = place
  }

  private var next: Character? { character(at: position) }

  private func character(at index: Int) -> Character? {
    characters.indices.contains(index) ? characters[index] : nil
  }

  private func placeOf(_ index: Int) -> Place {
    Place(path: place.path, line: place.line + characters[..<index].count { $0 == "\n" })
  }

  private func stands(_ text: String, at index: Int) -> Bool {
    characters[index...].starts(with: text)
  }

  /// All inlines up to the end, or to what closes an emphasis or a link's words, which is passed over.
  mutating func inlines(closedBy closer: String? = nil) throws -> [Markdown.Inline] {
    let start = position
    var result: [Markdown.Inline] = []
    var text = ""
    func flush() {
      if !text.isEmpty { result.append(.text(text)) }
      text = ""
    }
    while let next {
      if let closer, closes(closer) {
        flush()
        position += closer.count
        return result
      }
      if let inline = try special(next) {
        flush()
        result.append(inline)
      } else {
        try text.append(literal(next))
      }
    }
    if let closer {
      throw placeOf(start).error("found no \(closer) that closes; \\\(closer) is the sign itself")
    }
    flush()
    return result
  }

  private func closes(_ closer: String) -> Bool {
    guard stands(closer, at: position) else { return false }
    if closer == "]" { return true }
    let before = character(at: position - 1)
    let isDouble = stands("**", at: position)
    return before?.isWhitespace == false && (closer == "**") == isDouble
  }

  /// An inline other than text that begins here, if one does.
  private mutating func special(_ next: Character) throws -> Markdown.Inline? {
    switch next {
    case "`": return try code()
    case "$": return try formula()
    case "*":
      let sign = stands("**", at: position) ? "**" : "*"
      guard let after = character(at: position + sign.count), !after.isWhitespace else { return nil }
      position += sign.count
      let inner = try inlines(closedBy: sign)
      return sign == "**" ? .strong(inner) : .emphasis(inner)
    case "[": return try link()
    case "<": return try address()
    case "\\" where character(at: position + 1) == "\n", " " where stands("  \n", at: position):
      while let next = self.next, next.isWhitespace || next == "\\" { position += 1 }
      return .lineBreak
    default: return nil
    }
  }

  /// A character of text. Throws for what is Markdown on the web and unknown here.
  private mutating func literal(_ next: Character) throws -> Character {
    let here = placeOf(position)
    let (before, after) = (character(at: position - 1), character(at: position + 1))
    position += 1
    switch next {
    case "\\":
      guard let after, after.isASCII, after.isPunctuation || after.isSymbol else { return next }
      if after == "(" { throw here.error("found \\(: a formula stands between dollars") }
      position += 1
      return after
    case "\n":
      while self.next == " " { position += 1 }
      return " "
    case "!" where after == "[": throw here.error("found an image in a line of text")
    case "~" where after?.isWhitespace == false:
      throw here.error("found ~ before a word, which strikes it out on the web; \\~ is the sign itself")
    case ":"
    where String(characters[position...].prefix(40)).prefixMatch(of: /[a-z0-9_+]*[a-z_][a-z0-9_+]*:/) != nil:
      throw here.error("found a name between colons, a picture on the web; \\: is the sign itself")
    case "_":
      let begins = before.map { !$0.isLetter && !$0.isNumber } ?? true
      if begins, let after, !after.isWhitespace {
        throw here.error("found _ at the beginning of a word; * sets emphasis, \\_ is the sign itself")
      }
    case "&":
      let name = characters[position...].prefix { $0.isLetter || $0.isNumber || $0 == "#" }
      if !name.isEmpty, character(at: position + name.count) == ";" {
        throw here.error("found &\(String(name));, expected the character itself")
      }
    default: break
    }
    return next
  }

  private mutating func code() throws -> Markdown.Inline {
    let start = position
    let ticks = characters[position...].prefix { $0 == "`" }.count
    position += ticks
    var content = ""
    while let next {
      let run = characters[position...].prefix { $0 == "`" }.count
      if run == ticks {
        position += ticks
        if content.hasPrefix(" "), content.hasSuffix(" "), content.contains(where: { $0 != " " }) {
          content = String(content.dropFirst().dropLast())
        }
        return .code(content)
      }
      let taken = max(1, run)
      content += run > 0 ? String(repeating: "`", count: run) : next == "\n" ? " " : String(next)
      position += taken
    }
    throw placeOf(start).error("found no ` that closes the code")
  }

  /// `$…$`, or `` $`…`$ ``, in which no sign has a meaning of Markdown.
  private mutating func formula() throws -> Markdown.Inline {
    let start = position
    if character(at: position + 1) == "$" {
      throw placeOf(start).error("found $$ in a line of text: such a formula has lines of its own")
    }
    let closer = character(at: position + 1) == "`" ? "`$" : "$"
    position += closer.count
    let first = position
    guard let opening = next, !opening.isWhitespace else {
      throw placeOf(start).error("found a $ with a space after it; \\$ is the sign itself")
    }
    while position < characters.count, !stands(closer, at: position) {
      position += characters[position] == "\\" ? 2 : 1
    }
    guard position < characters.count else {
      throw placeOf(start).error("found no \(closer) that closes the formula; \\$ is the sign itself")
    }
    let tex = String(characters[first..<position])
    if tex.last?.isWhitespace == true {
      throw placeOf(start).error("found a space before a formula's last $")
    }
    position += closer.count
    if let next, next.isLetter || next.isNumber {
      throw placeOf(position).error("found \(next) right after a formula: it is no formula on the web then")
    }
    return .formula(try Formula(tex: tex, at: placeOf(first)))
  }

  private mutating func link() throws -> Markdown.Inline? {
    let start = position
    var (depth, end) = (0, position)
    var isCode = false
    while end < characters.count {
      let character = characters[end]
      if character == "\\" { end += 1 }
      if character == "`" { isCode.toggle() }
      if !isCode {
        if character == "[" { depth += 1 }
        if character == "]" { depth -= 1 }
        if depth == 0 { break }
      }
      end += 1
    }
    guard character(at: end + 1) == "(", end < characters.count else {
      let found = String(characters[start...min(end, characters.count - 1)])
      let isMark = ["[ ]", "[x]", "[X]"].contains(found) || found.hasPrefix("[^") || found.hasPrefix("[!")
      let hasTarget =
        "[:".contains(character(at: end + 1) ?? " ") || stands(" (", at: min(end + 1, characters.count))
      if end < characters.count, isMark || hasTarget {
        throw placeOf(start).error("found \(found), expected [words](target); \\[ is the sign itself")
      }
      return nil
    }
    var inner = InlineReader(characters: Array(characters[(start + 1)..<end]), place: placeOf(start))
    let words = try inner.inlines()
    position = end + 2
    var target = ""
    depth = 0
    while let next, !(next == ")" && depth == 0) {
      if next == "(" { depth += 1 }
      if next == ")" { depth -= 1 }
      if next.isWhitespace { throw placeOf(start).error("found a space in a link's target") }
      target.append(next)
      position += 1
    }
    guard next != nil else { throw placeOf(start).error("found no ) that closes the link") }
    position += 1
    return .link(words, target: target)
  }

  /// `<https://…>`; any other tag is an error.
  private mutating func address() throws -> Markdown.Inline? {
    guard let after = character(at: position + 1), after.isLetter || after == "/" || after == "!" else {
      return nil
    }
    let content = String(characters[(position + 1)...].prefix { $0 != ">" && !$0.isWhitespace })
    guard content.hasPrefix("https://") || content.hasPrefix("http://"),
      character(at: position + 1 + content.count) == ">"
    else {
      throw placeOf(position).error("found <\(content): there is no HTML here; \\< is the sign itself")
    }
    position += content.count + 2
    return .link([.text(content)], target: content)
  }
}
