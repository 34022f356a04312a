import Foundation
import Testing

@testable import ReadAlong

/// The pages of this repository are of the Markdown and the TeX that are known.
@Suite struct RepositoryPagesTests {
  @Test(arguments: try pages())
  func `Every page parses, and every formula has a line and a display`(path: String) throws {
    let text = try String(contentsOf: root.appendingPathComponent(path), encoding: .utf8)
    let page = try Markdown(text, path: path)
    #expect(!page.blocks.isEmpty)
    for block in page.blocks {
      guard case .formula(let formula) = block.content else { continue }
      #expect(!formula.line.isEmpty, "\(block.place)")
      #expect(formula.display(width: 76).allSatisfy { $0.count <= 76 }, "\(block.place)")
    }
  }
}

private let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
  .deletingLastPathComponent()

private func pages() throws -> [String] {
  let chapters = try FileManager.default.contentsOfDirectory(
    atPath: root.appendingPathComponent("Chapters").path
  ).sorted().map { "Chapters/\($0)/README.md" }
  return (["README.md", "Data/README.md"] + chapters).filter {
    FileManager.default.fileExists(atPath: root.appendingPathComponent($0).path)
  }
}
