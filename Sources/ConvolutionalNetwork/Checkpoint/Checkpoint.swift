// A training as bytes, so that it can be saved and go on later with the same bits.
//
//     header       lines of text, "name value", the first "lenet5 1", the last empty
//     numbers      the network's parameters, then the velocity's, then, if the rule is Adam, the squares', layer by
//                  layer: four bytes each, lowest first
//     check sum    eight bytes, lowest first: FNV-1a over all that comes before

import Matrices

/// A training as it stands after an epoch.
public struct Checkpoint: Equatable, Sendable {
  public var state: TrainingState
  /// Epochs completed.
  public var epochs: Int
  /// Their number of epochs and steps is not saved.
  public var settings: TrainingSettings
  public var distortion: Distortion?
  /// Images trained on: to go on, the same ones are needed.
  public var images: Int

  public init(
    state: TrainingState, epochs: Int = 0, settings: TrainingSettings, distortion: Distortion? = nil,
    images: Int
  ) {
    self.state = state
    self.epochs = epochs
    self.settings = settings
    self.distortion = distortion
    self.images = images
  }
}

/// What is wrong with the bytes of a checkpoint.
public struct CheckpointError: Error, Equatable, CustomStringConvertible {
  public let description: String
}

extension Checkpoint {
  static let mark = "lenet5 1"

  // MARK: To bytes

  public func bytes() -> [UInt8] {
    var bytes = Array((header.map { "\($0.name) \($0.value)\n" }.joined() + "\n").utf8)
    for parameters in [state.network, state.velocity] + (settings.rule == .adam ? [state.squares] : []) {
      for i in LeNet5.parameters {
        for x in parameters[i].values { append(x.bitPattern, to: &bytes) }
      }
    }
    append(checksum(bytes[...]), to: &bytes)
    return bytes
  }

  private var header: [(name: String, value: String)] {
    let distortion = distortion.map { $0.bounds.map { "\($0)" }.joined(separator: " ") } ?? "none"
    var lines: [(name: String, value: String)] = [
      ("lenet5", "1"), ("pooling", state.network.pooling.rawValue), ("epochs", "\(epochs)"),
      ("images", "\(images)"), ("batch", "\(settings.batch)"), ("seed", "\(settings.seed)"),
      ("learning-rate", "\(settings.learningRate)"), ("decay", "\(settings.decay)"),
      ("weight-decay", "\(settings.weightDecay)"), ("distortion", distortion), ("steps", "\(state.steps)"),
    ]
    switch settings.rule {
    case .momentum(let mu): lines.append(("momentum", "\(mu)"))
    case .adam: lines.append(("rule", "adam"))
    }
    if !settings.shuffled { lines.append(("shuffled", "false")) }
    return lines
  }

  // MARK: From bytes

  /// Throws a `CheckpointError` for bytes that `bytes()` cannot have made.
  public init(bytes: [UInt8]) throws(CheckpointError) {
    guard bytes.starts(with: Array((Checkpoint.mark + "\n").utf8)) else {
      throw CheckpointError(
        description: "byte 0: expected a saved network, beginning with \"\(Checkpoint.mark)\"")
    }
    let (values, numbersStart) = try Checkpoint.readHeader(bytes)
    let fields = HeaderFields(values: values)
    func positive(_ text: String) -> Int? { Int(text).flatMap { $0 > 0 ? $0 : nil } }
    func rate(_ text: String) -> Float? { Float(text).flatMap { $0.isFinite && $0 > 0 ? $0 : nil } }
    func notNegative(_ text: String) -> Float? { Float(text).flatMap { $0.isFinite && $0 >= 0 ? $0 : nil } }
    let adam = try fields.read("rule", "adam", unlessThere: "momentum") {
      $0 == "adam" || $0 == "momentum" ? $0 : nil
    }
    state = TrainingState(pooling: try fields.read("pooling", "average or max", Pooling.init(rawValue:)))
    state.steps = try fields.read("steps", "a whole number", unlessThere: "0") { UInt32($0).map(Int.init) }
    epochs = try fields.read("epochs", "a whole number") { UInt32($0).map(Int.init) }
    images = try fields.read("images", "a number above 0", positive)
    distortion = try fields.read("distortion", "none or five numbers", Distortion.optional(text:))
    settings = TrainingSettings(
      learningRate: try fields.read("learning-rate", "a number above 0", rate),
      rule: adam == "adam"
        ? .adam
        : .momentum(
          try fields.read("momentum", "0 to below 1") { notNegative($0).flatMap { $0 < 1 ? $0 : nil } }),
      decay: try fields.read("decay", "a number above 0", rate),
      weightDecay: try fields.read("weight-decay", "a number", notNegative),
      batch: try fields.read("batch", "a number above 0", positive),
      shuffled: try fields.read("shuffled", "true or false", unlessThere: "true", Bool.init),
      seed: try fields.read("seed", "a whole number") { UInt64($0) })

    let networks = settings.rule == .adam ? 3 : 2
    let expected = numbersStart + networks * 4 * state.network.parameterCount + 8
    guard bytes.count == expected else {
      throw CheckpointError(description: "found \(bytes.count) bytes, expected \(expected)")
    }
    guard integer(bytes[(expected - 8)...], as: UInt64.self) == checksum(bytes[..<(expected - 8)]) else {
      throw CheckpointError(
        description: "byte \(expected - 8): the check sum is another, so a byte has changed")
    }
    var place = numbersStart
    Checkpoint.readNumbers(bytes, &place, into: &state.network)
    Checkpoint.readNumbers(bytes, &place, into: &state.velocity)
    if settings.rule == .adam { Checkpoint.readNumbers(bytes, &place, into: &state.squares) }
  }

  /// The lines up to the empty one, and where the numbers begin.
  private static func readHeader(_ bytes: [UInt8]) throws(CheckpointError) -> (
    values: [String: String], end: Int
  ) {
    var values: [String: String] = [:]
    var start = 0
    while let end = bytes[start...].prefix(200).firstIndex(of: UInt8(ascii: "\n")) {
      if end == start { return (values, end + 1) }
      let words = String(decoding: bytes[start..<end], as: UTF8.self).split(separator: " ", maxSplits: 1)
      guard words.count == 2 else { break }
      values[String(words[0])] = String(words[1])
      start = end + 1
    }
    throw CheckpointError(description: "byte \(start): expected a line \"name value\" or an empty one")
  }

  private static func readNumbers(_ bytes: [UInt8], _ place: inout Int, into parameters: inout LeNet5) {
    for parameter in LeNet5.parameters {
      for i in parameters[parameter].values.indices {
        let bits = integer(bytes[place..<place + 4], as: UInt32.self)
        parameters[parameter].values[i] = Float(bitPattern: bits)
        place += 4
      }
    }
  }
}

/// The header's lines, read by name.
private struct HeaderFields {
  let values: [String: String]

  func read<Value>(
    _ name: String, _ expected: String, unlessThere default: String? = nil, _ convert: (String) -> Value?
  ) throws(CheckpointError) -> Value {
    guard let text = values[name] ?? `default` else {
      throw CheckpointError(description: "the header has no line \"\(name) …\"")
    }
    guard let value = convert(text) else {
      throw CheckpointError(description: "the header has \(name) \"\(text)\", expected \(expected)")
    }
    return value
  }
}

extension Distortion {
  fileprivate var bounds: [Float] { [shift, rotation, scale, shear, elastic] }

  /// Nil for a text that is neither "none" nor five numbers; the inner nil for "none".
  fileprivate static func optional(text: String) -> Distortion?? {
    if text == "none" { return .some(nil) }
    let numbers = text.split(separator: " ").compactMap { Float($0) }
    guard numbers.count == 5 else { return nil }
    var distortion = Distortion()
    (distortion.shift, distortion.rotation) = (numbers[0], numbers[1])
    (distortion.scale, distortion.shear, distortion.elastic) = (numbers[2], numbers[3], numbers[4])
    return .some(distortion)
  }
}

private func append(_ number: some FixedWidthInteger, to bytes: inout [UInt8]) {
  withUnsafeBytes(of: number.littleEndian) { bytes.append(contentsOf: $0) }
}

private func integer<Integer: FixedWidthInteger>(_ bytes: ArraySlice<UInt8>, as: Integer.Type) -> Integer {
  bytes.reversed().reduce(0) { $0 << 8 | Integer($1) }
}

/// FNV-1a, 64 bits.
private func checksum(_ bytes: ArraySlice<UInt8>) -> UInt64 {
  bytes.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
}
