import Support
import Testing

@testable import Matrices

/// What a matrix, a product, a generator or a team cannot do, and the sentence in which it says so.
@Suite struct CheckTests {
  @Test(arguments: refused.indices)
  func `What cannot be used ends the program with a sentence that names it`(index: Int) async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) { [index] in
      try CheckTests.refused[index].call()
    }
    #expect(Refusal.sentence(in: result?.standardErrorContent) == CheckTests.refused[index].sentence)
  }

  static let refused = matrices + views + products + steps + numbers + teams

  private static let matrices: [Refusal] = [
    Refusal("a matrix of -1 × 2") { _ = Matrix(rows: -1, columns: 2, values: []) },
    Refusal("a matrix of 2 × -1") { _ = Matrix(rows: 2, columns: -1) },
    Refusal("a matrix of -1 × -1") { _ = Matrix(rows: -1, columns: -1).map { _ in 0 } },
    Refusal("a matrix of \(Int.max) × 2") { _ = Matrix(rows: .max, columns: 2) },
    Refusal("a matrix of 1 × \(Int.max)") { _ = Matrix(rows: 1, columns: .max) },
    Refusal("a matrix of \(1 << 21) × \(1 << 20)") { _ = Matrix(rows: 1 << 21, columns: 1 << 20) },
    Refusal("a matrix of 0 × \(Int.max)") { _ = Matrix(rows: 0, columns: .max) },
    Refusal("a matrix of \(1 << 31) × 0") { _ = Matrix(rows: 1 << 31, columns: 0) },
    Refusal("a matrix of 0 × \(1 << 31)") { _ = Matrix(rows: 0, columns: 1 << 31) },
    Refusal("0 values do not fill \(Int32.max) × 1") {
      _ = Matrix(rows: Int(Int32.max), columns: 1, values: [])
    },
    Refusal("0 values do not fill 1 × \(Int32.max)") {
      _ = Matrix(rows: 1, columns: Int(Int32.max), values: [])
    },
    Refusal("5 values do not fill 2 × 3") { _ = Matrix(rows: 2, columns: 3, values: [1, 2, 3, 4, 5]) },
    Refusal("row 1 has 3 entries, row 0 has 2") { _ = [[1, 2], [3, 4, 5]] as Matrix },
    Refusal("(2, 0) lies outside 2 × 3") { _ = Matrix(rows: 2, columns: 3)[2, 0] },
    Refusal("(0, -1) lies outside 2 × 3") { _ = Matrix(rows: 2, columns: 3)[0, -1] },
    Refusal("(-1, 0) lies outside 2 × 3") {
      var X = Matrix(rows: 2, columns: 3)
      X[-1, 0] = 1
    },
    Refusal("(0, 3) lies outside 2 × 3") {
      var X = Matrix(rows: 2, columns: 3)
      X[0, 3] = 1
    },
    Refusal("3 values do not fill 2 × 3") { _ = cut[1, 0] },
    Refusal("3 values do not fill 2 × 3") {
      var X = cut
      X[1, 2] = 1
    },
    Refusal("3 values do not fill 2 × 3") { _ = cut[row: 1] },
    Refusal("row 2 of 2") { _ = Matrix(rows: 2, columns: 3).rows(0..<Int.max) },
    Refusal("row \(Int.min) of 2") { _ = Matrix(rows: 2, columns: 3).rows(Int.min..<0) },
    Refusal("3 values do not fill 2 × 3") { _ = cut.column(0) },
    Refusal("3 values do not fill 2 × 3") { _ = cut.argmax() },
    Refusal("3 values do not fill 2 × 3") { _ = Matrix(cut.transposed) },
    Refusal("row 2 of 2") { _ = Matrix(rows: 2, columns: 3)[row: 2] },
    Refusal("row -1 of 2") { _ = Matrix(rows: 2, columns: 3).rows([0, -1]) },
    Refusal("column 3 of 3") { _ = Matrix(rows: 2, columns: 3).column(3) },
    Refusal("column -1 of 3") { _ = Matrix(rows: 2, columns: 3).column(-1) },
    Refusal("2 × 3 and 3 × 3 do not go together") {
      _ = Matrix(rows: 2, columns: 3) + Matrix(rows: 3, columns: 3)
    },
    Refusal("2 × 3 and 2 × 4 do not go together") {
      _ = Matrix(rows: 2, columns: 3) * Matrix(rows: 2, columns: 4)
    },
    Refusal("13 values do not fill 3 × 4") {
      var X = Matrix(rows: 3, columns: 4)
      X.values.append(1)
      _ = X + Matrix(rows: 3, columns: 4)
    },
    Refusal("0 values do not fill 1 × 4") {
      var row = Matrix(rows: 1, columns: 4)
      row.values = []
      _ = Matrix(rows: 3, columns: 4) + row
    },
    Refusal("2 × 3 and 1 × 3 do not go together") {
      var X = Matrix(rows: 2, columns: 3)
      X.add(1, times: Matrix(rows: 1, columns: 3))
    },
    Refusal("a row of 2 × 0 has no largest entry") { _ = Matrix(rows: 2, columns: 0).argmax() },
  ]

  /// A matrix whose values were cut short by hand.
  private static var cut: Matrix {
    var X = Matrix(rows: 2, columns: 3)
    X.values.removeLast(3)
    return X
  }

  private static let views: [Refusal] = [
    Refusal("rows 1..<3 of 2") { _ = Matrix(rows: 2, columns: 3)[rows: 1..<3] },
    Refusal("rows -1..<1 of 2") { _ = Matrix(rows: 2, columns: 3)[rows: -1..<1] },
    Refusal("the transpose of a packed matrix") { _ = Matrix(rows: 2, columns: 3).packed().transposed },
    Refusal("some rows of a packed matrix") { _ = Matrix(rows: 2, columns: 3).packed()[rows: 0..<1] },
    Refusal("a copy of a packed matrix") { _ = Matrix(Matrix(rows: 2, columns: 3).packed()) },
    Refusal("3 × 3 into the memory of 2 × 3") {
      var packed = Matrix(rows: 2, columns: 3).packed()
      packed.repack(Matrix(rows: 3, columns: 3))
    },
    Refusal("2 × 2 into the memory of 2 × 3") {
      var packed = Matrix(rows: 2, columns: 3).packed()
      packed.repack(Matrix(rows: 2, columns: 2))
    },
    Refusal("3 × 2 into the memory of 2 × 3") {
      var packed = Matrix(rows: 2, columns: 3).packed()
      packed.repack(Matrix(rows: 3, columns: 2))
    },
    Refusal("repack of a view that is not packed") {
      var view = Matrix(rows: 2, columns: 3).view
      view.repack(Matrix(rows: 2, columns: 3))
    },
    Refusal("a packed copy of a packed matrix") { _ = Matrix(rows: 2, columns: 3).packed().packed() },
    Refusal("a packed copy of a packed matrix") {
      var packed = Matrix(rows: 2, columns: 3).packed()
      packed.repack(packed)
    },
  ]

  private static let products: [Refusal] = [
    Refusal("1 × 3 times 2 × 2") { _ = ([[1, 2, 3]] as Matrix).times([[1, 2], [3, 4]] as Matrix) },
    Refusal("2 × 2 cannot hold 2 × 3 times 3 × 4") {
      var Z = Matrix(rows: 2, columns: 2)
      Z.assign(Matrix(rows: 2, columns: 3), times: Matrix(rows: 3, columns: 4))
    },
    Refusal("1 × 4 cannot hold 2 × 3 times 3 × 4") {
      var Z = Matrix(rows: 2, columns: 4)
      Z.assign(rows: 1..<2, Matrix(rows: 2, columns: 3), times: Matrix(rows: 3, columns: 4), adding: true)
    },
    Refusal("rows 1..<3 of 2 × 4") {
      var Z = Matrix(rows: 2, columns: 4)
      Z.assign(rows: 1..<3, Matrix(rows: 2, columns: 3), times: Matrix(rows: 3, columns: 4))
    },
    Refusal("rows -1..<1 of 2 × 4") {
      var Z = Matrix(rows: 2, columns: 4)
      Z.assign(rows: -1..<1, Matrix(rows: 2, columns: 3), times: Matrix(rows: 3, columns: 4))
    },
    Refusal("a packed matrix as the left factor") {
      _ = Matrix(rows: 2, columns: 3).packed().times(Matrix(rows: 3, columns: 4))
    },
    Refusal("1 values do not fill 300 × 300") {
      var X = Matrix(rows: 300, columns: 300)
      X.values = [1]
      _ = X.times(Matrix(rows: 300, columns: 300))
    },
    Refusal("599 values do not fill 300 × 2") {
      var X = Matrix(rows: 300, columns: 2)
      X.values.removeLast()
      _ = X.transposed.times(Matrix(rows: 300, columns: 2))
    },
    Refusal("0 values do not fill 2 × 3") {
      var W = Matrix(rows: 2, columns: 3)
      W.values = []
      _ = Matrix(rows: 4, columns: 2).times(W)
    },
    Refusal("1 values do not fill 300 × 300") {
      let X = Matrix(rows: 300, columns: 300)
      var Z = X
      Z.values = [1]
      Z.assign(X, times: X)
    },
  ]

  private static let steps: [Refusal] = [
    Refusal("a learning rate of nan") { requireStep(.nan, [[1]]) },
    Refusal("a learning rate of -1.0") { requireStep(-1, [[1]], [[1]]) },
    Refusal("a learning rate of inf") { requireStep(.infinity, [[1]], [[1]]) },
    Refusal("2 × 1 weights beside 1 × 2, 2 values") { requireStep(1, [[1], [2]], [[1], [2]], [[1, 2]]) },
    Refusal("2 × 0 weights beside 3 × 0, 0 values") {
      requireStep(1, Matrix(rows: 2, columns: 0), Matrix(rows: 3, columns: 0))
    },
    Refusal("0 × 2 weights beside 0 × 3, 0 values") {
      requireStep(1, Matrix(rows: 0, columns: 2), Matrix(rows: 0, columns: 3))
    },
    Refusal("2 × 1 weights beside 1 × 1, 1 values") { requireStep(1, [[1], [2]], [[1]]) },
    Refusal("2 × 1 weights beside 1 × 1, 2 values") {
      var X: Matrix = [[1]]
      X.values.append(2)
      requireStep(1, [[1], [2]], X)
    },
    Refusal("2 × 1 weights beside 2 × 2, 2 values") {
      var X = Matrix(rows: 2, columns: 2)
      X.values.removeLast(2)
      requireStep(1, [[1], [2]], X)
    },
    Refusal("1 × 1 weights beside 1 × 1, 2 values") {
      var X: Matrix = [[1]]
      X.values.append(2)
      requireStep(1, [[1]], X)
    },
  ]

  private static let numbers: [Refusal] = [
    Refusal("no uniform number in 1.0..<1.0") {
      var generator = SeededGenerator(seed: 1)
      _ = generator.uniform(in: 1..<1)
    },
    Refusal("no uniform number in 0.0..<inf") {
      var generator = SeededGenerator(seed: 1)
      _ = generator.uniform(in: 0..<(.infinity))
    },
    Refusal("no index below 0") {
      var generator = SeededGenerator(seed: 1)
      _ = generator.index(below: 0)
    },
    Refusal("no permutation of -1 items") {
      var generator = SeededGenerator(seed: 1)
      _ = generator.permutation(of: -1)
    },
    Refusal("no permutation of \(Int.max) items") {
      var generator = SeededGenerator(seed: 1)
      _ = generator.permutation(of: .max)
    },
  ]

  private static let teams: [Refusal] = [
    Refusal("a team of 0 threads, expected 1 to 64") { _ = Team(count: 0) },
    Refusal("a team of -1 threads, expected 1 to 64") { _ = Team(count: -1) },
    Refusal("a team of \(Int.max) threads, expected 1 to 64") { _ = Team(count: .max) },
    Refusal("a team of 65 threads, expected 1 to 64") { _ = Team(count: 65) },
    Refusal("-1 pieces of work") { Team(count: 2).deal(-1) { _, _ in } },
    Refusal("0 parts for 2 threads") { Team(count: 2).run(0) { _ in } },
    Refusal("3 parts for 2 threads") { Team(count: 2).run(3) { _ in } },
    Refusal("work for a team that is at work") {
      let team = Team(count: 2)
      team.run(2) { part in
        if part == 1 { team.run(2) { _ in } }
      }
    },
  ]
}
