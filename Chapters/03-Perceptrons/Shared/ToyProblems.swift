// Deck B's small problems, "Neural Network Classifiers Problem 1" and "2"; "Step 1: Get some training data".
//
//     problem 1    class 1 if f_1 > f_2,       else class 2
//     problem 2    class 1 if f_1 > f_2 + f_3, else class 2
//
// The slides count classes from 1, their training data and everything here from 0.

import Matrices
import Perceptrons

/// Problems 1 and 2 of deck B.
enum ToyProblem: Sendable {
  case one
  case two

  var inputs: Int { self == .one ? 2 : 3 }

  /// 0 if f_1 is larger than the sum of the others, else 1.
  func label(_ f: [Float]) -> Int {
    require(f.count == inputs, "\(f.count) features for a problem of \(inputs)")
    return f[0] > f.dropFirst().reduce(0, +) ? 0 : 1
  }

  /// The weights found by thinking: output 1 is f_1, output 2 the sum of the others.
  ///
  /// Where the two are equal the first wins, although class 2 is wanted. A bias for output 2, less than 1, mends
  /// this for whole numbers.
  func weightsByHand(biasForTies: Float = 0) -> Layer {
    let others = [[Float]](repeating: [0, 1], count: inputs - 1)
    return Layer(weights: Matrix([[1, 0]] + others), bias: [0, biasForTies])
  }

  /// `count` examples of whole numbers from −10 to 10, with their classes.
  func examples(_ count: Int, using generator: inout SeededGenerator) -> (X: Matrix, y: [Int]) {
    let rows = (0..<count).map { _ in
      (0..<inputs).map { _ in Float(generator.index(below: 21) - 10) }
    }
    return (Matrix(rows), rows.map(label))
  }

  /// The six examples on the slide "Step 1: Get some training data", for problem 2.
  static let slideExamples: (X: Matrix, y: [Int]) = (
    [[4, 2, 3], [2, 1, -3], [-2, -1, -3], [3, 1, 7], [-3, 1, 0], [3, 1, 1]], [1, 0, 0, 1, 1, 0]
  )
}

/// Random examples that a random layer of one output separates, none nearer to the border than `margin`: the
/// inputs are normal numbers, and what lies too near is drawn again.
func separableExamples(
  _ count: Int, inputs: Int, margin: Float, using generator: inout SeededGenerator
) -> (X: Matrix, y: [Int], separator: Layer) {
  require(count > 0 && margin >= 0, "\(count) examples, none nearer than \(margin)")
  let weights = Matrix(rows: inputs, columns: 1).map { _ in generator.normal() }
  let separator = Layer(weights: weights, bias: [0.3 * generator.normal()])
  let b = separator.bias[0, 0]
  let length = weights.values.reduce(b * b) { $0 + $1 * $1 }.squareRoot()
  var rows: [[Float]] = []
  while rows.count < count {
    let x = (0..<inputs).map { _ in generator.normal() }
    if abs(separator.forward(x)[0]) > margin * length { rows.append(x) }
  }
  let X = Matrix(rows)
  return (X, separator.classify(X), separator)
}
