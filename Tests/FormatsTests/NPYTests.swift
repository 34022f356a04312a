import Matrices
import Support
import Testing

@testable import Formats

/// The expected bytes are what numpy.save of NumPy 2 writes.
@Suite struct NPYTests {
  /// 128 bytes: magic, version, length 118, the dictionary, spaces, a line's end.
  private func header(_ dictionary: String) -> [UInt8] {
    let spaces = String(repeating: " ", count: 117 - dictionary.utf8.count)
    return [0x93] + Array("NUMPY".utf8) + [1, 0, 118, 0] + Array((dictionary + spaces + "\n").utf8)
  }

  private func data(_ hexadecimal: String) -> [UInt8] {
    stride(from: 0, to: hexadecimal.count, by: 2).map { start in
      let from = hexadecimal.index(hexadecimal.startIndex, offsetBy: start)
      return UInt8(hexadecimal[from..<hexadecimal.index(from, offsetBy: 2)], radix: 16) ?? 0
    }
  }

  private var matrixFile: [UInt8] {
    header("{'descr': '<f4', 'fortran_order': False, 'shape': (2, 3), }")
      + data("0000c03f000000c000004040cdcccc3dc21601000000807f")
  }
  private let matrix: Matrix = [[1.5, -2, 3], [0.1, Float(bitPattern: 0x0001_16C2), .infinity]]

  @Test func `A matrix becomes the bytes of NumPy and comes back`() throws {
    #expect(NPYArray(matrix).bytes == matrixFile)
    let read = try NPYArray(matrixFile, named: "a.npy")
    #expect(read.shape == [2, 3] && read.matrix == matrix)
  }

  @Test func `A row of float64 becomes the bytes of NumPy and comes back`() throws {
    let array = NPYArray(shape: [2], values: .float64([1.5, -0.1]))
    let file =
      header("{'descr': '<f8', 'fortran_order': False, 'shape': (2,), }")
      + data("000000000000f83f9a9999999999b9bf")
    #expect(array.bytes == file)
    let read = try NPYArray(file, named: "b.npy")
    #expect(read == array && read.matrix == [[1.5, -0.1]])
  }

  @Test
  func `Three dimensions become the bytes of NumPy, and a matrix with a row for each entry of the first`()
    throws
  {
    let array = NPYArray(shape: [2, 1, 2], values: .float32([1.5, -2, 3, 0.5]))
    let file =
      header("{'descr': '<f4', 'fortran_order': False, 'shape': (2, 1, 2), }")
      + data("0000c03f000000c0000040400000003f")
    #expect(array.bytes == file)
    #expect(try NPYArray(file, named: "d.npy") == array && array.matrix == [[1.5, -2], [3, 0.5]])
  }

  @Test(
    arguments: [
      ("<i8", "0500000000000000ffffffffffffffff", [5, -1]), ("<i4", "05000000feffffff", [5, -2]),
      ("|u1", "05ff", [5, 255]),
    ] as [(String, String, [Int64])])
  func `Whole numbers are read`(type: String, bytes: String, expected: [Int64]) throws {
    let file = header("{'descr': '\(type)', 'fortran_order': False, 'shape': (2,), }") + data(bytes)
    let read = try NPYArray(file, named: "e.npy")
    #expect(read.values == .int64(expected) && read.floats == expected.map { Float($0) })
    if type == "<i8" { #expect(read.bytes == file) }
  }

  @Test func `An array without values has its shape`() throws {
    let file = header("{'descr': '<f4', 'fortran_order': False, 'shape': (0, 7), }")
    #expect(try NPYArray(file, named: "c.npy").matrix == Matrix(rows: 0, columns: 7))
    #expect(NPYArray(Matrix(rows: 0, columns: 7)).bytes == file)
  }

  @Test func `A file goes through the disk`() throws {
    try withTemporaryFolder { folder in
      try NPYArray(matrix).write(to: folder + "/weights.npy")
      #expect(try bytes(folder + "/weights.npy") == matrixFile)
      #expect(try NPYArray(file: folder + "/weights.npy").matrix == matrix)
    }
  }

  @Test(arguments: [
    ("{'descr': '<c8', 'fortran_order': False, 'shape': (2, 3), }", "the type <c8, expected one of <f2, <f4"),
    ("{'descr': '>f4', 'fortran_order': False, 'shape': (2, 3), }", "the type >f4, expected one of <f2, <f4"),
    ("{'descr': '<f4', 'fortran_order': Maybe, 'shape': (2, 3), }", "the fortran_order Maybe"),
    ("{'descr': '<f4', 'fortran_order': False, 'shape': (), }", "the shape (), expected one to four"),
    ("{'descr': '<f4', 'fortran_order': False, 'shape': (1, 1, 1, 2, 3), }", "(1, 1, 1, 2, 3), expected one"),
    ("{'descr': '<f4', 'fortran_order': False, 'shape': (-2, 3), }", "the shape (-2, 3), expected one"),
    ("{'descr': '<f4', 'fortran_order': False, 'shape': (2, 4), }", "24 bytes of values, 2 × 4 of 4 bytes"),
    (
      "{'descr': '<f4', 'fortran_order': False, 'shape': (9999999999, 9999999999), }",
      "more than any file holds"
    ),
    ("{'descr': '<f4', 'shape': (2, 3), }", "no fortran_order"),
    ("nonsense", "no descr"),
    (
      "{'descr': '<f4', 'fortran_order': False, 'fortran_order': True, 'shape': (2, 3), }",
      "found 2 entries fortran_order in the header, expected one"
    ),
  ])
  func `What is not read says why`(dictionary: String, words: String) {
    let file = header(dictionary) + matrixFile.suffix(24)
    let error = #expect(throws: UserError.self) { try NPYArray(file, named: "x.npy") }
    #expect(error?.description.contains("x.npy") == true)
    #expect(error?.description.contains(words) == true, "\(error?.description ?? "")")
  }

  @Test func `Examples of another width and numbers that are not finite are refused`() throws {
    try withTemporaryFolder { folder in
      let path = folder + "/x.npy"
      try NPYArray(matrix).write(to: path)
      #expect(throws: UserError("\(path): found examples of 3 numbers, expected 4")) {
        try NPYArray.examples(file: path, inputs: 4)
      }
      #expect(throws: UserError("\(path), value 5: found inf, expected a finite number")) {
        try NPYArray.examples(file: path, inputs: 3)
      }
      try NPYArray(shape: [2, 1, 2], values: .int64([1, 2, 3, 4])).write(to: path)
      #expect(try NPYArray.examples(file: path, inputs: 2) == [[1, 2], [3, 4]])
    }
  }

  @Test(arguments: [0, 5, 7, 9, 60, 130, 151])
  func `A short file is refused`(count: Int) {
    #expect(throws: UserError.self) { try NPYArray(Array(matrixFile.prefix(count)), named: "x.npy") }
  }

  @Test func `Bytes left over and another version are refused`() {
    #expect(throws: UserError.self) { try NPYArray(matrixFile + [0], named: "x.npy") }
    var file = matrixFile
    file[6] = 2
    let error = #expect(throws: UserError.self) { try NPYArray(file, named: "x.npy") }
    #expect(error?.description == "x.npy, byte 6: found version 2.0, expected 1.0")
  }
}

@Suite struct EveryNPYTests {
  private func file(_ type: String, order: String = "False", shape: String, _ data: [UInt8]) -> [UInt8] {
    let header = "{'descr': '\(type)', 'fortran_order': \(order), 'shape': (\(shape)), }\n"
    return [0x93] + Array("NUMPY".utf8) + [1, 0, UInt8(header.utf8.count), 0] + header.utf8 + data
  }

  @Test(arguments: [
    ("<f2", [0x00, 0x3C, 0x00, 0xC0] as [UInt8], [1, -2] as [Float]),
    ("<i2", [0xFF, 0xFF, 0x00, 0x01], [-1, 256]),
    ("|i1", [0xFF, 0x7F], [-1, 127]),
    ("<u2", [0xFF, 0xFF, 0x01, 0x00], [65535, 1]),
    ("<u4", [0xFF, 0, 0, 0, 0, 0, 1, 0], [255, 65536]),
    ("|b1", [0, 1], [0, 1]),
  ])
  func `Every type is read as NumPy means it`(type: String, data: [UInt8], expected: [Float]) throws {
    #expect(try NPYArray(file(type, shape: "2,", data), named: "t").floats == expected)
  }

  @Test func `Columns first, the numbers stand where NumPy shows them`() throws {
    let array = try NPYArray(file("|u1", order: "True", shape: "2, 3", [1, 4, 2, 5, 3, 6]), named: "t")
    #expect(array.matrix == Matrix(rows: 2, columns: 3, values: [1, 2, 3, 4, 5, 6]))
    let deep = try NPYArray(file("|u1", order: "True", shape: "2, 1, 2", [1, 3, 2, 4]), named: "t")
    #expect(deep.floats == [1, 2, 3, 4])
  }

  @Test func `An absurd shape is refused, with a dimension of 0 too`() {
    for first in [0, 3] {
      let shape = "\(first), 9223372036854775807, 9"
      let sentence =
        "t, byte 10: found the shape \(first) × 9223372036854775807 × 9, more than any file holds"
      #expect(throws: UserError(sentence)) { try NPYArray(file("<f4", shape: shape, []), named: "t") }
    }
  }

  @Test func `Ids may be floats, if they are whole`() throws {
    #expect(try NPYArray(shape: [2], values: .float32([3, 7])).wholeNumbers(named: "t") == [3, 7])
    #expect(throws: UserError("t, value 1: found 0.5, expected a whole number")) {
      try NPYArray(shape: [2], values: .float32([3, 0.5])).wholeNumbers(named: "t")
    }
  }

  @Test func `A picture of another shape is no row of as many numbers`() throws {
    try withTemporaryFolder { folder in
      let path = folder + "/x.npy"
      for shape in [[2, 16], [2, 4, 4], [2, 1, 4, 4], [16]] {
        try NPYArray(shape: shape, values: .float32(.init(repeating: 1, count: shape.reduce(1, *)))).write(
          to: path)
        #expect(try NPYArray.examples(file: path, inputs: 16).columns == 16)
      }
      try NPYArray(shape: [2, 2, 2, 4], values: .float32(.init(repeating: 1, count: 32))).write(to: path)
      #expect(throws: UserError("\(path): found the shape 2 × 2 × 2 × 4, expected examples × 16")) {
        try NPYArray.examples(file: path, inputs: 16)
      }
    }
  }
}
