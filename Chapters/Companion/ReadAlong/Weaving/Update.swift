import Formats
import Foundation

/// A place where the page differs from what a run has computed.
struct Difference: CustomStringConvertible {
  let place: Place
  let sentence: String
  var description: String { "\(place): \(sentence)" }
}

extension WovenPage {
  /// Where the page at `path` and its figures differ from what was computed. Measured outputs may in their numbers,
  /// measured figures in all.
  static func differences(path: String, text: String, _ computed: [Computed]) -> [Difference] {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    return computed.compactMap { computed in
      let place = computed.place
      switch computed.content {
      case .output(let new):
        let old = Array(lines[content(of: place, in: lines)])
        if old == new || place.isMeasured && words(old) == words(new) { return nil }
        let line = zip(old, new).prefix { $0 == $1 }.count
        let (found, expected) = (
          line < old.count ? "\"\(old[line])\"" : "its end", line < new.count ? "\"\(new[line])\"" : "its end"
        )
        return Difference(
          place: Place(path: place.place.path, line: place.place.line + 1 + line),
          sentence: "\(place): the page has \(found), the run gives \(expected)")
      case .figure(let svg):
        let file = figurePath(place, page: path)
        guard let old = try? readText(file) else {
          return Difference(place: place.place, sentence: "\(place) has no file")
        }
        if old == svg || place.isMeasured && texts(old) == texts(svg) { return nil }
        return Difference(place: place.place, sentence: "\(place) is not what the run draws")
      }
    }
  }

  /// What stands in lines beside numbers and units of time. A table's first cells are kept whole, and the words of its
  /// header are in no order: it may take one line or two.
  private static func words(_ lines: [String]) -> [String] {
    func words(_ line: Substring) -> [String] {
      line.split(separator: " ").map(String.init).filter { word in
        !word.contains { $0.isNumber || $0 == "─" } && !["ns", "µs", "ms", "s"].contains(word)
      }
    }
    let rule = lines.lastIndex { $0.contains("──") } ?? -1
    return lines.prefix(rule + 1).flatMap { words($0[...]) }.sorted()
      + lines[(rule + 1)...].flatMap { line in
        let cell = line.firstRange(of: /\S {2,}/).map { line[..<$0.lowerBound] }
        return cell.map { [String($0)] + words(line[$0.endIndex...]) } ?? words(line[...])
      }
  }

  /// The words in a picture.
  private static func texts(_ svg: String) -> [String] {
    svg.matches(of: />([^<>]*[A-Za-z][^<>]*)</).map { String($0.output.1) }
  }

  /// Writes what was computed into the page at `path` and its figures, each file at once or not at all.
  ///
  /// - Parameter measured: write measured outputs and figures, too; without it only those that are empty or missing.
  /// - Returns: the names of what has changed.
  static func update(path: String, text: String, _ computed: [Computed], measured: Bool) throws -> [String] {
    var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    var changed: [String] = []
    for computed in computed.sorted(by: { $0.place.place.line > $1.place.place.line }) {
      let place = computed.place
      switch computed.content {
      case .output(let new):
        let range = content(of: place, in: lines)
        if place.isMeasured, !measured, !range.isEmpty || lines[range].elementsEqual(new) { continue }
        if lines[range].elementsEqual(new) { continue }
        lines.replaceSubrange(range, with: new)
      case .figure(let svg):
        let file = figurePath(place, page: path)
        let old = try? readText(file)
        if old == svg || place.isMeasured && !measured && old != nil { continue }
        try makeDirectory(URL(fileURLWithPath: file).deletingLastPathComponent().path)
        allowReplacing(file)
        try writeSafely(svg, to: file)
      }
      changed.append("\(place)")
    }
    let new = lines.joined(separator: "\n")
    allowReplacing(path)
    if new != text { try writeSafely(new, to: path) }
    return changed.reversed()
  }

  /// The indices of the lines between an output's fences.
  private static func content(of place: NamedPlace, in lines: [String]) -> Range<Int> {
    let first = place.place.line
    let fence = lines[first - 1].prefix { $0 == "`" }
    let end = lines[first...].firstIndex { $0.hasPrefix(fence) && Set($0.trimmingSpaces) == ["`"] }
    return first..<(end ?? first)
  }

  private static func figurePath(_ place: NamedPlace, page: String) -> String {
    guard case .figure(let name) = place.key else { preconditionFailure("\(place) is no figure") }
    return URL(fileURLWithPath: page).deletingLastPathComponent().path + "/figures/" + name + ".svg"
  }
}
