/// A rectangle of numbers, stored row after row.
///
/// `values` holds `rows × columns` numbers; entry (i, j) is `values[i * columns + j]`. One example is a
/// row; a matrix of examples is `examples × features`.
@frozen
public struct Matrix: Equatable, Sendable {
  public let rows: Int
  public let columns: Int
  public var values: [Float]

  /// A matrix of the given values, row after row.
  @inlinable
  public init(rows: Int, columns: Int, values: [Float]) {
    precondition(values.count == rows * columns, "\(values.count) values do not fill \(rows) × \(columns)")
    self.rows = rows
    self.columns = columns
    self.values = values
  }

  @inlinable
  public subscript(row: Int, column: Int) -> Float {
    get { values[row * columns + column] }
    set { values[row * columns + column] = newValue }
  }
}
