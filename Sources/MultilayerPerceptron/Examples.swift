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
    (self.X, self.Y) = (X, Y)
  }

  /// Classes 0 ..< `count`, each a row with a 1 in its place and 0 elsewhere: one-hot coding.
  public init(_ X: Matrix, classes: [Int], count: Int) { self.init(X, oneHot(classes, count: count)) }
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
