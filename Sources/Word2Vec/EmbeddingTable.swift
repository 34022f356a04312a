// A row of numbers for each word, in memory that several threads read and write at once.
//
// Unsafe, and on purpose: training on several threads lets them update the same rows without locks ("Hogwild",
// Niu et al. 2011). An update now and then is lost; nearly all go to different rows, so it does not matter. What
// it costs is reproducibility: with one thread every run has the same bits, with several it has not.
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

  /// All zeros.
  init(words: Int, dimensions: Int) {
    require(words > 0 && dimensions > 0, "\(words) words of \(dimensions) dimensions")
    self.words = words
    self.dimensions = dimensions
    strips = (dimensions + 15) / 16
    start = UnsafeMutablePointer.allocate(capacity: words * strips)
    start.initialize(repeating: .zero, count: words * strips)
  }

  deinit { start.deallocate() }

  /// Numbers from ±1 / dimensions.
  func randomize(using generator: inout SeededGenerator) {
    let bound = 1 / Float(dimensions)
    for word in 0..<words {
      for j in 0..<dimensions { self[word, j] = generator.uniform(in: -bound..<bound) }
    }
  }

  /// Whether no number is infinite or NaN: x − x is zero for all others.
  var isFinite: Bool {
    (0..<words * strips).allSatisfy { start[$0] - start[$0] == .zero }
  }

  subscript(word: Int, j: Int) -> Float {
    get { start[word * strips + j / 16][j % 16] }
    set { start[word * strips + j / 16][j % 16] = newValue }
  }

  /// The rows as a matrix words × dimensions.
  var matrix: Matrix {
    get {
      var matrix = Matrix(rows: words, columns: dimensions)
      for word in 0..<words {
        for j in 0..<dimensions { matrix.values[word * dimensions + j] = self[word, j] }
      }
      return matrix
    }
    set {
      require(newValue.rows == words && newValue.columns == dimensions, "a table of another shape")
      for word in 0..<words {
        for j in 0..<dimensions { self[word, j] = newValue.values[word * dimensions + j] }
      }
    }
  }
}
