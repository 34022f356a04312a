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
  public init(_ X: Matrix, classes: [Int], count: Int) { self.init(X, oneHot(classes, classes: count)) }
}

/// T: a row for each label, with 1 in the label's column and 0 in the others. Derived in chapter 5.
func oneHot(_ y: [Int], classes: Int) -> Matrix {
  var T = Matrix(rows: y.count, columns: classes)
  for (i, label) in y.enumerated() {
    require(0 <= label && label < classes, "label \(label) of \(classes) classes")
    T[i, label] = 1
  }
  return T
}

/// The class that each row of outputs names: the largest; with a single output, whether it is above ½.
func classes(_ A: Matrix) -> [Int] { A.columns == 1 ? A.values.map { $0 > 0.5 ? 1 : 0 } : A.argmax() }
