// What to learn from, and in which order.
//
// Shapes:  X: examples × inputs   Y: examples × outputs

import Matrices

/// Inputs and the outputs that are wanted.
public struct Examples: Equatable, Sendable {
  public let X: Matrix
  public let Y: Matrix

  public init(_ X: Matrix, _ Y: Matrix) {
    require(X.rows == Y.rows, "\(X.rows) examples for \(Y.rows) targets")
    require(X.rows > 0, "no examples")
    self.X = X
    self.Y = Y
  }

  /// Classes 0 ..< `count`, each a row with a 1 in its place and 0 elsewhere: one-hot coding.
  public init(_ X: Matrix, classes: [Int], count: Int) {
    self.init(X, oneHot(classes, count: count))
  }
}

/// A row for each class, 1 in its place and 0 elsewhere.
public func oneHot(_ classes: [Int], count: Int) -> Matrix {
  var Y = Matrix(rows: classes.count, columns: count)
  for (i, k) in classes.enumerated() {
    require(k >= 0 && k < count, "example \(i) has class \(k) of \(count)")
    Y[i, k] = 1
  }
  return Y
}

/// The class that each row of outputs names: the largest; with a single output, whether it is above ½.
func classes(_ A: Matrix) -> [Int] {
  A.columns == 1 ? A.values.map { $0 > 0.5 ? 1 : 0 } : A.argmax()
}

extension SeededGenerator {
  /// The order of the examples in an epoch, a random permutation. Derived in chapter 1.
  static func order(of examples: Int, epoch: Int, seed: UInt64) -> [Int] {
    var generator = SeededGenerator(seed: seed &+ UInt64(epoch) &* 0x9E37_79B9_7F4A_7C15)
    return generator.permutation(of: examples)
  }
}

/// The same examples, dealt so that every stretch holds the classes in about the proportion of the whole.
///
/// The r-th of n examples of a class stands at (r + ½) / n of the way.
func balanced(_ order: [Int], _ classes: [Int]) -> [Int] {
  var sizes = [Int](repeating: 0, count: (classes.max() ?? 0) + 1)
  for k in classes { sizes[k] += 1 }
  var seen = sizes.map { _ in 0 }
  let places = order.map { i in
    seen[classes[i]] += 1
    return (Double(seen[classes[i]]) - 0.5) / Double(sizes[classes[i]])
  }
  return order.indices.sorted { (places[$0], $0) < (places[$1], $1) }.map { order[$0] }
}
