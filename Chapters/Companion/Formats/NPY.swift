import Matrices

/// An array of numbers in NumPy's format .npy, version 1.0 (NumPy Enhancement Proposal 1).
///
/// A file holds the bytes 0x93 "NUMPY" 1 0, the header's length in two bytes, the lowest first, and the header: a
/// Python dictionary with the type, the order and the shape, filled up with spaces to a multiple of 64 bytes. The
/// values follow, lowest byte first, row after row or column after column, in one to four dimensions.
public struct NPYArray: Equatable, Sendable {
  public enum Values: Equatable, Sendable {
    case float32([Float])
    case float64([Double])
    /// Read from whole numbers of any size and from truth values.
    case int64([Int64])

    public var count: Int {
      switch self {
      case .float32(let values): values.count
      case .float64(let values): values.count
      case .int64(let values): values.count
      }
    }
  }

  /// One to four dimensions.
  public let shape: [Int]
  public let values: Values

  public init(shape: [Int], values: Values) {
    precondition((1...4).contains(shape.count), "an array of \(shape.count) dimensions")
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
    try self.init(readBytes(path, room: 16), named: path)
  }

  /// The numbers, rounded to float32.
  public var floats: [Float] {
    switch values {
    case .float32(let values): values
    case .float64(let values): values.map { Float($0) }
    case .int64(let values): values.map { Float($0) }
    }
  }

  /// As whole numbers, such as ids, whatever their type. Throws a `UserError` for one that is none.
  public func wholeNumbers(named file: String) throws -> [Int] {
    func whole<Number: BinaryFloatingPoint>(_ values: [Number]) throws -> [Int] {
      try values.enumerated().map { index, value in
        guard let number = Int(exactly: value) else {
          throw UserError("\(file), value \(index): found \(value), expected a whole number")
        }
        return number
      }
    }
    switch values {
    case .float32(let values): return try whole(values)
    case .float64(let values): return try whole(values)
    case .int64(let values): return values.map { Int($0) }
    }
  }

  /// As a matrix: a row for each entry of the first dimension; a single dimension gives one row.
  public var matrix: Matrix {
    let rows = shape.count == 1 ? 1 : shape[0]
    return Matrix(rows: rows, columns: shape.suffix(max(1, shape.count - 1)).reduce(1, *), values: floats)
  }

  /// The examples of a file, a row each. Throws a `UserError` unless they have `inputs` finite numbers each.
  public static func examples(file path: String, inputs: Int) throws -> Matrix {
    try examples(file: path, inputs: [inputs])
  }

  /// - Parameter inputs: as many numbers an example may have.
  public static func examples(file path: String, inputs: [Int]) throws -> Matrix {
    let array = try NPYArray(file: path)
    let X = array.matrix
    guard inputs.contains(X.columns) else {
      let expected = inputs.map(String.init).joined(separator: " or ")
      throw UserError("\(path): found examples of \(X.columns) numbers, expected \(expected)")
    }
    // What is more than a row of numbers must be a square picture.
    let picture = array.shape.dropFirst().filter { $0 != 1 }
    guard picture.count < 2 || (picture.count == 2 && picture.first == picture.last) else {
      let found = array.shape.map(String.init).joined(separator: " × ")
      throw UserError("\(path): found the shape \(found), expected examples × \(X.columns)")
    }
    if let index = X.values.firstIndex(where: { !$0.isFinite }) {
      throw UserError("\(path), value \(index): found \(X.values[index]), expected a finite number")
    }
    return X
  }

  /// Writes a file as `numpy.save` does, byte for byte. Throws a `UserError` if it cannot be written.
  public func write(to path: String) throws {
    try writeSafely(bytes, to: path)
  }
}

/// Pixels as shares of ink, from 0 to 1: those of a file are that or, where one is larger, from 0 to 255. Throws a
/// `UserError` for other numbers.
public func ink(_ pixels: [Float], named file: String) throws -> [Float] {
  if let index = pixels.firstIndex(where: { !($0 >= 0 && $0 <= 255) }) {
    throw UserError("\(file), number \(index): found \(pixels[index]), expected 0 to 1 or 0 to 255")
  }
  return pixels.contains { $0 > 1 } ? pixels.map { $0 / 255 } : pixels
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
    case .int64(let values):
      for x in values { withUnsafeBytes(of: x.littleEndian) { bytes += $0 } }
    }
    return bytes
  }

  private var header: String {
    let type =
      switch values {
      case .float32: NumberType.float32
      case .float64: NumberType.float64
      case .int64: NumberType.int64
      }
    let sizes = shape.map(String.init).joined(separator: ", ") + (shape.count == 1 ? "," : "")
    var header = "{'descr': '\(type.rawValue)', 'fortran_order': False, 'shape': (\(sizes)), }"
    // NumPy leaves room for the first dimension to grow to 21 digits in its place
    header += String(repeating: " ", count: 21 - "\(shape[0])".count)
    let filling = (64 - (NPYArray.prefix + header.utf8.count + 1) % 64) % 64
    return header + String(repeating: " ", count: filling) + "\n"
  }
}

// MARK: - Reading

private enum NumberType: String, CaseIterable {
  case float16 = "<f2"
  case float32 = "<f4"
  case float64 = "<f8"
  case int8 = "|i1"
  case int16 = "<i2"
  case int32 = "<i4"
  case int64 = "<i8"
  case uint8 = "|u1"
  case uint16 = "<u2"
  case uint32 = "<u4"
  case bool = "|b1"

  var size: Int {
    switch self {
    case .float64, .int64: 8
    case .float32, .int32, .uint32: 4
    case .float16, .int16, .uint16: 2
    case .int8, .uint8, .bool: 1
    }
  }
}

extension NPYArray {
  /// Takes apart the bytes of a file; `file` is the name that errors give.
  init(_ content: [UInt8], named file: String) throws {
    let start = try NPYArray.dataStart(content, named: file)
    let header = NPYHeader(text: content[NPYArray.prefix..<start], file: file)
    let name = try header.quoted("descr")
    guard let type = NumberType(rawValue: name) else {
      let known = NumberType.allCases.map(\.rawValue).joined(separator: ", ")
      throw UserError(
        "\(file), byte 10: found values of the type \(Formats.quoted(name)), expected one of \(known)")
    }
    let shape = try NPYArray.shape(header.enclosed("shape"), named: file)
    let order = try header.word("fortran_order")
    guard ["True", "False"].contains(order) else {
      throw UserError(
        "\(file), byte 10: found the fortran_order \(Formats.quoted(order)), expected True or False")
    }
    let count = try NPYArray.count(shape, size: type.size, available: content.count - start, named: file)
    let values = NPYArray.values(content[start...], type, count: count)
    self.init(shape: shape, values: order == "True" ? NPYArray.rowsFirst(values, shape) : values)
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
    let shape = parts.compactMap { Int($0) }.filter { $0 >= 0 }
    guard shape.count == parts.count, (1...4).contains(shape.count) else {
      throw UserError(
        "\(file), byte 10: found the shape (\(Formats.quoted(text, marks: false))), expected one to four dimensions"
      )
    }
    return shape
  }

  private static func count(_ shape: [Int], size: Int, available: Int, named file: String) throws -> Int {
    let name = shape.map(String.init).joined(separator: " × ")
    // A dimension of 0 hides none that is absurd.
    let (most, overflow) = shape.reduce((1, false)) { product, next in
      let (value, overflow) = product.0.multipliedReportingOverflow(by: max(1, next))
      return (value, product.1 || overflow)
    }
    let count = shape.contains(0) ? 0 : most
    if overflow { throw UserError("\(file), byte 10: found the shape \(name), more than any file holds") }
    guard count <= available / size, available == count * size else {
      throw UserError("\(file): found \(available) bytes of values, \(name) of \(size) bytes expected")
    }
    return count
  }

  private static func values(_ bytes: ArraySlice<UInt8>, _ type: NumberType, count: Int) -> Values {
    bytes.withUnsafeBytes { bytes in
      func bits<Bits: FixedWidthInteger>(_ index: Int, _: Bits.Type) -> Bits {
        Bits(littleEndian: bytes.loadUnaligned(fromByteOffset: index * type.size, as: Bits.self))
      }
      let places = 0..<count
      return switch type {
      case .float32: .float32(places.map { Float(bitPattern: bits($0, UInt32.self)) })
      case .float64: .float64(places.map { Double(bitPattern: bits($0, UInt64.self)) })
      case .float16: .float32(places.map { halfPrecision(bits($0, UInt16.self)) })
      case .int8: .int64(places.map { Int64(Int8(bitPattern: bytes[$0])) })
      case .int16: .int64(places.map { Int64(bits($0, Int16.self)) })
      case .int32: .int64(places.map { Int64(bits($0, Int32.self)) })
      case .uint16: .int64(places.map { Int64(bits($0, UInt16.self)) })
      case .uint32: .int64(places.map { Int64(bits($0, UInt32.self)) })
      case .bool: .int64(places.map { bytes[$0] == 0 ? 0 : 1 })
      case .int64: .int64(places.map { bits($0, Int64.self) })
      case .uint8: .int64(places.map { Int64(bytes[$0]) })
      }
    }
  }
}

extension NPYArray {
  /// Values that stand column after column, in the order of rows.
  private static func rowsFirst(_ values: Values, _ shape: [Int]) -> Values {
    // How far apart in the file neighbors along each dimension are.
    let strides = shape.indices.map { shape[..<$0].reduce(1, *) }
    func sorted<Number>(_ numbers: [Number]) -> [Number] {
      numbers.indices.map { index in
        var (rest, place) = (index, 0)
        for dimension in shape.indices.reversed() {
          place += rest % shape[dimension] * strides[dimension]
          rest /= shape[dimension]
        }
        return numbers[place]
      }
    }
    return switch values {
    case .float32(let numbers): .float32(sorted(numbers))
    case .float64(let numbers): .float64(sorted(numbers))
    case .int64(let numbers): .int64(sorted(numbers))
    }
  }
}

/// The dictionary of a file, such as {'descr': '<f4', 'fortran_order': False, 'shape': (2, 3), }.
private struct NPYHeader {
  let text: ArraySlice<UInt8>
  let file: String

  /// What stands between quotes.
  func quoted(_ key: String) throws -> String { try entry(key, from: "'", upTo: "'") }

  /// What stands between parentheses.
  func enclosed(_ key: String) throws -> String { try entry(key, from: "(", upTo: ")") }

  /// What stands before the next comma.
  func word(_ key: String) throws -> String { try entry(key, from: "", upTo: ",") }

  private func entry(_ key: String, from opening: String, upTo closing: Unicode.Scalar) throws -> String {
    let space = UInt8(ascii: " ")
    let name = Array("'\(key)'".utf8)
    let places = text.indices.filter { text[$0...].starts(with: name) }
    if places.count > 1 {
      throw UserError("\(file), byte 10: found \(places.count) entries \(key) in the header, expected one")
    }
    guard
      let found = places.first,
      case let rest = text[(found + name.count)...].drop(while: { $0 == space }),
      rest.first == UInt8(ascii: ":"),
      case let value = rest.dropFirst().drop(while: { $0 == space }), value.starts(with: opening.utf8),
      case let content = value.dropFirst(opening.utf8.count),
      let end = content.firstIndex(of: UInt8(ascii: closing))
    else {
      throw UserError("\(file), byte 10: found no \(key) in the header, expected one as NumPy writes it")
    }
    return String(decoding: content[..<end], as: UTF8.self)
  }
}
