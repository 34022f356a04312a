import Formats

extension Formula {
  /// The tree of a formula in TeX. Throws a `UserError` that begins with the place.
  package init(tex: String, at place: Place) throws {
    var reader = TeXReader(characters: Array(tex), place: place)
    self = try reader.wholeFormula()
  }
}

/// Where something stands in a page.
package struct Place: Hashable, Sendable, CustomStringConvertible {
  package var path: String
  package var line: Int
  package var description: String { "\(path):\(line)" }

  package init(path: String, line: Int) {
    self.path = path
    self.line = line
  }

  func error(_ sentence: String) -> UserError { UserError("\(self): \(sentence)") }
}

/// Reads a formula from its first character to its last.
private struct TeXReader {
  let characters: [Character]
  let place: Place
  var position = 0

  private var next: Character? { position < characters.count ? characters[position] : nil }

  private func error(_ sentence: String) -> UserError {
    let line = characters[..<min(position, characters.count)].count { $0 == "\n" }
    return Place(path: place.path, line: place.line + line).error("in a formula: " + sentence)
  }

  mutating func wholeFormula() throws -> Formula {
    let formula = try row { _ in false }
    if let next { throw error("found \(next) without its beginning") }
    return formula
  }

  // MARK: - Rows

  /// Atoms up to the end, a closing brace, or what `isEnd` knows.
  private mutating func row(isEnd: (inout TeXReader) -> Bool) throws -> Formula {
    var atoms: [Formula] = []
    while true {
      skipSpace()
      if next == nil || next == "}" || isEnd(&self) { break }
      let atom = try atomWithScripts()
      if atom != .row([]) { atoms.append(atom) }
    }
    return atoms.count == 1 ? atoms[0] : .row(atoms)
  }

  private mutating func skipSpace() {
    while let next, next.isWhitespace { position += 1 }
  }

  private mutating func atomWithScripts() throws -> Formula {
    var base: Formula = .row([])
    if next != "_" && next != "^" { base = try atom() }
    var sub: Formula?
    var sup: Formula?
    while true {
      skipSpace()
      if next == "_" {
        if sub != nil { throw error("found two subscripts") }
        position += 1
        sub = try argument(of: "_")
      } else if next == "^" {
        position += 1
        let formula = try argument(of: "^")
        if let primes = sup, primes.isPrimes {
          sup = .row([primes, formula])
        } else if sup != nil {
          throw error("found two superscripts")
        } else {
          sup = formula
        }
      } else if next == "'" {
        if sup != nil { throw error("found a prime after a superscript") }
        var count = 0
        while next == "'" {
          position += 1
          count += 1
        }
        sup = .letter(String(repeating: "′", count: count))
      } else {
        break
      }
    }
    return try finished(base, sub: sub, sup: sup)
  }

  private func finished(_ base: Formula, sub: Formula?, sup: Formula?) throws -> Formula {
    if sub == nil, sup == nil { return base }
    if case .brace(let content, label: nil, let above) = base {
      guard let label = above ? sup : sub, (above ? sub : sup) == nil else {
        throw error("expected the brace's words on its side")
      }
      return .brace(content, label: label, above: above)
    }
    return .scripts(base, sub: sub, sup: sup)
  }

  /// What a command or a script takes: a group in braces, or one atom.
  private mutating func argument(of command: String) throws -> Formula {
    skipSpace()
    guard let next, next != "}" else { throw error("found nothing after \(command)") }
    if next == "{" { return try group() }
    if next.isASCII, next.isNumber {
      position += 1
      return .number(String(next))
    }
    return try atom()
  }

  private mutating func group() throws -> Formula {
    position += 1
    let content = try row { _ in false }
    guard next == "}" else { throw error("found no } for a {") }
    position += 1
    return content
  }

  // MARK: - Atoms

  private mutating func atom() throws -> Formula {
    let character = characters[position]
    switch character {
    case "{": return try group()
    case "\\": return try command()
    case "~":
      position += 1
      return .space(4)
    case "&": throw error("found & outside of a matrix, cases or aligned")
    default: break
    }
    if character.isASCII, character.isNumber { return number() }
    position += 1
    if let (text, kind) = TeXNames.characters[character] { return .sign(text, kind) }
    if character.isLetter { return .letter(String(character)) }
    position -= 1
    throw error("found \(character), which is not known here")
  }

  private mutating func number() -> Formula {
    var text = ""
    while let next {
      let follows = position + 1 < characters.count && characters[position + 1].isWholeNumber
      guard next.isWholeNumber || next == "." && follows else { break }
      text.append(next)
      position += 1
    }
    return .number(text)
  }

  private mutating func commandName() throws -> String {
    position += 1
    guard let first = next else { throw error("found \\ at the end") }
    if !(first.isASCII && first.isLetter) {
      position += 1
      return String(first)
    }
    var name = ""
    while let next, next.isASCII, next.isLetter {
      name.append(next)
      position += 1
    }
    return name
  }

  private mutating func command() throws -> Formula {
    let start = position
    let name = try commandName()
    if let letter = TeXNames.letters[name] { return .letter(letter) }
    if let (text, kind) = TeXNames.signs[name] { return .sign(text, kind) }
    if TeXNames.words.contains(name) { return .word(name, takesLimits: false) }
    if TeXNames.wordsWithLimits.contains(name) { return .word(name, takesLimits: true) }
    if let sign = TeXNames.large[name] { return .large(sign) }
    if let width = TeXNames.spaces[name] { return .space(width) }
    if let accent = TeXNames.accents[name] {
      let content = try argument(of: "\\" + name)
      switch content {
      case .fraction, .grid, .root, .brace, .fenced:
        throw error("\\\(name) over more than letters is not known")
      default: break
      }
      // A line is drawn over all letters, other marks stand over one
      let line = content.line
      guard name == "overline" ? !line.contains(" ") : line.count == 1 else {
        throw error("\\\(name) over \(line) is not known")
      }
      return .accent(accent, content)
    }
    switch name {
    case "frac", "dfrac", "tfrac":
      let (numerator, denominator) = (try argument(of: "\\" + name), try argument(of: "\\" + name))
      if [numerator, denominator].contains(.row([])) {
        throw error("found nothing between a fraction's braces")
      }
      return .fraction(numerator, denominator, small: name == "tfrac")
    case "binom":
      let upper = try argument(of: "\\binom")
      return .grid([[upper], [try argument(of: "\\binom")]], .matrix(left: "(", right: ")"))
    case "sqrt": return try root()
    case "text", "textbf", "textit": return .text(try words(of: name))
    case "mathrm": return .word(try words(of: name), takesLimits: false)
    case "mathbf", "mathit", "mathcal", "boldsymbol": return try argument(of: "\\" + name)
    case "mathbb":
      let letters = try words(of: name).map { TeXNames.blackboard[$0] ?? String($0) }
      return .letter(letters.joined())
    case "underbrace", "overbrace":
      return .brace(try argument(of: "\\" + name), label: nil, above: name == "overbrace")
    case "left": return try fenced()
    case "begin": return try environment()
    case "bigl", "Bigl", "bigr", "Bigr", "big", "Big":
      let kind: Formula.Sign = name.hasSuffix("l") ? .opening : name.hasSuffix("r") ? .closing : .ordinary
      return .sign(try delimiter(after: name), kind)
    case "limits", "nolimits", "displaystyle", "textstyle":
      throw error("\\\(name) is not needed here")
    default:
      position = start
      throw error("\\\(name) is not known")
    }
  }

  private mutating func root() throws -> Formula {
    skipSpace()
    guard next == "[" else { return .root(try argument(of: "\\sqrt"), degree: nil) }
    position += 1
    let degree = try row { $0.next == "]" }
    guard next == "]" else { throw error("found no ] for a [") }
    guard Formula.raised(degree.line) != nil else {
      throw error("\\sqrt[\(degree.line)]: found a degree that has no raised signs")
    }
    position += 1
    return .root(try argument(of: "\\sqrt"), degree: degree)
  }

  /// The characters in braces, or one letter, as they stand.
  private mutating func words(of name: String) throws -> String {
    skipSpace()
    if let next, next.isLetter {
      position += 1
      return String(next)
    }
    guard next == "{" else { throw error("expected { after \\\(name)") }
    position += 1
    var text = ""
    while let next, next != "}" {
      if next == "\\" || next == "{" || next == "$" {
        throw error("expected plain words in \\\(name), found \(next)")
      }
      text.append(next == "\n" || next == "~" ? " " : next)
      position += 1
    }
    guard next == "}" else { throw error("found no } for a {") }
    position += 1
    return text
  }

  // MARK: - Delimiters and environments

  private mutating func delimiter(after name: String) throws -> String {
    skipSpace()
    guard let character = next else { throw error("found nothing after \\\(name)") }
    if character == "." {
      position += 1
      return ""
    }
    if character == "\\" {
      let name = try commandName()
      if let (text, _) = TeXNames.signs[name] { return text }
    } else if "()[]|/".contains(character) {
      position += 1
      return String(character)
    }
    throw error("expected a delimiter after \\\(name)")
  }

  private func stands(_ text: String) -> Bool {
    let end = position + text.count
    return end <= characters.count && String(characters[position..<end]) == text
      && !(end < characters.count && characters[end].isLetter && text.last!.isLetter)
  }

  private mutating func fenced() throws -> Formula {
    let left = try delimiter(after: "left")
    let content = try row { $0.stands("\\right") }
    guard next != nil, next != "}" else { throw error("found no \\right for a \\left") }
    position += "\\right".count
    return .fenced(left, content, try delimiter(after: "right"))
  }

  private mutating func environment() throws -> Formula {
    let name = try words(of: "begin")
    let kind: Formula.Grid
    if let (left, right) = TeXNames.matrices[name] {
      kind = .matrix(left: left, right: right)
    } else if name == "cases" {
      kind = .cases
    } else if name == "aligned" {
      kind = .aligned
    } else {
      throw error("the environment \(name) is not known")
    }
    var rows: [[Formula]] = [[]]
    while true {
      rows[rows.count - 1].append(try row { $0.next == "&" || $0.stands("\\\\") || $0.stands("\\end") })
      if next == "&" {
        position += 1
      } else if next != nil, stands("\\\\") {
        position += 2
        if next == "[" { throw error("a distance between rows is not known") }
        rows.append([])
      } else if next != nil, stands("\\end") {
        position += "\\end".count
        let end = try words(of: "end")
        if end != name { throw error("found \\end{\(end)} for \\begin{\(name)}") }
        break
      } else {
        throw error("found no \\end{\(name)}")
      }
    }
    if rows.count > 1, rows.last == [.row([])] { rows.removeLast() }
    let columns = rows.map(\.count).max() ?? 0
    return .grid(rows.map { $0 + Array(repeating: .row([]), count: columns - $0.count) }, kind)
  }
}

extension Formula {
  package var isPrimes: Bool {
    if case .letter(let text) = self { return text.allSatisfy { $0 == "′" } }
    return false
  }
}
