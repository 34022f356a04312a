import Figures
import Formats
import Foundation
import ReadAlong

/// Prints a chapter's page as HTML.
struct PagePrinter {
  let chapter: Chapter
  /// All chapters, for links.
  let chapters: [Chapter]
  /// Where links are relative to, from the repository's root.
  private let folder: String
  private let anchors: [Place: String]
  /// The texts of files that the page names, for the captions of excerpts.
  private let files: [String: String]

  init(_ chapter: Chapter, among chapters: [Chapter], folder: String? = nil) {
    self.chapter = chapter
    self.folder = folder ?? "Chapters/" + chapter.name
    self.chapters = chapters
    anchors = chapter.page.markdown.anchors
    var files: [String: String] = [:]
    for block in chapter.page.markdown.blocks {
      for target in block.targets where target.hasSuffix(".swift") || target.hasSuffix(".py") {
        let path = repositoryPath(target, from: "Chapters/" + chapter.name)
        files[path] = try? readText(chapter.package + "/" + path)
      }
    }
    self.files = files
  }

  /// The targets of links within the page.
  var ids: Set<String> { Set(anchors.values) }

  // MARK: - The page

  func html() throws -> String {
    var shownFigures: Set<String> = []
    let parts = try chapter.page.parts.map { try section($0, &shownFigures) }
    let index = chapters.firstIndex { $0.name == chapter.name }!
    let previous = index > 0 ? chapters[index - 1] : nil
    let next = index + 1 < chapters.count ? chapters[index + 1] : nil
    let scripts =
      chapter.hasLive
      ? "<script src=\"live/book.js\" defer=\"\"></script><script src=\"live/\(chapter.id).js\" defer=\"\"></script>"
      : ""
    let skip = element("a", ["class": "skip", "href": "#text"], "To the text")
    let body =
      skip
      + element(
        "header", ["class": "bar"],
        element("a", ["href": "index.html"], "Deep learning from scratch, in Swift"))
      + "\n"
      + element(
        "div", ["class": "sheet"],
        contents() + "\n" + element("main", ["id": "text"], parts.joined(separator: "\n")))
      + "\n" + neighbors(previous, next)
    return document(
      title: chapter.label.isEmpty ? chapter.title : "\(chapter.label): \(chapter.title)",
      chapter: chapter.id,
      head: scripts, body: body)
  }

  private func contents() -> String {
    let items = chapter.page.markdown.blocks.compactMap { block -> String? in
      guard case .heading(2, let words) = block.content else { return nil }
      return element("li", [:], element("a", ["href": "#" + anchors[block.place]!], numbered(words)))
    }
    return element(
      "nav", ["class": "contents", "aria-label": "Contents of this chapter"],
      "<details><summary>Contents</summary>" + element("ol", [:], items.joined(separator: "\n"))
        + "</details>")
  }

  private func neighbors(_ previous: Chapter?, _ next: Chapter?) -> String {
    func link(_ chapter: Chapter?, _ relation: String, _ words: String) -> String {
      guard let chapter else { return "<span></span>" }
      return element(
        "a", ["href": chapter.file, "rel": relation], "<small>\(words)</small> \(escaped(chapter.title))")
    }
    return element(
      "nav", ["class": "neighbors", "aria-label": "Chapters"],
      link(previous, "prev", "Before") + element("a", ["href": "index.html"], "<small>All</small> Chapters")
        + link(next, "next", "Next"))
  }

  private func section(_ part: WovenPage.Part, _ shownFigures: inout Set<String>) throws -> String {
    guard let first = part.blocks.first, case .heading(let level, let words) = first.content else {
      return try blocks(part.blocks, &shownFigures)
    }
    if level == 1 {
      let kicker = chapter.label.isEmpty ? "" : element("p", ["class": "kicker"], escaped(chapter.label))
      let title = kicker + element("h1", ["id": anchors[first.place]], escaped(chapter.title))
      return element(
        "header", ["class": "title"], title + (try blocks(part.blocks.dropFirst(), &shownFigures)))
    }
    let kind = part.number == nil ? words.slug : nil
    let id = anchors[first.place]!
    return element(
      "section", ["class": kind, "aria-labelledby": id],
      element("h2", ["id": id], numbered(words)) + "\n" + (try blocks(part.blocks.dropFirst(), &shownFigures))
    )
  }

  /// A heading whose number stands apart.
  private func numbered(_ words: [Markdown.Inline]) -> String {
    let html = inlines(words)
    guard let match = html.prefixMatch(of: #/([0-9]+\.[0-9]+) /#) else { return html }
    return element("span", ["class": "number"], String(match.output.1)) + " "
      + String(html[match.range.upperBound...])
  }

  // MARK: - Blocks

  private func blocks(_ blocks: some Collection<Markdown.Block>, _ shownFigures: inout Set<String>) throws
    -> String
  {
    var html: [String] = []
    var isAfterHeading = true
    var named: [String] = []
    for block in blocks {
      if !block.targets.isEmpty { named = block.targets }
      html.append(try self.html(block, isAfterHeading: isAfterHeading, named: named, &shownFigures))
      if case .heading = block.content { isAfterHeading = true } else { isAfterHeading = false }
    }
    return html.filter { !$0.isEmpty }.joined(separator: "\n")
  }

  private func html(
    _ block: Markdown.Block, isAfterHeading: Bool, named: [String], _ shownFigures: inout Set<String>
  ) throws -> String {
    switch block.content {
    case .heading(let level, let words):
      return element("h\(level)", ["id": anchors[block.place]], numbered(words))
    case .paragraph(let words):
      var isSlides = false
      if isAfterHeading, case .emphasis = words.first, words.count <= 2 { isSlides = true }
      return element("p", ["class": isSlides ? "slides" : nil], inlines(words))
    case .list(let start, let items, let isLoose):
      let rows = try items.map { item in
        if !isLoose, item.count == 1, case .paragraph(let words) = item[0].content {
          return element("li", [:], inlines(words))
        }
        return element("li", [:], try blocks(item, &shownFigures))
      }
      return element(
        start == nil ? "ul" : "ol", ["start": start == nil || start == 1 ? nil : String(start!)],
        rows.joined(separator: "\n"))
    case .table(let header, let alignments, let rows): return table(header, alignments, rows)
    case .quote(let inner): return element("blockquote", [:], try blocks(inner, &shownFigures))
    case .code(let info, let lines): return code(info, lines, named: named)
    case .formula(let formula): return element("div", ["class": "formula"], formula.mathML(isDisplay: true))
    case .image(let words, let target): return try figure(words, target, block.name, &shownFigures)
    case .rule: return "<hr/>"
    case .comment: return ""
    }
  }

  private func table(
    _ header: [[Markdown.Inline]], _ alignments: [Markdown.Alignment], _ rows: [[[Markdown.Inline]]]
  ) -> String {
    func align(_ column: Int) -> String? {
      switch alignments[column] {
      case .right: "r"
      case .center: "m"
      default: nil
      }
    }
    let head = header.enumerated().map { element("th", ["scope": "col", "class": align($0)], inlines($1)) }
      .joined()
    let body = rows.map { row in
      element(
        "tr", [:],
        row.enumerated().map { column, cell in
          column == 0
            ? element("th", ["scope": "row", "class": align(0)], inlines(cell))
            : element("td", ["class": align(column)], inlines(cell))
        }.joined())
    }.joined(separator: "\n")
    let hasHeader = header.contains { !$0.isEmpty }
    return scroller(
      "table",
      element("table", [:], (hasHeader ? "<thead><tr>\(head)</tr></thead>" : "") + "<tbody>\(body)</tbody>"))
  }

  /// What may be wider than the page scrolls by itself; what is so on a desk as well is reached by keyboard, too.
  private func scroller(
    _ kind: String, _ content: String, label: String = "", isWide: Bool = false, style: String? = nil
  ) -> String {
    element(
      "div",
      [
        "class": "scroll \(kind)", "style": style, "role": isWide ? "group" : nil,
        "aria-label": isWide ? label : nil,
        "tabindex": isWide ? "0" : nil,
      ], content)
  }

  private func code(_ info: String, _ lines: [String], named: [String]) -> String {
    let words = info.split(separator: " ").map(String.init)
    let language = words.first ?? "text"
    let isWide = lines.contains { $0.count > 78 }
    if language == "output" {
      let samp = element("pre", [:], element("samp", [:], escaped(lines.joined(separator: "\n"))))
      let note =
        words.last == "measured" ? "<figcaption>measured; differs from machine to machine</figcaption>" : ""
      return element(
        "figure", ["class": "output"], scroller("block", samp, label: "Output", isWide: isWide) + note)
    }
    let pre = element("pre", [:], element("code", [:], CodeColors.html(lines, language: language)))
    let source = ["swift", "python"].contains(language) ? source(of: lines, named: named) : nil
    let caption = source.map { element("figcaption", [:], "<code>\(escaped($0))</code>") } ?? ""
    return element(
      "figure", ["class": "code \(language)"], scroller("block", pre, label: "Code", isWide: isWide) + caption
    )
  }

  /// "Sources/…/Convolution.swift, line 40" for an excerpt of a file that the text before it, or else the page, names.
  private func source(of lines: [String], named: [String]) -> String? {
    let excerpt = lines.map(\.trimmed).filter { !$0.isEmpty }
    guard excerpt.count > 0 else { return nil }
    let near = named.map { repositoryPath($0, from: folder) }
    for path in near + files.keys.sorted() {
      guard let text = files[path] else { continue }
      let all = text.split(separator: "\n", omittingEmptySubsequences: false).map { String($0).trimmed }
      let filled = all.enumerated().filter { !$0.element.isEmpty }
      guard filled.count >= excerpt.count else { continue }
      for start in 0...(filled.count - excerpt.count)
      where filled[start].element == excerpt[0]
        && zip(filled[start...], excerpt).allSatisfy({ $0.element == $1 })
      {
        return "\(path), line \(filled[start].offset + 1)"
      }
    }
    return nil
  }

  private func figure(
    _ words: String, _ target: String, _ place: NamedPlace?, _ shownFigures: inout Set<String>
  ) throws -> String {
    let path = chapter.folder + "/" + target
    guard target.hasSuffix(".svg") else {
      throw UserError("\(chapter.page.markdown.path): the figure \(quoted(target)) is no SVG")
    }
    let stem = String(target.split(separator: "/").last!.dropLast(4))
    let isFirst = shownFigures.insert(stem).inserted
    // Only the place in a numbered section is woven, and may move.
    let isLive = place.map { chapter.live.contains(stem) && isWoven($0) } ?? false
    let svg = try readText(path)
    let drawn: String
    if svg.utf8.count > PagePrinter.mostInline {
      let size = svg.firstMatch(of: /width="([0-9.]+)" height="([0-9.]+)"/)?.output
      drawn = element(
        "img",
        [
          "src": "figures/\(chapter.id)-\(stem).svg", "alt": words, "loading": "lazy",
          "width": size.map { String($0.1) }, "height": size.map { String($0.2) },
        ])
    } else if isFirst {
      let label = svg.contains("<title>") ? "" : "aria-label=\"\(escaped(words))\" "
      let name = "<svg id=\"drawn-\(stem)\" " + label
      drawn = themed(svg).replacing("<svg ", with: name, maxReplacements: 1)
    } else {
      drawn = again(svg, stem)
    }
    return element(
      "figure",
      [
        "class": "picture", "id": isLive || isFirst && !chapter.live.contains(stem) ? "figure-\(stem)" : nil,
        "data-live": isLive ? stem : nil, "data-words": isLive ? words : nil,
      ],
      scroller("drawn", drawn, style: "--narrow:\(PagePrinter.narrowWidth(svg))px")
        + element("figcaption", [:], escaped(words)))
  }

  /// How wide a figure is at least where the page is narrow: its smallest words stay 8 pixels high.
  private static func narrowWidth(_ svg: String) -> Int {
    let width = svg.firstMatch(of: /viewBox="0 0 ([0-9.]+)/).flatMap { Double($0.output.1) } ?? 0
    let least = svg.matches(of: /font-size="([0-9.]+)"/).compactMap { Double($0.output.1) }.min() ?? 14
    return Int(width * min(1, 8 / least))
  }

  /// Figures with more bytes stand in files of their own, which are fetched when the reader comes near.
  private static let mostInline = 20_000

  /// Those figures, themed, by their files' names.
  func separateFigures() throws -> [(name: String, svg: String)] {
    var figures: [String: String] = [:]
    for case .image(_, let target) in chapter.page.markdown.blocks.map(\.content) {
      let svg = try readText(chapter.folder + "/" + target)
      guard svg.utf8.count > PagePrinter.mostInline else { continue }
      let inks = try figureInks(package: chapter.package)
      figures["\(chapter.id)-\(target.split(separator: "/").last!)"] =
        themed(svg).replacing(">", with: "><style>\(inks)</style>", maxReplacements: 1)
    }
    return figures.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
  }

  /// A picture that stands twice is drawn once more by reference.
  private func again(_ svg: String, _ stem: String) -> String {
    let head = svg.prefix { $0 != ">" }
    let words = svg.matches(of: /<(title|desc)>[^<]*<\/(title|desc)>/).prefix(2)
    let titles = words.map { String($0.output.0) }.joined()
    return head + ">" + titles + "<use href=\"#drawn-\(stem)\"/></svg>"
  }

  private func isWoven(_ name: NamedPlace) -> Bool {
    chapter.page.parts.contains { $0.names.contains(name) }
  }

  // MARK: - Inlines

  func inlines(_ inlines: [Markdown.Inline]) -> String {
    var html = ""
    var taken = 0  // characters of this text that stand behind the formula before it
    for (index, inline) in inlines.enumerated() {
      switch inline {
      case .text(let text): html += escaped(text.dropFirst(taken))
      case .emphasis(let inner): html += element("em", [:], self.inlines(inner))
      case .strong(let inner): html += element("strong", [:], self.inlines(inner))
      case .code(let text): html += element("code", [:], escaped(text))
      case .formula(let formula):
        // A comma does not begin a line
        var after = ""
        if index + 1 < inlines.count, case .text(let text) = inlines[index + 1] {
          after = String(text.prefix { ",.;:?!)’\"".contains($0) })
        }
        html += self.formula(formula, after: after)
        taken = after.count
        continue
      case .lineBreak: html += "<br/>"
      case .link(let words, let target): html += link(words, target)
      }
      taken = 0
    }
    return html
  }

  private func formula(_ formula: Formula, after: String) -> String {
    let math = formula.mathML(isDisplay: false)
    // Browsers break no formula over lines
    if formula.line.count > 30 { return element("span", ["class": "long"], math) + escaped(after) }
    return after.isEmpty ? math : element("span", ["class": "whole"], math + escaped(after))
  }

  /// Chapters and the page's own parts are linked; a file of the repository is named.
  private func link(_ words: [Markdown.Inline], _ target: String) -> String {
    let html = inlines(words)
    if target.hasPrefix("#") || target.contains("://") { return element("a", ["href": target], html) }
    // A figure of the page; with settings, figures/spiral.svg#radius=1, the live part, which begins with them
    if let found = target.wholeMatch(of: /figures\/([a-z0-9-]+)\.svg(?:#(.+))?/) {
      let stem = String(found.output.1)
      if let settings = found.output.2, chapter.live.contains(stem) {
        return element("a", ["href": "#\(stem)?\(settings)"], html)
      }
      return element("a", ["href": "#figure-\(stem)"], html)
    }
    let path = repositoryPath(target, from: folder)
    let parts = path.split(separator: "#", maxSplits: 1).map(String.init)
    if let other = chapters.first(where: {
      parts[0] == "Chapters/\($0.name)" || parts[0] == "Chapters/\($0.name)/README.md"
    }) {
      return element("a", ["href": other.file + (parts.count > 1 ? "#" + parts[1] : "")], html)
    }
    if case .code = words.first, words.count == 1 { return html }
    return words.plain.contains(".") && !words.plain.contains(" ")
      ? element("code", ["class": "file", "title": parts[0]], html)
      : html + " (" + element("code", ["class": "file"], escaped(parts[0])) + ")"
  }
}

// MARK: - Whole documents

/// A document of the book around its body.
func document(title: String, chapter: String?, head: String = "", body: String) -> String {
  """
  <!DOCTYPE html>
  <html xmlns="http://www.w3.org/1999/xhtml" lang="en"\(chapter.map { " data-chapter=\"\($0)\"" } ?? "")>
  <head>
  <meta charset="utf-8"/><meta name="viewport" content="width=device-width, initial-scale=1"/>
  <meta name="color-scheme" content="light dark"/>
  <title>\(escaped(title))</title>
  <link rel="icon" href="data:,"/><link rel="stylesheet" href="book.css"/>
  \(head)
  </head>
  <body>
  \(body)
  </body>
  </html>

  """
}

/// A figure whose inks are the page's, in light and dark: the colors of the list below become properties of book.css. Its
/// card is the page's, too. Rasters keep their colors, but for those of classes, and gray ones are turned over in the
/// dark. The figures that stand in a raster's cells do as the cells do.
func themed(_ svg: String) -> String {
  var result = ""
  var (rest, isRaster) = (Substring(svg.replacing(/<rect x="0.5" y="0.5" [^>]*rx="8"\/>\n/, with: "")), false)
  var isAfterColors = false
  while !rest.isEmpty {
    let end = rest.firstRange(of: isRaster ? "</svg>" : "<svg x=")?.lowerBound ?? rest.endIndex
    var part = String(rest[..<end])
    let isInk = isRaster && isGray(part)
    let figuresInCells = /<\/svg>\n(?:<text [^>]*text-anchor="middle" fill="#(?:222|fff)">[^\n]*\n)+/
    if isAfterColors, let figures = part.prefixMatch(of: figuresInCells)?.output {
      result += figures
      part.removeFirst(figures.count)
    }
    isAfterColors = isRaster && !isInk
    for (color, name) in isInk ? [] : isRaster ? classColors : figureColors {
      for attribute in ["fill", "stroke"] {
        part = part.replacing("\(attribute)=\"\(color)\"", with: "\(attribute)=\"var(--\(name))\"")
      }
    }
    if isInk { part = part.replacing("<svg ", with: "<svg class=\"ink\" ", maxReplacements: 1) }
    result += part
    rest = rest[end...]
    isRaster.toggle()
  }
  return withRelativeMoves(result).trimmed
}

/// Whether a raster shows ink on paper, which is dark on bright in the light and bright on dark in the dark.
private func isGray(_ raster: String) -> Bool {
  let colors = raster.matches(of: /(?:fill|stroke)="([^"]*)"/).map(\.output.1).filter { $0 != "none" }
  return !colors.isEmpty && colors.allSatisfy { $0.wholeMatch(of: /#(..)\1\1|#(.)\2\2/) != nil }
}

/// The colors of classes, their tints and the pale fills of diagrams, by their names in book.css.
let classColors: [(color: String, name: String)] =
  Palette.hex.enumerated().map { ($1, "c\($0)") } + Palette.tintHex.enumerated().map { ($1, "t\($0)") }
  + Palette.paleHex.enumerated().map { ($1, "p\($0)") }

/// The figures' inks as well.
let figureColors: [(color: String, name: String)] =
  [
    ("#fff", "f-paper"), ("#222", "f-ink"), ("#555", "f-soft"), ("#888", "f-axis"), ("#777", "f-axis"),
    ("#bbb", "f-line"), ("#e3e3e3", "f-edge"), ("#e9e9e9", "f-grid"),
  ] + classColors

/// The rules of book.css that say the figures' colors, light and dark, for a figure in a file of its own.
func figureInks(package: String) throws -> String {
  let css = try readText(package + "/Chapters/Book/Web/book.css")
  let blocks = css.matches(of: /:root \{([^}]*)\}/).prefix(2).map { match in
    match.output.1.matches(of: /--(f-[a-z]+|[ctp][0-7]): #[0-9a-f]+;/).map { String($0.output.0) }.joined()
  }
  guard blocks.count == 2 else { throw UserError("book.css: expected :root for light and dark") }
  return ":root{\(blocks[0])}@media (prefers-color-scheme:dark){:root{\(blocks[1])}.ink{filter:invert(1)}}"
}

/// Where a link of a page leads, from the repository's root.
func repositoryPath(_ target: String, from folder: String) -> String {
  var parts = folder.split(separator: "/")
  for part in target.split(separator: "/") {
    if part == ".." { _ = parts.popLast() } else if part != "." { parts.append(part) }
  }
  return parts.joined(separator: "/")
}

extension StringProtocol {
  var trimmed: String { trimmingCharacters(in: .whitespacesAndNewlines) }
}

extension Markdown.Block {
  /// The targets of the links in it.
  var targets: [String] {
    switch content {
    case .heading(_, let words), .paragraph(let words): words.targets
    case .list(_, let items, _): items.joined().flatMap(\.targets)
    case .quote(let blocks): blocks.flatMap(\.targets)
    case .table(let header, _, let rows): (header + rows.joined()).flatMap(\.targets)
    default: []
    }
  }
}
