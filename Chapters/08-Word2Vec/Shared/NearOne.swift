import Matrices

/// Rows of which the square of a length is a number: what is far from 1 is brought near it, which no angle notices.
func nearOne(_ X: Matrix) -> Matrix {
  var near = X
  for i in 0..<X.rows {
    let largest = X[row: i].reduce(0) { max($0, abs($1)) }
    if largest == 0 || (largest > 1e-12 && largest < 1e12) { continue }
    for j in 0..<X.columns { near[i, j] /= largest }
  }
  return near
}
