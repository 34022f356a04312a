import Matrices
import Testing

/// What is refused before memory is reached that is not the matrix's, and in which words.
@Suite struct RefusalTests {
  private func text(_ result: ExitTest.Result?) -> String {
    String(decoding: result?.standardErrorContent ?? [], as: UTF8.self)
  }

  @Test func `A packed matrix, which has no rows to be read, is a right factor and nothing else`() async {
    var result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = Matrix(rows: 2, columns: 3).packed().transposed
    }
    #expect(text(result).contains("the transpose of a packed matrix"))
    result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = Matrix(rows: 2, columns: 3).packed()[rows: 0..<1]
    }
    #expect(text(result).contains("some rows of a packed matrix"))
    result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = Matrix(Matrix(rows: 2, columns: 3).packed())
    }
    #expect(text(result).contains("a copy of a packed matrix"))
    result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = Matrix(rows: 2, columns: 3).packed().times(Matrix(rows: 3, columns: 2))
    }
    #expect(text(result).contains("a packed matrix as the left factor"))
  }

  @Test func `Only a packed matrix is packed again, and by one of its shape`() async {
    var result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      var packed = Matrix(rows: 2, columns: 3).packed()
      packed.repack(Matrix(rows: 3, columns: 2))
    }
    #expect(text(result).contains("3 × 2 into the memory of 2 × 3"))
    result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      var view = Matrix(rows: 2, columns: 3)[rows: 0..<2]
      view.repack(Matrix(rows: 2, columns: 3))
    }
    #expect(text(result).contains("repack of a view that is not packed"))
  }

  @Test func `A product that does not fit where it is to be written`() async {
    var result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      var Z = Matrix(rows: 2, columns: 3)
      Z.assign(Matrix(rows: 2, columns: 4), times: Matrix(rows: 4, columns: 4))
    }
    #expect(text(result).contains("2 × 3 cannot hold 2 × 4 times 4 × 4"))
    result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      var Z = Matrix(rows: 5, columns: 3)
      Z.accumulate(rows: 0..<3, Matrix(rows: 5, columns: 2), times: Matrix(rows: 2, columns: 3))
    }
    #expect(text(result).contains("3 × 3 cannot hold 5 × 2 times 2 × 3"))
    result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      var Z = Matrix(rows: 5, columns: 3)
      Z.assign(rows: 4..<6, Matrix(rows: 2, columns: 2), times: Matrix(rows: 2, columns: 3))
    }
    #expect(text(result).contains("rows 4..<6 of 5 × 3"))
  }

  @Test func `Rows, entries and largest entries that are not there`() async {
    var result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = Matrix(rows: 2, columns: 3)[rows: 1..<3]
    }
    #expect(text(result).contains("rows 1..<3 of 2"))
    result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = Matrix(rows: 2, columns: 3)[0, 3]
    }
    #expect(text(result).contains("(0, 3) lies outside 2 × 3"))
    result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      var X = Matrix(rows: 2, columns: 3)
      X[-1, 2] = 1
    }
    #expect(text(result).contains("(-1, 2) lies outside 2 × 3"))
    result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = Matrix(rows: 2, columns: 0).argmax()
    }
    #expect(text(result).contains("a row of 2 × 0 has no largest entry"))
  }
}
