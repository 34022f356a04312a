// A text of any size, read in blocks of whole words, as often as needed.
//
// Only a block is in memory at a time, and blocks can be read by several threads. Words are parted by spaces,
// tabs and line ends; a line end also ends a sentence.
//
// Words are unsafe buffers, places of the text itself: no string is made, no byte is copied.

import Matrices

/// A text in blocks.
public struct Corpus: Sendable {
  /// The number of blocks.
  public let blocks: Int
  /// The bytes of a block, in UTF-8: whole words.
  public let read: @Sendable (_ block: Int) throws -> [UInt8]

  public init(blocks: Int, read: @escaping @Sendable (_ block: Int) throws -> [UInt8]) {
    self.blocks = blocks
    self.read = read
  }

  /// A text in memory, cut into blocks of so many bytes or a little more.
  public init(_ text: some Sequence<UInt8>, blockSize: Int = 1 << 18) {
    require(blockSize > 0, "blocks of \(blockSize) bytes")
    var blocks: [[UInt8]] = []
    var block: [UInt8] = []
    for byte in text {
      block.append(byte)
      if block.count >= blockSize, isWhiteSpace(byte) {
        blocks.append(block)
        block = []
      }
    }
    if !block.isEmpty { blocks.append(block) }
    let all = blocks
    self.init(blocks: all.count) { all[$0] }
  }

  public init(_ text: String) { self.init(text.utf8) }
}

/// Whether a byte parts words.
@inline(__always)
func isWhiteSpace(_ byte: UInt8) -> Bool { byte == 0x20 || (byte >= 0x09 && byte <= 0x0D) }

/// Whether a byte ends a sentence.
@inline(__always)
func isLineEnd(_ byte: UInt8) -> Bool { byte == 0x0A }

/// Calls `word` with the bytes of each word, their hash and where it begins, and `lineEnd` at each end of a line.
@inline(__always)
func forEachWord(
  in text: [UInt8], _ word: (UnsafeBufferPointer<UInt8>, _ hash: UInt32, _ start: Int) -> Void,
  lineEnd: () -> Void = {}
) {
  text.withUnsafeBufferPointer { text in
    var place = 0
    while place < text.count {
      if isWhiteSpace(text[place]) {
        if isLineEnd(text[place]) { lineEnd() }
        place += 1
        continue
      }
      let start = place
      while place < text.count, !isWhiteSpace(text[place]) { place += 1 }
      let bytes = UnsafeBufferPointer(rebasing: text[start..<place])
      word(bytes, WordTable.hash(bytes), start)
    }
  }
}
