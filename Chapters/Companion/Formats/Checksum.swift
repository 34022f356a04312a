/// The bits of numbers as one number: FNV-1a over their bytes. Equal weights have the same one on every machine.
public struct Checksum: Sendable {
  public private(set) var value: UInt64 = 0xCBF2_9CE4_8422_2325

  public init() {}

  public init(_ parts: [Float]...) { for values in parts { add(values) } }

  public mutating func add(_ x: Float) {
    for shift: UInt32 in [0, 8, 16, 24] {
      value = (value ^ UInt64((x.bitPattern >> shift) & 0xFF)) &* 0x100_0000_01B3
    }
  }

  public mutating func add(_ values: [Float]) { for x in values { add(x) } }

  public mutating func add(_ bytes: [UInt8]) {
    for byte in bytes { value = (value ^ UInt64(byte)) &* 0x100_0000_01B3 }
  }

  /// Sixteen hexadecimal digits.
  public var text: String {
    let digits = String(value, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }
}
