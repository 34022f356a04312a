import Foundation
import Matrices
import ReadAlong

extension Ladder {
  /// Two square matrices of numbers between −1 and 1, the same in every run.
  static func factors(_ n: Int) -> (X: Matrix, W: Matrix) { (matrix(n, n), matrix(n, n)) }

  static func matrix(_ rows: Int, _ columns: Int) -> Matrix {
    var generator = SeededGenerator(seed: UInt64(rows * 10_000 + columns))
    return Matrix(rows: rows, columns: columns).map { _ in generator.uniform(in: -1..<1) }
  }

  /// Billions of operations a second of a product.
  static func speed(of product: (Matrix, Matrix) -> Matrix, _ X: Matrix, _ W: Matrix) -> Double {
    2e-9 * Double(X.rows * X.columns * W.columns) / secondsPerCall { _ = product(X, W) }
  }
}

extension Page {
  /// The output of a step's speed.
  func speed(_ name: String, of step: String, _ product: (Matrix, Matrix) -> Matrix) throws {
    try output(name) { out in
      let (X, W) = Ladder.factors(256)
      out.line("\(step), 256 × 256: \(fixed(Ladder.speed(of: product, X, W), 1)) GFLOP/s")
    }
  }

  /// The output that says whether a step gives the bits of the plain loops.
  func bits(_ name: String, of product: (Matrix, Matrix) -> Matrix) throws {
    try output(name) { out in
      let (X, W) = Ladder.factors(256)
      out.line("The bits of the plain loops: \(product(X, W) == Ladder.plainLoops(X, W) ? "yes" : "no")")
    }
  }
}
