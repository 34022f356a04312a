@testable import Formats
import Testing

@Suite struct GrayImageTests {
  private func image(_ text: String, _ bytes: [UInt8] = []) throws -> GrayImage {
    try GrayImage(Array(text.utf8) + bytes, named: "x.pgm")
  }

  @Test func `Numbers as text are read past comments and scaled to 255`() throws {
    let image = try image("P2 # made by hand\n3 2\n# white\n15\n0 5 15\n 15 10 3\n")
    #expect(image.rows == 2 && image.columns == 3)
    #expect(image.pixels == [0, 85, 255, 255, 170, 51])
  }

  @Test func `Bytes are read one or two a pixel`() throws {
    #expect(try image("P5 2 2 255\n", [0, 10, 200, 255]).pixels == [0, 10, 200, 255])
    #expect(try image("P5\n2\n1\n65535\n", [0x80, 0x00, 0xFF, 0xFF]).pixels == [128, 255])
  }

  @Test(arguments: [
    ("P6 1 1 255\n", "x.pgm, byte 0: expected \"P2\" or \"P5\", the beginning of a PGM picture"),
    ("", "x.pgm, byte 0: expected \"P2\" or \"P5\", the beginning of a PGM picture"),
    ("P2 x", "x.pgm, byte 3: expected the width, found 0x78"),
    ("P2 4", "x.pgm, byte 4: expected the height, found the end of the file"),
    ("P2 0 4 255", "x.pgm, byte 3: found 0 for the width, expected 1 to 268435456"),
    ("P2 99999 99999 255", "x.pgm: found 99999 × 99999 pixels, expected at most 268435456"),
    ("P2 2 1 255 7", "x.pgm, byte 12: expected pixel 1, found the end of the file"),
    ("P2 2 1 255 7 256", "x.pgm, byte 13: found 256 for pixel 1, expected 0 to 255"),
    ("P2 1 1 255 7 8", "x.pgm, byte 13: something is left over after 1 pixels"),
    ("P5 2 2 255 abc", "x.pgm ends after 14 bytes: at most 3 pixels where 4 are expected"),
    ("P5 2 1 255 abc", "x.pgm, byte 13: 1 bytes are left over after 2 pixels"),
    ("P5 2 1 97 ab", "x.pgm, pixel 1: found 98, expected at most 97"),
  ])
  func `A broken picture is refused with the place`(text: String, message: String) {
    #expect(throws: UserError(message)) { try image(text) }
  }
}
