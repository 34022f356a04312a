/// A gray picture, read from a PGM file: the simplest format that drawing programs write.
///
/// The file begins with "P2" (numbers as text) or "P5" (as bytes), then width, height and the value that stands
/// for white, in decimal digits with white space between them; a # begins a comment that ends with its line.
/// A value above 255 for white takes two bytes a pixel, the higher first.
public struct GrayImage: Sendable, Equatable {
  public let rows: Int
  public let columns: Int
  /// 0 (black) to 255 (white), row after row.
  public let pixels: [UInt8]

  /// More pixels than this are refused: 16,384 × 16,384.
  static let mostPixels = 1 << 28

  /// Reads a file; one whose name ends in `.gz` is unpacked.
  /// Throws a `UserError` for a file that cannot be read or is no PGM, naming the byte.
  public init(file path: String) throws {
    try self.init(readBytes(path, room: 16), named: path)
  }

  /// Takes apart the bytes of a file; `file` is the name that errors give.
  init(_ content: [UInt8], named file: String) throws {
    guard content.count >= 2, content[0] == UInt8(ascii: "P"),
      [UInt8(ascii: "2"), UInt8(ascii: "5")].contains(content[1])
    else { throw UserError("\(file), byte 0: expected \"P2\" or \"P5\", the beginning of a PGM picture") }
    var reader = PGMReader(content: content, file: file)
    columns = try reader.number("the width", in: 1...GrayImage.mostPixels)
    rows = try reader.number("the height", in: 1...GrayImage.mostPixels)
    guard rows <= GrayImage.mostPixels / columns else {
      throw UserError("\(file): found \(rows) × \(columns) pixels, expected at most \(GrayImage.mostPixels)")
    }
    let white = try reader.number("the value of white", in: 1...65_535)
    let count = rows * columns
    let values = try content[1] == UInt8(ascii: "2") ? reader.text(count, white) : reader.bytes(count, white)
    pixels = values.map { UInt8((Int($0) * 255 + white / 2) / white) }
  }
}

private struct PGMReader {
  let content: [UInt8]
  let file: String
  var place = 2

  private static let space = Set("\t\n\u{0B}\u{0C}\r ".utf8)

  /// The next number, past white space and comments.
  mutating func number(_ name: String, in range: ClosedRange<Int>) throws -> Int {
    skipSpace()
    let start = place
    var value = 0
    while place < content.count, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(content[place]),
      value <= 1 << 32
    {
      value = value * 10 + Int(content[place] - UInt8(ascii: "0"))
      place += 1
    }
    guard place > start else {
      let found = place < content.count ? "0x" + hex(content[place], digits: 2) : "the end of the file"
      throw UserError("\(file), byte \(place): expected \(name), found \(found)")
    }
    guard range.contains(value) else {
      throw UserError(
        "\(file), byte \(start): found \(value) for \(name), expected \(range.lowerBound) to \(range.upperBound)"
      )
    }
    return value
  }

  private mutating func skipSpace() {
    while place < content.count {
      if content[place] == UInt8(ascii: "#") {
        while place < content.count, content[place] != UInt8(ascii: "\n") { place += 1 }
      } else if PGMReader.space.contains(content[place]) {
        place += 1
      } else {
        return
      }
    }
  }

  mutating func text(_ count: Int, _ white: Int) throws -> [UInt16] {
    guard count <= content.count else { throw short(count, found: content.count) }
    let values = try (0..<count).map { UInt16(try number("pixel \($0)", in: 0...white)) }
    skipSpace()
    if place < content.count {
      throw UserError("\(file), byte \(place): something is left over after \(count) pixels")
    }
    return values
  }

  mutating func bytes(_ count: Int, _ white: Int) throws -> [UInt16] {
    place += 1  // one white space
    let size = white > 255 ? 2 : 1
    let found = max(0, content.count - place)
    guard found >= count * size else { throw short(count, found: found / size) }
    guard found == count * size else {
      throw UserError(
        "\(file), byte \(place + count * size): \(found - count * size) bytes are left over after \(count) pixels"
      )
    }
    let values = (0..<count).map { i in
      size == 1
        ? UInt16(content[place + i])
        : UInt16(content[place + 2 * i]) << 8 | UInt16(content[place + 2 * i + 1])
    }
    if let index = values.firstIndex(where: { $0 > white }) {
      throw UserError("\(file), pixel \(index): found \(values[index]), expected at most \(white)")
    }
    return values
  }

  private func short(_ count: Int, found: Int) -> UserError {
    UserError(
      "\(file) ends after \(content.count) bytes: at most \(found) pixels where \(count) are expected")
  }
}
