import Foundation
import Matrices
import Testing

@testable import Formats

/// Broken files by the thousand: a reader may refuse one with a `UserError`, and nothing else.
///
/// Each reader is given a good file with a few bytes changed, removed, doubled or added. As part of `swift test`
/// these are few; `FUZZ=10000000 swift test --filter FuzzTests` makes it ten million a reader.
@Suite struct FuzzTests {
  static let readers: [Reader] = [
    Reader(name: "IDX", file: [0, 0, 8, 3, 0, 0, 0, 2, 0, 0, 0, 2, 0, 0, 0, 3] + [UInt8](0..<12)) {
      _ = try IDXArray($0, named: "x", rank: 3)
    },
    Reader(name: "CSV", file: Array("a,b,c\n1,2.5,-3e4\n\"x, \"\"y\",0.1,1e-9\n4,5,6\n".utf8)) {
      let table = try Table(text: String(decoding: $0, as: UTF8.self), named: "x")
      _ = try table.matrix(["b", "c"])
      _ = try table.labels("a")
    },
    Reader(name: "safetensors", file: SafetensorsTests.fromPyTorch) {
      let file = try Safetensors(bytes: $0, named: "x")
      _ = try file.values("layers.0.weight", shape: [2, 3])
    },
    Reader(name: "npy", file: NPYArray(shape: [2, 1, 2], values: .float32([1.5, -2, 3, 0.5])).bytes) {
      _ = try NPYArray($0, named: "x").matrix
    },
    Reader(name: "word2vec text", file: Array("3 2\nthe 0.5 -1e-3\nof 1 2.25\nand -0.125 3\n".utf8)) {
      _ = try WordVectorFile($0, named: "x")
    },
    Reader(
      name: "word2vec binary",
      file: Array("2 2\nthe ".utf8) + [0, 0, 0, 63, 0, 0, 128, 191, 10] + Array("of ".utf8)
        + [1, 2, 3, 4, 0, 0, 64, 64, 10]
    ) {
      _ = try WordVectorFile($0, named: "x", format: .binary)
    },
  ]

  @Test(arguments: readers)
  func `Whatever the bytes, a reader answers or refuses`(reader: Reader) throws {
    let environment = ProcessInfo.processInfo.environment
    if let name = environment["FUZZ_READER"], name != reader.name { return }
    let count = environment["FUZZ"].flatMap(Int.init) ?? 20_000
    var generator = SeededGenerator(seed: environment["FUZZ_SEED"].flatMap(UInt64.init) ?? 1)
    var accepted = 0
    for _ in 0..<count {
      let bytes = mutated(reader.file, using: &generator)
      do {
        try reader.read(bytes)
        accepted += 1
      } catch let error as UserError {
        #expect(!error.description.isEmpty)
      }
    }
    // Some mutations only touch values, so a reader that refuses all, or takes all, is not being tested
    #expect(accepted > 0 && accepted < count)
  }

  struct Reader: Sendable, CustomTestStringConvertible {
    let name: String
    let file: [UInt8]
    let read: @Sendable ([UInt8]) throws -> Void
    var testDescription: String { name }
  }

  /// The file with one to four changes.
  private func mutated(_ file: [UInt8], using generator: inout SeededGenerator) -> [UInt8] {
    var bytes = file
    for _ in 0...generator.index(below: 4) {
      let place = generator.index(below: bytes.count + 1)
      let length = min(1 + generator.index(below: 8), bytes.count - place)
      switch generator.index(below: 6) {
      case 0 where place < bytes.count: bytes[place] ^= 1 << UInt8(generator.index(below: 8))
      case 1 where place < bytes.count: bytes[place] = UInt8(generator.index(below: 256))
      case 2: bytes.removeSubrange(place..<place + length)
      case 3: bytes.insert(contentsOf: bytes[place..<place + length], at: place)
      case 4: bytes.insert(interesting[generator.index(below: interesting.count)], at: place)
      default:
        if place < bytes.count { bytes[place] = interesting[generator.index(below: interesting.count)] }
      }
    }
    return bytes
  }

  /// Bytes that mean something to one reader or another.
  private let interesting: [UInt8] = [0, 1, 0x7F, 0x80, 0xFF] + Array("\"{}[],:.-+e09\n\r\t ".utf8)
}
