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
    try writeSafely(withoutComments(scripts.joined()), to: output + "/live/book.js")
    try writeSafely(indexPage(), to: output + "/index.html")
    for chapter in chosen {
      let chapter = isStatic ? chapter.still : chapter
      let printer = PagePrinter(chapter, among: chapters)
      try writeSafely(printer.html(), to: output + "/" + chapter.file)
      for (name, svg) in try printer.separateFigures() {
        try writeSafely(svg, to: output + "/figures/" + name)
      }
      guard chapter.hasLive else { continue }
      let script = try readText(package + "/Chapters/\(chapter.name)/Live/live.js")
      try writeSafely(withoutComments(script), to: output + "/live/\(chapter.id).js")
      for (path, count) in try chapter.liveData() { try writeData(path, prefix: count) }
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

  /// A file of the repository, or so many bytes of its front.
  private func writeData(_ path: String, prefix count: Int?) throws {
    let (file, name) = (package + "/" + path, "data-" + path.replacing(/[^A-Za-z0-9]+/, with: "-"))
    guard let way = CodedFile(path) else {
      return try writePacked(readBytesAsTheyAre(file), isPacked: path.hasSuffix(".gz"), name: name)
    }
    var bytes = try readBytes(file)
    bytes = Array(bytes.prefix(count ?? bytes.count))
    // First the first bytes of all numbers, then the second ones
    bytes = (0..<way.size).flatMap { place in
      stride(from: place, to: bytes.count, by: way.size).map { bytes[$0] }
    }
    try writePacked(
      code(bytes, width: way.width), isPacked: false, name: name,
      more: "\(bytes.count),\(way.width),\(way.size)")
  }

  /// A script that hands over bytes, since a page opened from a file can read no other way: in UTF-16, two bytes a letter. One
  /// that would begin with 1101, as the halves of pairs do, gets a 0 after that, and so holds fifteen bits.
  private func writePacked(_ bytes: [UInt8], isPacked: Bool, name: String, more: String = "") throws {
    let packed = isPacked ? bytes : try run("gzip", ["-9nc"], input: bytes)
    var letters: [UInt16] = []
    var (bits, count) = (UInt32(0), 0)
    for byte in packed + [0, 0] {
      (bits, count) = (bits << 8 | UInt32(byte), count + 8)
      guard count >= 16 else { continue }
      let next = UInt16(truncatingIfNeeded: bits >> (count - 16)), isHalf = next >> 12 == 0b1101
      count -= isHalf ? 15 : 16
      switch isHalf ? 0xD000 | next >> 1 & 0x7FF : next {
      case 0x0A: letters += "\\n".utf16
      case 0x0D: letters += "\\r".utf16
      case 0x22: letters += "\\\"".utf16
      case 0x5C: letters += "\\\\".utf16
      case let letter: letters.append(letter)
      }
    }
    let text = "\u{FEFF}book.deliver(\"\(name)\",\(packed.count),[\(more)],\"".utf16 + letters + "\")".utf16
    try writeSafely(text.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }, to: output + "/live/\(name).js")
  }

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
        "<div class=\"scroll drawn\" style=\"--narrow:320px\">"
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
