import Figures
import Formats
import Foundation
import ReadAlong
import Support
import Testing

@Suite struct TextBlocksTests {
  static let text = "one two  three\nfour five sixteenlettersyx seven\n\neight "

  @Test(arguments: 1...60)
  func `Whatever the size of the blocks, each word is in one of them, whole`(size: Int) throws {
    try withTemporaryFolder { folder in
      let blocks = try TextBlocks(file: write(TextBlocksTests.text, folder + "/t"), blockSize: size)
      let words = try (0..<blocks.count).flatMap { block in
        String(decoding: try blocks.bytes(of: block), as: UTF8.self).split(whereSeparator: \.isWhitespace)
      }
      #expect(words == TextBlocksTests.text.split(whereSeparator: \.isWhitespace))
    }
  }

  @Test func `Line ends stay between the words`() throws {
    try withTemporaryFolder { folder in
      let blocks = try TextBlocks(file: write(TextBlocksTests.text, folder + "/t"), blockSize: 20)
      let all = try (0..<blocks.count).flatMap { try blocks.bytes(of: $0) }
      #expect(all.count { $0 == 10 } == 3)
    }
  }

  @Test func `A packed file has the same blocks`() throws {
    let blocks = try TextBlocks(file: dataFile("digits.csv.gz"), blockSize: 1 << 14)
    #expect(blocks.count > 1)
    let all = try (0..<blocks.count).flatMap { try blocks.bytes(of: $0) }
    #expect(all == (try readBytes(dataFile("digits.csv.gz"))))
  }

  @Test func `A text that changes while it is read is refused`() throws {
    try withTemporaryFolder { folder in
      let path = try write("one two three", folder + "/text")
      let blocks = try TextBlocks(file: path)
      let other = try write("six two three", folder + "/other")
      #expect(rename(other, path) == 0)
      #expect(throws: UserError("\(path): found another text than before, expected it unchanged")) {
        try blocks.bytes(of: 0)
      }
      let shorter = try TextBlocks(file: path)
      try FileHandle(forWritingTo: URL(fileURLWithPath: path)).truncate(atOffset: 5)
      #expect(throws: UserError("\(path): found the end at byte 5, expected 13 bytes as before")) {
        try shorter.bytes(of: 0)
      }
    }
  }

  @Test func `What is no text is refused`() throws {
    try withTemporaryFolder { folder in
      let empty = try write("", folder + "/empty")
      #expect(throws: UserError("\(empty) is empty, expected text")) { try TextBlocks(file: empty) }
      let binary = try write([65, 32, 0, 66], folder + "/binary")
      #expect(throws: UserError("\(binary): found a zero byte near byte 2, expected text")) {
        try TextBlocks(file: binary).bytes(of: 0)
      }
      let endless = try write([UInt8](repeating: 65, count: 300_000), folder + "/endless")
      #expect(throws: UserError.self) { try TextBlocks(file: endless).bytes(of: 0) }
      #expect(throws: UserError.self) { try TextBlocks(file: folder) }
      #expect(throws: UserError.self) { try TextBlocks(file: folder + "/nowhere") }
    }
  }
}
