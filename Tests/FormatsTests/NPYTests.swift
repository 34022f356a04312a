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
    ("{'descr': '<i2', 'fortran_order': False, 'shape': (2, 3), }", "the type <i2, expected one of <f4, <f8"),
    ("{'descr': '>f4', 'fortran_order': False, 'shape': (2, 3), }", "the type >f4, expected one of <f4, <f8"),
    ("{'descr': '<f4', 'fortran_order': True, 'shape': (2, 3), }", "Fortran order"),
    ("{'descr': '<f4', 'fortran_order': False, 'shape': (), }", "the shape (), expected one to four"),
    ("{'descr': '<f4', 'fortran_order': False, 'shape': (1, 1, 1, 2, 3), }", "(1, 1, 1, 2, 3), expected one"),
    ("{'descr': '<f4', 'fortran_order': False, 'shape': (-2, 3), }", "the shape (-2, 3), expected one"),
    ("{'descr': '<f4', 'fortran_order': False, 'shape': (2, 4), }", "24 bytes of values, 2 × 4 of 4 bytes"),
    ("{'descr': '<f4', 'fortran_order': False, 'shape': (9999999999, 9999999999), }", "24 bytes of values"),
    ("{'descr': '<f4', 'shape': (2, 3), }", "no fortran_order"),
    ("nonsense", "no descr"),
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
