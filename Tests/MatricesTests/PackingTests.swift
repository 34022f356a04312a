import Testing

@testable import Matrices

@Suite struct PackingTests {
  @Test(arguments: [1, 5, 15, 16, 17, 31, 32], [1, 15, 16, 17, 40])
  func `A panel holds its columns, zeros or the last one besides, and what lies around it stays`(
    width: Int, depth: Int
  ) {
    let panelRow = width > 16 ? 32 : 16
    let B = Matrix(rows: depth, columns: width, values: (1...depth * width).map(Float.init))
    let around = [Float](repeating: -1, count: 2 * panelRow)
    for view in [B.view, Matrix(B.transposed).transposed] {
      var memory = [Float](repeating: -1, count: (depth + 4) * panelRow)
      memory.withUnsafeMutableBufferPointer { memory in
        view.withOperand {
          pack($0, depth: depth, width: width, into: memory.baseAddress! + 2 * panelRow)
        }
      }
      #expect(memory.prefix(2 * panelRow) == around[...] && memory.suffix(2 * panelRow) == around[...])
      for k in 0..<depth {
        let row = memory[(k + 2) * panelRow..<(k + 3) * panelRow]
        #expect(row.prefix(width) == B[row: k])
        #expect(row.dropFirst(width).allSatisfy { $0 == 0 || $0 == B[k, width - 1] })
      }
    }
  }

  @Test(arguments: 0...65)
  func `A rectangle is copied to its last column and no further`(columns: Int) {
    let source = (1...3 * 70).map(Float.init)
    var target = [Float](repeating: -1, count: 5 * 80)
    target.withUnsafeMutableBufferPointer { target in
      source.withUnsafeBufferPointer { source in
        copy(
          source.baseAddress!, rowStride: 70, to: target.baseAddress! + 80, rowStride: 80, rows: 3,
          columns: columns)
      }
    }
    for row in 0..<5 {
      for column in 0..<80 {
        let copied = (1...3).contains(row) && column < columns
        #expect(target[row * 80 + column] == (copied ? source[(row - 1) * 70 + column] : -1))
      }
    }
  }

  @Test(arguments: [1, 31, 32, 33, 64, 65], [255, 256, 257, 600])
  func `A packed factor of any width and depth gives the bits of the factor`(width: Int, depth: Int) {
    let A = Matrix(rows: 3, columns: depth, values: (0..<3 * depth).map { Float($0 * 13 % 29) - 14.3 })
    let B = Matrix(rows: depth, columns: width, values: (0..<depth * width).map { Float($0 * 7 % 31) - 15.7 })
    #expect(A.times(B.view.packed()) == A.times(B))
  }

  /// So deep that what lies past the end of the memory is not ours.
  @Test func `A packed factor of forty thousand rows keeps to its memory`() {
    let A = Matrix(rows: 2, columns: 40_000, values: (0..<80_000).map { Float($0 % 7) - 3 })
    let B = Matrix(rows: 40_000, columns: 32, values: (0..<1_280_000).map { Float($0 % 11) - 5 })
    #expect(A.times(B.view.packed()) == A.times(B))
  }
}
