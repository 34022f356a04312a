// Symbols in, scores out: stacked recurrent layers and a layer of weights on top (deck S, "Recurrent Neural
// Network": input sequences generate output sequences; deck B, "The Decoder").
//
//     h¹_t = f(symbol_t, h¹_{t−1})    h²_t = f(h¹_t, h²_{t−1})    …    y_t = h_t·V + b
//
// Shapes:  V: hidden × outputs   b: 1 × outputs   y: outputs

import Matrices

/// What a model of sequences learns. A gradient has the same form.
public struct SequenceModel: Equatable, Sendable {
  /// The first reads symbols, each of the others the states of the one before.
  public var layers: [RecurrentLayer]
  public var weights: Matrix  // hidden × outputs
  public var bias: Matrix  // 1 × outputs

  /// All zeros.
  public init(_ cell: Cell, symbols: Int, hidden: Int, layers: Int = 1, outputs: Int) {
    require(layers > 0, "\(layers) layers")
    self.layers = (0..<layers).map {
      RecurrentLayer(cell, inputs: $0 == 0 ? symbols : hidden, hidden: hidden)
    }
    weights = Matrix(rows: hidden, columns: outputs)
    bias = Matrix(rows: 1, columns: outputs)
  }

  /// Layers as `RecurrentLayer` draws them, weights uniform in ±1/√hidden, bias zero.
  public init(
    _ cell: Cell, symbols: Int, hidden: Int, layers: Int = 1, outputs: Int,
    using generator: inout SeededGenerator
  ) {
    self.init(cell, symbols: symbols, hidden: hidden, layers: layers, outputs: outputs)
    for l in 0..<layers {
      self.layers[l] = RecurrentLayer(
        cell, inputs: l == 0 ? symbols : hidden, hidden: hidden, using: &generator)
    }
    let bound = 1 / Float(hidden).squareRoot()
    weights = Matrix(rows: hidden, columns: outputs, uniformIn: -bound..<bound, using: &generator)
  }

  public var cell: Cell { layers[0].cell }
  public var symbols: Int { layers[0].inputs }
  public var hidden: Int { weights.rows }
  public var outputs: Int { weights.columns }

  /// The matrices in the order in which they are stored, counted and updated.
  public var matrices: [Matrix] { layers.flatMap(\.matrices) + [weights, bias] }

  /// How many numbers are learned.
  public var parameterCount: Int { matrices.reduce(0) { $0 + $1.values.count } }

  /// Changes each matrix, in the order of `matrices`.
  public mutating func forEachMatrix(_ change: (inout Matrix) throws -> Void) rethrows {
    for l in layers.indices { try layers[l].forEachMatrix(change) }
    try change(&weights)
    try change(&bias)
  }

  /// Changes each matrix, given its partner in `other`, in the order of `matrices`.
  public mutating func combine(with other: SequenceModel, _ change: (inout Matrix, Matrix) -> Void) {
    for l in layers.indices { layers[l].combine(with: other.layers[l], change) }
    change(&weights, other.weights)
    change(&bias, other.bias)
  }
}

// MARK: - One sequence, in plain loops

extension SequenceModel {
  /// A row with a one at each symbol: symbols.count × `count`.
  public static func oneHot(_ symbols: [Int], of count: Int) -> Matrix {
    var X = Matrix(rows: symbols.count, columns: count)
    for (t, symbol) in symbols.enumerated() { X[t, symbol] = 1 }
    return X
  }

  /// All layers unrolled over a sequence: for each layer its steps.
  public func unroll(_ symbols: [Int]) -> [[Step]] {
    var X = SequenceModel.oneHot(symbols, of: self.symbols)
    var unrolled: [[Step]] = []
    for layer in layers {
      let steps = layer.unroll(X, from: State(hidden: layer.hidden))
      unrolled.append(steps)
      X = Matrix(steps.map(\.after.h))
    }
    return unrolled
  }

  /// y = h·V + b
  public func scores(_ h: [Float]) -> [Float] {
    (0..<outputs).map { k in
      var y = bias[0, k]
      for j in 0..<hidden { y += h[j] * weights[j, k] }
      return y
    }
  }

  /// The gradient of a loss whose slopes at the scores are dY, steps × outputs.
  public func backward(_ unrolled: [[Step]], _ dY: Matrix) -> SequenceModel {
    var gradient = self
    var dH = Matrix(rows: dY.rows, columns: hidden)
    gradient.weights = Matrix(rows: hidden, columns: outputs)
    gradient.bias = dY.columnSums()
    for (t, step) in unrolled[layers.count - 1].enumerated() {
      for j in 0..<hidden {
        for k in 0..<outputs {
          gradient.weights[j, k] += step.after.h[j] * dY[t, k]
          dH[t, j] += dY[t, k] * weights[j, k]
        }
      }
    }
    for l in layers.indices.reversed() {
      let slopes = layers[l].backward(unrolled[l], dH)
      gradient.layers[l] = slopes.layer
      dH = slopes.inputs
    }
    return gradient
  }
}
