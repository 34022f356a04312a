import Formats

/// A page of Markdown as a tree: what it says, apart from how it is printed.
package struct Markdown: Equatable, Sendable {
  /// The file, as errors name it.
  package let path: String
  package let blocks: [Block]

  package struct Block: Equatable, Sendable {
    package let content: Content
    package let place: Place
  }

  package indirect enum Content: Equatable, Sendable {
    case heading(level: Int, [Inline])
    case paragraph([Inline])
    /// The items of a list, each of blocks; numbered from `start`, or with bullets. A loose list has blank lines
    /// between its items.
    case list(start: Int?, items: [[Block]], isLoose: Bool)
    case table(header: [[Inline]], alignments: [Alignment], rows: [[[Inline]]])
    case quote([Block])
    /// A fenced block; `info` is what stands after the opening fence.
    case code(info: String, lines: [String])
    case formula(Formula)
    case image(words: String, target: String)
    case rule
    case comment
  }

  package enum Alignment: Sendable { case none, left, center, right }

  package indirect enum Inline: Equatable, Sendable {
    case text(String)
    case emphasis([Inline])
    case strong([Inline])
    case code(String)
    case link([Inline], target: String)
    case formula(Formula)
    case lineBreak
  }

  /// Reads a page. Throws a `UserError` with file and line for what it does not know.
  ///
  /// - Parameter path: names the file in errors.
  package init(_ text: String, path: String) throws {
    self.path = path
    let lines = text.split(omittingEmptySubsequences: false) { ["\n", "\r\n"].contains($0) }.enumerated().map
    {
      MarkdownReader.Line(number: $0 + 1, text: String($1))
    }
    for line in lines {
      guard let sign = line.text.unicodeScalars.first(where: \.steersTerminals) else { continue }
      throw Place(path: path, line: line.number).error(
        "found the invisible sign \(sign.escaped(asASCII: true))")
    }
    var reader = MarkdownReader(path: path, lines: lines)
    blocks = try reader.blocks()
  }
}

extension Unicode.Scalar {
  /// Whether it moves the cursor, rings, turns the writing's direction or the like; a tab has words of its own.
  fileprivate var steersTerminals: Bool {
    switch value {
    case 0x09: false
    case 0..<0x20, 0x7F..<0xA0, 0x200E...0x200F, 0x2028...0x202E, 0x2066...0x2069: true
    default: false
    }
  }
}

extension Markdown {
  /// The anchors that Markdown on the web gives the headings: their words, and a number from the second time on.
  package var anchors: [Place: String] {
    var (anchors, seen) = ([Place: String](), [String: Int]())
    for block in blocks {
      guard case .heading(_, let words) = block.content else { continue }
      let count = seen[words.slug, default: 0]
      seen[words.slug] = count + 1
      anchors[block.place] = count == 0 ? words.slug : "\(words.slug)-\(count)"
    }
    return anchors
  }
}

extension [Markdown.Inline] {
  /// An anchor of these words.
  package var slug: String {
    plain.lowercased().filter { $0.isLetter || $0.isNumber || $0 == " " || $0 == "-" || $0 == "_" }
      .replacing(" ", with: "-")
  }

  /// The words alone.
  package var plain: String {
    map { inline in
      switch inline {
      case .text(let text), .code(let text): text
      case .emphasis(let inner), .strong(let inner), .link(let inner, _): inner.plain
      case .formula(let formula): formula.line
      case .lineBreak: " "
      }
    }.joined()
  }

  /// The targets of the links.
  package var targets: [String] {
    flatMap { inline in
      switch inline {
      case .link(let inner, let target): inner.targets + [target]
      case .emphasis(let inner), .strong(let inner): inner.targets
      default: [String]()
      }
    }
  }
}
