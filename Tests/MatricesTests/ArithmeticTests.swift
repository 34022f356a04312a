import Matrices
import Testing

@Suite struct ArithmeticTests {
  static let sizes = [0, 1, 15, 16, 17, 33]

  @Test(arguments: sizes, sizes)
  func `Each operation works entry by entry, with a whole matrix or a row`(rows: Int, columns: Int) {
    var generator = SeededGenerator(seed: UInt64(rows * 100 + columns))
    let X = Matrix(rows: rows, columns: columns).map { _ in generator.uniform(in: 1..<2) }
    let Y = Matrix(rows: rows, columns: columns).map { _ in generator.uniform(in: 1..<2) }
    let row = Matrix(rows: 1, columns: columns).map { _ in generator.uniform(in: 1..<2) }
    #expect((X + row).columns == columns)  // also of none
    for i in 0..<rows {
      for j in 0..<columns {
        let (x, y, r) = (X[i, j], Y[i, j], row[0, j])
        #expect((X + Y)[i, j] == x + y && (X - Y)[i, j] == x - y)
        #expect((X * Y)[i, j] == x * y)
        #expect((X + row)[i, j] == x + r && (X - row)[i, j] == x - r)
        #expect((X * row)[i, j] == x * r)
        #expect((X / 3)[i, j] == x / 3)
      }
    }
  }

  @Test func `The operations in place do what the others do`() {
    let X: Matrix = [[1, 2], [3, 4]]
    let Y: Matrix = [[5, 6], [7, 8]]
    var Z = X
    Z += Y
    #expect(Z == X + Y)
    Z = X
    Z.add(-0.5, times: Y)
    #expect(Z == [[-1.5, -1], [-0.5, 0]])
  }

  @Test(arguments: sizes, sizes)
  func `Sums run over all and over columns`(rows: Int, columns: Int) {
    // Whole numbers, so that every order of adding gives the same
    let X = Matrix(rows: rows, columns: columns, values: (0..<rows * columns).map { Float($0 % 7) })
    let sums = (0..<columns).map { j in (0..<rows).map { X[$0, j] }.reduce(0, +) }
    #expect(X.sum() == sums.reduce(0, +))
    #expect(X.columnSums() == Matrix([sums]))
  }

  @Test func `A sum is of sixteen running sums, also with the smallest whole number of strips`() {
    // In one running sum the ones would be lost beside 1e8
    var X = Matrix(repeating: 1, rows: 2, columns: 16)
    (X[0, 0], X[1, 0]) = (1e8, -1e8)
    #expect(X.sum() == 30)
  }

  @Test func `The largest entry of a row is found, the first of equals`() {
    let X: Matrix = [[1, 3, 2], [-1, -3, -2], [5, 5, 5], [-.infinity, 0, .infinity]]
    #expect(X.argmax() == [1, 0, 0, 2])
    #expect(Matrix(rows: 0, columns: 0).argmax().isEmpty)
    for width in [1, 15, 16, 17, 33] {
      for best in 0..<width {
        var row = Matrix(rows: 1, columns: width)
        row[0, best] = 1
        #expect(row.argmax() == [best])
      }
    }
  }

  @Test func `Lanes are summed halves first`() {
    var lanes = SIMD16<Float>()
    for i in 0..<16 { lanes[i] = Float(i) }
    #expect(lanes.sumOfLanes() == 120)
    // 2²⁴ + 1 + 1 is 2²⁴ from the left and 2²⁴ + 2 when the ones meet first
    lanes = .zero
    (lanes[0], lanes[1], lanes[9]) = (0x1p24, 1, 1)
    #expect(lanes.sumOfLanes() == 0x1p24 + 2)
  }
}
