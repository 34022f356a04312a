// A few linear equations, H · w = r, solved by hand (Cholesky 1910, published 1924).
//
// A symmetric matrix whose curvature is positive in every direction has a root: H = L · Lᵀ, with zeros above
// the diagonal of L. The equations L · v = r and Lᵀ · w = v are then solved from one end, a number at a time.
//
//     factor    l_ij = (h_ij − Σ_k l_ik l_jk) / l_jj     l_ii = √(h_ii − Σ_k l_ik²)      k < j
//     forward   v_i  = (r_i − Σ_k l_ik v_k) / l_ii       k < i
//     back      w_i  = (v_i − Σ_k l_ki w_k) / l_ii       k > i
//
// Shapes:  H, L: n × n   r, v, w: n

/// The equations H · w = r have no single solution: an input is constant, or a sum of multiples of others.
public struct SingularMatrix: Error, Equatable, CustomStringConvertible {
  /// The input that adds nothing to those before it, counted from 0; −1 for the bias.
  public let input: Int

  public var description: String {
    (input < 0 ? "the bias" : "input \(input)") + " is constant or a combination of the inputs before it: "
      + "more than one line fits equally well; leave it out or add a ridge"
  }
}

/// The w with H · w = r.
func solve(_ H: [[Double]], _ r: [Double]) throws(SingularMatrix) -> [Double] {
  let n = r.count
  var L = H
  // Factor, row by row
  for i in 0..<n {
    for j in 0...i {
      var sum = H[i][j]
      for k in 0..<j { sum -= L[i][k] * L[j][k] }
      if i != j {
        L[i][j] = sum / L[j][j]
      } else {
        guard sum > H[i][i] * 1e-12 else { throw SingularMatrix(input: i - 1) }
        L[i][i] = sum.squareRoot()
      }
    }
  }
  // Substitute forward, then back
  var w = r
  for i in 0..<n {
    for k in 0..<i { w[i] -= L[i][k] * w[k] }
    w[i] /= L[i][i]
  }
  for i in (0..<n).reversed() {
    for k in i + 1..<n { w[i] -= L[k][i] * w[k] }
    w[i] /= L[i][i]
  }
  return w
}
