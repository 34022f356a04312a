// Inputs of one size (deck S, "Data Normalization"): three ways, all of the form x̂ = (x − offset) / scale.
//
//     rescaling          x̂ = (x − x_min) / (x_max − x_min)      from 0 to 1
//     standardization    x̂ = (x − μ) / σ                        mean 0, deviation 1
//     unit length        x̂ = x / ‖x‖                            Σ x̂² = 1
//
// x is a column: one input over all examples. What is measured on the training examples is applied to the
// test examples as it is; they may fall outside 0…1.
//
//     z = Σ ŵ x̂ + b̂ = Σ (ŵ/scale) x + (b̂ − Σ ŵ offset/scale)
//
// so that a model trained on normalized inputs is also one on raw inputs.

import Matrices

/// A way to bring all inputs to one size.
public enum Normalization: String, CaseIterable, Sendable {
  case none
  case rescaling
  case standardization
  case unitLength = "unit-length"
}

/// For each input the offset to take off and the scale to divide by.
public struct Scaling: Equatable, Sendable {
  public let offsets: Matrix  // 1 × inputs
  public let scales: Matrix  // 1 × inputs, none of them 0

  /// Measures `X`, examples × inputs. An input whose scale would be 0 keeps scale 1.
  public init(_ normalization: Normalization, of X: Matrix) {
    require(X.rows > 0, "no examples to measure")
    let columns = (0..<X.columns).map { Scaling.offsetAndScale(normalization, X.column($0)) }
    self.init(offsets: columns.map(\.offset), scales: columns.map { $0.scale == 0 ? 1 : $0.scale })
  }

  /// Offsets and scales known from before.
  public init(offsets: [Float], scales: [Float]) {
    require(offsets.count == scales.count, "\(offsets.count) offsets, \(scales.count) scales")
    require(!scales.contains(0), "a scale of 0 among \(scales)")
    self.offsets = Matrix(row: offsets)
    self.scales = Matrix(row: scales)
  }

  private static func offsetAndScale(
    _ normalization: Normalization, _ x: [Float]
  ) -> (offset: Float, scale: Float) {
    func mean(_ x: [Float]) -> Float { x.reduce(0, +) / Float(x.count) }
    switch normalization {
    case .none:
      return (0, 1)
    case .rescaling:
      let (least, most) = (x.min() ?? 0, x.max() ?? 0)
      return (least, most - least)
    case .standardization:
      let mu = mean(x)
      return (mu, mean(x.map { ($0 - mu) * ($0 - mu) }).squareRoot())
    case .unitLength:
      return (0, x.map { $0 * $0 }.reduce(0, +).squareRoot())
    }
  }

  /// (X − offset) / scale
  public func apply(to X: Matrix) -> Matrix { (X - offsets) / scales }

  /// The model on raw inputs that gives the probabilities which `model` gives on normalized ones.
  public func undo(_ model: LogisticModel) -> LogisticModel {
    var raw = model
    for j in 0..<model.inputs {
      raw.weights[j, 0] = model.weights[j, 0] / scales[0, j]
      raw.bias -= raw.weights[j, 0] * offsets[0, j]
    }
    return raw
  }
}
