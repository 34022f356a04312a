// The characters of a text and their numbers. A character is a byte: every text in every script has at most 256 of
// them, and the model learns by itself which follow each other in a letter of several bytes.

/// The different bytes of a text in ascending order; a symbol is the place in this order.
struct Vocabulary: Equatable, Sendable {
  let bytes: [UInt8]
  private let numbers: [Int]  // 256; −1 for a byte that does not occur

  /// The bytes that occur in `text`.
  init(of text: [UInt8]) {
    var occurs = [Bool](repeating: false, count: 256)
    for byte in text { occurs[Int(byte)] = true }
    bytes = (0...255).filter { occurs[Int($0)] }
    var numbers = [Int](repeating: -1, count: 256)
    for (number, byte) in bytes.enumerated() { numbers[Int(byte)] = number }
    self.numbers = numbers
  }

  var count: Int { bytes.count }

  /// The symbol of a byte; nil if it does not occur.
  func symbol(_ byte: UInt8) -> Int? { numbers[Int(byte)] < 0 ? nil : numbers[Int(byte)] }

  /// The symbols of a text. Throws `UnknownByte` for one that does not occur.
  func symbols(_ text: [UInt8]) throws(UnknownByte) -> [Int] {
    var symbols: [Int] = []
    for (place, byte) in text.enumerated() {
      guard let symbol = symbol(byte) else { throw UnknownByte(byte: byte, place: place) }
      symbols.append(symbol)
    }
    return symbols
  }
}

/// A byte that the model has never seen.
struct UnknownByte: Error, Equatable {
  let byte: UInt8
  /// Counted from 0.
  let place: Int
}
