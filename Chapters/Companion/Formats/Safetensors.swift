import Foundation
import Matrices

/// Numbers with a name and a shape, row after row, as PyTorch keeps them.
public struct Tensor: Equatable, Sendable {
  public let shape: [Int]
  public let values: [Float]

  public init(shape: [Int], values: [Float]) {
    precondition(
      shape.reduce(1, *) == values.count, "\(values.count) values do not fill \(text(ofShape: shape))")
    self.shape = shape
    self.values = values
  }
}

/// Tensors by name, read from and written to a safetensors file.
///
/// Such a file is eight bytes with the length of the header, least first; the header, a JSON object that gives each
/// tensor's type, shape and place; and the numbers, least byte first.
public struct Safetensors: Equatable, Sendable {
  /// The file's name in messages.
  public let file: String
  public var tensors: [String: Tensor]
  /// What the file says about them, text by name: the header's `__metadata__`.
  public var metadata: [String: String]

  /// Tensors to be written.
  public init(_ tensors: [String: Tensor] = [:], metadata: [String: String] = [:]) {
    file = "new tensors"
    self.tensors = tensors
    self.metadata = metadata
  }

  /// Reads a file of F32, F64, F16 and BF16 tensors; F64 is rounded, the others are exact.
  ///
  /// Throws a `UserError` for a file that is cut short or too long, a header that is no JSON object of tensors,
  /// tensors that overlap or leave a gap, another type, a shape that is not that of the data, and metadata that are
  /// no text.
  public init(file path: String) throws {
    try self.init(bytes: readBytes(path), named: path)
  }

  public init(bytes: [UInt8], named file: String) throws {
    self.file = file
    let headerLength = try Safetensors.headerLength(bytes, file)
    let data = bytes[(8 + headerLength)...]
    let header = try Safetensors.header(bytes[8..<8 + headerLength], file)
    metadata = try Safetensors.metadata(header, file)
    var entries = try Safetensors.entries(header, file)
    entries.sort { ($0.begin, $0.end) < ($1.begin, $1.end) }
    tensors = [:]
    var place = 0
    for entry in entries {
      guard entry.begin == place else {
        throw UserError(
          "\(file): tensor \(quoted(entry.name)) begins at byte \(entry.begin) of the data, expected \(place): "
            + (entry.begin < place ? "it overlaps another" : "there is a gap before it"))
      }
      guard entry.end <= data.count else {
        throw UserError(
          "\(file): tensor \(quoted(entry.name)) ends at byte \(entry.end) of the data, which has \(data.count)"
        )
      }
      let part = data[data.startIndex + entry.begin..<data.startIndex + entry.end]
      tensors[entry.name] = Tensor(shape: entry.shape, values: entry.type.numbers(part))
      place = entry.end
    }
    guard place == data.count else {
      throw UserError("\(file): found \(data.count) bytes of data, expected \(place)")
    }
  }

  /// Writes the tensors as F32, in the order of their names. Throws a `UserError` for a number that is not finite,
  /// which no reader would take, if it cannot be written, and what `check` throws, as `writeSafely` does.
  public func write(to path: String, readingBack check: (String) throws -> Void = { _ in }) throws {
    for (name, tensor) in tensors {
      if let number = tensor.values.first(where: { !$0.isFinite }) {
        throw UserError(
          "cannot write \(quoted(path)): a number of \(quoted(name)) is \(number), expected finite ones")
      }
    }
    var header = "{"
    if !metadata.isEmpty {
      let entries = metadata.sorted(by: { $0.key < $1.key }).map { "\(json($0)):\(json($1))" }
      header += "\"__metadata__\":{\(entries.joined(separator: ","))}"
    }
    var data: [UInt8] = []
    for (name, tensor) in tensors.sorted(by: { $0.key < $1.key }) {
      let begin = data.count
      for value in tensor.values {
        withUnsafeBytes(of: value.bitPattern.littleEndian) { data.append(contentsOf: $0) }
      }
      let shape = tensor.shape.map(String.init).joined(separator: ",")
      header += header.count > 1 ? "," : ""
      header +=
        "\(json(name)):{\"dtype\":\"F32\",\"shape\":[\(shape)],\"data_offsets\":[\(begin),\(data.count)]}"
    }
    header += "}"
    // Spaces, so that the numbers begin at a multiple of eight
    header += String(repeating: " ", count: (8 - header.utf8.count % 8) % 8)
    let length = withUnsafeBytes(of: UInt64(header.utf8.count).littleEndian) { Array($0) }
    try writeSafely(length + header.utf8 + data, to: path, readingBack: check)
  }

  /// A text in JSON. All but the plainest characters are told by their numbers: a byte order mark that stands as it
  /// is gets lost in some readers.
  private func json(_ text: String) -> String {
    let units = text.utf16.map { unit in
      0x20...0x7E ~= unit && unit != 0x22 && unit != 0x5C
        ? String(decoding: [unit], as: UTF16.self) : "\\u" + hex(unit, digits: 4)
    }
    return "\"" + units.joined() + "\""
  }
}

// MARK: - The parameters of a network

extension Safetensors {
  /// Parameters to be written, as a network lists them.
  public init(parameters: [(name: String, shape: [Int], values: [Float])]) {
    self.init(
      Dictionary(
        uniqueKeysWithValues: parameters.map { ($0.name, Tensor(shape: $0.shape, values: $0.values)) }))
  }

  /// The values of a tensor that must have the given shape. Throws a `UserError` for one that is missing or has
  /// another shape, and for a value that is not finite.
  public func values(_ name: String, shape: [Int]) throws -> [Float] {
    let tensor = try tensor(name)
    guard tensor.shape == shape else {
      throw UserError(
        "\(file): tensor \(quoted(name)) has shape \(text(ofShape: tensor.shape)), expected \(text(ofShape: shape))"
      )
    }
    if let index = tensor.values.firstIndex(where: { !$0.isFinite }) {
      throw UserError(
        "\(file): tensor \(quoted(name)), value \(index): found \(tensor.values[index]), expected a finite number"
      )
    }
    return tensor.values
  }

  /// The rows and columns of a tensor, each at least 1. Throws a `UserError` for any other.
  public func rowsAndColumns(_ name: String) throws -> (rows: Int, columns: Int) {
    let shape = try tensor(name).shape
    guard shape.count == 2, shape[0] > 0, shape[1] > 0 else {
      throw UserError(
        "\(file): tensor \(quoted(name)) has shape \(text(ofShape: shape)), expected rows and columns, none of them 0"
      )
    }
    return (shape[0], shape[1])
  }

  /// Throws a `UserError` if there is any tensor besides these.
  public func expectOnly(_ names: [String]) throws {
    if let other = Set(tensors.keys).subtracting(names).sorted().first {
      throw UserError(
        "\(file): found a tensor \(other), which this network does not have; expected only "
          + names.joined(separator: ", "))
    }
  }

  private func tensor(_ name: String) throws -> Tensor {
    if let tensor = tensors[name] { return tensor }
    let names = tensors.keys.sorted().joined(separator: ", ")
    throw UserError("\(file) has no tensor \(name); it has \(names.isEmpty ? "none" : names)")
  }
}

// MARK: - One layer

extension Safetensors {
  /// The parameters of PyTorch's `nn.Linear`: `weight`, outputs × inputs, and `bias`.
  ///
  /// - Parameter weights: inputs × outputs.
  public init(linear weights: Matrix, bias: [Float]) {
    self.init(parameters: [
      ("weight", [weights.columns, weights.rows], Matrix(weights.transposed).values),
      ("bias", [bias.count], bias),
    ])
  }

  /// The parameters of an `nn.Linear`, inputs × outputs and outputs. Throws a `UserError` for anything else.
  ///
  /// - Parameter outputs: how many there must be; nil for any number.
  public func linear(outputs: Int? = nil) throws -> (weights: Matrix, bias: [Float]) {
    let (rows, columns) = try rowsAndColumns("weight")
    let values = try values("weight", shape: [outputs ?? rows, columns])
    let bias = try self.values("bias", shape: [rows])
    try expectOnly(["weight", "bias"])
    return (Matrix(Matrix(rows: rows, columns: columns, values: values).transposed), bias)
  }
}

// MARK: - The header

extension Safetensors {
  private struct Entry {
    let name: String
    let type: NumberType
    let shape: [Int]
    let begin: Int
    let end: Int
  }

  private static func headerLength(_ bytes: [UInt8], _ file: String) throws -> Int {
    guard bytes.count >= 8 else {
      throw UserError("\(file) has \(bytes.count) bytes, expected at least the 8 of the header's length")
    }
    let length = bytes[0..<8].reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
    guard length <= UInt64(bytes.count - 8) else {
      throw UserError(
        "\(file) is no safetensors file, or was cut: its first 8 bytes should be the header's length and say "
          + "\(length), after them it has \(bytes.count - 8)")
    }
    return Int(length)
  }

  private static func header(_ header: ArraySlice<UInt8>, _ file: String) throws -> [String: Any] {
    guard
      header.first == UInt8(ascii: "{"),
      let object = try? JSONSerialization.jsonObject(with: Data(header)) as? [String: Any]
    else {
      throw UserError("\(file): the header is no JSON object")
    }
    if let key = doubledKey(header) {
      throw UserError("\(file): the header has the key \(quoted(key, marks: true)) twice")
    }
    return object
  }

  /// A key that stands twice in one object of well-formed JSON, of which the parser keeps only one.
  private static func doubledKey(_ json: ArraySlice<UInt8>) -> String? {
    var objects: [Set<String>] = []
    var place = json.startIndex
    while place < json.endIndex {
      switch json[place] {
      case UInt8(ascii: "{"): objects.append([])
      case UInt8(ascii: "}"): objects.removeLast()
      case UInt8(ascii: "\""):
        let start = place
        repeat { place += json[place] == UInt8(ascii: "\\") ? 2 : 1 } while json[place] != UInt8(ascii: "\"")
        // A text before a colon is a key.
        let next = json[(place + 1)...].first { ![0x20, 0x09, 0x0A, 0x0D].contains($0) }
        if next == UInt8(ascii: ":"), !objects.isEmpty {
          let key =
            (try? JSONSerialization.jsonObject(with: Data(json[start...place]), options: .fragmentsAllowed))
            as? String ?? ""
          if !objects[objects.count - 1].insert(key).inserted { return key }
        }
      default: break
      }
      place += 1
    }
    return nil
  }

  private static func metadata(_ header: [String: Any], _ file: String) throws -> [String: String] {
    guard let value = header["__metadata__"] else { return [:] }
    guard let metadata = value as? [String: String] else {
      throw UserError("\(file): the header's __metadata__ is no JSON object of texts")
    }
    return metadata
  }

  private static func entries(_ header: [String: Any], _ file: String) throws -> [Entry] {
    try header.compactMap { name, value in
      name == "__metadata__" ? nil : try entry(name, value, file)
    }
  }

  private static func entry(_ name: String, _ value: Any, _ file: String) throws -> Entry {
    guard
      let fields = value as? [String: Any], let typeName = fields["dtype"] as? String,
      let shape = wholeNumbers(fields["shape"]), let offsets = wholeNumbers(fields["data_offsets"]),
      offsets.count == 2, offsets[0] <= offsets[1]
    else {
      throw UserError(
        "\(file): tensor \(quoted(name)) has no proper dtype, shape and data_offsets in the header")
    }
    guard let type = NumberType(rawValue: typeName) else {
      throw UserError(
        "\(file): tensor \(quoted(name)) is of type \(quoted(typeName)), expected F32, F64, F16 or BF16")
    }
    var size = type.size
    for length in shape {
      let (product, overflow) = size.multipliedReportingOverflow(by: length)
      guard !overflow else {
        throw UserError("\(file): tensor \(quoted(name)) has shape \(text(ofShape: shape)): too large")
      }
      size = product
    }
    guard offsets[1] - offsets[0] == size else {
      throw UserError(
        "\(file): tensor \(quoted(name)) of shape \(text(ofShape: shape)) needs \(size) bytes, "
          + "its data_offsets span \(offsets[1] - offsets[0])")
    }
    return Entry(name: name, type: type, shape: shape, begin: offsets[0], end: offsets[1])
  }

  /// An array of whole numbers from 0; nil for anything else.
  private static func wholeNumbers(_ value: Any?) -> [Int]? {
    guard let numbers = value as? [Any] else { return nil }
    var whole: [Int] = []
    for number in numbers {
      guard let double = number as? Double, let int = Int(exactly: double), int >= 0, int < 1 << 53 else {
        return nil
      }
      whole.append(int)
    }
    return whole
  }
}

/// The types of numbers that a file may hold.
private enum NumberType: String {
  case float32 = "F32"
  case float64 = "F64"
  case float16 = "F16"
  case bfloat16 = "BF16"

  var size: Int {
    switch self {
    case .float64: 8
    case .float32: 4
    case .float16, .bfloat16: 2
    }
  }

  func numbers(_ bytes: ArraySlice<UInt8>) -> [Float] {
    stride(from: bytes.startIndex, to: bytes.endIndex, by: size).map { start in
      let bits = bytes[start..<start + size].reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
      switch self {
      case .float64: return Float(Double(bitPattern: bits))
      case .float32: return Float(bitPattern: UInt32(bits))
      case .float16: return halfPrecision(UInt16(bits))
      case .bfloat16: return Float(bitPattern: UInt32(bits) << 16)
      }
    }
  }
}

private func text(ofShape shape: [Int]) -> String {
  "[" + shape.map(String.init).joined(separator: ", ") + "]"
}

/// A half-precision number: 1 bit of sign, 5 of exponent, 10 of fraction.
func halfPrecision(_ bits: UInt16) -> Float {
  let sign: Float = bits & 0x8000 == 0 ? 1 : -1
  let exponent = Int(bits >> 10) & 31
  let fraction = Float(bits & 0x3FF)
  switch exponent {
  case 0: return sign * fraction * 0x1p-24
  case 31: return fraction == 0 ? sign * .infinity : .nan
  default: return sign * (1024 + fraction) * Float(sign: .plus, exponent: exponent - 25, significand: 1)
  }
}
