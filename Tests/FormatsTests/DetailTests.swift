import Foundation
import Matrices
import Support
import Testing

@testable import Formats

@Suite struct DetailTests {
  func table(_ text: String) throws -> Table { try Table(text: text, named: "t.csv") }

  @Test(arguments: [("a\n1\n", true), ("a\r1\r", true), ("a\r\n1\r\n", true), ("a\n1", false)])
  func `A table says whether its last line has an end`(text: String, isEnded: Bool) throws {
    #expect(try table(text).isEnded == isEnded)
  }

  @Test func `Tabs before a field do not count`() throws {
    let t = try table("\ta,\t b\n\t1, \t2\n")
    #expect(t.header == ["a", "b"])
    #expect(t.rows == [["1", "2"]])
  }

  @Test func `A picture may have as many pixels as the most`() {
    let message = "x.pgm ends after 19 bytes: at most 0 pixels where 268435456 are expected"
    #expect(throws: UserError(message)) {
      try GrayImage(Array("P5 16384 16384 255\n".utf8), named: "x.pgm")
    }
  }

  @Test func `Of several dimensions of zero the first is named`() {
    let file: [UInt8] = [0, 0, 8, 3, 0, 0, 0, 0, 0, 0, 0, 5, 0, 0, 0, 0]
    #expect(throws: UserError("a, byte 4: dimension 1 is 0, expected at least 1")) {
      try IDXArray(file, named: "a", rank: 3)
    }
  }

  /// Three images of 1 × 2 pixels, which show 3, 0 and 9.
  let images: [UInt8] = [0, 0, 8, 3, 0, 0, 0, 3, 0, 0, 0, 1, 0, 0, 0, 2, 0, 255, 51, 102, 153, 204]
  let labels: [UInt8] = [0, 0, 8, 1, 0, 0, 0, 3, 3, 0, 9]

  @Test func `The first so many may be all there are, and no more`() throws {
    try withTemporaryFolder { folder in
      let three = try LabeledImages(
        images: write(images, folder + "/i"), labels: write(labels, folder + "/l"))
      #expect(try three.prefix(3) == three)
      #expect(try three.prefix(1).labels == [3])
      let sentence = "option --images: expected at most the 3 there are, found 4"
      #expect(throws: UserError.usage(sentence)) { try three.prefix(4) }
    }
  }

  @Test(arguments: [(28, 27), (27, 28)])
  func `Digits with one side of another size are refused`(rows: Int, columns: Int) throws {
    try withTemporaryFolder { folder in
      let header: [UInt8] = [0, 0, 8, 3, 0, 0, 0, 3, 0, 0, 0, UInt8(rows), 0, 0, 0, UInt8(columns)]
      let file = try write(
        header + [UInt8](repeating: 7, count: 3 * rows * columns), folder + "/t10k-images-idx3-ubyte")
      try write(labels, folder + "/t10k-labels-idx1-ubyte")
      let sentence = "\(file): found images of \(rows) × \(columns) pixels, expected 28 × 28"
      #expect(throws: UserError(sentence)) { try LabeledImages.mnist(.test, in: folder) }
    }
  }

  @Test func `Half-precision numbers have signs, whatever they are`() {
    #expect(halfPrecision(0xFC00) == -.infinity && halfPrecision(0x7C00) == .infinity)
    #expect(halfPrecision(0x8001) == -0x1p-24 && halfPrecision(0xC000) == -2)
    #expect(halfPrecision(0x8000).sign == .minus && halfPrecision(0x7C01).isNaN)
  }

  @Test(arguments: [WordVectorFile.Format.text, .binary])
  func `A file of more than a block is written once`(format: WordVectorFile.Format) throws {
    try withTemporaryFolder { folder in
      let words = (0..<3000).map { Array("w\($0)".utf8) }
      let vectors = Matrix(rows: 3000, columns: 100, values: (0..<300_000).map { Float($0) / 8 })
      try WordVectorFile(words: words, vectors: vectors).write(to: folder + "/v", format: format)
      let read = try WordVectorFile(file: folder + "/v", format: format)
      #expect(read.words == words)
      #expect(read.vectors == vectors)
    }
  }

  @Test func `Pixels up to 1 are shares of ink, others of 255`() throws {
    #expect(try ink([0, 0.5, 1], named: "t") == [0, 0.5, 1])
    #expect(try ink([0, 51, 255], named: "t") == [0, 0.2, 1])
    #expect(throws: UserError("t, number 1: found 255.5, expected 0 to 1 or 0 to 255")) {
      try ink([0, 255.5], named: "t")
    }
  }
}

@Suite struct ChecksumTests {
  @Test func `A number counts by its four bytes, the lowest first`() {
    var sum = Checksum()
    sum.add([0, 0, 0x80, 0x3F] as [UInt8])
    #expect(Checksum([1]).value == sum.value && sum.value == 0x4B72_477F_9C5C_2F98)
  }

  // The test value of FNV-1a's authors for "foobar"; the bytes of a number whose sum begins with a zero (105)
  @Test func `A sum is FNV-1a, in sixteen digits`() {
    var sum = Checksum()
    #expect(sum.text == "cbf29ce484222325")
    sum.add(Array("foobar".utf8))
    #expect(sum.text == "85944171f73967e8")
    #expect(Checksum([1029]).text == "0be4127dc55c8bc9")
  }
}

@Suite struct LimitTests {
  @Test func `What is unpacked may have the limit's bytes and not twice as many`() throws {
    try withTemporaryFolder { folder in
      let program = folder + "/gzip"
      try write("#!/bin/sh\nexec head -c 130000 /dev/zero\n", program)
      chmod(program, 0o755)
      let file = open("/dev/null", O_RDONLY)
      defer { close(file) }
      #expect(try unpack(file, named: "t.gz", with: program, limit: 130_000).count == 130_000)
      #expect(throws: UserError("cannot read t.gz: it has more than 65000 bytes, and no end in sight")) {
        try unpack(file, named: "t.gz", with: program, limit: 65_000)
      }
    }
  }
}
