// The three products of a layer, and matrix times vector.
//
//     forward              Z  = X · W     z_ij  = Σ_k x_ik w_kj
//     gradient of weights  dW = Xᵀ · D    dw_ij = Σ_k x_ki d_kj
//     gradient of inputs   dX = D · Wᵀ    dx_ij = Σ_k d_ik w_jk
//
// Shapes:  X: examples × inputs   W: inputs × outputs   D, Z: examples × outputs
//
// Every entry is one chain of fused multiply-adds with k ascending, here as in PlainProducts.swift: the
// two agree to the last bit, whatever the shape, the machine or the division of the rows among threads.

extension Matrix {
  /// X · W: `self` is X, `rows × inner`, `W` is `inner × columns`.
  public func times(_ W: Matrix) -> Matrix {
    var Z = Matrix(rows: rows, columns: W.columns)
    Z.assign(self, times: W)
    return Z
  }

  /// Xᵀ · D: `self` is X, `inner × rows`, `D` is `inner × columns`.
  public func transposedTimes(_ D: Matrix) -> Matrix {
    var dW = Matrix(rows: columns, columns: D.columns)
    dW.assign(transposed: self, times: D)
    return dW
  }

  /// D · Wᵀ: `self` is D, `rows × inner`, `W` is `columns × inner`.
  public func timesTransposed(_ W: Matrix) -> Matrix {
    var dX = Matrix(rows: rows, columns: W.rows)
    dX.assign(self, timesTransposed: W)
    return dX
  }

  /// Matrix times vector: `vector` has as many entries as the matrix has columns, the result as many as rows.
  public func times(_ vector: [Float]) -> [Float] {
    times(Matrix(column: vector)).values
  }
}

// MARK: - Into a matrix that exists, without allocating

extension Matrix {
  /// Z ← X · W
  public mutating func assign(_ X: Matrix, times W: Matrix) { multiply(X, W, adding: false) }

  /// Z ← Z + X · W
  public mutating func accumulate(_ X: Matrix, times W: Matrix) { multiply(X, W, adding: true) }

  /// dW ← Xᵀ · D
  public mutating func assign(transposed X: Matrix, times D: Matrix) {
    multiply(transposed: X, D, adding: false)
  }

  /// dW ← dW + Xᵀ · D
  public mutating func accumulate(transposed X: Matrix, times D: Matrix) {
    multiply(transposed: X, D, adding: true)
  }

  /// dX ← D · Wᵀ
  public mutating func assign(_ D: Matrix, timesTransposed W: Matrix) {
    multiply(D, transposed: W, adding: false)
  }

  /// dX ← dX + D · Wᵀ
  public mutating func accumulate(_ D: Matrix, timesTransposed W: Matrix) {
    multiply(D, transposed: W, adding: true)
  }

  private mutating func multiply(_ X: Matrix, _ W: Matrix, adding: Bool, sharing: Sharing = .alone) {
    precondition(X.columns == W.rows, "\(X.shape) times \(W.shape)")
    precondition(rows == X.rows && columns == W.columns, "\(shape) cannot hold \(X.shape) times \(W.shape)")
    multiply(
      X.values, stride: (X.columns, 1), W.values, stride: (W.columns, 1), depth: W.rows, adding: adding,
      sharing: sharing)
  }

  private mutating func multiply(
    transposed X: Matrix, _ D: Matrix, adding: Bool, sharing: Sharing = .alone
  ) {
    precondition(X.rows == D.rows, "the transpose of \(X.shape) times \(D.shape)")
    precondition(
      rows == X.columns && columns == D.columns,
      "\(shape) cannot hold the transpose of \(X.shape) times \(D.shape)")
    multiply(
      X.values, stride: (1, X.columns), D.values, stride: (D.columns, 1), depth: D.rows, adding: adding,
      sharing: sharing)
  }

  private mutating func multiply(
    _ D: Matrix, transposed W: Matrix, adding: Bool, sharing: Sharing = .alone
  ) {
    precondition(D.columns == W.columns, "\(D.shape) times the transpose of \(W.shape)")
    precondition(
      rows == D.rows && columns == W.rows,
      "\(shape) cannot hold \(D.shape) times the transpose of \(W.shape)")
    multiply(
      D.values, stride: (D.columns, 1), W.values, stride: (1, W.columns), depth: W.columns, adding: adding,
      sharing: sharing)
  }

  /// Self ← A · B, or Self + A · B; a transpose is a matrix whose two strides have changed places.
  private mutating func multiply(
    _ a: [Float], stride aStride: (row: Int, column: Int), _ b: [Float],
    stride bStride: (row: Int, column: Int), depth: Int, adding: Bool, sharing: Sharing
  ) {
    let (rows, columns) = (rows, columns)
    if rows == 0 || columns == 0 { return }
    values.withUnsafeMutableBufferPointer { c in
      if depth == 0 {
        if !adding { c.update(repeating: 0) }
        return
      }
      a.withUnsafeBufferPointer { a in
        b.withUnsafeBufferPointer { b in
          let left = Operand(start: a.baseAddress!, rowStride: aStride.row, columnStride: aStride.column)
          let right = Operand(start: b.baseAddress!, rowStride: bStride.row, columnStride: bStride.column)
          let result = c.baseAddress!
          sharing.run(sharing.parts) { part in
            let first = sharing.firstRow(of: part, rows: rows)
            let count = sharing.firstRow(of: part + 1, rows: rows) - first
            if count == 0 { return }
            multiplyKernel(
              left.from(first, 0), right, into: result + first * columns, rows: count, depth: depth,
              columns: columns, adding: adding)
          }
        }
      }
    }
  }
}

// MARK: - The rows of the result shared among threads

extension Matrix {
  /// Z ← X · W, its rows divided in `parts`. `run` is given their number and a function; it calls the function once
  /// for each of 0, 1, …, on whatever threads it likes, and returns when all are done, as Dispatch's
  /// `concurrentPerform` does. No sum is divided, so the bits do not depend on the parts.
  public mutating func assign(_ X: Matrix, times W: Matrix, parts: Int, by run: (Int, (Int) -> Void) -> Void)
  {
    withoutActuallyEscaping(run) {
      multiply(X, W, adding: false, sharing: Sharing(parts: parts, run: $0))
    }
  }

  /// dW ← Xᵀ · D, its rows divided in `parts`.
  public mutating func assign(
    transposed X: Matrix, times D: Matrix, parts: Int, by run: (Int, (Int) -> Void) -> Void
  ) {
    withoutActuallyEscaping(run) {
      multiply(transposed: X, D, adding: false, sharing: Sharing(parts: parts, run: $0))
    }
  }

  /// dX ← D · Wᵀ, its rows divided in `parts`.
  public mutating func assign(
    _ D: Matrix, timesTransposed W: Matrix, parts: Int, by run: (Int, (Int) -> Void) -> Void
  ) {
    withoutActuallyEscaping(run) {
      multiply(D, transposed: W, adding: false, sharing: Sharing(parts: parts, run: $0))
    }
  }
}

/// Into how many parts the rows are divided, and who computes them.
private struct Sharing {
  let parts: Int
  let run: (Int, (Int) -> Void) -> Void

  static var alone: Sharing { Sharing(parts: 1) { _, work in work(0) } }

  /// Where a part begins; parts are whole tiles.
  func firstRow(of part: Int, rows: Int) -> Int {
    let tiles = (rows + Tile.rows - 1) / Tile.rows
    return min(rows, tiles * part / parts * Tile.rows)
  }
}
