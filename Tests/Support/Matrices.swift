import Matrices

extension Matrix {
  /// The sum of each row, `rows × 1`.
  public func rowSums() -> Matrix { Matrix(column: (0..<rows).map { self[row: $0].reduce(0, +) }) }

  /// The mean of all entries.
  public func mean() -> Float { sum() / Float(values.count) }
}
