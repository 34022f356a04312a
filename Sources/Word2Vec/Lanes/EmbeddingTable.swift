// A row of numbers for each word, in memory that several threads read and write at once.
//
// Unsafe, and on purpose: training on several threads lets them update the same rows without locks
// ("Hogwild", Niu et al. 2011). An update now and then is lost; nearly all go to different rows, so it does
// not matter. What it costs is reproducibility: only with one thread every run has the same bits.
//
// Shapes:  rows: words × strips   a strip: 16 numbers, the last one filled up with zeros

import Matrices

/// words × dimensions numbers.
final class EmbeddingTable: @unchecked Sendable {
  let words: Int
  let dimensions: Int
  /// Vectors of sixteen that a row takes.
  let strips: Int
  let start: UnsafeMutablePointer<SIMD16<Float>>

  init(_ matrix: Matrix) {
    (words, dimensions) = (matrix.rows, matrix.columns)
    strips = (dimensions + 15) / 16
    start = UnsafeMutablePointer.allocate(capacity: words * strips)
    start.initialize(repeating: .zero, count: words * strips)
    for word in 0..<words {
      for j in 0..<dimensions { start[word * strips + j / 16][j % 16] = matrix[word, j] }
    }
  }

  deinit { start.deallocate() }

  /// Copies the rows into a matrix words × dimensions.
  func copy(to matrix: inout Matrix) {
    for word in 0..<words {
      for j in 0..<dimensions { matrix.values[word * dimensions + j] = start[word * strips + j / 16][j % 16] }
    }
  }
}
