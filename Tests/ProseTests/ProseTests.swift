import Foundation
import Testing

/// What keeps the prose true: the pages are of the Markdown and the TeX that are known, their Swift stands in the
/// sources, their files, pictures and commands exist.
@Suite struct ProseTests {
  @Test(arguments: try Prose.paths())
  func `Every formula has a display no wider than a page`(path: String) throws {
    for block in try Prose(path).blocks {
      guard case .formula(let formula) = block.content else { continue }
      #expect(
        formula.display(width: 76).allSatisfy { $0.count <= 76 }, "\(block.place): the formula is too wide")
    }
  }

  @Test(arguments: try Prose.paths())
  func `No formula between dollars has an escape that Markdown on the web takes for its own`(path: String)
    throws
  {
    let page = try Prose(path)
    for (escape, line) in page.escapesInFormulas {
      Issue.record("\(path):\(line): \(escape) in a formula: write its name, or a math fence, or $`…`$")
    }
  }

  @Test(arguments: try Prose.paths())
  func `Every Swift block is a verbatim part of the file that its caption names`(path: String) throws {
    let page = try Prose(path)
    for fence in page.fences where fence.language == "swift" || fence.language == "python" {
      let ending = fence.language == "swift" ? ".swift" : ".py"
      guard let name = fence.captionTargets.last(where: { $0.hasSuffix(ending) }) else {
        // Python may also be what the reader types
        if fence.language == "swift" {
          Issue.record("\(fence.place): the paragraph before the block names no Swift file")
        }
        continue
      }
      guard let source = try? String(contentsOf: page.url(name), encoding: .utf8) else {
        Issue.record("\(fence.place): there is no \(name)")
        continue
      }
      let isVerbatim = contains(source, fence.lines)
      #expect(isVerbatim, "\(fence.place): the block is not in \(name)")
    }
  }

  @Test(arguments: try Prose.paths())
  func `No block is empty or of dots alone`(path: String) throws {
    let page = try Prose(path)
    for fence in page.fences where fence.language != "output" {
      let lines = fence.lines.filter { !$0.hasPrefix("$ ") }
      let isMere = lines.allSatisfy {
        ["", "…", "..."].contains($0.trimmingCharacters(in: .whitespaces))
      }
      #expect(!isMere || lines.isEmpty && !fence.lines.isEmpty, "\(fence.place): the block says nothing")
    }
  }

  @Test(arguments: try Prose.paths())
  func `Every file and picture that a page links to exists`(path: String) throws {
    let page = try Prose(path)
    for (target, place) in page.links {
      #expect(
        FileManager.default.fileExists(atPath: page.url(target).path), "\(place): there is no \(target)")
    }
  }

  @Test(arguments: try Prose.paths())
  func `Every figure of a chapter stands in its prose`(path: String) throws {
    let page = try Prose(path)
    let figures = page.folder.appendingPathComponent("figures").path
    guard let names = try? FileManager.default.contentsOfDirectory(atPath: figures) else { return }
    let shown = Set(page.links.map(\.target))
    for name in names where name.hasSuffix(".svg") {
      #expect(shown.contains("figures/\(name)"), "\(page) does not show figures/\(name)")
    }
  }

  @Test(arguments: try Prose.paths())
  func `Every command names an executable and a command that exist`(path: String) throws {
    let page = try Prose(path)
    let package = try String(contentsOf: root.appendingPathComponent("Package.swift"), encoding: .utf8)
    for command in commands(in: page.text) {
      let words = command.split(separator: " ")
      let name = words[2]
      guard name.allSatisfy({ $0.isLetter || $0.isNumber || $0 == "-" }), !name.hasPrefix("-"), name != "NAME"
      else {
        continue
      }
      #expect(
        package.contains("executable: \"\(name)\"") || package.contains("name: \"\(name)\""),
        "\(page): \(command)")
      if words.count > 3, let first = words[3].first, first.isLetter, first.isLowercase {
        #expect(
          try knows(package, executable: String(name), command: String(words[3])), "\(page): \(command)")
      }
    }
  }

  @Test func `Lines are found with any common indentation and not otherwise`() {
    let text = "a {\n    b\n      c\n\n    d\n}"
    #expect(contains(text, ["b", "  c", "", "d"]))
    #expect(contains(text, ["    b", "      c"]))
    #expect(!contains(text, ["b", "c"]))
    #expect(!contains(text, ["b", "d"]))
    #expect(!contains(text, []))
  }

  /// `swift run …` wherever it stands.
  private func commands(in text: String) -> [String] {
    text.matches(of: /swift run [^`\n|]+/).map { String($0.output) }
  }

  private func knows(_ package: String, executable: String, command: String) throws -> Bool {
    let chapters = root.appendingPathComponent("Chapters")
    let folders = try FileManager.default.contentsOfDirectory(atPath: chapters.path).sorted()
    let module = package.firstMatch(of: try Regex("\"(\\w+)\", executable: \"\(executable)\""))
    let ending = module.map { "-" + String($0.output[1].substring ?? "") } ?? "00-Matrices"
    guard let folder = folders.first(where: { $0.hasSuffix(ending) }) else { return false }
    let path = chapters.appendingPathComponent(folder)
    let sources = try FileManager.default.contentsOfDirectory(atPath: path.path).filter {
      $0.hasSuffix(".swift")
    }
    return try sources.contains { name in
      try String(contentsOf: path.appendingPathComponent(name), encoding: .utf8)
        .contains(try Regex("Command\\(\\s*\"\(command)\""))
    }
  }
}
