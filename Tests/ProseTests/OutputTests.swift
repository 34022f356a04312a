import Foundation
import Testing

/// What the prose shows of a command's output is what the command prints.
///
/// These run the executables, so they are left to `.ci/run`, which sets READ_ALONG to the folder of the built
/// products.
@Suite(.enabled(if: products != nil, "READ_ALONG names no folder of built executables"))
struct OutputTests {
  @Test(arguments: try Page.all())
  func `Every output block is what its command prints`(page: Page) throws {
    for block in page.blocks where block.language == "console" {
      let (command, shown) = (block.lines.first ?? "", Array(block.lines.dropFirst()))
      guard command.hasPrefix("$ swift run ") else {
        Issue.record("\(page), line \(block.line): expected a command, found \(command)")
        continue
      }
      let printed = try output(of: String(command.dropFirst("$ swift run ".count)))
      if let missing = firstMissing(shown, in: printed) {
        Issue.record("\(page), line \(block.line): \(command) does not print \"\(missing)\"")
      }
    }
  }

  @Test(arguments: try Page.all())
  func `Every figure is what the read-along draws`(page: Page) throws {
    let figures = page.folder.appendingPathComponent("figures")
    guard
      let names = try? FileManager.default.contentsOfDirectory(atPath: figures.path),
      let name = page.text.firstMatch(of: /swift run ([a-z0-9-]+)/)?.output.1
    else { return }
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    defer { try? FileManager.default.removeItem(at: folder) }
    _ = try output(of: "\(name) --figures \(folder.path)")
    let drawn = try FileManager.default.contentsOfDirectory(atPath: folder.path)
    #expect(Set(drawn) == Set(names.filter { $0.hasSuffix(".svg") }))
    for name in drawn where !name.hasPrefix("measured-") {
      let (new, old) = (folder.appendingPathComponent(name), figures.appendingPathComponent(name))
      #expect(try Data(contentsOf: new) == Data(contentsOf: old), "\(page): \(name) has changed")
    }
  }

  @Test func `A line that is not printed is missed, and measured lines and gaps are passed over`() {
    let printed = ["a", "b", "~ 1.0 s", "c", "d"]
    #expect(firstMissing(["a", "b"], in: printed) == nil)
    #expect(firstMissing(["b", "~ 9.9 s", "c"], in: printed) == nil)
    #expect(firstMissing(["a", "…", "d"], in: printed) == nil)
    #expect(firstMissing(["a", "c"], in: printed) == "c")
    #expect(firstMissing(["a", "…", "e"], in: printed) == "e")
  }
}

private let products = ProcessInfo.processInfo.environment["READ_ALONG"]

/// What a command prints on standard output and, when it fails, on standard error, line by line.
private func output(of command: String) throws -> [String] {
  let words = command.split(separator: " ").map(String.init)
  let process = Process()
  let pipe = Pipe()
  process.executableURL = URL(fileURLWithPath: products ?? "").appendingPathComponent(words[0])
  process.arguments = Array(words.dropFirst())
  process.currentDirectoryURL = root
  process.standardOutput = pipe
  process.standardError = pipe
  try process.run()
  let data = try pipe.fileHandleForReading.readToEnd() ?? Data()
  process.waitUntilExit()
  return String(decoding: data, as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: false).map(
    String.init)
}

/// The first of `shown` that does not follow in `printed`. A line `…` stands for any number of lines; lines that
/// begin with "~ " hold measured times and match each other.
private func firstMissing(_ shown: [String], in printed: [String]) -> String? {
  func matches(_ a: String, _ b: String) -> Bool { a == b || (a.hasPrefix("~ ") && b.hasPrefix("~ ")) }
  var place = 0
  for part in shown.split(separator: "…").map(Array.init) {
    let agreeing = (place...printed.count).map { start in
      zip(part, printed[start...]).prefix { matches($0, $1) }.count
    }
    let most = agreeing.max() ?? 0
    if most < part.count { return part[most] }
    place += agreeing.firstIndex(of: most)! + part.count
  }
  return nil
}
