import Formats
import Foundation

/// The file of `--log`: a header, then a comma-separated row an epoch, on disk as soon as it is appended.
public final class LogFile: Sendable {
  private let path: String
  private let columns: [String]
  private let file: Int32

  /// Begins a new log, in the place of an older one; with `resume`, continues the one at `path` if there is one,
  /// dropping a last row that was cut off. Throws a `UserError` if that has other columns, if `path` is a file that
  /// is no log, or if it cannot be written.
  public convenience init(_ path: String, columns: [String], resume: Bool = false) throws {
    try self.init(path, columns: columns, after: resume ? .max : 0)
  }

  /// Begins a new log, or continues that of a run which is resumed after so many epochs: its rows of later
  /// ones, which a killed run wrote and did not save, are dropped.
  public init(_ path: String, columns: [String], after done: Int) throws {
    let header = columns.joined(separator: ",")
    try expectUnread(path)
    self.path = path
    self.columns = columns
    // A pipe that nobody reads is an error, not a reason to wait.
    file = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC | O_NONBLOCK, 0o666)
    guard file >= 0 else { throw UserError("cannot write \(quoted(path)): \(systemError())") }
    _ = fcntl(file, F_SETFL, O_APPEND)
    var status = stat()
    let isRegular = fstat(file, &status) == 0 && status.st_mode & S_IFMT == S_IFREG
    if done == .max, !isRegular {
      throw UserError("cannot write \(quoted(path)): it is read again, expected an ordinary file")
    }
    // Nor does one that nobody reads any more end the program.
    if !isRegular { signal(SIGPIPE, SIG_IGN) }
    if isRegular, flock(file, LOCK_EX | LOCK_NB) != 0, errno == EWOULDBLOCK {
      throw UserError("cannot write \(quoted(path)): another process writes it")
    }
    allowReplacing(path)
    if done == 0, isRegular, status.st_size > 0 { try LogFile.expectLog(path, firstColumn: columns[0]) }
    let kept = done > 0 && isRegular ? try LogFile.keptLength(of: path, header: header, upTo: done) : 0
    if isRegular, ftruncate(file, off_t(kept)) != 0 {
      throw UserError("cannot write \(quoted(path)): \(systemError())")
    }
    if kept > 0 { return }
    do {
      try writeAll(Array((header + "\n").utf8), to: file, named: path)
    } catch {
      ftruncate(file, 0)
      throw error
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
    let length = lseek(file, 0, SEEK_END)
    do {
      try writeAll(Array((row.joined(separator: ",") + "\n").utf8), to: file, named: path)
    } catch {
      // No half of a row stays.
      if length > 0 { ftruncate(file, length) }
      throw error
    }
  }

  /// Throws a `UserError` if the file was removed since it was opened, and all rows with it.
  public func expectThere() throws {
    var status = stat()
    if fstat(file, &status) == 0, status.st_nlink == 0 {
      throw UserError("\(quoted(path)) was removed while it was written: its rows are lost")
    }
  }

  /// A file that does not begin like a log is somebody's, and stays.
  private static func expectLog(_ path: String, firstColumn: String) throws {
    let start = (try? FileHandle(forReadingFrom: URL(fileURLWithPath: path)).read(upToCount: 256)) ?? Data()
    let found = String(decoding: start.prefix { $0 != UInt8(ascii: "\n") }, as: UTF8.self)
    guard found == firstColumn || found.hasPrefix(firstColumn + ",") else {
      throw UserError(
        "\(path), line 1: found \(quoted(found, marks: true)), expected a log, which begins with \"\(firstColumn)\", or an "
          + "empty file")
    }
  }

  /// How many bytes of a log are whole lines of epochs up to `last`, each after the one before it, once its
  /// header agrees.
  private static func keptLength(of path: String, header: String, upTo last: Int) throws -> Int {
    let bytes = try readBytes(path)
    allowReplacing(path)
    let newline = UInt8(ascii: "\n")
    let found = String(decoding: bytes.prefix { $0 != newline }, as: UTF8.self)
    guard bytes.isEmpty || found == header else {
      throw UserError(
        "\(path), line 1: found the columns \(quoted(found, marks: true)), "
          + "expected \"\(header)\" to continue it")
    }
    var kept = 0
    var before = Int.min
    for line in bytes.split(separator: newline, omittingEmptySubsequences: false).dropLast() {
      if kept > 0, last < .max {
        guard let epoch = Int(String(decoding: line.prefix { $0 != UInt8(ascii: ",") }, as: UTF8.self)),
          before < epoch, epoch <= last
        else { break }
        before = epoch
      }
      kept += line.count + 1
    }
    return kept
  }
}
