// Symbols in, scores out: stacked recurrent layers and a layer of weights on top (deck S, "Recurrent Neural
// Network": input sequences generate output sequences; deck B, "The Decoder").
//
//     h¹_t = f(symbol_t, h¹_{t−1})    h²_t = f(h¹_t, h²_{t−1})    …    y_t = h_t·V + b
//
// Shapes:  V: hidden × outputs   b: 1 × outputs   y: outputs   Y: steps × outputs

import Matrices

/// What a model of sequences learns. A gradient has the same form.
public struct SequenceModel: Parameters {
  /// The first reads symbols, each of the others the states of the one before.
  public var layers: [RecurrentLayer] { didSet { require(!layers.isEmpty, "a model without layers") } }
  public var weights: Matrix  // hidden × outputs
  public var bias: Matrix { didSet { require(bias.rows == 1, "\(bias.rows) bias rows") } }  // 1 × outputs

  /// All zeros.
  public init(
    _ cell: Cell, symbols: Int, hidden: Int, layers: Int = 1, outputs: Int, hasStateBias: Bool = false
  ) {
    require(1...1024 ~= layers && outputs > 0, "\(layers) layers, \(outputs) outputs")
    self.layers = (0..<layers).map {
      RecurrentLayer(cell, inputs: $0 == 0 ? symbols : hidden, hidden: hidden, hasStateBias: hasStateBias)
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
    self.layers = self.layers.map { .init(cell, inputs: $0.inputs, hidden: hidden, using: &generator) }
    let bound = 1 / Float(hidden).squareRoot()
    weights = Matrix(rows: hidden, columns: outputs).map { _ in generator.uniform(in: -bound..<bound) }
  }

  public var cell: Cell { layers[0].cell }
  public var symbols: Int { layers[0].inputs }
  public var hidden: Int { weights.rows }
  public var outputs: Int { weights.columns }

  public var matrices: [Matrix] { layers.flatMap { $0.matrices } + [weights, bias] }

  public mutating func combine(with other: SequenceModel, _ change: (inout Matrix, Matrix) -> Void) {
    require(other.layers.count == layers.count, "\(other.layers.count) layers beside \(layers.count)")
    for l in layers.indices { layers[l].combine(with: other.layers[l], change) }
    change(&weights, other.weights)
    change(&bias, other.bias)
  }
}

extension SequenceModel {
  /// All layers unrolled over a sequence: for each layer its steps.
  ///
  /// - Parameter first: each layer's first state; zeros unless given.
  public func forward(_ symbols: [Int], from first: [State]? = nil) -> [[Step]] {
    require(!symbols.isEmpty, "a sequence of no symbols")
    let states = first?.count ?? layers.count
    require(states == layers.count, "\(states) first states for \(layers.count) layers")
    requireSymbols(symbols, below: self.symbols)
    var X = oneHot(symbols, classes: self.symbols)
    var unrolled: [[Step]] = []
    for (l, layer) in layers.enumerated() {
      let steps = layer.forward(X, from: first?[l] ?? State(hidden: hidden))
      unrolled.append(steps)
      X = Matrix(steps.map { $0.after.h })
    }
    return unrolled
  }

  /// The scores after each step, Y = H·V + b: steps × outputs.
  public func scores(_ steps: [Step]) -> Matrix { sums(Matrix(steps.map { $0.after.h }), weights, bias) }

  /// The gradient of a loss whose slopes at the scores are dY, steps × outputs; and its slopes at the first states.
  public func backward(_ unrolled: [[Step]], _ dY: Matrix) -> (gradient: SequenceModel, first: [State]) {
    require(unrolled.count == layers.count, "\(unrolled.count) layers unrolled of \(layers.count)")
    var gradient = zeros
    let H = Matrix(unrolled[layers.count - 1].map { $0.after.h })  // steps × hidden
    gradient.weights.assign(H.transposed, times: dY)
    gradient.bias = dY.columnSums()
    var dH = dY.times(weights.transposed)
    var first: [State] = []
    for l in layers.indices.reversed() {
      let slopes = layers[l].backward(unrolled[l], dH)
      gradient.layers[l] = slopes.layer
      first.insert(slopes.states[0], at: 0)
      dH = slopes.inputs
    }
    return (gradient, first)
  }
}

/// b + X·W, each sum beginning with its bias.
func sums(_ X: Matrix, _ W: Matrix, _ b: Matrix) -> Matrix {
  var Z = Matrix(rows: X.rows, columns: W.columns) + b
  Z.assign(X, times: W, adding: true)
  return Z
}

/// T: a row for each label, with 1 in the label's column and 0 in the others. Derived in chapter 5.
func oneHot(_ y: [Int], classes: Int) -> Matrix {
  var T = Matrix(rows: y.count, columns: classes)
  for (i, label) in y.enumerated() {
    require(0 <= label && label < classes, "label \(label) of \(classes) classes")
    T[i, label] = 1
  }
  return T
}

func requireSymbols(_ symbols: [Int], below count: Int) {
  for (place, symbol) in symbols.enumerated() {
    require(symbol >= 0 && symbol < count, "symbol \(symbol) at place \(place), expected 0 to \(count - 1)")
  }
}
