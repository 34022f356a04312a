// Up to sixteen sequences through a model, forward and backward. A batch is divided into such groups,
// whatever the number of threads; each group sums its own gradient, and the groups' gradients are added in
// their order. So the number of threads changes no bit.
//
// Unsafe pointers, for the reason given in Lanes.swift.
//
// Shapes:  symbols, targets: steps·sequences, a step's side by side   Y: steps·sequences × outputs

import Matrices

extension Lanes {
  /// What all groups of a step read: the model's weights, and its encoder's, packed for all time steps.
  struct Model: Sendable {
    fileprivate var encoder: Weights?
    fileprivate var layers: [Weights]
    fileprivate var weights: Packed
    fileprivate var bias: Matrix

    init(_ model: SequenceModel, after encoder: RecurrentLayer? = nil) {
      let all = (encoder.map { [$0] } ?? []) + model.layers
      require(
        all.allSatisfy { $0.cell == model.cell && $0.hidden == model.hidden },
        "states of \(all.map { $0.hidden }) with \(all.map { $0.cell.gates }) gates, outputs of \(model.hidden)"
      )
      require(encoder == nil || model.layers.count == 1, "1 first states for \(model.layers.count) layers")
      self.encoder = encoder.map { Weights($0, readsSymbols: true) }
      layers = model.layers.enumerated().map { Weights($1, readsSymbols: $0 == 0) }
      weights = Packed(model.resized(hidden: padded(model.hidden)).weights)
      bias = model.bias
    }

    /// Other weights of the same shapes, in the same memory.
    mutating func repack(_ model: SequenceModel, after encoder: RecurrentLayer? = nil) {
      if let encoder { self.encoder?.repack(encoder) }
      for l in layers.indices { layers[l].repack(model.layers[l]) }
      weights.repack(model.resized(hidden: padded(model.hidden)).weights)
      bias.fillRows(with: model.bias)
    }
  }

  /// A group of sequences of equal length and all that is computed of them.
  final class Group: @unchecked Sendable {
    static let size = 16

    let steps: Int
    let sequences: Int
    /// What the encoder reads.
    var source: [Int]
    var symbols: [Int]
    var targets: [Int]
    private var encoder: Layer?
    private var layers: [Layer]
    /// After `forward` the scores, after `crossEntropy` their slopes.
    private(set) var Y: Matrix
    /// Of the padded model.
    private(set) var gradient: SequenceModel
    private(set) var encoderGradient: RecurrentLayer?
    /// The sum of the losses of the last forward pass.
    private(set) var loss = 0.0

    /// - Parameter source: steps of the encoder, if there is one.
    init(_ model: SequenceModel, _ prepared: Model, source: Int = 0, steps: Int, sequences: Int) {
      (self.steps, self.sequences) = (steps, sequences)
      self.source = [Int](repeating: 0, count: source * sequences)
      symbols = [Int](repeating: 0, count: steps * sequences)
      targets = symbols
      encoder = prepared.encoder.map { Layer($0, steps: source, sequences: sequences) }
      layers = prepared.layers.map { Layer($0, steps: steps, sequences: sequences) }
      Y = Matrix(rows: steps * sequences, columns: model.outputs)
      gradient = model.resized(hidden: padded(model.hidden))
      encoderGradient = prepared.encoder?.zeros
    }

    /// The groups of a batch.
    static func groups(
      of batch: Int, _ model: SequenceModel, _ prepared: Model, source: Int = 0, steps: Int
    ) -> [Group] {
      stride(from: 0, to: batch, by: size).map {
        Group(model, prepared, source: source, steps: steps, sequences: min(size, batch - $0))
      }
    }

    /// The encoder reads the source, and the first layer begins where it ended.
    func read(_ model: Model) {
      guard let weights = model.encoder else { return }
      encoder?.forward(weights, symbols: source)
      if let encoder { layers[0].begin(where: encoder) }
    }

    /// Each layer begins where it ended.
    func goOn() {
      for l in layers.indices { layers[l].begin(where: layers[l]) }
    }

    /// From the first states, which the caller has set, to the scores.
    func forward(_ model: Model) {
      layers[0].forward(model.layers[0], symbols: symbols)
      for l in layers.indices.dropFirst() { layers[l].forward(model.layers[l], layers[l - 1].H) }
      Y.fillRows(with: model.bias)
      let top = layers.count - 1
      Y.assign(layers[top].H[rows: layers[top].outputs], times: model.weights.forward, adding: true)
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
      for l in 0...top { layers[l].clearSlopes() }
      layers[top].dH.assign(rows: layers[top].outputs, Y, times: model.weights.back)
      for l in (0..<top).reversed() {
        var dX = Matrix(rows: 0, columns: 0)
        swap(&dX, &layers[l].dH)
        layers[l + 1].backward(model.layers[l + 1], layers[l].H, into: &gradient.layers[l + 1], inputs: &dX)
        swap(&dX, &layers[l].dH)
      }
      layers[0].backward(model.layers[0], symbols: symbols, into: &gradient.layers[0])
      if let weights = model.encoder, encoderGradient != nil {
        encoder?.setSlopes(ofFirstState: layers[0])
        encoder?.backward(weights, symbols: source, into: &encoderGradient!)
      }
    }

    /// Adds the gradient of another group to that of this one.
    func add(_ other: Group) {
      gradient.combine(with: other.gradient) { $0 += $1 }
      if let slopes = other.encoderGradient { encoderGradient?.combine(with: slopes) { $0 += $1 } }
    }
  }

  /// Forward and backward in all groups: the mean loss, its gradient by the padded model and encoder.
  static func lossAndGradient(
    _ groups: [Group], _ model: Model, predictions: Int, by team: Team
  ) -> (loss: Float, gradient: SequenceModel, encoder: RecurrentLayer?) {
    team.deal(groups.count) { n, _ in
      groups[n].read(model)
      groups[n].forward(model)
      groups[n].crossEntropy(scale: 1 / Float(predictions))
      groups[n].backward(model)
    }
    for group in groups.dropFirst() { groups[0].add(group) }
    let loss = Float(groups.reduce(0) { $0 + $1.loss }) / Float(predictions)
    return (loss, groups[0].gradient, groups[0].encoderGradient)
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
  var rest = SIMD16<Float>.zero  // sixteen in the time of one
  for j in whole..<columns { rest[j - whole] = y[j] - largest }
  rest = exp(rest)
  for j in whole..<columns {
    y[j] = rest[j - whole]
    sums[0] += y[j]
  }
  let sum = sums.sumOfLanes()
  // Turn powers into slopes
  let factor = scale / sum
  for j in 0..<columns { y[j] *= factor }
  y[target] -= scale
  return log(sum) - score
}
