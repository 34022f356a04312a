// A few linear equations, H · w = r, solved by hand: H = L · Lᵀ, then L · v = r and Lᵀ · w = v.
//
// Shapes:  H, L: n × n   r, v, w: n

/// The equations H · w = r have no single solution: an input is constant, or a sum of multiples of others.
public struct SingularMatrix: Error, Equatable, CustomStringConvertible {
  /// The input that adds nothing to those before it, counted from 0; −1 for the bias.
  public let input: Int

  public var description: String {
    if input < 0 {
      return "every probability is 0 or 1 to the last digit: "
        + "the classes are separated completely, and the weights grow without end; add a ridge"
    }
    return "input \(input) is constant or a combination of the inputs before it: "
      + "more than one boundary fits equally well; leave it out or add a ridge"
  }
}

/// The w with H · w = r. Derived in chapter 1.
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
