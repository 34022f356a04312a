// How many mistakes the rule can make before it is done (Block 1962; Novikoff 1962).
//
// Let some weights u of length 1 separate the examples x̃ = (1, x) with room to spare: every x̃ lies on its
// right side, at least γ from the border. Let R be the length of the longest x̃. Then, starting at zero, the
// rule makes at most (R/γ)² mistakes, in whatever order and however many examples there are.
//
// Shapes:  X: examples × inputs   y: examples, 0 or 1

import Matrices

/// R and γ of a set of examples and weights that separate it.
public struct MistakeBound: Equatable, Sendable {
  /// R, the length of the longest (1, x).
  public let radius: Float
  /// γ, the least distance of a (1, x) from the border.
  public let margin: Float

  /// (R/γ)²
  public var mistakes: Float { (radius / margin) * (radius / margin) }

  /// Measures the examples; nil if `separator`, a layer of one output, does not separate them.
  public init?(_ X: Matrix, _ y: [Int], separator: Layer) {
    require(separator.outputs == 1, "a separator of \(separator.outputs) outputs")
    check(X, y, for: separator)
    let separatorLength = length(bias: separator.bias[0, 0], separator.weights.values)
    let margins = zip(separator.forward(X).values, y).map { z, t in (t == 1 ? z : -z) / separatorLength }
    let radii = (0..<X.rows).map { length(bias: 1, Array(X[row: $0])) }
    guard let margin = margins.min(), margin > 0 else { return nil }
    self.margin = margin
    radius = radii.max() ?? 0
  }
}

/// √(b² + Σ w²)
private func length(bias b: Float, _ w: [Float]) -> Float { w.reduce(b * b) { $0 + $1 * $1 }.squareRoot() }
