// Up to sixteen sequences through a model, forward and backward. A batch is divided into such groups, whatever the
// number of threads; each group sums its own gradient, and the groups' gradients are added in their order. So the
// number of threads changes no bit.
//
// Shapes:  symbols, targets: steps·sequences, a step's side by side   Y: steps·sequences × outputs

import Matrices

/// What all groups of a step read: the model, and its weights packed for the products of all time steps.
struct PreparedModel: Sendable {
  private(set) var model: SequenceModel
  private(set) var table: Matrix  // U + b of the first layer
  private(set) var stateWeights: [PackedWeights]  // a layer each
  private(set) var inputWeights: [PackedWeights]  // for the layers after the first
  private(set) var weights: PackedWeights

  init(_ model: SequenceModel) {
    self.model = model
    table = model.layers[0].inputWeights + model.layers[0].bias
    stateWeights = model.layers.map { PackedWeights($0.stateWeights) }
    inputWeights = model.layers.dropFirst().map { PackedWeights($0.inputWeights) }
    weights = PackedWeights(model.weights)
  }

  /// The same for other weights of the same shapes, in the same memory.
  mutating func assign(_ model: SequenceModel) {
    self.model = model
    table = model.layers[0].inputWeights + model.layers[0].bias
    for l in model.layers.indices {
      stateWeights[l].assign(model.layers[l].stateWeights)
      if l > 0 { inputWeights[l - 1].assign(model.layers[l].inputWeights) }
    }
    weights.assign(model.weights)
  }
}

/// Weights as the way forward reads them, and the way back.
struct PackedWeights: Sendable {
  private(set) var forward: PackedMatrix
  private(set) var backward: PackedMatrix  // transposed

  init(_ W: Matrix) {
    forward = PackedMatrix(W)
    backward = PackedMatrix(transposed: W)
  }

  mutating func assign(_ W: Matrix) {
    forward.assign(W)
    backward.assign(transposed: W)
  }
}

/// A group of sequences of equal length and all that is computed of them.
final class SequenceGroup: @unchecked Sendable {
  static let size = 16

  let steps: Int
  let sequences: Int
  var symbols: [Int]
  var targets: [Int]
  var layers: [UnrolledLayer]
  private var Y: Matrix
  private(set) var gradient: SequenceModel
  /// The sum of the losses of the last forward pass.
  private(set) var loss = 0.0

  init(_ model: SequenceModel, steps: Int, sequences: Int) {
    (self.steps, self.sequences) = (steps, sequences)
    symbols = [Int](repeating: 0, count: steps * sequences)
    targets = symbols
    layers = model.layers.enumerated().map { l, layer in
      UnrolledLayer(layer, steps: steps, sequences: sequences, denseInputs: l > 0)
    }
    Y = Matrix(rows: steps * sequences, columns: model.outputs)
    gradient = model
  }

  /// The groups of a batch of so many sequences.
  static func groups(_ model: SequenceModel, steps: Int, sequences: Int) -> [SequenceGroup] {
    stride(from: 0, to: sequences, by: size).map {
      SequenceGroup(model, steps: steps, sequences: min(size, sequences - $0))
    }
  }

  /// From the first states, which the caller has set, to the loss and its slopes at the scores.
  func forward(_ prepared: PreparedModel, scale: Float) {
    forward(prepared)
    loss = crossEntropy(&Y, targets: targets, scale: scale)
  }

  /// From the first states to the scores.
  func forward(_ prepared: PreparedModel) {
    let model = prepared.model
    layers[0].forward(
      model.layers[0], stateWeights: prepared.stateWeights[0].forward, table: prepared.table, symbols: symbols
    )
    for l in layers.indices.dropFirst() {
      layers[l].forward(
        model.layers[l], stateWeights: prepared.stateWeights[l].forward,
        inputWeights: prepared.inputWeights[l - 1].forward, layers[l - 1].H)
    }
    Y.fillRows(with: model.bias)
    Y.accumulate(
      rows: 0..<Y.rows, layers[layers.count - 1].H, from: sequences, times: prepared.weights.forward)
  }

  /// A score after `forward(_:)`.
  func score(row: Int, _ output: Int) -> Float { Y[row, output] }

  /// The symbol with the highest score in each row, after `forward(_:)`.
  func likeliest() -> [Int] { Y.argmax() }

  /// From the slopes at the scores to the gradient, and to the slopes at the first states.
  ///
  /// - Parameter next: a group that began where this one ended and has gone backward already.
  func backward(_ prepared: PreparedModel, next: SequenceGroup? = nil) {
    let top = layers.count - 1
    gradient.weights.assign(transposed: layers[top].H, rows: layers[top].outputs, times: Y, from: 0)
    gradient.bias = Y.columnSums()
    layers[top].dH.assign(rows: layers[top].outputs, Y, from: 0, times: prepared.weights.backward)
    for l in layers.indices.reversed() {
      layers[l].clearSlopes()
      if let next { layers[l].addSlopes(ofFirstState: next.layers[l]) }
      backward(prepared, layer: l)
    }
  }

  /// Adds the gradient of another group to that of this one.
  func add(_ other: SequenceGroup) { gradient.combine(with: other.gradient) { $0 += $1 } }

  private func backward(_ prepared: PreparedModel, layer l: Int) {
    if l == 0 {
      layers[0].backward(
        stateWeights: prepared.stateWeights[0].backward, symbols: symbols, into: &gradient.layers[0])
      return
    }
    var dX = Matrix(rows: 0, columns: 0)
    swap(&dX, &layers[l - 1].dH)
    layers[l].backward(
      stateWeights: prepared.stateWeights[l].backward,
      inputWeights: prepared.inputWeights[l - 1].backward, layers[l - 1].H, into: &gradient.layers[l],
      inputs: &dX)
    swap(&dX, &layers[l - 1].dH)
  }
}

/// Calls `work` with 0, 1, …, `count` − 1, divided among the threads of a team.
func inParallel(_ count: Int, by team: Team, _ work: (Int) -> Void) {
  team.run(min(team.count, max(count, 1))) { thread in
    for index in stride(from: thread, to: count, by: team.count) { work(index) }
  }
}
