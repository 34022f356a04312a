import Foundation
import ReadAlong
import Testing

@testable import Figures
@testable import book

/// A page of some Markdown, without what stands around its text.
private func html(_ markdown: String) throws -> String {
  let chapter = try Chapter("00-Matrices", in: packageRoot)
  let page = try WovenPage("# Chapter 9: Title\n\n" + markdown, path: "page")
  let printer = PagePrinter(chapter.with(page: page), among: [chapter])
  let whole = try printer.html()
  let start = try #require(whole.range(of: "</h1>"))
  let end = try #require(whole.range(of: "</header></main>"))
  return String(whole[start.upperBound..<end.lowerBound])
}

@Suite struct PageTests {
  @Test(arguments: [
    ("a < b & \"c\"", "<p>a &lt; b &amp; &quot;c&quot;</p>"),
    ("*a* **b** `c<d>`", "<p><em>a</em> <strong>b</strong> <code>c&lt;d&gt;</code></p>"),
    ("- a\n- b", "<ul><li>a</li>\n<li>b</li></ul>"),
    ("3. a\n4. b", "<ol start=\"3\"><li>a</li>\n<li>b</li></ol>"),
    ("> a", "<blockquote><p>a</p></blockquote>"),
    ("$x$", "<p><math><mi>x</mi></math></p>"),
    ("a $x$, b", "<p>a <span class=\"whole\"><math><mi>x</mi></math>,</span> b</p>"),
    ("[to 0](../00-Matrices/README.md#a)", "<p><a href=\"00-matrices.html#a\">to 0</a></p>"),
    ("[six](figures/spiral.svg#hidden=6)", "<p><a href=\"#figure-spiral\">six</a></p>"),
    ("[a spiral](figures/spiral.svg)", "<p><a href=\"#figure-spiral\">a spiral</a></p>"),
    ("[part](#a-part)", "<p><a href=\"#a-part\">part</a></p>"),
    (
      "[Matrix.swift](../../Sources/Matrices/Matrix.swift)",
      "<p><code class=\"file\" title=\"Sources/Matrices/Matrix.swift\">Matrix.swift</code></p>"
    ),
    ("[data](../../Data/README.md)", "<p>data (<code class=\"file\">Data/README.md</code>)</p>"),
    ("[web](https://example.org/?a=1&b=2)", "<p><a href=\"https://example.org/?a=1&amp;b=2\">web</a></p>"),
  ])
  func blocks(_ markdown: String, _ expected: String) throws {
    #expect(try html(markdown) == expected)
  }

  @Test func tablesHaveScopes() throws {
    let table = try html("| a | b |\n|---|--:|\n| 1 | 2 |")
    #expect(table.contains("<th scope=\"col\">a</th><th scope=\"col\" class=\"r\">b</th>"))
    #expect(table.contains("<tr><th scope=\"row\">1</th><td class=\"r\">2</td></tr>"))
  }

  @Test func colorsCode() {
    #expect(
      CodeColors.html(["let x = a.if // \"<\"", "Matrix(1.5e3, \"\\\"\")"], language: "swift")
        == "<span class=\"k\">let</span> x = a.if <span class=\"c\">// &quot;&lt;&quot;</span>\n"
        + "<span class=\"t\">Matrix</span>(<span class=\"n\">1.5e3</span>, <span class=\"s\">&quot;\\&quot;&quot;</span>)"
    )
    #expect(
      CodeColors.html(["$ swift run book", "a < b"], language: "console")
        == "<span class=\"p\">$ </span><b>swift run book</b>\na &lt; b")
    #expect(
      CodeColors.html(["for j in 0..<n {"], language: "swift").hasSuffix(
        "<span class=\"n\">0</span>..&lt;n {"))
  }

  /// What CSS says of the figures' colors is what the figures have.
  @Test func stylesHaveThePalette() throws {
    let css = try String(contentsOfFile: packageRoot + "/Chapters/Book/Web/book.css", encoding: .utf8)
    for (color, name) in figureColors where name != "f-axis" && name != "f-grid" {
      #expect(css.contains("--\(name): \(color);"), "\(name) is not \(color)")
    }
    let script = try String(contentsOfFile: packageRoot + "/Chapters/Book/Web/book.js", encoding: .utf8)
    for (name, map) in [
      ("cividis", Palette.ColorMap.cividis), ("diverging", .diverging), ("ink", .ink), ("gray", .gray),
    ] {
      let line = try #require(script.firstMatch(of: try Regex("\(name): \"([0-9a-f ]+)\"")))
      let stops = line.output[1].substring!.split(separator: " ")
      for (index, stop) in stops.enumerated() {
        #expect(map.color(at: Double(index) / Double(stops.count - 1)).hex == "#" + stop)
      }
    }
  }

  @Test(arguments: try Chapter.all(in: packageRoot).map(\.name))
  func pagesAreWhole(_ name: String) throws {
    let chapters = try Chapter.all(in: packageRoot)
    let chapter = try #require(chapters.first { $0.name == name })
    let page = try PagePrinter(chapter, among: chapters).html()
    let tree = Tree(page)
    #expect(tree.error == nil)
    // Links lead somewhere
    let ids = tree.attributes.compactMap { $0["id"] }
    #expect(Set(ids).count == ids.count, "an id stands twice")
    let anchors = Dictionary(
      uniqueKeysWithValues: chapters.map { ($0.file, PagePrinter($0, among: chapters).ids) })
    for target in tree.attributes.compactMap({ $0["href"] })
    where !target.contains("://") && !target.hasPrefix("data:") {
      let parts = target.split(separator: "#", omittingEmptySubsequences: false).map(String.init)
      if parts[0].isEmpty {
        let settings = parts[1].split(separator: "?")
        let id = settings.count == 2 ? "figure-\(settings[0])" : parts[1]
        #expect(ids.contains(id), "#\(parts[1]) leads nowhere")
      } else if let known = anchors[parts[0]] {
        if parts.count > 1 { #expect(known.contains(parts[1]), "\(target) leads nowhere") }
      } else {
        #expect(["index.html", "book.css"].contains(parts[0]), "\(target) leads out of the book")
      }
    }
    // Headings go down one step at a time; one is the first
    let levels = tree.elements.compactMap { $0.name.wholeMatch(of: /h([1-6])/).flatMap { Int($0.output.1) } }
    #expect(levels.first == 1 && levels.count { $0 == 1 } == 1)
    for (above, level) in zip(levels, levels.dropFirst()) { #expect(level <= above + 1) }
    // Nothing comes from elsewhere, and every picture has words
    #expect(!page.contains(/(src|href)="(https?:)?\/\/[^"]*\.(js|css|woff2?|png|svg)"/))
    for (element, attributes) in zip(tree.elements, tree.attributes) where element.name == "svg" {
      #expect(attributes["role"] == "img" || attributes["x"] != nil)
    }
    for (element, attributes) in zip(tree.elements, tree.attributes) where element.name == "img" {
      #expect(attributes["alt"]?.isEmpty == false)
    }
    for figure in try PagePrinter(chapter, among: chapters).separateFigures() {
      #expect(page.contains("src=\"figures/\(figure.name)\"") && Tree(figure.svg).error == nil)
      #expect(figure.svg.contains("<style>:root{--f-paper:"), "\(figure.name) does not say its colors")
    }
    #expect(
      tree.elements.contains { $0.name == "main" }
        && page.contains("<html xmlns=\"http://www.w3.org/1999/xhtml\" lang=\"en\""))
  }

  @Test func figuresTakeThePagesColors() {
    let svg =
      "<svg role=\"img\">\n<rect x=\"0.5\" y=\"0.5\" width=\"9\" rx=\"8\"/>\n<path fill=\"#222\"/>"
      + "<svg x=\"1\"><path stroke=\"#222\"/><path stroke=\"#0072b2\"/></svg><path fill=\"#dbebf4\"/></svg>"
    #expect(
      themed(svg) == "<svg role=\"img\">\n<path fill=\"var(--f-ink)\"/>"
        + "<svg x=\"1\"><path stroke=\"#222\"/><path stroke=\"var(--c0)\"/></svg><path fill=\"var(--p0)\"/></svg>"
    )
  }

  @Test func rastersOfInkAreTurnedOverInTheDark() {
    let (gray, colored) = (
      "<svg x=\"1\"><path fill=\"none\" stroke=\"#7f7f7f\"/></svg>",
      "<svg x=\"1\"><path stroke=\"#7f7f7e\"/></svg>"
    )
    #expect(
      themed("<svg>\(gray)\(colored)</svg>")
        == "<svg>" + gray.replacing("<svg", with: "<svg class=\"ink\"") + colored + "</svg>")
  }

  @Test func figuresInColoredCellsKeepTheirInk() {
    let cells = "<svg x=\"1\"><path stroke=\"#ca682e\"/></svg>\n"
    let figures =
      "<text x=\"2\" text-anchor=\"middle\" fill=\"#222\">0.7</text>\n"
      + "<text x=\"3\" text-anchor=\"middle\" fill=\"#fff\">0.9</text>\n"
    #expect(
      themed("<svg>\(cells)\(figures)<text fill=\"#222\">f</text></svg>")
        == "<svg>\(cells)\(figures)<text fill=\"var(--f-ink)\">f</text></svg>")
    let gray = themed("<svg>\(cells.replacing("ca682e", with: "7f7f7f"))\(figures)</svg>")
    #expect(gray.contains("var(--f-ink)") && gray.contains("var(--f-paper)"))
  }

  @Test func contentsNameAllChapters() throws {
    let book = try Book(package: packageRoot, output: "/nowhere")
    let page = try book.indexPage()
    #expect(Tree(page).error == nil)
    for chapter in book.chapters { #expect(page.contains("href=\"\(chapter.file)\"")) }
    #expect(book.chapters.count == 9)
  }
}
