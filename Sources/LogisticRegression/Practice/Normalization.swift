// Three ways to bring inputs to one size (deck S, "Data Normalization"), all of the form x̂ = (x − μ) / σ.
//
//                        μ        σ
//     rescaling          x_min    x_max − x_min      from 0 to 1
//     standardization    mean     deviation          mean 0, deviation 1
//     unit length        0        ‖x‖                Σ x̂² = 1
//
// x is a column: one input over all examples. Test examples, which were not measured, may fall outside.

import Matrices

/// A way to bring all inputs to one size.
public enum Normalization: String, CaseIterable, Sendable {
  case none
  case rescaling
  case standardization
  case unitLength = "unit-length"

  /// What it subtracts and divides by, measured on `X`, examples × inputs. A σ that would be 0 is 1.
  public func measured(_ X: Matrix) -> Standardization {
    require(X.rows > 0, "no examples to measure")
    require(X.values.allSatisfy { $0.isFinite }, "an input that is not finite")
    let columns = (0..<X.columns).map { X.column($0) }
    switch self {
    case .none:
      return Standardization(means: columns.map { _ in 0 }, deviations: columns.map { _ in 1 })
    case .rescaling:
      let least = columns.map { $0.min() ?? 0 }
      let ranges = zip(columns, least).map { ($0.max() ?? 0) - $1 }
      return Standardization(means: least, deviations: ranges.map { $0 == 0 ? 1 : $0 })
    case .standardization:
      return Standardization(of: X)
    case .unitLength:
      let lengths = columns.map { x in x.reduce(0) { $0 + $1 * $1 }.squareRoot() }
      return Standardization(means: columns.map { _ in 0 }, deviations: lengths.map { $0 == 0 ? 1 : $0 })
    }
  }
}
