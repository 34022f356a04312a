import Figures
import Formats
import ReadAlong
@testable import LinearRegression
import Matrices

func anscombe(_ set: Int) throws -> (X: Matrix, y: [Float]) {
  let table = try Table(file: dataFile("anscombe.csv"))
  return (try table.matrix(["x\(set)"]), try table.column("y\(set)"))
}

/// Prices in thousands of dollars.
func houses() throws -> (X: Matrix, y: [Float]) {
  let table = try Table(file: dataFile("sacramento.csv"))
  return (try table.matrix(["beds", "baths", "sqft"]), try table.column("price").map { $0 / 1000 })
}

func standardizedHouses() throws -> (X: Matrix, y: [Float]) {
  let (X, y) = try houses()
  return (Standardization(of: X).apply(to: X), y)
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
