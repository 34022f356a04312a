// A text of any size, read in blocks of whole words, as often as needed.
//
// Words are parted by bytes up to 0x20, the space, and a line end also ends a sentence. A word is its bytes:
// "café" in four characters and "café" with an accent of its own are two words; bytes need not be UTF-8.

import Matrices

/// The bytes of a word.
public struct Word: Hashable, Sendable, ExpressibleByStringLiteral, CustomStringConvertible {
  public let bytes: [UInt8]

  public init(_ bytes: some Sequence<UInt8>) { self.bytes = Array(bytes) }
  public init(_ text: String) { self.init(text.utf8) }
  public init(stringLiteral text: String) { self.init(text.utf8) }

  public var description: String { String(decoding: bytes, as: UTF8.self) }  // no UTF-8 becomes U+FFFD
}

/// A text in blocks.
public struct Corpus: Sendable {
  public let blocks: Int
  /// The bytes of a block: whole words. Who cannot read it gives none, and remembers why.
  public let read: @Sendable (_ block: Int) -> [UInt8]

  public init(blocks: Int, read: @escaping @Sendable (_ block: Int) -> [UInt8]) {
    require(blocks >= 0, "\(blocks) blocks")
    self.blocks = blocks
    self.read = { block in
      require(0..<blocks ~= block, "block \(block) of \(blocks)")
      return read(block)
    }
  }

  /// A text in memory, cut into blocks of so many bytes or a little more.
  public init(_ text: some Sequence<UInt8>, blockSize: Int = 1 << 18) {
    require(blockSize > 0, "blocks of \(blockSize) bytes")
    var blocks: [[UInt8]] = [[]]
    for byte in text {
      blocks[blocks.count - 1].append(byte)
      if blocks[blocks.count - 1].count >= blockSize, isWhiteSpace(byte) { blocks.append([]) }
    }
    if blocks[blocks.count - 1].isEmpty { blocks.removeLast() }
    self.init(blocks: blocks.count) { [blocks] in blocks[$0] }
  }

  public init(_ text: String) { self.init(text.utf8) }
}

/// A longer sentence is cut, as in the original program.
let longestSentence = 1000

/// The sentences of a text, each word a slice that knows its place.
func sentences(_ text: [UInt8]) -> [[ArraySlice<UInt8>]] {
  text.split(separator: UInt8(ascii: "\n")).flatMap { line in
    let words = line.split(whereSeparator: isWhiteSpace)
    return stride(from: 0, to: words.count, by: longestSentence).map {
      Array(words[$0..<min($0 + longestSentence, words.count)])
    }
  }
}

func isWhiteSpace(_ byte: UInt8) -> Bool { byte <= 0x20 }
