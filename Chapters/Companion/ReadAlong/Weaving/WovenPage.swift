import Formats
import Foundation

/// A chapter's README, taken apart into sections.
///
/// A heading `## 1.4 Title` begins a section; any other `## Title` a part that no Swift belongs to.
/// In sections, a fence with the info string `output NAME` is a named output and an image `figures/NAME.svg` a
/// named figure: the section's Swift computes them. An output `output NAME measured` and a figure whose name begins
/// with `measured-` hold times or rates, which differ from run to run. An image `figures/drawn-NAME.svg` is made by
/// hand. Outside of sections an image only points to a figure.
package struct WovenPage: Sendable {
  package let markdown: Markdown
  package let parts: [Part]

  package struct Part: Sendable {
    /// "1.4", or nil where no Swift belongs to it.
    package let number: String?
    package let title: String
    package let blocks: [Markdown.Block]

    /// The named places of a section.
    package var names: [NamedPlace] { number == nil ? [] : blocks.compactMap(\.name) }
  }

  /// Throws a `UserError` with file and line where the page does not keep to the rules.
  package init(_ text: String, path: String) throws {
    markdown = try Markdown(text, path: path)
    var parts: [Part] = []
    var first = 0
    for (index, block) in markdown.blocks.enumerated() {
      guard case .heading(level: 2, _) = block.content else { continue }
      parts.append(WovenPage.part(markdown.blocks[first..<index]))
      first = index
    }
    parts.append(WovenPage.part(markdown.blocks[first...]))
    self.parts = parts.filter { !$0.blocks.isEmpty }
    try check()
  }

  private static func part(_ blocks: ArraySlice<Markdown.Block>) -> Part {
    guard case .heading(level: 2, let words) = blocks.first?.content,
      let match = words.plain.wholeMatch(of: /([0-9]+\.[0-9]+) +(.+)/)
    else { return Part(number: nil, title: "", blocks: Array(blocks)) }
    return Part(number: String(match.output.1), title: String(match.output.2), blocks: Array(blocks))
  }

  private func check() throws {
    var numbers: Set<String> = []
    var names: Set<NamedPlace.Key> = []
    for part in parts {
      if let number = part.number, !numbers.insert(number).inserted {
        throw part.blocks[0].place.error("the section \(number) stands twice")
      }
      for block in part.blocks {
        if let unnamed = block.misplacedOutput(isTopLevel: part.number != nil) {
          throw unnamed.error("an output needs a name of a-z, 0-9 and -, a section, and the left margin")
        }
      }
      for name in part.names where !names.insert(name.key).inserted {
        throw name.place.error("\(name) stands twice")
      }
    }
  }
}

/// An output or a figure that a section's Swift computes.
package struct NamedPlace: Hashable, Sendable, CustomStringConvertible {
  package enum Key: Hashable, Sendable {
    case output(String)
    case figure(String)
  }
  package let key: Key
  package let isMeasured: Bool
  /// What the page says that a figure shows; of an output nothing.
  package let words: String
  package let place: Place

  package var description: String { "\(key)" }
}

extension NamedPlace.Key: CustomStringConvertible {
  package var description: String {
    switch self {
    case .output(let name): "the output \(name)"
    case .figure(let name): "the figure \(name)"
    }
  }
}

extension Markdown.Block {
  /// The output or figure that this block is the place of.
  package var name: NamedPlace? {
    switch content {
    case .code(let info, _):
      guard let match = info.wholeMatch(of: /output ([a-z0-9-]+)( measured)?/) else { return nil }
      return NamedPlace(
        key: .output(String(match.output.1)), isMeasured: match.output.2 != nil, words: "", place: place)
    case .image(let words, let target):
      guard let match = target.wholeMatch(of: /figures\/([a-z0-9-]+)\.svg/) else { return nil }
      let name = String(match.output.1)
      if name.hasPrefix("drawn-") { return nil }
      return NamedPlace(
        key: .figure(name), isMeasured: name.hasPrefix("measured-"), words: words, place: place)
    default: return nil
    }
  }

  /// The place of an output that nothing can be written to.
  fileprivate func misplacedOutput(isTopLevel: Bool) -> Place? {
    switch content {
    case .code(let info, _):
      info.split(separator: " ").first == "output" && (name == nil || !isTopLevel) ? place : nil
    case .list(_, let items, _):
      items.joined().compactMap { $0.misplacedOutput(isTopLevel: false) }.first
    case .quote(let blocks): blocks.compactMap { $0.misplacedOutput(isTopLevel: false) }.first
    default: nil
    }
  }
}

extension WovenPage {
  /// Reads the page beside the source file of an executable or, if the sources are gone, in the package that the
  /// current folder belongs to. Throws a `UserError` if there is none.
  static func path(besideSource source: String) throws -> String {
    let folder = URL(fileURLWithPath: source).deletingLastPathComponent()
    let packages = ancestors(of: FileManager.default.currentDirectoryPath + "/.").filter(holdsPackage)
    let places =
      [folder.path] + packages.map { ($0 == "/" ? "" : $0) + "/Chapters/" + folder.lastPathComponent }
    for place in places where FileManager.default.fileExists(atPath: place + "/README.md") {
      return place + "/README.md"
    }
    throw UserError("found no page README.md in \(places.joined(separator: " or "))")
  }

  /// The path from the package's folder on.
  static func shortPath(_ path: String) -> String {
    guard let package = ancestors(of: path).first(where: holdsPackage) else { return path }
    return String(path.dropFirst(package == "/" ? 1 : package.count + 1))
  }
}
