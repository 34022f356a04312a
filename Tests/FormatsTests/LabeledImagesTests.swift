import Formats
import Matrices
import Support
import Testing

@Suite struct LabeledImagesTests {
  /// Three images of 1 × 2 pixels, which show 3, 0 and 9.
  let images: [UInt8] = [0, 0, 8, 3, 0, 0, 0, 3, 0, 0, 0, 1, 0, 0, 0, 2, 0, 255, 51, 102, 153, 204]
  let labels: [UInt8] = [0, 0, 8, 1, 0, 0, 0, 3, 3, 0, 9]

  @Test func `Images and labels are read and scaled`() throws {
    try withTemporaryFolder { folder in
      let three = try LabeledImages(
        images: write(images, folder + "/i"), labels: write(labels, folder + "/l"))
      #expect((three.count, three.rows, three.columns) == (3, 1, 2))
      #expect(three.labels == [3, 0, 9])
      #expect(three.matrix() == Matrix(rows: 3, columns: 2, values: [0, 1, 0.2, 0.4, 0.6, 0.8]))
    }
  }

  @Test func `A subset has the chosen images in the chosen order`() throws {
    try withTemporaryFolder { folder in
      let three = try LabeledImages(
        images: write(images, folder + "/i"), labels: write(labels, folder + "/l"))
      let chosen = three.subset([2, 0, 2])
      #expect(chosen.labels == [9, 3, 9])
      #expect(chosen.images == [153, 204, 0, 255, 153, 204])
      #expect(three.subset([]).count == 0)
    }
  }

  @Test func `Counts that differ are refused`() throws {
    try withTemporaryFolder { folder in
      let i = try write(images, folder + "/i")
      let l = try write([0, 0, 8, 1, 0, 0, 0, 2, 3, 0], folder + "/l")
      #expect(throws: UserError("\(i) holds 3 images, but \(l) holds 2 labels")) {
        try LabeledImages(images: i, labels: l)
      }
    }
  }

  @Test func `A label above 9 is refused`() throws {
    try withTemporaryFolder { folder in
      let i = try write(images, folder + "/i")
      let l = try write(Array(labels.dropLast()) + [10], folder + "/l")
      #expect(throws: UserError("\(l), label 2: found 10, expected 0 to 9")) {
        try LabeledImages(images: i, labels: l)
      }
    }
  }

  @Test func `Images and labels in each other's place are refused`() throws {
    try withTemporaryFolder { folder in
      let i = try write(images, folder + "/i")
      let l = try write(labels, folder + "/l")
      let error = try #require(throws: UserError.self) { try LabeledImages(images: l, labels: i) }
      #expect(error.description.contains("found the magic number 0x00000801, expected 0x00000803"))
    }
  }

  @Test(arguments: ["", "mnist/"], ["", ".gz"])
  func `The full MNIST is found in the folder given or its subfolder`(sub: String, end: String) throws {
    try withTemporaryFolder { folder in
      if !sub.isEmpty { try makeFolder(folder + "/mnist") }
      let pictures =
        [0, 0, 8, 3, 0, 0, 0, 3, 0, 0, 0, 28, 0, 0, 0, 28] + [UInt8](repeating: 7, count: 3 * 784)
      try write(packed(pictures, end), folder + "/\(sub)t10k-images-idx3-ubyte\(end)")
      try write(packed(labels, end), folder + "/\(sub)t10k-labels-idx1-ubyte\(end)")
      #expect(try LabeledImages.mnist(.test, in: folder).labels == [3, 0, 9])
      #expect(
        throws: UserError(
          "found no file train-images-idx3-ubyte.gz in \(folder); the script Data/download fetches it")
      ) { try LabeledImages.mnist(.training, in: folder) }
    }
  }

  @Test func `Digits of another size are refused before they are learned from`() throws {
    try withTemporaryFolder { folder in
      let file = try write(images, folder + "/t10k-images-idx3-ubyte")
      try write(labels, folder + "/t10k-labels-idx1-ubyte")
      #expect(throws: UserError("\(file): found images of 1 × 2 pixels, expected 28 × 28")) {
        try LabeledImages.mnist(.test, in: folder)
      }
    }
  }

  /// The content as a gzip stream of one stored block, or as it is.
  func packed(_ content: [UInt8], _ end: String) -> [UInt8] {
    if end.isEmpty { return content }
    var crc: UInt32 = .max
    for byte in content {
      crc ^= UInt32(byte)
      for _ in 0..<8 { crc = crc & 1 == 1 ? crc >> 1 ^ 0xEDB8_8320 : crc >> 1 }
    }
    func littleEndian(_ number: UInt32) -> [UInt8] { [0, 8, 16, 24].map { UInt8(number >> $0 & 0xFF) } }
    let n = UInt32(content.count)
    return [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3, 1] + littleEndian(n | ~n << 16) + content
      + littleEndian(~crc) + littleEndian(n)
  }
}
