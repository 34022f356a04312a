// Up to sixteen sequences through a model, forward and backward. A batch is divided into such groups, whatever the
// number of threads; each group sums its own gradient, and the groups' gradients are added in their order. So the
// number of threads changes no bit.
//
// Unsafe pointers, for the reason given in Lanes.swift.
//
// Shapes:  symbols, targets: steps·sequences, a step's side by side   Y: steps·sequences × outputs

import Matrices

extension Lanes {
  /// What all groups of a step read: the model's weights, packed for the products of all time steps.
  struct Model: Sendable {
    fileprivate var layers: [Weights]
    fileprivate var weights: MatrixView
    fileprivate var weightsBack: MatrixView
    fileprivate var bias: Matrix
    let hidden: Int  // before it was padded

    init(_ model: SequenceModel) {
      layers = model.layers.enumerated().map { Weights($1, readsSymbols: $0 == 0) }
      hidden = model.hidden
      let V = model.resized(hidden: padded(hidden)).weights
      (weights, weightsBack, bias) = (V.packed(), V.transposed.packed(), model.bias)
    }

    /// The same for other weights of the same shapes, in the same memory.
    mutating func assign(_ model: SequenceModel) {
      for l in layers.indices { layers[l].assign(model.layers[l]) }
      let V = model.resized(hidden: padded(hidden)).weights
      weights.repack(V)
      weightsBack.repack(V.transposed)
      bias = model.bias
    }
  }

  /// A group of sequences of equal length and all that is computed of them.
  final class Group: @unchecked Sendable {
    static let size = 16

    let steps: Int
    let sequences: Int
    var symbols: [Int]
    var targets: [Int]
    var layers: [Layer]
    /// After `forward` the scores, after `crossEntropy` their slopes.
    private(set) var Y: Matrix
    /// Of the padded model.
    private(set) var gradient: SequenceModel
    /// The sum of the losses of the last forward pass.
    private(set) var loss = 0.0

    init(_ model: SequenceModel, _ prepared: Model, steps: Int, sequences: Int) {
      (self.steps, self.sequences) = (steps, sequences)
      symbols = [Int](repeating: 0, count: steps * sequences)
      targets = symbols
      layers = prepared.layers.map { Layer($0, steps: steps, sequences: sequences) }
      Y = Matrix(rows: steps * sequences, columns: model.outputs)
      gradient = model.resized(hidden: padded(model.hidden))
    }

    /// From the first states, which the caller has set, to the scores.
    func forward(_ model: Model) {
      layers[0].forward(model.layers[0], symbols: symbols)
      for l in layers.indices.dropFirst() { layers[l].forward(model.layers[l], layers[l - 1].H) }
      Y.fillRows(with: model.bias)
      let top = layers[layers.count - 1]
      Y.accumulate(top.H[rows: top.outputs], times: model.weights)
    }

    /// From the scores to the loss and `scale` times its slopes.
    func crossEntropy(scale: Float) {
      requireSymbols(targets, below: Y.columns)
      loss = 0
      let (targets, columns) = (targets, Y.columns)
      Y.values.withUnsafeMutableBufferPointer { y in
        for (i, target) in targets.enumerated() {
          loss += Double(slopes(y.baseAddress! + i * columns, columns, target, scale))
        }
      }
    }

    /// From the slopes at the scores to the gradient, and to the slopes at the first states.
    func backward(_ model: Model) {
      let top = layers.count - 1
      gradient.weights.assign(layers[top].H[rows: layers[top].outputs].transposed, times: Y)
      gradient.bias = Y.columnSums()
      layers[top].dH.assign(rows: layers[top].outputs, Y, times: model.weightsBack)
      for l in layers.indices.reversed() {
        layers[l].clearSlopes()
        if l == 0 {
          layers[0].backward(model.layers[0], symbols: symbols, into: &gradient.layers[0])
        } else {
          var dX = Matrix(rows: 0, columns: 0)
          swap(&dX, &layers[l - 1].dH)
          layers[l].backward(
            model.layers[l], layers[l - 1].H, into: &gradient.layers[l], inputs: &dX)
          swap(&dX, &layers[l - 1].dH)
        }
      }
    }

    /// Adds the gradient of another group to that of this one.
    func add(_ other: Group) { gradient.combine(with: other.gradient) { $0 += $1 } }
  }
}

/// Replaces a row of scores by their slopes, `scale`·(p − one-hot), and returns the loss.
private func slopes(_ y: UnsafeMutablePointer<Float>, _ columns: Int, _ target: Int, _ scale: Float) -> Float
{
  let whole = columns / 16 * 16
  // Find the largest score
  var most = SIMD16<Float>(repeating: -.infinity)
  for j in stride(from: 0, to: whole, by: 16) { most.replace(with: y[lanes: j], where: y[lanes: j] .> most) }
  var largest = most.max()
  for j in whole..<columns { largest = max(largest, y[j]) }
  let score = y[target] - largest
  // Sum the powers
  var sums = SIMD16<Float>.zero
  for j in stride(from: 0, to: whole, by: 16) {
    y[lanes: j] = exp(y[lanes: j] - largest)
    sums += y[lanes: j]
  }
  for j in whole..<columns {
    y[j] = exp(y[j] - largest)
    sums[0] += y[j]
  }
  let sum = sums.sumOfLanes()
  // Turn powers into slopes
  let factor = scale / sum
  for j in 0..<columns { y[j] *= factor }
  y[target] -= scale
  return log(sum) - score
}
