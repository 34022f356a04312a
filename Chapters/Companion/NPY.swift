import Matrices

/// An array of numbers in NumPy's format .npy, version 1.0 (NumPy Enhancement Proposal 1).
///
/// A file holds the bytes 0x93 "NUMPY" 1 0, the header's length in two bytes, the lowest first, and the header: a
/// Python dictionary with the type, the order and the shape, filled up with spaces to a multiple of 64 bytes. The
/// values follow. Read and written are float32 and float64, lowest byte first, row after row, in one or two
/// dimensions.
public struct NPYArray: Equatable, Sendable {
  public enum Values: Equatable, Sendable {
    case float32([Float])
    case float64([Double])

    public var count: Int {
      switch self {
      case .float32(let values): values.count
      case .float64(let values): values.count
      }
    }
  }

  /// One or two dimensions.
  public let shape: [Int]
  public let values: Values

  public init(shape: [Int], values: Values) {
    precondition((1...2).contains(shape.count), "an array of \(shape.count) dimensions")
    precondition(
      shape.allSatisfy { $0 >= 0 } && shape.reduce(1, *) == values.count,
      "\(values.count) values do not fill \(shape)")
    self.shape = shape
    self.values = values
  }

  /// rows × columns of float32.
  public init(_ matrix: Matrix) {
    self.init(shape: [matrix.rows, matrix.columns], values: .float32(matrix.values))
  }

  /// Reads a file. Throws a `UserError` naming file and byte for anything but the format above.
  public init(file path: String) throws {
    try self.init(readBytes(path), named: path)
  }

  /// The numbers, float64 rounded to float32.
  public var floats: [Float] {
    switch values {
    case .float32(let values): values
    case .float64(let values): values.map { Float($0) }
    }
  }

  /// As a matrix; one dimension gives one row.
  public var matrix: Matrix {
    Matrix(rows: shape.count == 2 ? shape[0] : 1, columns: shape[shape.count - 1], values: floats)
  }

  /// Writes a file as `numpy.save` does, byte for byte. Throws a `UserError` if it cannot be written.
  public func write(to path: String) throws {
    try writeSafely(bytes, to: path)
  }
}

// MARK: - Writing

extension NPYArray {
  private static let magic: [UInt8] = [0x93] + Array("NUMPY".utf8) + [1, 0]
  private static let prefix = magic.count + 2

  /// The whole file.
  var bytes: [UInt8] {
    let header = Array(header.utf8)
    var bytes = NPYArray.magic + [UInt8(header.count & 0xFF), UInt8(header.count >> 8)] + header
    switch values {
    case .float32(let values):
      for x in values { withUnsafeBytes(of: x.bitPattern.littleEndian) { bytes += $0 } }
    case .float64(let values):
      for x in values { withUnsafeBytes(of: x.bitPattern.littleEndian) { bytes += $0 } }
    }
    return bytes
  }

  private var header: String {
    let type =
      switch values {
      case .float32: "<f4"
      case .float64: "<f8"
      }
    let sizes = shape.count == 1 ? "\(shape[0])," : "\(shape[0]), \(shape[1])"
    var header = "{'descr': '\(type)', 'fortran_order': False, 'shape': (\(sizes)), }"
    // NumPy leaves room for the first dimension to grow to 21 digits in its place
    header += String(repeating: " ", count: 21 - "\(shape[0])".count)
    let filling = (64 - (NPYArray.prefix + header.utf8.count + 1) % 64) % 64
    return header + String(repeating: " ", count: filling) + "\n"
  }
}

// MARK: - Reading

extension NPYArray {
  /// Takes apart the bytes of a file; `file` is the name that errors give.
  init(_ content: [UInt8], named file: String) throws {
    let start = try NPYArray.dataStart(content, named: file)
    let header = String(decoding: content[NPYArray.prefix..<start], as: UTF8.self)
    func entry(_ key: String, _ pattern: String) throws -> String {
      let expression = try Regex("'\(key)' *: *\(pattern)")
      guard let text = header.firstMatch(of: expression)?.output[1].substring else {
        throw UserError("\(file), byte 10: found no \(key) in the header, expected one as NumPy writes it")
      }
      return String(text)
    }
    let type = try entry("descr", "'([^']*)'")
    guard let size = ["<f4": 4, "<f8": 8][type] else {
      throw UserError("\(file), byte 10: found values of the type \(type), expected <f4 or <f8")
    }
    let shape = try NPYArray.shape(entry("shape", "\\(([0-9, ]*)\\)"), named: file)
    if try entry("fortran_order", "(True|False)") == "True" {
      throw UserError("\(file), byte 10: found column after column (Fortran order), expected row after row")
    }
    let count = try NPYArray.count(shape, size: size, available: content.count - start, named: file)
    self.init(shape: shape, values: NPYArray.values(content[start...], count: count, size: size))
  }

  private static func dataStart(_ content: [UInt8], named file: String) throws -> Int {
    guard content.starts(with: magic.prefix(6)) else {
      let found = content.prefix(6).map { hex($0, digits: 2) }.joined(separator: " ")
      throw UserError("\(file), byte 0: found the bytes \(found), expected 93 4E 55 4D 50 59 of a .npy file")
    }
    guard content.count >= prefix else {
      throw UserError("\(file) ends after \(content.count) bytes, inside its first \(prefix)")
    }
    guard content[6] == 1 && content[7] == 0 else {
      throw UserError("\(file), byte 6: found version \(content[6]).\(content[7]), expected 1.0")
    }
    let start = prefix + Int(content[8]) + Int(content[9]) << 8
    guard content.count >= start else {
      throw UserError("\(file) ends after \(content.count) bytes, inside its header of \(start) bytes")
    }
    return start
  }

  /// "3, 4" or "5,".
  private static func shape(_ text: String, named file: String) throws -> [Int] {
    let parts = text.split(separator: ",").map { $0.filter { $0 != " " } }.filter { !$0.isEmpty }
    let shape = parts.compactMap { Int($0) }
    guard shape.count == parts.count, (1...2).contains(shape.count) else {
      throw UserError("\(file), byte 10: found the shape (\(text)), expected one or two dimensions")
    }
    return shape
  }

  private static func count(_ shape: [Int], size: Int, available: Int, named file: String) throws -> Int {
    let name = shape.map(String.init).joined(separator: " × ")
    let (count, overflow) = shape.dropFirst().reduce((shape[0], false)) { product, next in
      let (value, overflow) = product.0.multipliedReportingOverflow(by: next)
      return (value, product.1 || overflow)
    }
    guard !overflow, count <= available / size, available == count * size else {
      throw UserError("\(file): found \(available) bytes of values, \(name) of \(size) bytes expected")
    }
    return count
  }

  private static func values(_ bytes: ArraySlice<UInt8>, count: Int, size: Int) -> Values {
    bytes.withUnsafeBytes { bytes in
      if size == 4 {
        return .float32(
          (0..<count).map {
            Float(
              bitPattern: UInt32(littleEndian: bytes.loadUnaligned(fromByteOffset: 4 * $0, as: UInt32.self)))
          })
      }
      return .float64(
        (0..<count).map {
          Double(
            bitPattern: UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: 8 * $0, as: UInt64.self)))
        })
    }
  }
}
