import Formats
import Foundation
import Support
import Testing

/// A new folder in which the executables are run as in a shell; it is removed in the end.
final class Workshop {
  let folder: String

  init() throws {
    folder =
      FileManager.default.temporaryDirectory
      .appendingPathComponent("commands-\(UUID().uuidString)").resolvingSymlinksInPath().path
    try makeFolder(folder)
  }

  deinit {
    _ = chmod(folder, 0o700)
    try? FileManager.default.removeItem(atPath: folder)
  }

  func path(_ name: String) -> String { folder + "/" + name }

  /// How a line of shell ended.
  struct Outcome {
    /// 128 and the number of the signal for what a signal ended; 137 for what was still running after the time.
    let status: Int32
    let output: String
    let error: String

    /// Standard error but for progress.
    var sentences: [String] {
      error.split(whereSeparator: \.isNewline).map(String.init).filter {
        $0.firstMatch(of: progress) == nil
      }
    }
  }

  /// Runs a line of shell in the folder, with so many seconds and megabytes of memory.
  @discardableResult
  func run(_ line: String, seconds: Double = 60, megabytes: Int = 3000) throws -> Outcome {
    let (output, error) = (folder + ".out", folder + ".err")
    defer { for file in [output, error] { unlink(file) } }
    for file in [output, error] { try write("", file) }
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/bin/bash")
    // Where the system has no limit of memory, there is none.
    process.arguments = ["-c", "ulimit -c 0; ulimit -v \(megabytes * 1024) 2>/dev/null; \(line)"]
    process.currentDirectoryURL = URL(fileURLWithPath: folder)
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = FileHandle(forWritingAtPath: output)
    process.standardError = FileHandle(forWritingAtPath: error)
    process.environment = [
      "PATH": products + ":" + (ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin"),
      "SWIFT_BACKTRACE": "enable=no", "LC_ALL": "C",
    ]
    try process.run()
    let child = process.processIdentifier
    let late = DispatchWorkItem {
      let killing = Process()
      killing.executableURL = URL(fileURLWithPath: "/usr/bin/pkill")
      killing.arguments = ["-KILL", "-P", "\(child)"]
      try? killing.run()
      killing.waitUntilExit()
      kill(child, SIGKILL)
    }
    DispatchQueue.global().asyncAfter(deadline: .now() + seconds, execute: late)
    process.waitUntilExit()
    late.cancel()
    let status = process.terminationStatus + (process.terminationReason == .uncaughtSignal ? 128 : 0)
    return Outcome(
      status: status, output: String(decoding: try bytes(output), as: UTF8.self),
      error: String(decoding: try bytes(error), as: UTF8.self))
  }

  /// Runs a line whose first command hears of signals, as in a test's threads and in a shell's background none does.
  ///
  /// - Parameter ignored: whether it is told to hear of no Ctrl-C.
  @discardableResult
  func runWithSignals(_ line: String, ignored: Bool = false) throws -> Outcome {
    let script = folder + ".py"
    try write(
      "import os, signal, sys\nsignal.pthread_sigmask(signal.SIG_SETMASK, [])\n"
        + "signal.signal(signal.SIGINT, signal.SIG_\(ignored ? "IGN" : "DFL"))\n"
        + "os.execvp(sys.argv[1], sys.argv[1:])\n", script)
    defer { unlink(script) }
    return try run("exec python3 \(script) bash -c 'python3 \(script) \(line)'")
  }

  /// Expects a line to succeed, to print no NaN and no infinity, and to complain of nothing.
  @discardableResult
  func succeeds(_ line: String, at place: SourceLocation = #_sourceLocation) throws -> Outcome {
    let outcome = try run(line)
    #expect(outcome.status == 0, "\(line): \(outcome.error.suffix(500))", sourceLocation: place)
    #expect(
      outcome.output.firstMatch(of: /(?:^|[\s,:(-])(?:nan|inf)(?:$|[\s,)%])/) == nil,
      "\(line): \(outcome.output)",
      sourceLocation: place)
    expectNothingHalfWritten(line, place)
    return outcome
  }

  /// Expects a line to end with status 1 or 2 and one sentence, which contains the words.
  @discardableResult
  func refuses(
    _ line: String, _ words: String = "", status: Int32 = 1, at place: SourceLocation = #_sourceLocation
  ) throws -> Outcome {
    let outcome = try run(line)
    #expect(outcome.status == status, "\(line): \(outcome.error.suffix(500))", sourceLocation: place)
    #expect(outcome.sentences.count == 1, "\(line): \(outcome.error.suffix(500))", sourceLocation: place)
    let sentence = outcome.sentences.last ?? ""
    #expect(
      sentence.contains(#/^[a-z0-9-]+: /#) && (words.isEmpty || sentence.contains(words))
        && sentence.utf8.count < 4000,
      "\(line)",
      sourceLocation: place)
    #expect(
      !sentence.unicodeScalars.contains { $0.properties.generalCategory == .control }, "\(line)",
      sourceLocation: place)
    expectNothingHalfWritten(line, place)
    return outcome
  }

  private func expectNothingHalfWritten(_ line: String, _ place: SourceLocation) {
    let left = (try? names(in: folder))?.filter { $0.hasSuffix(".partial") } ?? []
    #expect(left == [], "\(line)", sourceLocation: place)
  }

  func expectSame(_ first: String, _ second: String, at place: SourceLocation = #_sourceLocation) throws {
    #expect(
      try bytes(path(first)) == bytes(path(second)), "\(first) and \(second) differ", sourceLocation: place)
  }

  /// The numbers in the first column of a log.
  func epochs(ofLog name: String) throws -> [Int] {
    String(decoding: try bytes(path(name)), as: UTF8.self).split(separator: "\n").dropFirst()
      .map { Int($0.prefix { $0 != "," }) ?? -1 }
  }
}

nonisolated(unsafe) private let progress =
  #/^(epoch|step|candidate) [\d,]+/|^[\d,]+ (epoch|step|candidate)s? in |^stopped after /#

/// The folder of the executables, which is that of the tests.
private let products: String = {
  #if os(macOS)
    let tests = Bundle.allBundles.first { $0.bundlePath.hasSuffix(".xctest") } ?? Bundle.main
    return tests.bundleURL.deletingLastPathComponent().path
  #else
    return Bundle.main.bundleURL.path
  #endif
}()
