// Products of some rows of larger matrices, without a copy: of a sequence whose time steps lie one after the
// other, rows after rows, they are one step. The sums are those of Products.swift, to the bit.
//
// W is packed, since all steps share it.
//
// Shapes:  X: … × inner   W: inner × columns   Z: … × columns   D: … × columns
//
// Unsafe buffers: the check of every subscript would cost more than the arithmetic.

extension Matrix {
  /// The rows `rows` of Z ← as many rows of X · W, those from `first` on.
  public mutating func assign(rows: Range<Int>, _ X: Matrix, from first: Int, times W: PackedMatrix) {
    multiply(rows: rows, X, from: first, W, adding: false)
  }

  /// The rows `rows` of Z ← themselves + as many rows of X · W, those from `first` on.
  public mutating func accumulate(rows: Range<Int>, _ X: Matrix, from first: Int, times W: PackedMatrix) {
    multiply(rows: rows, X, from: first, W, adding: true)
  }

  private mutating func multiply(
    rows range: Range<Int>, _ X: Matrix, from first: Int, _ W: PackedMatrix, adding: Bool
  ) {
    require(
      X.columns == W.rows && columns == W.columns,
      "\(shape) cannot hold \(X.shape) times \(W.rows) × \(W.columns)")
    require(holds(range), "rows \(range) of \(shape)")
    require(X.holds(first..<first + range.count), "\(range.count) rows from \(first) of \(X.shape)")
    if range.isEmpty || columns == 0 { return }
    let columns = columns
    values.withUnsafeMutableBufferPointer { z in
      X.values.withUnsafeBufferPointer { x in
        guard let x = x.baseAddress, W.rows > 0 else {
          if !adding { z[range.lowerBound * columns..<range.upperBound * columns].update(repeating: 0) }
          return
        }
        W.multiply(
          Operand(start: x + first * W.rows, rowStride: W.rows, columnStride: 1),
          into: z.baseAddress! + range.lowerBound * columns, rows: range.count, adding: adding)
      }
    }
  }

  /// dW ← Xᵀ · D over the rows `rows` of X and as many rows of D, those from `first` on.
  public mutating func assign(transposed X: Matrix, rows: Range<Int>, times D: Matrix, from first: Int) {
    multiply(transposed: X, rows: rows, D, from: first, adding: false)
  }

  /// dW ← dW + Xᵀ · D over the rows `rows` of X and as many rows of D, those from `first` on.
  public mutating func accumulate(transposed X: Matrix, rows: Range<Int>, times D: Matrix, from first: Int) {
    multiply(transposed: X, rows: rows, D, from: first, adding: true)
  }

  private mutating func multiply(
    transposed X: Matrix, rows range: Range<Int>, _ D: Matrix, from first: Int, adding: Bool
  ) {
    require(
      rows == X.columns && columns == D.columns,
      "\(shape) cannot hold the transpose of \(X.shape) times \(D.shape)")
    require(X.holds(range) && D.holds(first..<first + range.count), "rows \(range) of \(X.shape)")
    if values.isEmpty { return }
    let (rows, columns) = (rows, columns)
    values.withUnsafeMutableBufferPointer { result in
      if range.isEmpty {
        if !adding { result.update(repeating: 0) }
        return
      }
      X.values.withUnsafeBufferPointer { x in
        D.values.withUnsafeBufferPointer { d in
          multiplyKernel(
            Operand(start: x.baseAddress! + range.lowerBound * rows, rowStride: 1, columnStride: rows),
            Operand(start: d.baseAddress! + first * columns, rowStride: columns, columnStride: 1),
            into: result.baseAddress!, rows: rows, depth: range.count, columns: columns, adding: adding)
        }
      }
    }
  }

  private func holds(_ range: Range<Int>) -> Bool { range.lowerBound >= 0 && range.upperBound <= rows }
}
