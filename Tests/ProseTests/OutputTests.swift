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
        // A line that ends with a backslash goes on
        let last = fence.lines[start..<end].firstIndex { !$0.hasSuffix("\\") } ?? start
        let command = fence.lines[start...last].joined().replacing(/\\\s*/, with: "")
        let place = "\(fence.place.path):\(fence.place.line + 1 + start)"
        guard command.hasPrefix("$ swift run ") else {
          Issue.record("\(place): expected $ swift run, found \(command)")
          continue
        }
        let (printed, status) = try run(String(command.dropFirst("$ swift run ".count)))
        // Of several commands the last may fail
        let awaited = end == fence.lines.count ? expected : 0
        #expect(status == awaited, "\(place): the exit status is \(status)")
        #expect(
          last + 1 < end || printed.allSatisfy(\.isEmpty),
          "\(place): nothing is shown of what \(command) prints")
        if let missing = firstMissing(Array(fence.lines[(last + 1)..<end]), in: printed) {
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

  @Test(arguments: try Prose.paths())
  func `Every option shown is one that the command's help names`(path: String) throws {
    let page = try Prose(path)
    var known: [String: Set<String>] = [:]
    for (command, place, _) in page.commands {
      let isVerb =
        command.count > 1 && command[1].first?.isLowercase == true && command[1].first?.isLetter == true
      let verb = command.prefix(isVerb ? 2 : 1).joined(separator: " ")
      if !FileManager.default.isExecutableFile(atPath: "\(products ?? "")/\(command[0])") { continue }
      let options = command.filter { $0.hasPrefix("--") }.map { String($0.prefix { $0 != "=" }) }
      if known[verb] == nil {
        let (lines, status) = try run("\(verb) --help")
        #expect(status == 0, "\(place): \(verb) --help")
        known[verb] = Set(lines.flatMap { $0.matches(of: /--[a-z0-9-]+/).map { String($0.output) } })
      }
      for option in options where option != "--help" {
        #expect(
          known[verb]?.contains(option) == true, "\(place): \(command.joined(separator: " ")): \(option)")
      }
    }
  }

  @Test(arguments: try Prose.paths())
  func `No command shown is refused for its arguments`(path: String) throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    for name in ["Data", "Chapters", "Tests"] {
      try FileManager.default.createSymbolicLink(
        at: folder.appendingPathComponent(name), withDestinationURL: root.appendingPathComponent(name))
    }
    let page = try Prose(path)
    let commands = page.commands.map { ($0.isFenced, shellWords($0.words), $0.place) }
    // What the commands and the Python before leave behind and what the reader brings may be missing here
    let saved = commands.flatMap { _, words, _ in
      zip(words, words.dropFirst()).filter { ["--save", "--log", "--output"].contains($0.0) }.map(\.1)
    }
    let written = page.fences.filter { $0.language == "python" }.flatMap(\.lines).flatMap { line in
      line.matches(of: /"([A-Za-z0-9-]+\.[a-z]+)"/).map { String($0.output.1) }
    }
    let brought = saved + written + ["train-images-idx3-ubyte", "Data/mnist", "shakespeare.txt"]
    var seen: Set<[String]> = []
    // A verb alone may be a mention
    for (isFenced, words, place) in commands where words.count > 2 && !words.contains(where: isPlaceholder) {
      if !FileManager.default.isExecutableFile(atPath: "\(products ?? "")/\(words[0])") { continue }
      if !seen.insert(words).inserted { continue }
      // What it computes does not matter here: arguments are judged at once
      let (lines, status) = try run(words, in: folder, atMost: 0.7)
      let printed = lines.joined(separator: " ")
      #expect(
        status != 2 && (status != 1 || !isFenced || brought.contains(where: printed.contains)),
        "\(place): \(words.joined(separator: " ")): \(printed)")
    }
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

/// The words of a command as a shell takes them, up to the first that is the shell's own.
private func shellWords(_ command: [String]) -> [String] {
  command.joined(separator: " ").matches(of: /"([^"]*)"?|([^ "]+)/).map { match in
    String(match.output.1 ?? match.output.2 ?? "")
  }.prefix { !$0.contains(/^[|&<>#)]|^2>/) }.map { $0 }
}

/// Whether a word stands for another, or would change the pages.
private func isPlaceholder(_ word: String) -> Bool {
  word.contains("…") || ["--update", "book"].contains(word)
    || word.contains(where: \.isLetter) && word.allSatisfy { $0.isUppercase || "-,.".contains($0) }
}

/// What a command prints on standard output and standard error, line by line, and its exit status.
private func run(_ command: String) throws -> (lines: [String], status: Int32) {
  try run(command.split(separator: " ").map(String.init), in: root)
}

private func run(_ words: [String], in folder: URL, atMost seconds: Double = .infinity) throws -> (
  lines: [String], status: Int32
) {
  let process = Process()
  let pipe = Pipe()
  process.executableURL = URL(fileURLWithPath: products ?? "").appendingPathComponent(words[0])
  process.arguments = Array(words.dropFirst())
  process.currentDirectoryURL = folder
  process.standardInput = FileHandle.nullDevice
  process.standardOutput = pipe
  process.standardError = pipe
  try process.run()
  if seconds < .infinity {
    DispatchQueue.global().asyncAfter(deadline: .now() + seconds) { kill(process.processIdentifier, SIGKILL) }
  }
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
