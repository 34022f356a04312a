/// A rectangle of numbers, stored row after row.
///
/// `values` holds `rows × columns` numbers; entry (i, j) is `values[i * columns + j]`. One example is a
/// row, so a set of examples is a matrix `examples × features`:
///
///     let X: Matrix = [[1, 2], [3, 4], [5, 6]]  // 3 examples of 2 features
///     X[2, 0]                                   // 5
@frozen
public struct Matrix: Equatable, Sendable {
  public let rows: Int
  public let columns: Int
  /// The entries, row after row. Change them freely, but never their number.
  public var values: [Float]

  /// A matrix of the given `rows * columns` values, row after row.
  @inlinable
  public init(rows: Int, columns: Int, values: [Float]) {
    let count = Matrix.count(rows, columns)
    require(values.count == count, "\(values.count) values do not fill \(rows) × \(columns)")
    (self.rows, self.columns, self.values) = (rows, columns, values)
  }

  /// A matrix that holds one number everywhere, zero unless told.
  @inlinable
  public init(repeating value: Float = 0, rows: Int, columns: Int) {
    let values = [Float](repeating: value, count: Matrix.count(rows, columns))
    self.init(rows: rows, columns: columns, values: values)
  }

  /// A matrix of the given rows, all of the same length.
  @inlinable
  public init(_ rows: [[Float]]) {
    let columns = rows.first?.count ?? 0
    for (i, row) in rows.enumerated() {
      require(row.count == columns, "row \(i) has \(row.count) entries, row 0 has \(columns)")
    }
    self.init(rows: rows.count, columns: columns, values: rows.flatMap { $0 })
  }

  /// A matrix of one column, `values.count × 1`.
  @inlinable
  public init(column values: [Float]) { self.init(rows: values.count, columns: 1, values: values) }

  /// How many entries a matrix of this shape has: at most 2⁴⁰, and at most 2³¹ − 1 rows and columns.
  @inlinable
  static func count(_ rows: Int, _ columns: Int) -> Int {
    let fits = min(rows, columns) >= 0 && max(rows, columns) <= Int32.max
    let numbers = Double(rows) * Double(columns)
    require(fits && numbers <= min(0x1p40, Double(Int.max)), "a matrix of \(rows) × \(columns)")
    return rows * columns
  }

  /// Entry (`row`, `column`), both counted from 0.
  @inlinable
  public subscript(row: Int, column: Int) -> Float {
    get { values[index(row, column)] }
    set { values[index(row, column)] = newValue }
  }

  @inlinable @inline(__always)
  func index(_ row: Int, _ column: Int) -> Int {
    require(
      row >= 0 && row < rows && column >= 0 && column < columns, "(\(row), \(column)) lies outside \(shape)")
    let index = row * columns + column
    require(index < values.count, "\(values.count) values do not fill \(shape)")
    return index
  }
}

// MARK: - Rows and columns

extension Matrix {
  /// The entries of one row, a view without a copy.
  @inlinable
  public subscript(row row: Int) -> ArraySlice<Float> {
    require(row >= 0 && row < rows, "row \(row) of \(rows)")
    requireFilled()
    return values[row * columns..<(row + 1) * columns]
  }

  /// The entries of one column.
  public func column(_ column: Int) -> [Float] {
    require(column >= 0 && column < columns, "column \(column) of \(columns)")
    requireFilled()
    return (0..<rows).map { values[$0 * columns + column] }
  }

  /// The rows with the given numbers, in the given order: a mini-batch, a fold, a shuffled set.
  @inlinable
  public func rows(_ indices: some Collection<Int>) -> Matrix {
    for i in indices { require(i >= 0 && i < rows, "row \(i) of \(rows)") }
    var chosen: [Float] = []
    chosen.reserveCapacity(indices.count * columns)
    for i in indices { chosen.append(contentsOf: self[row: i]) }
    return Matrix(rows: indices.count, columns: columns, values: chosen)
  }

  /// A matrix of the same shape whose entries are `transform` of these.
  @inlinable
  public func map(_ transform: (Float) -> Float) -> Matrix {
    Matrix(rows: rows, columns: columns, values: values.map(transform))
  }
}

// MARK: - Writing a matrix down

extension Matrix: ExpressibleByArrayLiteral {
  /// `[[1, 2], [3, 4]]`: a matrix of these rows.
  @inlinable
  public init(arrayLiteral rows: [Float]...) { self.init(rows) }
}

extension Matrix {
  /// "3 × 4", for messages.
  @usableFromInline
  var shape: String { "\(rows) × \(columns)" }

  /// Stops the program if the values were cut short by hand.
  @inlinable
  func requireFilled() {
    require(values.count == rows * columns, "\(values.count) values do not fill \(shape)")
  }
}
