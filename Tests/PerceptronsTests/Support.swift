import Figures
import Formats
import ReadAlong
import Matrices
@testable import Perceptrons

/// The four measurements of the irises of these species, in the file's order, and the place of each one's
/// species in the list.
func irises(_ species: [String]) throws -> (X: Matrix, y: [Int]) {
  let table = try Table(file: dataFile("iris.csv"))
  let X = try table.matrix(["sepal_length", "sepal_width", "petal_length", "petal_width"])
  let classes = try table.strings("species").map { species.firstIndex(of: $0) }
  let chosen = classes.indices.filter { classes[$0] != nil }
  return (X.rows(chosen), classes.compactMap(\.self))
}

/// Whether a number is another, to `tolerance` of its size.
func close(_ x: Float, _ expected: Float, _ tolerance: Float = 1e-5) -> Bool {
  abs(x - expected) <= tolerance * max(abs(expected), 1e-3)
}

/// Whether numbers are others, to `tolerance` of the largest.
func close(_ x: [Float], _ expected: [Float], _ tolerance: Float = 1e-5) -> Bool {
  let size = expected.map { abs($0) }.max() ?? 0
  return x.count == expected.count && zip(x, expected).allSatisfy { abs($0 - $1) <= tolerance * size }
}
