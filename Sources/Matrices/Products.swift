// One product, C ← A · B or C ← C + A · B. Factors are matrices, their transposes, some of their rows; so the
// three products of a layer are
//
//     forward              Z  = X · W     z_ij  = Σ_k x_ik w_kj     Z.assign(X, times: W)
//     gradient of weights  dW = Xᵀ · D    dw_ij = Σ_k x_ki d_kj     dW.assign(X.transposed, times: D)
//     gradient of inputs   dX = D · Wᵀ    dx_ij = Σ_k d_ik w_jk     dX.assign(D, times: W.transposed)
//
// Shapes:  X: examples × inputs   W: inputs × outputs   D, Z: examples × outputs
//
// Every entry is one chain of fused multiply-adds with k ascending, as three plain loops would have it: the
// two agree to the last bit, whatever the shape, the machine or the division of the rows among threads.
//
// Unsafe buffers: the check of every subscript would cost more than the arithmetic.

extension Factor {
  /// A · B: rows × inner times inner × columns.
  @inlinable
  public func times(_ B: some Factor) -> Matrix {
    let (A, B) = (view, B.view)
    var C = Matrix(rows: A.rows, columns: B.columns)
    C.assign(A, times: B)
    return C
  }
}

extension Matrix {
  /// C ← A · B. No memory is allocated.
  ///
  /// - Parameters:
  ///   - rows: the rows of C that the product fills; all, unless given.
  ///   - adding: C ← C + A · B.
  ///   - team: threads that compute some rows each. No sum is divided, so the bits are those of one thread.
  @inlinable
  public mutating func assign(
    rows: Range<Int>? = nil, _ A: some Factor, times B: some Factor, adding: Bool = false,
    by team: Team? = nil
  ) {
    multiply(rows: rows ?? 0..<self.rows, A.view, B.view, adding: adding, by: team)
  }

  @usableFromInline
  mutating func multiply(
    rows range: Range<Int>, _ A: MatrixView, _ B: MatrixView, adding: Bool, by team: Team?
  ) {
    require(A.columns == B.rows, "\(A.shape) times \(B.shape)")
    require(range.lowerBound >= 0 && range.upperBound <= rows, "rows \(range) of \(shape)")
    requireFilled()
    require(
      range.count == A.rows && columns == B.columns,
      "\(range.count) × \(columns) cannot hold \(A.shape) times \(B.shape)")
    require(A.panels == nil, "a packed matrix as the left factor")
    let (rows, columns) = (range.count, columns)
    if rows == 0 || columns == 0 { return }
    values.withUnsafeMutableBufferPointer { c in
      let c = c.baseAddress! + range.lowerBound * columns
      if B.rows == 0 && !adding { c.update(repeating: 0, count: rows * columns) }
      if B.rows == 0 { return }
      A.withOperand { A in
        share(rows, among: team, work: Double(rows) * Double(B.rows) * Double(columns)) { part in
          let (A, c) = (A.from(part.lowerBound, 0), c + part.lowerBound * columns)
          if let panels = B.panels {
            panels.multiply(A, into: c, rows: part.count, adding: adding)
          } else {
            B.withOperand {
              multiplyKernel(
                A, $0, into: c, rows: part.count, depth: B.rows, columns: columns, adding: adding)
            }
          }
        }
      }
    }
  }
}

/// Calls `body` with ranges of rows that make up all: whole tiles, one range a thread. A product of few
/// multiply-adds (`work`) is done before another thread would hear of it.
private func share(_ rows: Int, among team: Team?, work: Double, _ body: (Range<Int>) -> Void) {
  let tiles = (rows + Tile.rows - 1) / Tile.rows
  guard let team, work >= 500_000, tiles > 1 else { return body(0..<rows) }
  let parts = min(team.count, tiles)
  func firstRow(_ part: Int) -> Int { min(rows, tiles * part / parts * Tile.rows) }
  team.run(parts) { body(firstRow($0)..<firstRow($0 + 1)) }
}
