import Formats
import Foundation

/// A text file of any size, read in blocks of whole words: only the block asked for is in memory.
///
/// A word belongs to the block in which it begins. Words are parted by ASCII white space. A file whose name
/// ends in `.gz` is unpacked into memory instead, so that should be a small one.
public struct TextBlocks: Sendable {
  public let path: String
  /// The number of blocks.
  public let count: Int
  private let size: Int
  private let blockSize: Int
  private let unpacked: [UInt8]?
  private let state: [Int]

  /// The longest run of bytes without white space that still counts as text.
  static let longestWord = 1 << 16

  /// Throws a `UserError` for a file that cannot be read, is empty, or begins with what is no text.
  public init(file path: String, blockSize: Int = 1 << 20) throws {
    precondition(blockSize > 0, "blocks of \(blockSize) bytes")
    self.path = path
    self.blockSize = blockSize
    if path.hasSuffix(".gz") {
      unpacked = try readBytes(path)
      (size, state) = (unpacked?.count ?? 0, [])
    } else {
      let file = try openForReading(path)
      defer { close(file) }
      unpacked = nil
      (size, state) = (Int(lseek(file, 0, SEEK_END)), TextBlocks.state(of: file))
      guard size >= 0 else {
        throw UserError("cannot read \(path): \(systemError()), expected a file on disk")
      }
    }
    count = (size + blockSize - 1) / blockSize
    if size == 0 { throw UserError("\(path) is empty, expected text") }
  }

  /// The bytes of a block. Throws a `UserError` when the file cannot be read or a block is no text.
  public func bytes(of block: Int) throws -> [UInt8] {
    precondition((0..<count).contains(block), "block \(block) of \(count)")
    let start = block * blockSize
    let end = min(start + blockSize, size)
    // One byte before tells whether a word begins with the block; what follows completes the last word
    let first = max(0, start - 1)
    var bytes = try read(from: first, to: end)
    var next = first + bytes.count
    while let last = bytes.last, next < size, !isSpace(last) {
      let more = try read(from: next, to: min(size, next + 256))
      if more.isEmpty { break }
      next += more.count
      let word = more.prefix { !isSpace($0) }
      bytes += word
      if word.count < more.count || bytes.count > blockSize + TextBlocks.longestWord { break }
    }
    if start > 0 {
      let lead = bytes.prefix { !isSpace($0) }.count
      bytes.removeFirst(min(lead, bytes.count))
    }
    try checkText(bytes, near: start)
    return bytes
  }

  private func checkText(_ bytes: [UInt8], near start: Int) throws {
    if let place = bytes.firstIndex(of: 0) {
      throw UserError("\(path): found a zero byte near byte \(start + place), expected text")
    }
    if bytes.count > TextBlocks.longestWord, !bytes.prefix(TextBlocks.longestWord).contains(where: isSpace) {
      throw UserError(
        "\(path): found no white space in \(TextBlocks.longestWord) bytes from byte \(start) on, "
          + "expected text with words")
    }
  }

  private func read(from start: Int, to end: Int) throws -> [UInt8] {
    if let unpacked { return Array(unpacked[min(start, size)..<max(start, end)]) }
    let file = try openForReading(path)
    defer { close(file) }
    let known = TextBlocks.state(of: file)
    guard known[0] >= size else {
      throw UserError("\(path): found the end at byte \(known[0]), expected \(size) bytes as before")
    }
    if known != state { throw UserError("\(path): found another text than before, expected it unchanged") }
    var bytes = [UInt8](repeating: 0, count: max(0, end - start))
    var filled = 0
    while filled < bytes.count {
      let wanted = bytes.count - filled
      let got = bytes.withUnsafeMutableBytes {
        pread(file, $0.baseAddress! + filled, wanted, off_t(start + filled))
      }
      if got > 0 {
        filled += got
      } else if got == 0 {
        throw UserError("\(path): found the end at byte \(start + filled), expected \(size) bytes as before")
      } else if errno != EINTR {
        throw UserError("cannot read \(path): \(systemError())")
      }
    }
    return bytes
  }
}

extension TextBlocks {
  /// What is another if a file has changed: its size, which it is, and when it was written.
  private static func state(of file: Int32) -> [Int] {
    var status = stat()
    guard fstat(file, &status) == 0 else { return [0] }
    #if os(macOS)
      let written = status.st_mtimespec
    #else
      let written = status.st_mtim
    #endif
    return [
      Int(status.st_size), Int(truncatingIfNeeded: status.st_dev), Int(truncatingIfNeeded: status.st_ino),
      Int(written.tv_sec), Int(written.tv_nsec),
    ]
  }
}

private func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || (0x09...0x0D).contains(byte) }
