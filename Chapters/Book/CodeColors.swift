/// Colors code at build time: spans of the classes k (keyword), t (type), n (number), s (string), c (comment) and p (a
/// shell's prompt).
enum CodeColors {
  static func html(_ lines: [String], language: String) -> String {
    let text = lines.joined(separator: "\n")
    switch language {
    case "swift": return html(text, keywords: swift, comment: "//", typesAreCapital: true)
    case "python": return html(text, keywords: python, comment: "#", typesAreCapital: false)
    case "sh": return html(text, keywords: [], comment: "#", typesAreCapital: false)
    case "console": return lines.map(console).joined(separator: "\n")
    default: return escaped(text)
    }
  }

  private static func console(_ line: String) -> String {
    line.hasPrefix("$ ") ? "<span class=\"p\">$ </span><b>\(escaped(line.dropFirst(2)))</b>" : escaped(line)
  }

  private static func html(_ text: String, keywords: Set<String>, comment: String, typesAreCapital: Bool)
    -> String
  {
    let characters = Array(text)
    var (result, position) = ("", 0)
    func span(_ kind: String, _ range: Range<Int>) {
      result += "<span class=\"\(kind)\">\(escaped(String(characters[range])))</span>"
      position = range.upperBound
    }
    func end(from start: Int, while condition: (Character) -> Bool) -> Int {
      characters[start...].firstIndex { !condition($0) } ?? characters.count
    }
    while position < characters.count {
      let (character, start) = (characters[position], position)
      if characters[start...].starts(with: comment) {
        span("c", start..<end(from: start) { $0 != "\n" })
      } else if character == "\"" || character == "'" && comment == "#" {
        var index = start + 1
        while index < characters.count, characters[index] != character, characters[index] != "\n" {
          index += characters[index] == "\\" ? 2 : 1
        }
        span("s", start..<min(characters.count, index + 1))
      } else if character.isNumber, character.isASCII {
        var index = end(from: start) { $0.isLetter || $0.isNumber || $0 == "_" }
        if index + 1 < characters.count, characters[index] == ".", characters[index + 1].isNumber {
          index = end(from: index + 1) { $0.isLetter || $0.isNumber || $0 == "_" }
        }
        span("n", start..<index)
      } else if character.isLetter || character == "_"
        || (character == "#" || character == "@") && typesAreCapital
      {
        let index = end(from: start + 1) { $0.isLetter || $0.isNumber || $0 == "_" }
        let word = String(characters[start..<index])
        let isMember = start > 0 && characters[start - 1] == "."
        if keywords.contains(word) && !isMember || character == "#" || character == "@" {
          span("k", start..<index)
        } else if typesAreCapital, character.isUppercase, word.count > 1 {
          span("t", start..<index)
        } else {
          result += escaped(word)
          position = index
        }
      } else {
        result += escaped(String(character))
        position += 1
      }
    }
    return result
  }

  private static let swift: Set = [
    "as", "associatedtype", "break", "case", "catch", "class", "continue", "default", "defer", "deinit", "do",
    "else",
    "enum", "extension", "fallthrough", "false", "fileprivate", "final", "for", "func", "guard", "if",
    "import", "in",
    "indirect", "init", "inout", "internal", "is", "let", "mutating", "nil", "nonisolated", "operator",
    "package",
    "precondition", "private", "protocol", "public", "repeat", "rethrows", "return", "self", "Self", "some",
    "static",
    "struct", "subscript", "super", "switch", "throw", "throws", "true", "try", "typealias", "unsafe", "var",
    "where",
    "while", "any", "borrowing", "consuming",
  ]
  private static let python: Set = [
    "and", "as", "assert", "break", "class", "continue", "def", "del", "elif", "else", "except", "False",
    "for", "from",
    "global", "if", "import", "in", "is", "lambda", "None", "not", "or", "pass", "raise", "return", "True",
    "try",
    "while", "with", "yield",
  ]
}
