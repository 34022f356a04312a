import Formats
import Foundation
import ReadAlong

/// The book: a page a chapter, a page of contents, and what the live parts need.
struct Book {
  let package: String
  let output: String
  let chapters: [Chapter]

  init(package: String, output: String) throws {
    self.package = package
    self.output = output
    chapters = try Chapter.all(in: package)
  }

  /// Writes it, or one chapter of it; `says` hears what is done.
  func write(only number: Int?, isStatic: Bool, exact: Bool, says: (String) -> Void) throws {
    let chosen = chapters.filter { number == nil || Int($0.id) == number }
    let live = isStatic ? [] : chosen.filter(\.hasLive)
    let compiler = live.isEmpty ? nil : try Compiler()
    for folder in ["live", "figures"] { try makeDirectory(output + "/" + folder) }
    for name in ["book.css"] { try copy("Chapters/Book/Web/" + name, to: name) }
    let scripts = try ["book.js", "plane.js"].map { try readText(package + "/Chapters/Book/Web/" + $0) }
    try writeSafely(scripts.joined(), to: output + "/live/book.js")
    try writeSafely(indexPage(), to: output + "/index.html")
    for chapter in chosen {
      let chapter = isStatic ? chapter.still : chapter
      let printer = PagePrinter(chapter, among: chapters)
      try writeSafely(printer.html(), to: output + "/" + chapter.file)
      for (name, svg) in try printer.separateFigures() {
        try writeSafely(svg, to: output + "/figures/" + name)
      }
      guard chapter.hasLive else { continue }
      try copy("Chapters/\(chapter.name)/Live/live.js", to: "live/\(chapter.id).js")
      for (path, count) in try chapter.liveData() {
        let file = package + "/" + path
        let bytes =
          try path.hasSuffix("-idx3-ubyte.gz")
          ? pictures(file) : count.map { try Array(readBytes(file).prefix($0)) }
        try writePacked(
          bytes ?? readBytesAsTheyAre(file), isPacked: bytes == nil && path.hasSuffix(".gz"),
          name: dataName(path))
      }
    }
    guard let compiler else { return }
    let cache = package + "/.build/book-cache"
    try makeDirectory(cache)
    for chapter in live {
      let bytes = try compiler.webAssembly(chapter, exact ? .exact : .relaxed, cache: cache)
      try writePacked(bytes, isPacked: false, name: "\(chapter.id)-swift")
      says("\(chapter.name): \(bytes.count / 1000) kB of WebAssembly")
    }
  }

  private func copy(_ path: String, to name: String) throws {
    try writeSafely(readBytes(package + "/" + path), to: output + "/" + name)
  }

  /// A script that hands over bytes, since a page opened from a file can read no other way: in UTF-16, two bytes a letter.
  /// A letter that may not stand in quotation marks is turned into another one, U+E000 before it.
  private func writePacked(_ bytes: [UInt8], isPacked: Bool, name: String) throws {
    let packed = isPacked ? bytes : try run("gzip", ["-9nc"], input: bytes)
    var letters: [UInt16] = []
    for i in stride(from: 0, to: packed.count, by: 2) {
      let letter = UInt16(packed[i]) | (i + 1 < packed.count ? UInt16(packed[i + 1]) << 8 : 0)
      switch letter {
      case 0xD800...0xE000, 0x0A, 0x0D, 0x22, 0x5C: letters += [0xE000, letter ^ 0x4000]
      default: letters.append(letter)
      }
    }
    let text = "\u{FEFF}book.deliver(\"\(name)\",\(packed.count),\"".utf16 + letters + "\")".utf16
    try writeSafely(text.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }, to: output + "/live/\(name).js")
  }

  /// The pictures of an IDX file, coded, without their header.
  private func pictures(_ file: String) throws -> [UInt8] {
    let bytes = try readBytes(file)
    return pictureCode(Array(bytes.dropFirst(16)), width: Int(bytes[15]))
  }

  private func dataName(_ path: String) -> String { "data-" + path.replacing(/[^A-Za-z0-9]+/, with: "-") }

  /// Files that end in .gz stay packed.
  private func readBytesAsTheyAre(_ path: String) throws -> [UInt8] {
    guard let data = FileManager.default.contents(atPath: path) else {
      throw UserError("cannot read \(quoted(path))")
    }
    return Array(data)
  }

  // MARK: - The page of contents

  /// Made of the README of the repository: its first paragraphs and its table of chapters.
  func indexPage() throws -> String {
    let markdown = try Markdown(readText(package + "/README.md"), path: "README.md")
    let printer = PagePrinter(chapters[0], among: chapters, folder: "")
    guard case .heading(1, let title) = markdown.blocks.first?.content else {
      throw UserError("README.md:1: expected a heading")
    }
    var intro: [String] = []
    for block in markdown.blocks.dropFirst() {
      guard case .paragraph(let words) = block.content, intro.isEmpty else { break }
      intro.append(element("p", [:], printer.inlines(words)))
    }
    let rows =
      markdown.blocks.compactMap { block -> [[[Markdown.Inline]]]? in
        guard case .table(let header, _, let rows) = block.content, header.first?.plain == "chapter" else {
          return nil
        }
        return rows
      }.first ?? []
    let items = chapters.enumerated().map { index, chapter in
      let seen = index < rows.count ? printer.inlines(rows[index].last ?? []) : ""
      let mark = chapter.hasLive ? " <span class=\"mark\">live</span>" : ""
      return element(
        "li", [:],
        element(
          "a", ["href": chapter.file],
          element("span", ["class": "number"], String(Int(chapter.id)!)) + " " + escaped(chapter.title))
          + mark + element("p", [:], seen))
    }
    // On the cover: the network of chapter 6
    let cover = try chapters.first { $0.id == "06" }.map {
      element(
        "figure", ["class": "picture"],
        "<div class=\"scroll drawn\" style=\"--narrow:412px\">"
          + themed(try readText($0.folder + "/figures/lenet.svg")) + "</div>")
    }
    let main = element(
      "main", ["id": "text", "class": "index"],
      element(
        "header", ["class": "title"],
        element("h1", [:], printer.inlines(title)) + intro.joined() + (cover ?? ""))
        + element(
          "nav", ["aria-label": "Chapters"],
          element("ol", ["class": "chapters"], items.joined(separator: "\n"))))
    return document(
      title: title.plain, chapter: nil,
      body: element("a", ["class": "skip", "href": "#text"], "To the text") + main)
  }
}
