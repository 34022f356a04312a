import Formats
import Testing

@testable import book

@Suite struct CodingTests {
  /// All that a coder may stumble over: nothing, one byte, noise, paper alone, ink alone.
  @Test(
    arguments: [
      [], [7], (0..<3000).map { UInt8(truncatingIfNeeded: $0 &* $0 &* 2_654_435_761 >> 13) },
      [UInt8](repeating: 0, count: 5000), [UInt8](repeating: 255, count: 5000),
    ] as [[UInt8]], [28, 0])
  func `Bytes are read as they were written`(_ bytes: [UInt8], width: Int) {
    #expect(read(code(bytes, width: width), width: width, count: bytes.count) == bytes)
  }

  @Test func `Digits and letters take less than by gzip, and come back`() throws {
    let digits = try readBytes(packageRoot + "/Data/mnist5k/mnist5k-images-idx3-ubyte.gz")
    let text = try readBytes(packageRoot + "/Data/kjv.txt.gz")
    for (bytes, width, most) in [
      (Array(digits[16..<16 + 500 * 784]), 28, 500 * 145), (Array(text[..<50_000]), 0, 14_000),
    ] {
      let code = code(bytes, width: width)
      #expect(code.count < most)
      #expect(read(code, width: width, count: bytes.count) == bytes)
    }
  }

  private func read(_ code: [UInt8], width: Int, count: Int) -> [UInt8] {
    var reader = CodeReader(code, width: width, count: count)
    while reader.read(700) {}
    return reader.bytes
  }
}
