import Foundation
import Testing

/// What keeps the prose true: its Swift stands in the sources, its files, pictures and commands exist.
@Suite struct ProseTests {
  @Test(arguments: try Page.all())
  func `Every Swift block is a verbatim part of the file that its caption names`(page: Page) throws {
    for block in page.blocks where block.language == "swift" || block.language == "python" {
      let ending = block.language == "swift" ? ".swift" : ".py"
      guard let name = targets(of: block.caption).last(where: { $0.hasSuffix(ending) }) else {
        // Python may also be what the reader types
        if block.language == "swift" {
          Issue.record("\(page), line \(block.line): the paragraph before the block names no Swift file")
        }
        continue
      }
      let source = try String(contentsOf: page.url(name), encoding: .utf8)
      #expect(contains(source, block.lines), "\(page), line \(block.line): not in \(name)")
    }
  }

  @Test(arguments: try Page.all())
  func `Every file and picture that a page links to exists`(page: Page) {
    for link in page.links {
      #expect(FileManager.default.fileExists(atPath: page.url(link).path), "\(page) links to \(link)")
    }
  }

  @Test(arguments: try Page.all())
  func `Every figure of a chapter stands in its prose`(page: Page) throws {
    let figures = page.folder.appendingPathComponent("figures").path
    guard let names = try? FileManager.default.contentsOfDirectory(atPath: figures) else { return }
    for name in names where name.hasSuffix(".svg") {
      #expect(page.links.contains("figures/\(name)"), "\(page) does not show \(name)")
    }
  }

  @Test(arguments: try Page.all())
  func `Every command names an executable and a command that exist`(page: Page) throws {
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
