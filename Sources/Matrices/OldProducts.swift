// To be deleted when every chapter uses the views.

extension Matrix {
  public func transposedTimes(_ D: Matrix) -> Matrix { transposed.times(D) }
  public func timesTransposed(_ W: Matrix) -> Matrix { times(W.transposed) }
  public func times(_ vector: [Float]) -> [Float] { times(Matrix(column: vector)).values }
  public mutating func assign(transposed X: Matrix, times D: Matrix, by team: Team? = nil) {
    assign(X.transposed, times: D, by: team)
  }
  public mutating func accumulate(transposed X: Matrix, times D: Matrix) {
    accumulate(X.transposed, times: D)
  }
  public mutating func assign(_ D: Matrix, timesTransposed W: Matrix, by team: Team? = nil) {
    assign(D, times: W.transposed, by: team)
  }
  public mutating func accumulate(_ D: Matrix, timesTransposed W: Matrix) {
    accumulate(D, times: W.transposed)
  }
  public mutating func assign(rows: Range<Int>, _ X: Matrix, from first: Int, times W: PackedMatrix) {
    assign(rows: rows, X[rows: first..<first + rows.count], times: W.view)
  }
  public mutating func accumulate(rows: Range<Int>, _ X: Matrix, from first: Int, times W: PackedMatrix) {
    accumulate(rows: rows, X[rows: first..<first + rows.count], times: W.view)
  }
  public mutating func assign(transposed X: Matrix, rows: Range<Int>, times D: Matrix, from first: Int) {
    assign(X[rows: rows].transposed, times: D[rows: first..<first + rows.count])
  }
  public mutating func accumulate(transposed X: Matrix, rows: Range<Int>, times D: Matrix, from first: Int) {
    accumulate(X[rows: rows].transposed, times: D[rows: first..<first + rows.count])
  }
}

public struct PackedMatrix: Sendable {
  var view: MatrixView
  public init(_ W: Matrix) { view = W.packed() }
  public init(transposed W: Matrix) { view = W.transposed.packed() }
  public mutating func assign(_ W: Matrix) { view.repack(W) }
  public mutating func assign(transposed W: Matrix) { view.repack(W.transposed) }
}
