import Formats
import Testing

@testable import book

@Suite struct PictureCodeTests {
  /// All that a coder may stumble over: nothing, one pixel, noise, paper alone, ink alone.
  @Test(
    arguments: [
      [], [7], (0..<3000).map { UInt8(truncatingIfNeeded: $0 &* $0 &* 2_654_435_761 >> 13) },
      [UInt8](repeating: 0, count: 5000), [UInt8](repeating: 255, count: 5000),
    ] as [[UInt8]])
  func `Pixels are read as they were written`(_ pixels: [UInt8]) {
    var reader = PictureReader(pictureCode(pixels, width: 28), width: 28, count: pixels.count)
    while reader.read(700) {}
    #expect(reader.pixels == pixels)
  }

  @Test func `Digits take less than by gzip, and come back`() throws {
    let bytes = try readBytes(packageRoot + "/Data/mnist5k/mnist5k-images-idx3-ubyte.gz")
    let pixels = Array(bytes[16..<16 + 500 * 784])
    let code = pictureCode(pixels, width: 28)
    #expect(code.count < 500 * 145)
    var reader = PictureReader(code, width: 28, count: pixels.count)
    while reader.read(20_000) {}
    #expect(reader.pixels == pixels)
  }
}
