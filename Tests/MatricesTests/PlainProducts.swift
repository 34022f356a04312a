// The three products of a layer as their formulas have them: what Products.swift is held against.

import Matrices

/// Z = X · W by three plain loops: z_ij = Σ_k x_ik w_kj.
///
/// Shapes:  X: examples × inputs   W: inputs × outputs   Z: examples × outputs
func plainProduct(_ X: Matrix, _ W: Matrix) -> Matrix {
  var Z = Matrix(rows: X.rows, columns: W.columns)
  for i in 0..<X.rows {
    for j in 0..<W.columns {
      var z: Float = 0
      for k in 0..<X.columns { z = z.addingProduct(X[i, k], W[k, j]) }
      Z[i, j] = z
    }
  }
  return Z
}

/// dW = Xᵀ · D by three plain loops: dw_ij = Σ_k x_ki d_kj.
///
/// Shapes:  X: examples × inputs   D: examples × outputs   dW: inputs × outputs
func plainProduct(transposed X: Matrix, _ D: Matrix) -> Matrix {
  var dW = Matrix(rows: X.columns, columns: D.columns)
  for i in 0..<X.columns {
    for j in 0..<D.columns {
      var dw: Float = 0
      for k in 0..<X.rows { dw = dw.addingProduct(X[k, i], D[k, j]) }
      dW[i, j] = dw
    }
  }
  return dW
}

/// dX = D · Wᵀ by three plain loops: dx_ij = Σ_k d_ik w_jk.
///
/// Shapes:  D: examples × outputs   W: inputs × outputs   dX: examples × inputs
func plainProduct(_ D: Matrix, transposed W: Matrix) -> Matrix {
  var dX = Matrix(rows: D.rows, columns: W.rows)
  for i in 0..<D.rows {
    for j in 0..<W.rows {
      var dx: Float = 0
      for k in 0..<D.columns { dx = dx.addingProduct(D[i, k], W[j, k]) }
      dX[i, j] = dx
    }
  }
  return dX
}
