import Formats
import Matrices
import Support
import Testing

@Suite struct WordVectorFileTests {
  static let words = [
    "the", "king", "queen", "man", "woman", "café", "Paris", "paris", "naïve_word", "x",
  ].map { Array($0.utf8) }

  @Test func `gensim's text and binary files are read to the bit`() throws {
    try withTemporaryFolder { folder in
      let text = try WordVectorFile(file: write(gensimText, folder + "/v.txt"))
      let binary = try WordVectorFile(file: write(gensimBinary, folder + "/v.bin"))
      #expect(text.words == WordVectorFileTests.words)
      #expect(binary.words == text.words)
      #expect(text.vectors == binary.vectors)
      #expect(text.vectors[0, 0] == Float(-0.19306931))
      #expect(text.vectors[9, 3] == Float(-0.32178217))
    }
  }

  @Test func `A binary file is written byte for byte as gensim writes it, but for line ends`() throws {
    try withTemporaryFolder { folder in
      let file = try WordVectorFile(file: write(gensimBinary, folder + "/v.bin"))
      try file.write(to: folder + "/w.bin", format: .binary)
      var expected = Array("10 4\n".utf8)
      var place = expected.count
      for word in WordVectorFileTests.words {
        let size = word.count + 1 + 16
        expected += gensimBinary[place..<place + size] + [0x0A]
        place += size
      }
      #expect(place == gensimBinary.count)
      #expect(try bytes(folder + "/w.bin") == expected)
    }
  }

  @Test func `A number whose first bytes look like a line of text is still read as binary`() throws {
    try withTemporaryFolder { folder in
      var vectors = Matrix(rows: 2, columns: 7).map { _ in 0.001 }
      vectors[0, 0] = Float(bitPattern: 0x3F80_0A35)  // "5", the end of a line, and two more bytes
      let file = WordVectorFile(words: [Array("the".utf8), Array("king".utf8)], vectors: vectors)
      try file.write(to: folder + "/v.bin", format: .binary)
      #expect(try WordVectorFile(file: folder + "/v.bin").vectors == vectors)
    }
  }

  @Test(arguments: [WordVectorFile.Format.text, .binary])
  func `What is written is read again to the bit`(format: WordVectorFile.Format) throws {
    try withTemporaryFolder { folder in
      var generator = SeededGenerator(seed: 3)
      let vectors = Matrix(rows: 50, columns: 7).map { _ in 1e-3 * generator.normal() }
      // Alike to the eye, or no UTF-8 at all, and yet different words
      let words: [[UInt8]] =
        (0..<46).map { Array("w\($0)".utf8) } + [
          Array("caf\u{E9}".utf8), Array("cafe\u{301}".utf8), [0xFE], [0xFF],
        ]
      try WordVectorFile(words: words, vectors: vectors).write(to: folder + "/v", format: format)
      let read = try WordVectorFile(file: folder + "/v")
      #expect(read.words == words)
      #expect(read.vectors == vectors)
      #expect(try names(in: folder) == ["v"])
    }
  }

  /// The sentence with which a file is refused, from behind its name.
  func refusal(_ content: [UInt8], format: WordVectorFile.Format? = nil) throws -> String {
    var sentence = ""
    try withTemporaryFolder { folder in
      let path = try write(content, folder + "/v")
      let error = try #require(throws: UserError.self) { try WordVectorFile(file: path, format: format) }
      #expect(error.description.hasPrefix(path))
      sentence = String(error.description.dropFirst(path.count))
    }
    return sentence
  }

  @Test func `Cut-off files are refused`() throws {
    #expect(
      try refusal(gensimBinary.dropLast(3))
        == ", byte 204: found the end of the file in word 10 of 10, expected a word, a space and 16 bytes")
    #expect(
      try refusal(Array(gensimText.utf8.dropLast(60)))
        == ", line 10: found 3 numbers, expected a word and 4")
    let lines = gensimText.split(separator: "\n").prefix(4).joined(separator: "\n") + "\n"
    #expect(
      try refusal(Array(lines.utf8)) == ", line 5: found the end of the file after 3 words, expected 10")
    #expect(
      try refusal([]) == ", line 1: found \"\", expected two whole numbers, of words and of dimensions")
  }

  @Test func `Files that are something else are refused`() throws {
    #expect(
      try refusal(Array("the cat sat on the mat\n".utf8))
        == ", line 1: found \"the cat sat on the mat\", expected two whole numbers, of words and of dimensions"
    )
    #expect(
      try refusal(Array("9999999 300\nthe 1 2\n".utf8))
        == " is cut short or is no file of vectors: its first line says 9999999 words of 300 dimensions, "
        + "found 20 bytes in all")
    #expect(try refusal(gensimBinary, format: .text).contains("expected a word and 4"))
    #expect(
      try refusal(Array("1 2\na 1 nan\n".utf8)) == ", line 2, number 2: found \"nan\", expected a number")
    #expect(
      try refusal(Array("1 2\na 1 2\nb 3 4\n".utf8))
        == ", byte 10: found 3 bytes after 1 words, expected the end")
    #expect(try refusal(Array("2 1\na 1\na 2\n".utf8)) == ": found the word \"a\" twice")
  }

  @Test func `A word with a space cannot be written`() throws {
    try withTemporaryFolder { folder in
      let vectors: Matrix = [[1]]
      let file = WordVectorFile(words: [Array("new york".utf8)], vectors: vectors)
      #expect(throws: UserError.self) { try file.write(to: folder + "/v", format: .text) }
      let left = try names(in: folder)
      #expect(left.isEmpty)
    }
  }
}
