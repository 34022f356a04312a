/// An array of bytes in the IDX format, in which MNIST is published.
///
/// A file holds a magic number of four bytes (0, 0, the type, how many dimensions), each dimension in
/// four bytes with the highest first, then the values. Only type 0x08, unsigned bytes, is read.
public struct IDXArray: Sendable {
  public let dimensions: [Int]
  /// The values, the last dimension running fastest.
  public let bytes: [UInt8]

  /// Reads a file that must have `rank` dimensions; one whose name ends in `.gz` is unpacked.
  /// Throws a `UserError` for a file that cannot be read, has another magic number, is shorter or
  /// longer than its dimensions say, or has dimensions that cannot be.
  public init(file path: String, rank: Int) throws {
    try self.init(readBytes(path, room: 8), named: path, rank: rank)
  }

  /// Takes apart the bytes of a file; `file` is the name that errors give.
  init(_ content: [UInt8], named file: String, rank: Int) throws {
    let headerSize = 4 + 4 * rank
    try IDXArray.checkMagic(content, named: file, rank: rank)
    guard content.count >= headerSize else {
      throw UserError("\(file) ends after \(content.count) bytes, inside its header of \(headerSize) bytes")
    }
    dimensions = (1...rank).map { bigEndian(content[4 * $0..<4 * $0 + 4]) }
    if let empty = dimensions.firstIndex(of: 0) {
      throw UserError("\(file), byte \(4 + 4 * empty): dimension \(empty + 1) is 0, expected at least 1")
    }
    let shape = dimensions.map(String.init).joined(separator: " × ")
    guard let expected = product(dimensions) else {
      throw UserError("\(file), byte 4: found the dimensions \(shape), more values than a file can hold")
    }
    let found = content.count - headerSize
    guard found >= expected else {
      throw UserError(
        "\(file) ends after \(content.count) bytes: \(found) values where \(shape) need \(expected)")
    }
    guard found == expected else {
      throw UserError(
        "\(file), byte \(headerSize + expected): \(found - expected) bytes left over after \(shape) values")
    }
    bytes = Array(content[headerSize...])
  }

  private static func checkMagic(_ content: [UInt8], named file: String, rank: Int) throws {
    guard content.count >= 4 else {
      throw UserError("\(file) ends after \(content.count) bytes, inside its magic number of 4 bytes")
    }
    let found = bigEndian(content[..<4])
    let expected = 0x800 + rank
    if found == expected { return }
    let dimensions = found & 0xFF == 1 ? "1 dimension" : "\(found & 0xFF) dimensions"
    let difference =
      found >> 8 == 8 ? ": \(dimensions) where \(rank) \(rank == 1 ? "is" : "are") expected" : ""
    throw UserError(
      "\(file), byte 0: found the magic number 0x\(hex(found, digits: 8)), "
        + "expected 0x\(hex(expected, digits: 8))\(difference)")
  }
}

private func bigEndian(_ bytes: ArraySlice<UInt8>) -> Int {
  bytes.reduce(0) { $0 << 8 | Int($1) }
}

/// The product, or nil if it is larger than any `Int`.
private func product(_ factors: [Int]) -> Int? {
  var product = 1
  for factor in factors {
    let (next, overflow) = product.multipliedReportingOverflow(by: factor)
    if overflow { return nil }
    product = next
  }
  return product
}
