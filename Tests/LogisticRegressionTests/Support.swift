import Figures
import Foundation
import Formats
import ReadAlong
import Matrices

@testable import LogisticRegression

/// The irises: four measures, and 1 for the flowers of a species; all of them, or only those of some species.
func irises(_ positive: String, among species: [String]? = nil) throws -> (X: Matrix, y: [Float]) {
  let table = try Table(file: dataFile("iris.csv"))
  let names = try table.strings("species")
  let rows = names.indices.filter { species?.contains(names[$0]) ?? true }
  let X = try table.matrix(["sepal_length", "sepal_width", "petal_length", "petal_width"])
  return (X.rows(rows), rows.map { names[$0] == positive ? 1 : 0 })
}

func setosa() throws -> (X: Matrix, y: [Float]) { try irises("setosa") }

/// Virginica against versicolor.
func virginica() throws -> (X: Matrix, y: [Float]) {
  try irises("virginica", among: ["versicolor", "virginica"])
}

func standardizedVirginica() throws -> (X: Matrix, y: [Float]) {
  let (X, y) = try virginica()
  return (Standardization(of: X).apply(to: X), y)
}

/// Random examples: inputs of normal distribution and labels of 0 and 1.
func randomExamples(_ count: Int, inputs: Int, seed: UInt64) -> (X: Matrix, y: [Float]) {
  var generator = SeededGenerator(seed: seed)
  let X = Matrix(rows: count, columns: inputs).map { _ in generator.normal() }
  return (X, (0..<count).map { _ in Float(generator.index(below: 2)) })
}

extension LogisticModel {
  /// The bias, then the weights.
  var numbers: [Float] { [bias] + weights.values }

  init(numbers: [Float]) {
    self.init(weights: Array(numbers[1...]), bias: numbers[0])
  }
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
    sum += max(z, 0) + log(1 + exp(-abs(z))) - Double(y[i]) * z
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
