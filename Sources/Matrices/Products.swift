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
//
// Unsafe buffers: the check of every subscript would cost more than the arithmetic.

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

  private mutating func multiply(_ X: Matrix, _ W: Matrix, adding: Bool, by team: Team? = nil) {
    require(X.columns == W.rows, "\(X.shape) times \(W.shape)")
    require(rows == X.rows && columns == W.columns, "\(shape) cannot hold \(X.shape) times \(W.shape)")
    multiply(
      X.values, stride: (X.columns, 1), W.values, stride: (W.columns, 1), depth: W.rows, adding: adding,
      by: team)
  }

  private mutating func multiply(
    transposed X: Matrix, _ D: Matrix, adding: Bool, by team: Team? = nil
  ) {
    require(X.rows == D.rows, "the transpose of \(X.shape) times \(D.shape)")
    require(
      rows == X.columns && columns == D.columns,
      "\(shape) cannot hold the transpose of \(X.shape) times \(D.shape)")
    multiply(
      X.values, stride: (1, X.columns), D.values, stride: (D.columns, 1), depth: D.rows, adding: adding,
      by: team)
  }

  private mutating func multiply(
    _ D: Matrix, transposed W: Matrix, adding: Bool, by team: Team? = nil
  ) {
    require(D.columns == W.columns, "\(D.shape) times the transpose of \(W.shape)")
    require(
      rows == D.rows && columns == W.rows,
      "\(shape) cannot hold \(D.shape) times the transpose of \(W.shape)")
    multiply(
      D.values, stride: (D.columns, 1), W.values, stride: (1, W.columns), depth: W.columns, adding: adding,
      by: team)
  }

  /// Self ← A · B, or Self + A · B; a transpose is a matrix whose two strides have changed places.
  private mutating func multiply(
    _ a: [Float], stride aStride: (row: Int, column: Int), _ b: [Float],
    stride bStride: (row: Int, column: Int), depth: Int, adding: Bool, by team: Team?
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
          share(rows, among: team, work: rows * depth * columns) { part in
            multiplyKernel(
              left.from(part.lowerBound, 0), right, into: result + part.lowerBound * columns,
              rows: part.count, depth: depth, columns: columns, adding: adding)
          }
        }
      }
    }
  }
}

// MARK: - The rows of the result divided among threads

extension Matrix {
  /// Z ← X · W, each thread of the team computing some rows. No sum is divided, so the bits are those of one thread.
  public mutating func assign(_ X: Matrix, times W: Matrix, by team: Team) {
    multiply(X, W, adding: false, by: team)
  }

  /// dW ← Xᵀ · D, each thread of the team computing some rows.
  public mutating func assign(transposed X: Matrix, times D: Matrix, by team: Team) {
    multiply(transposed: X, D, adding: false, by: team)
  }

  /// dX ← D · Wᵀ, each thread of the team computing some rows.
  public mutating func assign(_ D: Matrix, timesTransposed W: Matrix, by team: Team) {
    multiply(D, transposed: W, adding: false, by: team)
  }
}

/// Calls `body` with ranges of rows that make up all: whole tiles, one range a thread. A product of few
/// multiply-adds (`work`) is done before another thread would hear of it.
private func share(_ rows: Int, among team: Team?, work: Int, _ body: (Range<Int>) -> Void) {
  let tiles = (rows + Tile.rows - 1) / Tile.rows
  guard let team, work >= 500_000, tiles > 1 else { return body(0..<rows) }
  let parts = min(team.count, tiles)
  func firstRow(_ part: Int) -> Int { min(rows, tiles * part / parts * Tile.rows) }
  team.run(parts) { body(firstRow($0)..<firstRow($0 + 1)) }
}
