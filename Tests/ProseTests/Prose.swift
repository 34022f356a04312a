import Formats
import Foundation
import ReadAlong

/// The package's root: the folder that holds Package.swift.
let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
  .deletingLastPathComponent()

/// A page of prose, taken apart: its fenced blocks, links and pictures.
struct Prose: CustomStringConvertible {
  /// The path from the root.
  let path: String
  let text: String
  let page: WovenPage
  /// All blocks that hold no others, in their order.
  let blocks: [Markdown.Block]

  /// A fenced block, the links of the text before it, and all links before it under the same heading.
  struct Fence {
    let info: String
    let lines: [String]
    let place: Place
    let captionTargets: [String]
    let sectionTargets: [String]

    var language: String { String(info.prefix { $0 != " " }) }
  }

  var description: String { path }
  var folder: URL { root.appendingPathComponent(path).deletingLastPathComponent() }

  init(_ path: String) throws {
    self.path = path
    text = try readText(root.appendingPathComponent(path).path)
    page = try WovenPage(text, path: path)
    blocks = page.markdown.blocks.flatMap(leaves)
  }

  /// All files of Markdown.
  static func paths() throws -> [String] {
    let files = FileManager.default.enumerator(
      at: root, includingPropertiesForKeys: nil, options: .skipsHiddenFiles)
    let paths = files?.compactMap { ($0 as? URL)?.standardizedFileURL.path } ?? []
    return paths.filter { $0.hasSuffix(".md") }.map { String($0.dropFirst(root.path.count + 1)) }.sorted()
  }

  var fences: [Fence] {
    var fences: [Fence] = []
    var (caption, section) = ([String](), [String]())
    for block in blocks {
      if case .code(let info, let lines) = block.content {
        fences.append(
          Fence(
            info: info, lines: lines, place: block.place, captionTargets: caption, sectionTargets: section))
      } else if let text = block.text {
        caption = text.targets
        if case .heading(...2, _) = block.content { section = [] }
        section += caption
      }
    }
    return fences
  }

  /// The files in the repository, and the headings in them, that links and pictures name.
  var links: [(file: String, heading: String?, place: Place)] {
    let all = blocks.flatMap { block -> [(target: String, place: Place)] in
      switch block.content {
      case .image(_, let target): [(target, block.place)]
      case .table(let header, _, let rows):
        (header + rows.joined()).flatMap(\.targets).map { ($0, block.place) }
      default: (block.text?.targets ?? []).map { ($0, block.place) }
      }
    }
    return all.filter { !$0.target.contains("://") }.map { target, place in
      let parts = target.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false).map(
        String.init)
      return (parts[0], parts.count > 1 ? parts[1] : nil, place)
    }
  }

  /// What `swift run …` says in blocks, lines ending with a backslash joined, and in a line of text. Those that are
  /// shown to fail are left out.
  var commands: [(words: [String], place: Place, isFenced: Bool)] {
    let fenced = fences.filter { !$0.info.contains("exit") }.map {
      ($0.lines.joined(separator: "\n"), $0.place, true)
    }
    let inline = blocks.flatMap { block in block.inlineCode.map { ($0, block.place, false) } }
    return (fenced + inline).flatMap { code, place, isFenced in
      code.replacing(/\\\n\s*/, with: "").matches(of: /swift run ([^\n|]+)/).map {
        ($0.output.1.split(separator: " ").map(String.init), place, isFenced)
      }
    }
  }

  /// Backslashes before signs, such as `\\,` and `\\{`, between dollars outside of fences and code, and their lines.
  var escapesInFormulas: [(escape: Substring, line: Int)] {
    let blank: (Substring) -> Substring = { $0.replacing(/[^\n]/, with: " ") }
    let prose = text.replacing(/(?ms)^```.*?^```$/) { blank($0.output) }
      .replacing(/`[^`\n]*`/) { blank($0.output) }.replacing("\\$", with: "  ").replacing("$$", with: " $")
    return prose.matches(of: /\$[^$]*\$/).flatMap { formula in
      formula.output.matches(of: /\\[^A-Za-z\s]/).map { escape in
        (escape.output, prose[..<escape.range.lowerBound].count { $0 == "\n" } + 1)
      }
    }
  }

  func url(_ link: String) -> URL { folder.appendingPathComponent(link).standardizedFileURL }
}

private func leaves(of block: Markdown.Block) -> [Markdown.Block] {
  switch block.content {
  case .list(_, let items, _): items.joined().flatMap(leaves)
  case .quote(let blocks): blocks.flatMap(leaves)
  default: [block]
  }
}

extension Markdown.Block {
  var inlineCode: [String] {
    if case .table(let header, _, let rows) = content { return (header + rows.joined()).flatMap(codes) }
    return codes(text ?? [])
  }

  /// The text of a paragraph or a heading.
  fileprivate var text: [Markdown.Inline]? {
    switch content {
    case .paragraph(let text), .heading(_, let text): text
    default: nil
    }
  }
}

private func codes(_ inlines: [Markdown.Inline]) -> [String] {
  inlines.flatMap { inline -> [String] in
    switch inline {
    case .code(let code): return [code]
    case .emphasis(let inner), .strong(let inner), .link(let inner, _): return codes(inner)
    default: return []
    }
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
