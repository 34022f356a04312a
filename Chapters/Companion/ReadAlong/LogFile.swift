import Formats
import Foundation

/// The file of `--log`: a header, then a comma-separated row an epoch, on disk as soon as it is appended.
public final class LogFile: Sendable {
  private let path: String
  private let columns: [String]
  private let file: Int32

  /// Begins a new log; with `resume`, continues the one at `path` if there is one, dropping a last row
  /// that was cut off. Throws a `UserError` if that has other columns or `path` cannot be written.
  public init(_ path: String, columns: [String], resume: Bool = false) throws {
    let header = columns.joined(separator: ",")
    let kept =
      resume && FileManager.default.fileExists(atPath: path)
      ? try LogFile.completeLength(of: path, header: header) : 0
    self.path = path
    self.columns = columns
    file = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC | (kept == 0 ? O_TRUNC : 0), 0o666)
    guard file >= 0 else { throw UserError("cannot write \(path): \(systemError())") }
    if kept == 0 {
      try writeAll(Array((header + "\n").utf8), to: file, named: path)
    } else if ftruncate(file, off_t(kept)) != 0 {
      throw UserError("cannot write \(path): \(systemError())")
    }
  }

  deinit {
    if file >= 0 { close(file) }
  }

  /// Appends one row, a value a column. Throws a `UserError` if the disk refuses it.
  public func append(_ values: any CustomStringConvertible...) throws {
    try append(row: values.map(\.description))
  }

  /// Appends one row, as `append(_:)` does.
  public func append(row: [String]) throws {
    precondition(row.count == columns.count, "\(row.count) values for the columns \(columns)")
    try writeAll(Array((row.joined(separator: ",") + "\n").utf8), to: file, named: path)
  }

  /// How many bytes of a log are whole lines, once its header agrees.
  private static func completeLength(of path: String, header: String) throws -> Int {
    let bytes = try readBytes(path)
    let newline = UInt8(ascii: "\n")
    let found = String(decoding: bytes.prefix { $0 != newline }, as: UTF8.self)
    guard bytes.isEmpty || found == header else {
      throw UserError(
        "\(path), line 1: found the columns \"\(found)\", expected \"\(header)\" to continue it")
    }
    return bytes.lastIndex(of: newline).map { $0 + 1 } ?? 0
  }
}
