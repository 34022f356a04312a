// Forward and backward once more, in memory that is there already.
//
// Backpropagation.swift makes new matrices at every step; here those of the step before are written over, large
// products are divided among the threads of a team, and the slopes of the inputs, which nobody needs, are left out.
// A test holds the two equal, to the bit.
//
// Shapes:  X: batch × inputs   Y: batch × outputs   Z, A, D of a layer: batch × its outputs

import Matrices

/// The memory of a step on a batch of fixed size.
struct Workspace {
  private let team: Team
  private var X: Matrix
  private var Y: Matrix
  private var Z: [Matrix]
  private var A: [Matrix]
  private var D: [Matrix]
  private var terms: Matrix
  private(set) var gradient: [Layer]

  init(batch: Int, for network: Network, team: Team) {
    self.team = team
    X = Matrix(rows: batch, columns: network.inputs)
    Y = Matrix(rows: batch, columns: network.outputs)
    Z = network.layers.map { Matrix(rows: batch, columns: $0.outputs) }
    A = Z
    D = Z
    terms = Y
    gradient = network.layers
  }

  /// Fetches a batch: the examples with the numbers `rows`.
  mutating func load(_ rows: ArraySlice<Int>, of examples: Examples) {
    examples.fetch(rows, &X, &Y, by: team)
  }

  /// All layers in their order. Returns J without a penalty.
  mutating func forward(_ network: Network, _ loss: Loss) -> Float {
    let last = network.layers.count - 1
    for l in 0...last {
      let before = l == 0 ? X : A[l - 1]
      let W = network.layers[l].weights
      Z[l].assign(before, times: W, by: team)
      Z[l] += network.layers[l].bias
      activate(Z[l], by: network.activations[l], into: &A[l])
    }
    losses(loss, network.activations[last], Z[last], A[last], Y, into: &terms)
    return terms.sum() / Float(Y.rows)
  }

  /// The gradient of J, left in `gradient`.
  mutating func backward(_ network: Network, _ loss: Loss) {
    let last = network.layers.count - 1
    outputError(loss, network.activations[last], Z[last], A[last], Y, into: &D[last])
    for l in (0...last).reversed() {
      let before = l == 0 ? X : A[l - 1]
      let W = network.layers[l].weights
      gradient[l].weights.assign(transposed: before, times: D[l], by: team)
      gradient[l].bias.assign(columnSumsOf: D[l])
      if l == 0 { return }
      D[l - 1].assign(D[l], timesTransposed: W, by: team)
      passBack(&D[l - 1], through: network.activations[l - 1], at: Z[l - 1], value: A[l - 1])
    }
  }

  /// Adds a penalty's slopes to the gradient.
  mutating func add(_ penalty: Penalty, of network: Network) {
    penalty.addGradient(of: network, to: &gradient)
  }
}
