// Principal components by hand: the plane in which a cloud of points is widest, to draw it.
//
//     centered    Z = X − mean
//     covariance  C = Zᵀ · Z / points
//     first       v ← C v / ‖C v‖, again and again: each step stretches v most along C's largest direction
//     second      the same, after taking from C what lies along the first: C − λ v vᵀ
//     projection  Z · v
//
// Shapes:  X: points × dimensions   C: dimensions × dimensions   directions: components × dimensions

import Matrices

/// The directions of largest variance.
public struct PrincipalComponents: Sendable {
  public let means: Matrix  // 1 × dimensions
  /// Unit vectors, at right angles to each other.
  public let directions: Matrix  // components × dimensions

  /// - Parameter X: points × dimensions.
  public init(of X: Matrix, components: Int = 2) {
    require(X.rows > 1, "\(X.rows) points have no direction")
    require(components > 0 && components <= X.columns, "\(components) components of \(X.columns) dimensions")
    means = X.columnSums() / Float(X.rows)
    let Z = X - means
    var C = Z.transposed.times(Z) / Float(X.rows)
    var directions: [[Float]] = []
    for _ in 0..<components {
      let (variance, v) = largestDirection(of: C)
      require(v.allSatisfy { $0.isFinite }, "points that are not finite, or too large")
      for i in 0..<C.rows {
        for j in 0..<C.columns { C[i, j] -= variance * v[i] * v[j] }
      }
      directions.append(v)
    }
    self.directions = Matrix(directions)
  }

  /// The coordinates of points along the directions, points × components.
  public func project(_ X: Matrix) -> Matrix { (X - means).times(directions.transposed) }
}

/// The largest eigenvalue of a symmetric matrix and its direction, by power iteration. The sign is chosen so
/// that the largest entry is positive.
private func largestDirection(of C: Matrix) -> (Float, [Float]) {
  var generator = SeededGenerator(seed: 1)
  var v = (0..<C.rows).map { _ in generator.normal() }
  var eigenvalue: Float = 0
  for _ in 0..<1000 {
    let next = (0..<C.rows).map { dot(C[row: $0], v) }
    let length = dot(next, next).squareRoot()
    if length == 0 { break }
    let unit = next.map { $0 / length }
    let change = zip(unit, v).map { abs($0 - $1) }.max() ?? 0
    (v, eigenvalue) = (unit, length)
    if change < 1e-6 { break }
  }
  let length = dot(v, v).squareRoot()
  v = v.map { $0 / length }
  let largest = v.max { abs($0) < abs($1) } ?? 0
  return (eigenvalue, largest < 0 ? v.map { -$0 } : v)
}
