// Curved boundaries from a linear model: products of the two inputs as further inputs (deck S, "Linear
// boundaries" and "Supervised Learning – Overfitting").
//
//     degree 1    u, v
//     degree 2    u, v, u², uv, v²
//     degree d    all u^a v^c with 1 ≤ a + c ≤ d        d (d + 3) / 2 inputs
//
// z = 0 is then a curve of degree d. Each further degree can bend closer to the training examples.
//
// Shapes:  X: examples × 2   result: examples × d (d + 3) / 2

import Matrices

/// All products of powers of two inputs up to `degree`: examples × degree (degree + 3) / 2.
public func polynomialFeatures(_ X: Matrix, degree: Int) -> Matrix {
  require(X.columns == 2, "polynomials of \(X.columns) inputs, expected 2")
  require(1...1000 ~= degree, "polynomials of degree \(degree)")
  let values = (0..<X.rows).flatMap { i in
    let (u, v) = (powers(of: X[i, 0], degree), powers(of: X[i, 1], degree))
    return (1...degree).flatMap { total in (0...total).map { c in u[total - c] * v[c] } }
  }
  return Matrix(rows: X.rows, columns: degree * (degree + 3) / 2, values: values)
}

/// 1, x, x², … x^degree
private func powers(of x: Float, _ degree: Int) -> [Float] {
  var powers: [Float] = [1]
  for _ in 0..<degree { powers.append(powers[powers.count - 1] * x) }
  return powers
}
