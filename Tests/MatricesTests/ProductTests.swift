import Matrices
import Testing

@Suite struct ProductTests {
  static let sizes = [0, 1, 2, 3, 5, 8, 15, 16, 17, 33]

  @Test func `The decks' worked products come out`() {
    // Deep Learning Basics: f = (1, 2), W, b give 11.5 and 9.3
    let c = ([[1, 2]] as Matrix).times([[3, 7], [4, 1]] as Matrix) + [[0.5, 0.3]]
    #expect(c == [[11.5, 9.3]])
    let longer = ([[1, 2, 3]] as Matrix).times([[3, 7], [4, 1], [1, 2]] as Matrix) + [[0.5, 0.3]]
    #expect(longer == [[14.5, 15.3]])
    #expect(longer.argmax() == [1])
    // Intro to Deep Learning, "Matrix Multiplication", left to the reader
    let product = ([[1, 2, 1], [0, 1, 0], [2, 3, 4]] as Matrix).times([[2, 5], [6, 7], [1, 8]] as Matrix)
    #expect(product == [[15, 27], [6, 7], [26, 63]])
  }

  @Test func `The plain loops are the definition`() {
    let X: Matrix = [[1, 2], [3, 4], [5, 6]]
    let W: Matrix = [[1, 0, 2], [-1, 3, 1]]
    #expect(plainProduct(X, W) == [[-1, 6, 4], [-1, 12, 10], [-1, 18, 16]])
    #expect(plainProduct(transposed: X, X) == [[35, 44], [44, 56]])
    #expect(plainProduct(X, transposed: X) == [[5, 11, 17], [11, 25, 39], [17, 39, 61]])
  }

  @Test(arguments: sizes, sizes)
  func `All three products equal the plain loops to the bit`(rows: Int, columns: Int) {
    for depth in Self.sizes + [300] {
      let (X, W, D) = randomMatrices(rows, depth, columns)
      #expect(X.times(W) == plainProduct(X, W), "\(rows) × \(depth) × \(columns)")
      #expect(X.transposed.times(D) == plainProduct(transposed: X, D), "\(rows) × \(depth) × \(columns)")
      #expect(D.times(W.transposed) == plainProduct(D, transposed: W), "\(rows) × \(depth) × \(columns)")
    }
  }

  @Test(arguments: [
    (64, 784, 100), (64, 100, 10), (300, 2, 100), (300, 100, 3), (33, 600, 129), (1, 784, 100),
  ])
  func `The chapters' own shapes equal the plain loops to the bit`(rows: Int, depth: Int, columns: Int) {
    let (X, W, D) = randomMatrices(rows, depth, columns)
    #expect(X.times(W) == plainProduct(X, W))
    #expect(X.transposed.times(D) == plainProduct(transposed: X, D))
    #expect(D.times(W.transposed) == plainProduct(D, transposed: W))
  }

  @Test(arguments: [1, 3, 15, 16, 17, 40], [1, 4, 5, 16, 33, 42, 70])
  func `Accumulating goes on from what is there`(rows: Int, columns: Int) {
    for depth in [1, 7, 257, 600] {
      let (X, W, D) = randomMatrices(rows, depth, columns)
      var Z = D
      Z.assign(X, times: W, adding: true)
      var dW = W
      dW.assign(X.transposed, times: D, adding: true)
      var dX = X
      dX.assign(D, times: W.transposed, adding: true)
      // The chain of multiply-adds starts at the entry that is there
      #expect(Z == chained(D, X, W))
      #expect(dW == chained(W, Matrix(X.transposed), D))
      #expect(dX == chained(X, D, Matrix(W.transposed)))
    }
  }

  @Test func `Assigning overwrites, also what was not a number`() {
    let (X, W, D) = randomMatrices(5, 0, 4)
    var Z = Matrix(repeating: .nan, rows: 5, columns: 4)
    Z.assign(X, times: W)
    #expect(Z == Matrix(rows: 5, columns: 4))
    Z = D
    Z.assign(X, times: W, adding: true)
    #expect(Z == D)
  }

  @Test func `A product may be written over one of its factors`() {
    let (X, W, _) = randomMatrices(9, 9, 9)
    var Z = X
    Z.assign(Z, times: W)
    #expect(Z == plainProduct(X, W))
  }

  @Test func `A matrix times a vector is its product with one column`() {
    let X: Matrix = [[1, 2], [3, 4], [5, 6]]
    #expect(X.times(Matrix(column: [10, 1])).values == [12, 34, 56])
  }

  @Test func `What is not finite stays so and stays in its place`() {
    var (X, W, _) = randomMatrices(20, 20, 20)
    X[3, 4] = .infinity
    W[7, 18] = .nan
    let Z = X.times(W)
    for i in 0..<20 {
      for j in 0..<20 { #expect(Z[i, j].isFinite == (i != 3 && j != 18)) }
    }
  }

  @Test func `Rows taken apart give the bits of all rows together`() {
    let (X, W, _) = randomMatrices(64, 100, 37)
    let parts = [0..<1, 1..<30, 30..<64].map { X.rows($0).times(W).values }
    #expect(X.times(W).values == Array(parts.joined()))
  }
}

/// X: rows × depth, W: depth × columns, D: rows × columns.
private func randomMatrices(_ rows: Int, _ depth: Int, _ columns: Int) -> (X: Matrix, W: Matrix, D: Matrix) {
  var generator = SeededGenerator(seed: UInt64(rows * 10_000 + depth * 100 + columns))
  return (
    Matrix(rows: rows, columns: depth).map { _ in generator.uniform(in: -1..<1) },
    Matrix(rows: depth, columns: columns).map { _ in generator.uniform(in: -1..<1) },
    Matrix(rows: rows, columns: columns).map { _ in generator.uniform(in: -1..<1) }
  )
}

/// Z + X · W by plain loops that start at z.
private func chained(_ Z: Matrix, _ X: Matrix, _ W: Matrix) -> Matrix {
  var sums = Z
  for i in 0..<Z.rows {
    for j in 0..<Z.columns {
      for k in 0..<X.columns { sums[i, j] = sums[i, j].addingProduct(X[i, k], W[k, j]) }
    }
  }
  return sums
}

@Suite struct SharedProductTests {
  @Test(arguments: [1, 2, 3, 7], [9, 48, 57, 150])
  func `A product by several threads has the bits of a product by one`(threads: Int, rows: Int) {
    let team = Team(count: threads)
    var generator = SeededGenerator(seed: UInt64(rows))
    func matrix(_ rows: Int, _ columns: Int) -> Matrix {
      Matrix(rows: rows, columns: columns).map { _ in generator.normal() }
    }
    let (X, W, D) = (matrix(rows, 300), matrix(300, 35), matrix(rows, 35))
    var Z = matrix(rows, 35)
    Z.assign(X, times: W, by: team)
    #expect(Z == X.times(W))
    var dW = matrix(300, 35)
    dW.assign(X.transposed, times: D, by: team)
    #expect(dW == X.transposed.times(D))
    var dX = matrix(rows, 300)
    dX.assign(D, times: W.transposed, by: team)
    #expect(dX == D.times(W.transposed))
    // No row twice
    var sum = Z
    sum.assign(X, times: W, adding: true)
    Z.assign(X, times: W, adding: true, by: team)
    #expect(Z == sum)
  }
}
