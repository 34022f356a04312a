import Formats
import Foundation

/// Makes WebAssembly of a chapter with the toolchain alone.
struct Compiler {
  /// How a·b + c is computed.
  enum Variant: String {
    /// Rounded once, by an instruction that not every browser has: the bits of the terminal. Where it is missing,
    /// book.js puts a product and a sum in its place.
    case relaxed
    /// Rounded once, slowly, everywhere: for tests.
    case exact

    var file: String { rawValue.prefix(1).uppercased() + rawValue.dropFirst() + ".swift" }
  }

  private let bin: String
  private let library: String

  /// Finds what it needs beside the swiftc of the PATH; throws a `UserError` that names what is missing.
  init() throws {
    let info = try run("swiftc", ["-print-target-info"])
    let tree = try? JSONSerialization.jsonObject(with: Data(info)) as? [String: Any]
    guard let paths = tree?["paths"] as? [String: Any],
      let resources = paths["runtimeResourcePath"] as? String
    else { throw UserError("cannot tell where swiftc keeps its libraries") }
    bin = (resources as NSString).deletingLastPathComponent.replacing(/\/lib$/, with: "/bin")
    library = resources + "/embedded/wasm32-unknown-none-wasm/libswiftUnicodeDataTables.a"
    for file in [library, bin + "/wasm-ld"] where !FileManager.default.fileExists(atPath: file) {
      throw UserError(
        "this toolchain cannot make WebAssembly: \(file) is missing; one from swift.org has it "
          + "(--static writes the book without live parts)")
    }
  }

  /// The Swift files of a chapter's WebAssembly: Live has what the browser alone needs, Shared what the
  /// chapter's executable uses as well.
  static func sources(_ chapter: Chapter, _ variant: Variant) throws -> [String] {
    let (root, shared) = (chapter.package, chapter.folder + "/Shared")
    var rest = ["Runtime", "Room", "MultiplyAdd"].map { "Book/Web/\($0).swift" }
    rest += ["Book/Web/" + variant.file, "Companion/Formats/Checksum.swift"]
    if try chapter.hasCode() { rest += ["Book/Coding.swift", "Book/Web/Coded.swift"] }
    return try swiftFiles(root + "/Sources/Matrices")
      + (chapter.module == "Matrices" ? [] : swiftFiles(root + "/Sources/" + chapter.module))
      + swiftFiles(chapter.folder + "/Live")
      + (FileManager.default.fileExists(atPath: shared) ? swiftFiles(shared) : [])
      + rest.map { root + "/Chapters/" + $0 }
  }

  /// The WebAssembly of a chapter's Live folder, compiled anew only where a source changed.
  func webAssembly(_ chapter: Chapter, _ variant: Variant, cache: String) throws -> [UInt8] {
    // One module: the files stand in one folder under their whole names, their imports of its parts struck.
    let imports = ["import Matrices", "import \(chapter.module)"]
    var texts: [(name: String, text: String)] = []
    for path in try Compiler.sources(chapter, variant) {
      let short = String(path.dropFirst(chapter.package.count + 1))
      let lines = try readText(path).split(separator: "\n", omittingEmptySubsequences: false)
      let text = lines.map { imports.contains(String($0)) ? "" : $0 }.joined(separator: "\n")
      texts.append((short.replacing("/", with: "-"), "#sourceLocation(file: \"\(short)\", line: 1)\n" + text))
    }
    // Small before fast, but where a step is short: the lanes inlined make it a sixth faster
    let optimization = ["04", "05"].contains(chapter.id) ? "-O" : "-Osize"
    let flags =
      [
        "-swift-version", "6", "-parse-as-library", "-wmo", optimization, "-enable-experimental-feature",
        "Embedded",
        "-enable-experimental-feature", "Extern", "-enable-experimental-feature", "BuiltinModule", "-target",
        "wasm32-unknown-none-wasm", "-Xcc", "-msimd128", "-Xcc", "-fno-math-errno", "-Xfrontend",
        "-disable-stack-protector", "-module-name", "Live",
      ] + (variant == .relaxed ? ["-Xcc", "-mrelaxed-simd"] : [])
    let all = flags.joined(separator: " ") + texts.map { $0.name + $0.text }.joined()
    let hash = all.utf8.reduce(UInt64(0xCBF2_9CE4_8422_2325)) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
    let stem = "\(cache)/\(chapter.name)-\(variant.rawValue)"
    let result = "\(stem)-\(String(hash, radix: 16)).wasm"
    if FileManager.default.fileExists(atPath: result) { return try readBytes(result) }
    // Another program may compile the same at the same time
    let folder = "\(stem)-\(UUID().uuidString).sources"
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try makeDirectory(folder)
    for (name, text) in texts { try writeSafely(text, to: folder + "/" + name) }
    _ = try run("swiftc", flags + ["-c", "-o", folder + "/all.o"] + texts.map { folder + "/" + $0.name })
    _ = try run(
      bin + "/wasm-ld",
      [
        "--wrap=free", "--no-entry", "--gc-sections", "--strip-all", "-z", "stack-size=262144",
        "--stack-first",
        folder + "/all.o", library, "-o", folder + "/all.wasm",
      ])
    let bytes = try readBytes(folder + "/all.wasm")
    try writeSafely(bytes, to: result)
    return bytes
  }
}

/// The Swift files below a folder, in order.
func swiftFiles(_ folder: String) throws -> [String] {
  guard let names = FileManager.default.enumerator(atPath: folder)?.allObjects as? [String] else {
    throw UserError("cannot read the folder \(quoted(folder))")
  }
  return names.filter { $0.hasSuffix(".swift") }.sorted().map { folder + "/" + $0 }
}

/// What a program writes to standard output. Throws a `UserError` with what it complained of if it fails.
func run(_ program: String, _ arguments: [String], input: [UInt8]? = nil) throws -> [UInt8] {
  let process = Process()
  process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
  process.arguments = [program] + arguments
  // Through files: a full pipe would stop a program that is waited for.
  let (given, written, complaint) = (try scratchFile(), try scratchFile(), try scratchFile())
  process.currentDirectoryURL = URL(fileURLWithPath: "/")  // the one that this runs in may be gone
  try writeAll(input ?? [], to: given.fileDescriptor, named: NSTemporaryDirectory())
  try given.seek(toOffset: 0)
  process.standardInput = given
  process.standardOutput = written
  process.standardError = complaint
  do { try process.run() } catch { throw UserError("cannot start \(program)") }
  process.waitUntilExit()
  if process.terminationStatus == 127 { throw UserError("found no program \(program)") }
  if process.terminationStatus != 0 {
    let text = String(decoding: try contents(complaint), as: UTF8.self)
    throw UserError("\((program as NSString).lastPathComponent) failed:\n" + text.prefix(4000))
  }
  return try contents(written)
}

/// A new file without a name: nothing of it stays, however this ends.
private func scratchFile() throws -> FileHandle {
  let folder = NSTemporaryDirectory()
  var name = Array((folder + "/book-XXXXXX").utf8CString)
  let file = mkstemp(&name)
  guard file >= 0, unlink(name) == 0 else {
    throw UserError("cannot write into \(quoted(folder)): \(systemError())")
  }
  return FileHandle(fileDescriptor: file, closeOnDealloc: true)
}

private func contents(_ file: FileHandle) throws -> [UInt8] {
  try file.seek(toOffset: 0)
  return Array(try file.readToEnd() ?? Data())
}
