import Formats
import Support
import Testing

@Suite struct IDXTests {
  /// Header of an array of unsigned bytes.
  func header(_ dimensions: [UInt32], type: UInt8 = 8) -> [UInt8] {
    [0, 0, type, UInt8(dimensions.count)]
      + dimensions.flatMap { d in [24, 16, 8, 0].map { UInt8(d >> $0 & 0xFF) } }
  }

  /// The sentence with which a file is refused, from behind its name.
  func refusal(_ content: [UInt8], rank: Int) throws -> String {
    var sentence = ""
    try withTemporaryFolder { folder in
      let path = try write(content, folder + "/a.idx")
      let error = try #require(throws: UserError.self) { try IDXArray(file: path, rank: rank) }
      #expect(error.description.hasPrefix(path))
      sentence = String(error.description.dropFirst(path.count))
    }
    return sentence
  }

  @Test func `Dimensions and values are read`() throws {
    try withTemporaryFolder { folder in
      let path = try write(header([2, 1, 3]) + [1, 2, 3, 250, 251, 252], folder + "/a.idx")
      let array = try IDXArray(file: path, rank: 3)
      #expect(array.dimensions == [2, 1, 3])
      #expect(array.bytes == [1, 2, 3, 250, 251, 252])
      let long = try write(header([258]) + [UInt8](repeating: 7, count: 258), folder + "/b.idx")
      #expect(try IDXArray(file: long, rank: 1).dimensions == [258])
    }
  }

  @Test func `A short file is refused`() throws {
    #expect(
      try refusal(header([2, 2, 2]) + [1, 2, 3], rank: 3)
        == " ends after 19 bytes: 3 values where 2 × 2 × 2 need 8")
    #expect(try refusal(header([1]), rank: 1) == " ends after 8 bytes: 0 values where 1 need 1")
  }

  @Test func `A file that ends in its header is refused`() throws {
    #expect(try refusal([], rank: 3) == " ends after 0 bytes, inside its magic number of 4 bytes")
    #expect(try refusal([0, 0, 8], rank: 3) == " ends after 3 bytes, inside its magic number of 4 bytes")
    #expect(
      try refusal(Array(header([2, 2, 2])[..<15]), rank: 3)
        == " ends after 15 bytes, inside its header of 16 bytes")
  }

  @Test func `A long file is refused`() throws {
    #expect(
      try refusal(header([1, 2, 2]) + [1, 2, 3, 4, 5, 6], rank: 3)
        == ", byte 20: 2 bytes left over after 1 × 2 × 2 values")
  }

  @Test func `A wrong magic number is refused`() throws {
    #expect(
      try refusal([0x1F, 0x8B, 8, 0, 0], rank: 3)
        == ", byte 0: found the magic number 0x1F8B0800, expected 0x00000803")
    #expect(
      try refusal(header([1], type: 0x0D) + [1], rank: 1)
        == ", byte 0: found the magic number 0x00000D01, expected 0x00000801")
  }

  @Test func `A wrong count of dimensions is refused`() throws {
    #expect(
      try refusal(header([1]) + [1], rank: 3)
        == ", byte 0: found the magic number 0x00000801, expected 0x00000803: 1 dimension where 3 are expected"
    )
    #expect(
      try refusal(header([1, 1, 1]) + [1], rank: 1)
        == ", byte 0: found the magic number 0x00000803, expected 0x00000801: 3 dimensions where 1 is expected"
    )
  }

  @Test func `A dimension of zero is refused`() throws {
    #expect(try refusal(header([0]), rank: 1) == ", byte 4: dimension 1 is 0, expected at least 1")
    #expect(
      try refusal(header([5, 28, 0]), rank: 3) == ", byte 12: dimension 3 is 0, expected at least 1")
  }

  @Test func `Gigantic dimensions are refused`() throws {
    let most = UInt32.max
    #expect(
      try refusal(header([most, most, most]) + [1], rank: 3)
        == ", byte 4: found the dimensions 4294967295 × 4294967295 × 4294967295, "
        + "more values than a file can hold")
    #expect(
      try refusal(header([most]) + [1], rank: 1)
        == " ends after 9 bytes: 1 values where 4294967295 need 4294967295")
    #expect(
      try refusal(header([1 << 31, 1 << 31, 1]) + [1], rank: 3)
        == " ends after 17 bytes: 1 values where 2147483648 × 2147483648 × 1 need 4611686018427387904")
  }
}
