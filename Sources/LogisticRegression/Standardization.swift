// Inputs of one size (deck S, "Data Normalization"), as chapter 1 derives it. What is measured on the
// training examples is applied to the test examples as it is.
//
//     x̂ = (x − μ) / σ      z = Σ ŵ x̂ + b̂ = Σ (ŵ/σ) x + (b̂ − Σ ŵ μ/σ)

import Matrices

/// Means and standard deviations of some examples' inputs. Derived in chapter 1.
public struct Standardization: Equatable, Sendable {
  public let means: Matrix  // 1 × inputs
  public let deviations: Matrix  // 1 × inputs

  /// Measures `X`, examples × inputs. An input that never varies has deviation 1. Derived in chapter 1.
  public init(of X: Matrix) {
    require(X.rows > 0, "no examples to measure")
    var means: [Float] = []
    var deviations: [Float] = []
    for j in 0..<X.columns {
      // In double precision, where the sum of equal numbers is exact and a square does not overflow
      let x = X.column(j).map { Double($0) }
      let mean = x.reduce(0, +) / Double(x.count)
      let variance = x.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(x.count)
      means.append(Float(mean))
      deviations.append(variance == 0 ? 1 : max(Float(variance.squareRoot()), .leastNonzeroMagnitude))
    }
    self.init(means: means, deviations: deviations)
  }

  /// Means and deviations known from before; every deviation is above 0. Derived in chapter 1.
  public init(means: [Float], deviations: [Float]) {
    require(means.count == deviations.count, "\(means.count) means, \(deviations.count) deviations")
    require(means.allSatisfy { $0.isFinite }, "a mean that is not finite among \(means)")
    require(deviations.allSatisfy { $0 > 0 && $0.isFinite }, "a deviation not in (0, ∞) among \(deviations)")
    (self.means, self.deviations) = (Matrix([means]), Matrix([deviations]))
  }

  /// (X − μ) / σ. Derived in chapter 1.
  public func apply(to X: Matrix) -> Matrix {
    var scaled = X - means
    for i in 0..<X.rows {
      for j in 0..<X.columns { scaled[i, j] /= deviations[0, j] }
    }
    return scaled
  }
}

extension Standardization {
  /// The model on raw inputs that gives the probabilities which `model` gives on standardized ones.
  public func undo(_ model: LogisticModel) -> LogisticModel {
    require(model.inputs == means.columns, "a model of \(model.inputs) inputs, \(means.columns) means")
    var raw = model
    for j in 0..<model.inputs {
      raw.weights[j, 0] = model.weights[j, 0] / deviations[0, j]
      raw.bias -= raw.weights[j, 0] * means[0, j]
    }
    return raw
  }
}
