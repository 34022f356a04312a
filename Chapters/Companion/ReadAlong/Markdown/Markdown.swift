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
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false).enumerated().map {
      MarkdownReader.Line(number: $0 + 1, text: $1.last == "\r" ? String($1.dropLast()) : String($1))
    }
    var reader = MarkdownReader(path: path, lines: lines)
    blocks = try reader.blocks()
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
