// Arithmetic entry by entry, sums, the largest entry.
//
// Z = X + Y, X − Y, X · Y are taken entry by entry. Y has X's shape, or it is a row that serves every row of
// X: so `X.times(weights) + bias` adds the bias to each example. The product of linear algebra is `times`.
//
// Shapes:  X, Z: rows × columns   Y: rows × columns, or 1 × columns
//
// Unsafe buffers: the check of every subscript would cost more than the arithmetic.

extension Matrix {
  @inlinable public static func + (X: Matrix, Y: Matrix) -> Matrix { X.combined(with: Y) { $0 + $1 } }
  @inlinable public static func - (X: Matrix, Y: Matrix) -> Matrix { X.combined(with: Y) { $0 - $1 } }
  @inlinable public static func * (X: Matrix, Y: Matrix) -> Matrix { X.combined(with: Y) { $0 * $1 } }
  @inlinable public static func / (X: Matrix, y: Float) -> Matrix { X.map { $0 / y } }
  @inlinable public static func += (X: inout Matrix, Y: Matrix) { X.combine(with: Y) { $0 + $1 } }

  /// Adds `factor · Y`, fused: `X ← X + factor · Y`, a step of gradient descent for −α. Y has X's shape.
  @inlinable public mutating func add(_ factor: Float, times Y: Matrix) {
    require(Y.rows == rows, "\(shape) and \(Y.shape) do not go together")
    combine(with: Y) { $0.addingProduct(factor, $1) }
  }

  @inlinable @inline(__always)
  func combined(with Y: Matrix, _ operation: (Float, Float) -> Float) -> Matrix {
    var Z = self
    Z.combine(with: Y, operation)
    return Z
  }

  /// Replaces every entry x by `operation(x, y)`, y its partner in `Y`.
  @inlinable @inline(__always)
  mutating func combine(with Y: Matrix, _ operation: (Float, Float) -> Float) {
    require(
      Y.columns == columns && (Y.rows == rows || Y.rows == 1), "\(shape) and \(Y.shape) do not go together")
    requireFilled()
    Y.requireFilled()
    values.withUnsafeMutableBufferPointer { x in
      Y.values.withUnsafeBufferPointer { y in
        for start in stride(from: 0, to: x.count, by: max(y.count, 1)) {
          for j in 0..<y.count { x[start &+ j] = operation(x[start &+ j], y[j]) }
        }
      }
    }
  }

  /// The sum of all entries: sixteen running sums side by side, added together at the end.
  public func sum() -> Float {
    values.withUnsafeBufferPointer { values in
      var sums = SIMD16<Float>.zero
      var tail: Float = 0
      let whole = values.count / 16 * 16
      for i in stride(from: 0, to: whole, by: 16) { sums += load(values.baseAddress! + i) }
      for i in whole..<values.count { tail += values[i] }
      return sums.sumOfLanes() + tail
    }
  }

  /// The sum of each column, `1 × columns`: over the examples. A product with ones adds them in their order.
  public func columnSums() -> Matrix { Matrix(repeating: 1, rows: 1, columns: rows).times(self) }

  /// For each row the column of its largest entry, the first of equals: the class with the highest score.
  public func argmax() -> [Int] {
    require(columns > 0 || rows == 0, "a row of \(shape) has no largest entry")
    requireFilled()
    return (0..<rows).map { i in
      var best = 0
      for j in 1..<max(columns, 1) where values[i * columns + j] > values[i * columns + best] { best = j }
      return best
    }
  }
}

extension SIMD16 where Scalar == Float {
  /// The sum of the lanes, halves first: lane i + lane i+8, then i+4, i+2, i+1. Always in this order.
  @inlinable @inline(__always) public func sumOfLanes() -> Float {
    let eight = lowHalf + highHalf
    let four = eight.lowHalf + eight.highHalf
    let two = four.lowHalf + four.highHalf
    return two[0] + two[1]
  }
}
