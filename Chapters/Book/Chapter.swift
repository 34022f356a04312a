import Formats
import Foundation
import ReadAlong

/// A chapter as the book needs it: its page, its folder and its place among the others.
struct Chapter {
  /// The package's folder.
  let package: String
  /// "06-ConvolutionalNetwork".
  let name: String
  private(set) var page: WovenPage
  /// "Chapter 6", and what it is about.
  let label: String
  let title: String

  var id: String { String(name.prefix(2)) }
  var module: String { String(name.dropFirst(3)) }
  var folder: String { package + "/Chapters/" + name }
  /// The names of the figures that move.
  private(set) var live: Set<String>

  /// "06-convolutional-network.html".
  var file: String {
    let words = module.replacing(/[A-Z]/) { "-" + $0.output.lowercased() }
    return id + words.replacing("word2-vec", with: "word2vec") + ".html"
  }

  var hasLive: Bool { !live.isEmpty }

  init(_ name: String, in package: String) throws {
    self.package = package
    self.name = name
    let path = "Chapters/\(name)/README.md"
    page = try WovenPage(readText(package + "/" + path), path: path)
    guard case .heading(level: 1, let words) = page.markdown.blocks.first?.content else {
      throw UserError("\(path):1: expected a heading, # Chapter N: Title")
    }
    let parts = words.plain.split(separator: ": ", maxSplits: 1)
    (label, title) = parts.count == 2 ? (String(parts[0]), String(parts[1])) : ("", words.plain)
    live = try Chapter.live(package + "/Chapters/" + name + "/Live/live.js", page)
  }

  /// The figures of live.js, each a key in quotation marks followed by a function of `part`.
  private static func live(_ script: String, _ page: WovenPage) throws -> Set<String> {
    guard FileManager.default.fileExists(atPath: script) else { return [] }
    let names = try readText(script).matches(of: /(?m)^ *(?:async )?"([a-z0-9-]+)"\(part\) *\{/).map {
      String($0.output.1)
    }
    let figures = page.parts.flatMap(\.names).map(\.description)
    for name in names where !figures.contains("the figure \(name)") {
      throw UserError("\(script): the page has no figure \(quoted(name, marks: true)) in a numbered section")
    }
    if names.isEmpty { throw UserError("\(script): found no \"figure\"(part) {, expected one at least") }
    return Set(names)
  }

  /// The files of the repository that live.js asks for by part.data("…"), or by part.data("…", 1000) for so many bytes
  /// from the front.
  func liveData() throws -> [String: Int?] {
    guard hasLive else { return [:] }
    let script = folder + "/Live/live.js"
    var files: [String: Int?] = [:]
    for match in try readText(script).matches(of: /\.data\("([^"]+)"(?:, (\d+))?\)/) {
      let path = String(match.output.1)
      guard FileManager.default.fileExists(atPath: package + "/" + path) else {
        throw UserError("\(script): there is no file \(quoted(path, marks: true))")
      }
      files.updateValue(match.output.2.flatMap { Int($0) }, forKey: path)
    }
    return files
  }

  /// Whether it asks for files that come coded.
  func hasCode() throws -> Bool { try liveData().keys.contains { CodedFile($0) != nil } }

  /// All chapters of a package, in order.
  static func all(in package: String) throws -> [Chapter] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: package + "/Chapters")) ?? []
    let chapters = names.filter { $0.wholeMatch(of: /[0-9]{2}-[A-Za-z0-9]+/) != nil }.sorted()
    if chapters.isEmpty { throw UserError("found no chapters in \(quoted(package))") }
    return try chapters.map { try Chapter($0, in: package) }
  }

  /// Without its live parts.
  var still: Chapter {
    var chapter = self
    chapter.live = []
    return chapter
  }

  /// Its place among the others, with another text.
  func with(page: WovenPage) -> Chapter {
    var chapter = still
    chapter.page = page
    return chapter
  }
}

/// How a file is coded that comes so: pictures, weights and long texts.
struct CodedFile {
  /// Bytes a row, 0 for letters.
  let width: Int
  /// Bytes a number.
  let size: Int

  init?(_ path: String) {
    if path.hasSuffix("-idx3-ubyte.gz") {
      (width, size) = (28, 1)
    } else if path.hasSuffix(".safetensors") {
      (width, size) = (128, 4)
    } else if path.hasSuffix(".txt.gz") {
      (width, size) = (0, 1)
    } else {
      return nil
    }
  }
}
