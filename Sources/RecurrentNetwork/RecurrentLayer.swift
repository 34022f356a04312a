// A layer that reads its own state (deck B, "Recurrent Neural Networks"; deck S, "Recurrent Neural Network").
//
//     h_t = f(x_t, h_{t−1})
//
// What f is, the cell decides: RNN.swift, LSTM.swift, GRU.swift. All cells learn the same kind of things, two
// matrices and a bias, as wide as the cell has gates. Deck B writes one matrix for [h_{t−1}, x_t]; its upper
// rows are `stateWeights` here, its lower rows `inputWeights`. Deck S calls the two W and U.
//
// Shapes:  inputWeights: inputs × gates·hidden   stateWeights: hidden × gates·hidden   bias: 1 × gates·hidden

import Matrices

/// The kinds of cells.
public enum Cell: String, CaseIterable, Sendable {
  /// h = tanh(x·U + h′·W + b)
  case rnn
  /// Gates f, i, g, o and a memory c.
  case lstm
  /// Gates z, r, h̃; the reset gate acts on h′·W, as in PyTorch and cuDNN.
  case gru
  /// Gates z, r, h̃; the reset gate acts on h′, as deck B has it.
  case gruResetBefore = "gru-reset-before"

  /// How many times as wide as the state the weights are.
  public var gates: Int {
    switch self {
    case .rnn: 1
    case .lstm: 4
    case .gru, .gruResetBefore: 3
    }
  }
}

/// What a recurrent layer learns. A gradient has the same form.
public struct RecurrentLayer: Parameters {
  public let cell: Cell
  public var inputWeights: Matrix  // inputs × gates·hidden
  public var stateWeights: Matrix  // hidden × gates·hidden
  public var bias: Matrix { didSet { require(bias.rows == 1, "\(bias.rows) bias rows") } }
  /// A second bias, added to h′·W: 1 × gates·hidden, or 1 × 0. A `gru` needs it, since its reset gate acts on that
  /// sum; the other cells have it only if their weights come from PyTorch, which gives it to all.
  public var stateBias: Matrix { didSet { require(stateBias.rows == 1, "\(stateBias.rows) bias rows") } }

  /// All zeros.
  public init(_ cell: Cell, inputs: Int, hidden: Int, hasStateBias: Bool = false) {
    require(inputs > 0 && 1...1 << 28 ~= hidden, "\(inputs) inputs, a state of \(hidden)")
    require(!hasStateBias || cell != .gruResetBefore, "a second bias where the reset gate acts on the state")
    let width = cell.gates * hidden
    self.cell = cell
    inputWeights = Matrix(rows: inputs, columns: width)
    stateWeights = Matrix(rows: hidden, columns: width)
    bias = Matrix(rows: 1, columns: width)
    stateBias = Matrix(rows: 1, columns: hasStateBias || cell == .gru ? width : 0)
  }

  /// Weights drawn uniformly from ±1/√hidden, biases zero, but for that of an LSTM's forget gate: 1, so that a new
  /// cell remembers (Jozefowicz, Zaremba and Sutskever 2015).
  public init(
    _ cell: Cell, inputs: Int, hidden: Int, forgetBias: Float = 1, using generator: inout SeededGenerator
  ) {
    require(forgetBias.isFinite, "a forget bias of \(forgetBias)")
    self.init(cell, inputs: inputs, hidden: hidden)
    let bound = 1 / Float(hidden).squareRoot()
    inputWeights = Matrix(rows: inputs, columns: width).map { _ in generator.uniform(in: -bound..<bound) }
    stateWeights = Matrix(rows: hidden, columns: width).map { _ in generator.uniform(in: -bound..<bound) }
    for j in 0..<hidden where cell == .lstm { bias[0, j] = forgetBias }
  }

  public var inputs: Int { inputWeights.rows }
  public var hidden: Int { stateWeights.rows }
  var width: Int { cell.gates * hidden }

  public var matrices: [Matrix] { [inputWeights, stateWeights, bias, stateBias] }

  public mutating func combine(with other: RecurrentLayer, _ change: (inout Matrix, Matrix) -> Void) {
    change(&inputWeights, other.inputWeights)
    change(&stateWeights, other.stateWeights)
    change(&bias, other.bias)
    change(&stateBias, other.stateBias)
  }
}

/// What a layer hands from one time step to the next.
public struct State: Equatable, Sendable {
  public internal(set) var h: [Float]  // hidden
  /// The memory of an LSTM; zeros, and without a meaning, for the other cells.
  public internal(set) var c: [Float]  // hidden

  public init(h: [Float], c: [Float]) {
    require(h.count == c.count, "a state of \(h.count) with a memory of \(c.count)")
    (self.h, self.c) = (h, c)
  }

  /// All zeros: before the first step.
  public init(hidden: Int) {
    require(0...1 << 28 ~= hidden, "a state of \(hidden)")
    self.init(h: [Float](repeating: 0, count: hidden), c: [Float](repeating: 0, count: hidden))
  }
}
