import Foundation
import Testing

/// What the prose shows of a command's output is what the command prints.
///
/// These run the executables, so they are left to `.ci/run`, which sets READ_ALONG to the folder of the built
/// products.
@Suite(.enabled(if: products != nil, "READ_ALONG names no folder of built executables"))
struct OutputTests {
  @Test(arguments: try Prose.paths())
  func `Every console block is what its commands print, and how they end`(path: String) throws {
    for fence in try Prose(path).fences where fence.language == "console" {
      let starts = fence.lines.indices.filter { fence.lines[$0].hasPrefix("$ ") }
      guard starts.first == 0, let expected = status(fence.info) else {
        Issue.record(
          "\(fence.place): expected a block \"console\" or \"console exit N\" that begins with a command")
        continue
      }
      for (start, end) in zip(starts, starts.dropFirst() + [fence.lines.count]) {
        let command = fence.lines[start]
        let place = "\(fence.place.path):\(fence.place.line + 1 + start)"
        guard command.hasPrefix("$ swift run ") else {
          Issue.record("\(place): expected $ swift run, found \(command)")
          continue
        }
        let (printed, status) = try run(String(command.dropFirst("$ swift run ".count)))
        // Of several commands the last may fail
        let awaited = end == fence.lines.count ? expected : 0
        #expect(status == awaited, "\(place): the exit status is \(status)")
        if let missing = firstMissing(Array(fence.lines[(start + 1)..<end]), in: printed) {
          Issue.record("\(place): \(command) does not print \"\(missing)\"")
        }
      }
    }
  }

  @Test(arguments: try Prose.paths())
  func `A chapter's outputs and figures are what its Swift computes`(path: String) throws {
    let page = try Prose(path)
    guard page.page.parts.contains(where: { $0.number != nil }),
      let name = page.text.firstMatch(of: /swift run ([a-z0-9-]+)/)?.output.1
    else { return }
    let (printed, status) = try run("\(name) --check")
    #expect(status == 0, "\(printed.joined(separator: "\n"))")
  }

  @Test func `A line that is not printed is missed, and gaps are passed over`() {
    let printed = ["a", "b", "c", "d"]
    #expect(firstMissing(["a", "b"], in: printed) == nil)
    #expect(firstMissing(["a", "…", "d"], in: printed) == nil)
    #expect(firstMissing(["a", "c"], in: printed) == "c")
    #expect(firstMissing(["a", "…", "e"], in: printed) == "e")
  }
}

private let products = ProcessInfo.processInfo.environment["READ_ALONG"]

/// The exit status that a block's info string awaits: 0, or N of "console exit N".
private func status(_ info: String) -> Int32? {
  info == "console" ? 0 : Int32(info.replacing("console exit ", with: ""))
}

/// What a command prints on standard output and standard error, line by line, and its exit status.
private func run(_ command: String) throws -> (lines: [String], status: Int32) {
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
  let text = String(decoding: data, as: UTF8.self)
  return (
    text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init), process.terminationStatus
  )
}

/// The first of `shown` that does not follow in `printed`. A line `…` stands for any number of lines.
private func firstMissing(_ shown: [String], in printed: [String]) -> String? {
  var place = 0
  for part in shown.split(separator: "…").map(Array.init) {
    let agreeing = (place...printed.count).map { start in
      zip(part, printed[start...]).prefix { $0 == $1 }.count
    }
    let most = agreeing.max() ?? 0
    if most < part.count { return part[most] }
    place += agreeing.firstIndex(of: most)! + part.count
  }
  return nil
}
