import Foundation

/// Runs the body with a new empty folder, which is removed afterwards.
public func withTemporaryFolder(_ body: (_ folder: String) throws -> Void) throws {
  let folder = FileManager.default.temporaryDirectory
    .appendingPathComponent("test-\(UUID().uuidString)").resolvingSymlinksInPath().path
  try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
  defer { try? FileManager.default.removeItem(atPath: folder) }
  try body(folder)
}

/// Puts bytes into a file without the code under test.
@discardableResult
public func write(_ bytes: [UInt8], _ path: String) throws -> String {
  try Data(bytes).write(to: URL(fileURLWithPath: path))
  return path
}

@discardableResult
public func write(_ text: String, _ path: String) throws -> String {
  try write(Array(text.utf8), path)
}

public func bytes(_ path: String) throws -> [UInt8] {
  [UInt8](try Data(contentsOf: URL(fileURLWithPath: path)))
}

public func names(in folder: String) throws -> [String] {
  try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
}

public func makeFolder(_ path: String) throws {
  try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
}
