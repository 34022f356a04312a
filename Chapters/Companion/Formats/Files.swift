import Foundation

/// The bytes of a file; one whose name ends in `.gz` is unpacked by the system's own `gzip`.
/// Throws a `UserError` for a file that is missing, unreadable, a folder, or broken gzip.
public func readBytes(_ path: String) throws -> [UInt8] {
  let file = try openForReading(path)
  defer { close(file) }
  return path.hasSuffix(".gz") ? try unpack(file, named: path) : try readToEnd(file, named: path)
}

/// The text of a UTF-8 file, unpacked as by `readBytes`.
/// Throws a `UserError` as `readBytes` does, and for bytes that are not UTF-8, naming the first.
public func readText(_ path: String) throws -> String {
  let bytes = try readBytes(path)
  guard let text = String(validating: bytes, as: UTF8.self) else {
    let offset = validPrefixLength(bytes)
    throw UserError("\(path), byte \(offset): found 0x\(hex(bytes[offset], digits: 2)), expected UTF-8 text")
  }
  return text
}

/// Writes the bytes beside `path` and renames: `path` holds either all of them or what it held before.
/// Throws a `UserError` saying why it could not be written.
public func writeSafely(_ bytes: [UInt8], to path: String) throws {
  try replaceFile(path) { file in try writeAll(bytes, to: file, named: path) }
}

/// Writes the text in UTF-8, as `writeSafely(_:to:)` writes bytes.
public func writeSafely(_ text: String, to path: String) throws {
  try writeSafely(Array(text.utf8), to: path)
}

/// Throws a `UserError` if a file could not be written to `path`: known before hours of work, not after.
public func expectWritable(_ path: String) throws {
  let target = URL(fileURLWithPath: path).resolvingSymlinksInPath()
  try checkReplaceable(target.path, named: path)
  guard access(target.deletingLastPathComponent().path, W_OK) == 0 else {
    throw UserError("cannot write \(path): \(systemError())")
  }
}

/// Makes a folder, and those above it; one that exists is left as it is.
/// Throws a `UserError` if it cannot be made.
public func makeDirectory(_ path: String) throws {
  do {
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  } catch {
    throw UserError("cannot make the folder \(path): expected a place that can be written")
  }
}

// MARK: - Reading

package func openForReading(_ path: String) throws -> Int32 {
  if isFolder(path) { throw UserError("cannot read \(path): it is a folder, expected a file") }
  let file = open(path, O_RDONLY | O_CLOEXEC)
  guard file >= 0 else { throw UserError("cannot read \(path): \(systemError())") }
  return file
}

private func readToEnd(_ file: Int32, named path: String) throws -> [UInt8] {
  var bytes: [UInt8] = []
  var block = [UInt8](repeating: 0, count: 1 << 16)
  while true {
    let count = read(file, &block, block.count)
    if count == 0 { return bytes }
    if count > 0 {
      bytes += block[..<count]
    } else if errno != EINTR {
      throw UserError("cannot read \(path): \(systemError())")
    }
  }
}

/// What `gzip -dc` makes of an open file.
func unpack(_ file: Int32, named path: String, with program: String = "gzip") throws -> [UInt8] {
  let process = Process()
  let output = Pipe()
  let complaints = Pipe()
  process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
  process.arguments = [program, "-dc"]
  process.standardInput = FileHandle(fileDescriptor: file, closeOnDealloc: false)
  process.standardOutput = output
  process.standardError = complaints
  do { try process.run() } catch {
    throw UserError("cannot unpack \(path): \(program) does not start (\(error.localizedDescription))")
  }
  let bytes = try readToEnd(output.fileHandleForReading.fileDescriptor, named: path)
  let complaint = try readToEnd(complaints.fileHandleForReading.fileDescriptor, named: path)
  process.waitUntilExit()
  if [126, 127].contains(process.terminationStatus) {  // env could not start it
    throw UserError("cannot unpack \(path): this system has no program \(program)")
  }
  if process.terminationStatus != 0 {
    let line = String(decoding: complaint, as: UTF8.self).split(separator: "\n").first ?? "it failed"
    throw UserError("cannot unpack \(path): \(line)")
  }
  return bytes
}

/// How many bytes at the front are UTF-8.
private func validPrefixLength(_ bytes: [UInt8]) -> Int {
  var parser = Unicode.UTF8.ForwardParser()
  var remaining = bytes.makeIterator()
  var length = 0
  while case .valid(let scalar) = parser.parseScalar(from: &remaining) {
    length += scalar.count
  }
  return length
}

// MARK: - Writing

/// Lets `write` fill a new file beside `path`, then puts it in the place of `path`; a failure leaves
/// nothing of the new file and all of the old one.
package func replaceFile(_ path: String, write: (Int32) throws -> Void) throws {
  let target = URL(fileURLWithPath: path).resolvingSymlinksInPath().path
  try checkReplaceable(target, named: path)
  let partial = "\(target).\(hex(UInt32.random(in: 0...UInt32.max), digits: 8)).partial"
  let file = open(partial, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
  guard file >= 0 else { throw UserError("cannot write \(path): \(systemError())") }
  do {
    defer { close(file) }
    try write(file)
    guard fsync(file) == 0, rename(partial, target) == 0 else {
      throw UserError("cannot write \(path): \(systemError())")
    }
  } catch {
    unlink(partial)
    throw error
  }
}

/// Refuses a folder that does not exist, and everything a rename should not replace.
private func checkReplaceable(_ target: String, named path: String) throws {
  let folder = URL(fileURLWithPath: target).deletingLastPathComponent().path
  guard isFolder(folder) else { throw UserError("cannot write \(path): there is no folder \(folder)") }
  guard FileManager.default.fileExists(atPath: target) else { return }
  let type = try? FileManager.default.attributesOfItem(atPath: target)[.type] as? FileAttributeType
  guard type == .typeRegular else {
    throw UserError("cannot write \(path): it is \(isFolder(target) ? "a folder" : "no ordinary file")")
  }
  guard access(target, W_OK) == 0 else { throw UserError("cannot write \(path): \(systemError())") }
}

package func writeAll(_ bytes: [UInt8], to file: Int32, named path: String) throws {
  var rest = bytes[...]
  while !rest.isEmpty {
    let count = rest.withUnsafeBytes { write(file, $0.baseAddress, $0.count) }
    if count >= 0 {
      rest = rest.dropFirst(count)
    } else if errno != EINTR {
      throw UserError("cannot write \(path): \(systemError())")
    }
  }
}

// MARK: - Words for errors

/// What the system says of the call that failed last.
package func systemError() -> String {
  String(cString: strerror(errno))
}

package func hex(_ number: some BinaryInteger, digits: Int) -> String {
  let text = String(number, radix: 16, uppercase: true)
  return String(repeating: "0", count: max(0, digits - text.count)) + text
}
