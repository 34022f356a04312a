import Foundation
import Matrices

@testable import Word2Vec

/// The reproducible numbers of reference.py, from −0.5 to 0.5.
func number(_ i: Int) -> Float { Float((i * i * 37 + i * 11 + 5) % 101) / 101 - 0.5 }

func table(_ rows: Int, _ columns: Int, first: Int) -> Matrix {
  Matrix(rows: rows, columns: columns, values: (0..<rows * columns).map { number(first + $0) })
}

/// Five words of three dimensions.
let smallModel = EmbeddingModel(input: table(5, 3, first: 1), output: table(5, 3, first: 50))

/// Words and those around them, as skip-gram's slide and CBOW's predict.
private let windows = [(0, [1, 2]), (3, [0, 4, 4]), (1, [3])]
let smallPairs = windows.flatMap { w, around in around.map { Prediction(given: [w], word: $0) } }
let smallBags = windows.map { Prediction(given: $1, word: $0) }

/// Word 2 against 0, 4, 4, given word 1.
let smallPrediction = Prediction(given: [1], word: 2)
let smallDrawn = [0, 4, 4]

/// Walker's columns for words drawn in proportion to count^¾: a column is its own word's up to a height, and another's above.
func noiseColumns(_ counts: [Int]) -> [(height: Double, other: Int)] {
  let powers = counts.map { Foundation.pow(Double($0), 0.75) }
  var heights = powers.map { $0 / (powers.reduce(0, +) / Double(counts.count)) }
  var columns = counts.indices.map { (height: 1.0, other: $0) }
  var (low, high) = (heights.indices.filter { heights[$0] < 1 }, heights.indices.filter { heights[$0] >= 1 })
  while let small = low.popLast(), let large = high.last {
    columns[small] = (heights[small], large)
    heights[large] -= 1 - heights[small]
    if heights[large] < 1 { low.append(high.removeLast()) }
  }
  return columns
}

/// One random number: its upper half is the place of a column, its lower half a height in it.
func drawnWord(_ columns: [(height: Double, other: Int)], _ generator: inout SeededGenerator) -> Int {
  let bits = generator.next()
  let place = Int(Double(bits >> 32) / 0x1p32 * Double(columns.count))
  return Double(bits % (1 << 32)) / 0x1p32 < columns[place].height ? place : columns[place].other
}

extension EmbeddingModel {
  /// All its numbers, and a model of other numbers.
  var parameters: [Float] { input.values + output.values }

  func with(_ parameters: [Float]) -> EmbeddingModel {
    var model = self
    model.input.values = Array(parameters.prefix(input.values.count))
    model.output.values = Array(parameters.dropFirst(input.values.count))
    return model
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
