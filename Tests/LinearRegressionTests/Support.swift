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

/// J with a ridge, from its definition and in double precision; the bias first.
func lossInDouble(_ X: Matrix, _ y: [Float], at p: [Double], l2: Double = 0) -> Double {
  var sum = 0.0
  for i in 0..<y.count {
    var z = p[0]
    for j in 0..<X.columns { z += Double(X[i, j]) * p[j + 1] }
    sum += (z - Double(y[i])) * (z - Double(y[i])) / 2
  }
  return sum / Double(y.count) + l2 * p.dropFirst().reduce(0) { $0 + $1 * $1 }
}

/// The largest difference between a gradient and central differences of that loss, relative to the largest entry of
/// its tensor: the bias, or the weights.
func differenceFromDouble(_ gradient: [Float], _ X: Matrix, _ y: [Float], at p: [Float], l2: Double = 0)
  -> Double
{
  var (worst, largest) = ([0.0, 0.0], [0.0, 0.0])
  for k in p.indices {
    let tensor = min(k, 1)
    func moved(_ h: Double) -> Double {
      var q = p.map { Double($0) }
      q[k] += h
      return lossInDouble(X, y, at: q, l2: l2)
    }
    let slope = (moved(1e-4) - moved(-1e-4)) / 2e-4
    worst[tensor] = max(worst[tensor], abs(slope - Double(gradient[k])))
    largest[tensor] = max(largest[tensor], abs(slope))
  }
  return max(worst[0] / largest[0], worst[1] / largest[1])
}
