import Matrices
import Testing

@Suite struct ViewTests {
  private func random(_ rows: Int, _ columns: Int, seed: UInt64) -> Matrix {
    var generator = SeededGenerator(seed: seed)
    return Matrix(rows: rows, columns: columns).map { _ in generator.uniform(in: -1..<1) }
  }

  @Test(arguments: [1, 7, 16, 32, 33], [20, 256, 300])
  func `A product of some rows has the bits of the product of copied rows and leaves the others alone`(
    count: Int, inner: Int
  ) {
    let (X, W) = (random(count + 5, inner, seed: 1), random(inner, 101, seed: 2))
    let before = random(count + 3, 101, seed: 3)
    var Z = before
    Z.assign(rows: 2..<2 + count, X[rows: 4..<4 + count], times: W.packed())
    let product = plainProduct(X.rows(4..<4 + count), W)
    #expect(Z.rows(2..<2 + count) == product)
    #expect(Z.rows(0..<2) == before.rows(0..<2))
    #expect(Z.rows(2 + count..<3 + count) == before.rows(2 + count..<3 + count))
    var sum = before.rows(2..<2 + count)
    sum.assign(X.rows(4..<4 + count), times: W, adding: true)
    Z = before
    Z.assign(rows: 2..<2 + count, X[rows: 4..<4 + count], times: W.packed(), adding: true)
    #expect(Z.rows(2..<2 + count) == sum)
  }

  @Test(arguments: [(5, 9), (16, 32), (101, 300), (300, 48)])
  func `A packed transpose has the bits of the plain product with it`(columns: Int, inner: Int) {
    let (D, W) = (random(11, inner, seed: 1), random(columns, inner, seed: 2))
    var dX = random(11, columns, seed: 3)
    dX.assign(D, times: W.transposed.packed())
    #expect(dX == plainProduct(D, transposed: W))
  }

  @Test func `A matrix packed over another leaves no trace of it, and copies keep theirs`() {
    let (X, first, second) = (random(9, 40, seed: 1), random(40, 21, seed: 2), random(21, 40, seed: 3))
    var packed = first.packed()
    let copy = packed
    packed.repack(second.transposed)
    var Z = Matrix(rows: 9, columns: 21)
    Z.assign(X, times: packed)
    #expect(Z == plainProduct(X, transposed: second))
    Z.assign(X, times: copy)
    #expect(Z == plainProduct(X, first))
    packed.repack(first)
    Z.assign(X, times: packed)
    #expect(Z == plainProduct(X, first))
  }

  @Test func `A transposed product of some rows has the bits of the product of copied rows`() {
    let (X, D) = (random(50, 9, seed: 1), random(60, 21, seed: 2))
    var dW = random(9, 21, seed: 3)
    dW.assign(X[rows: 3..<43].transposed, times: D[rows: 11..<51])
    #expect(dW == plainProduct(transposed: X.rows(3..<43), D.rows(11..<51)))
    // In two parts the sum is the same chain
    dW.assign(X[rows: 3..<20].transposed, times: D[rows: 11..<28])
    dW.assign(X[rows: 20..<43].transposed, times: D[rows: 28..<51], adding: true)
    #expect(dW == plainProduct(transposed: X.rows(3..<43), D.rows(11..<51)))
    // Some rows of a transpose are some columns of the matrix
    var part = random(4, 21, seed: 4)
    part.assign(X.transposed[rows: 2..<6], times: D[rows: 0..<50])
    #expect(part == plainProduct(transposed: X, D.rows(0..<50)).rows(2..<6))
  }

  @Test func `A product that sums nothing is zero, in its rows alone`() {
    let before = random(5, 4, seed: 3)
    var Z = before
    let empty = Matrix(rows: 0, columns: 4).packed()
    Z.assign(rows: 1..<3, Matrix(rows: 2, columns: 0), times: empty)
    #expect(Z.rows(1..<3) == Matrix(rows: 2, columns: 4))
    #expect(Z.rows(3..<5) == before.rows(3..<5))
    var dW = random(3, 4, seed: 4)
    dW.assign(Matrix(rows: 5, columns: 3)[rows: 2..<2].transposed, times: before[rows: 1..<1])
    #expect(dW == Matrix(rows: 3, columns: 4))
  }
}
