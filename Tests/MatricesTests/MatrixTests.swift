import Matrices
import Testing

@Suite struct MatrixTests {
  @Test func `A literal holds its rows one after the other`() {
    let X: Matrix = [[1, 2, 3], [4, 5, 6]]
    #expect(X.rows == 2 && X.columns == 3)
    #expect(X.values == [1, 2, 3, 4, 5, 6])
    #expect(X[1, 0] == 4)
    #expect(X == Matrix(rows: 2, columns: 3, values: [1, 2, 3, 4, 5, 6]))
    #expect(X == Matrix([[1, 2, 3], [4, 5, 6]]))
  }

  @Test func `Zeros, repeated numbers, one row and one column have the shapes they say`() {
    #expect(Matrix(rows: 2, columns: 3).values == [0, 0, 0, 0, 0, 0])
    #expect(Matrix(repeating: 7, rows: 1, columns: 2).values == [7, 7])
    #expect(Matrix(column: [1, 2]) == [[1], [2]])
    let empty: Matrix = []
    #expect(empty.rows == 0 && empty.columns == 0 && empty.values.isEmpty)
  }

  @Test func `An entry can be set and changes no other`() {
    var X = Matrix(rows: 3, columns: 4)
    X[1, 2] = 5
    #expect(X.values.enumerated().allSatisfy { $0.element == ($0.offset == 6 ? 5 : 0) })
  }

  @Test func `Rows and columns are taken out in the order asked for`() {
    let X: Matrix = [[1, 2], [3, 4], [5, 6]]
    #expect(Array(X[row: 1]) == [3, 4])
    #expect(X.column(1) == [2, 4, 6])
    #expect(X.rows(1..<3) == [[3, 4], [5, 6]])
    #expect(Matrix(X[rows: 1..<3]) == [[3, 4], [5, 6]])
    #expect(X.rows(1..<1).rows == 0)
    #expect(X.rows([2, 0, 2]) == [[5, 6], [1, 2], [5, 6]])
  }

  @Test(arguments: [0, 1, 15, 16, 17, 33], [0, 1, 15, 16, 17, 33])
  func `The transpose has rows for columns`(rows: Int, columns: Int) {
    let X = numbered(rows, columns)
    let T = Matrix(X.transposed)
    #expect(T.rows == columns && T.columns == rows)
    for i in 0..<rows {
      for j in 0..<columns { #expect(T[j, i] == Float(i * columns + j)) }
    }
  }

  @Test func `A map keeps the shape`() {
    #expect(([[1, -2], [3, -4]] as Matrix).map { $0 * $0 } == [[1, 4], [9, 16]])
  }

  @Test func `Random matrices follow from the seed and keep their bounds`() {
    var generator = SeededGenerator(seed: 3)
    let U = Matrix(rows: 40, columns: 50).map { _ in generator.uniform(in: -2..<3) }
    #expect(U.values.allSatisfy { (-2..<3).contains($0) })
    #expect(abs(U.sum() / 2000 - 0.5) < 0.1)
    let N = Matrix(rows: 40, columns: 50).map { _ in 0.1 * generator.normal() }
    #expect(abs(N.sum() / 2000) < 0.01)
    #expect(abs((N * N).sum() / 2000 - 0.01) < 0.001)
    var again = SeededGenerator(seed: 3)
    #expect(Matrix(rows: 40, columns: 50).map { _ in again.uniform(in: -2..<3) } == U)
  }
}

/// The matrix 0, 1, 2, … row after row.
private func numbered(_ rows: Int, _ columns: Int) -> Matrix {
  Matrix(rows: rows, columns: columns, values: (0..<rows * columns).map(Float.init))
}
