import Foundation

/// The package's root: the folder that holds Package.swift.
let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
  .deletingLastPathComponent()

/// A page of prose, taken apart: its blocks of code, links and pictures.
struct Page: CustomStringConvertible {
  /// The path from the root.
  let path: String
  let text: String

  /// A fenced block: its language, its lines, and the paragraph before it.
  struct Block {
    let language: String
    let lines: [String]
    /// The line of the opening fence, counted from 1.
    let line: Int
    let caption: String
  }

  var description: String { path }
  var folder: URL { root.appendingPathComponent(path).deletingLastPathComponent() }

  init(_ path: String) throws {
    self.path = path
    text = try String(contentsOf: root.appendingPathComponent(path), encoding: .utf8)
  }

  /// README.md of the root, of Data and of every chapter that has text.
  static func all() throws -> [Page] {
    let chapters = try FileManager.default.contentsOfDirectory(
      atPath: root.appendingPathComponent("Chapters").path
    ).sorted().map { "Chapters/\($0)/README.md" }
    return try (["README.md", "Data/README.md"] + chapters).filter {
      FileManager.default.fileExists(atPath: root.appendingPathComponent($0).path)
    }.map(Page.init)
  }

  var blocks: [Block] {
    var blocks: [Block] = []
    var open: (language: String, lines: [String], line: Int)?
    var caption = ""
    var paragraphHasEnded = true
    for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
      .enumerated()
    {
      if line.hasPrefix("```") {
        if let block = open {
          blocks.append(
            Block(language: block.language, lines: block.lines, line: block.line, caption: caption))
          open = nil
          paragraphHasEnded = true
        } else {
          open = (String(line.dropFirst(3)), [], index + 1)
        }
      } else if open != nil {
        open?.lines.append(line)
      } else if line.allSatisfy(\.isWhitespace) {
        paragraphHasEnded = true
      } else {
        caption = paragraphHasEnded ? line : caption + " " + line
        paragraphHasEnded = false
      }
    }
    return blocks
  }

  /// The text without its fenced blocks.
  var prose: String {
    var inside = false
    return text.split(separator: "\n", omittingEmptySubsequences: false).filter { line in
      if line.hasPrefix("```") {
        inside.toggle()
        return false
      }
      return !inside
    }.joined(separator: "\n")
  }

  /// The targets of links and pictures that lie in the repository, without a `#part`.
  var links: [String] { targets(of: prose).filter { !$0.contains("://") && !$0.isEmpty } }

  func url(_ link: String) -> URL { folder.appendingPathComponent(link).standardizedFileURL }
}

/// The targets of Markdown links in a text, `[…](target)`.
func targets(of text: String) -> [String] {
  text.matches(of: /\]\(([^)\s]+)\)/).map { match in
    String(match.output.1.prefix { $0 != "#" })
  }
}

/// Whether `lines` stand one after the other in `text`, all indented alike by any amount.
func contains(_ text: String, _ lines: [String]) -> Bool {
  let all = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
  guard let first = lines.first, all.count >= lines.count else { return false }
  return (0...all.count - lines.count).contains { start in
    guard all[start].hasSuffix(first) else { return false }
    let indent = String(all[start].dropLast(first.count))
    if !indent.allSatisfy({ $0 == " " }) { return false }
    return lines.indices.allSatisfy { all[start + $0] == lines[$0] || all[start + $0] == indent + lines[$0] }
  }
}
