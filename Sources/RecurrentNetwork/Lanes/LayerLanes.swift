// A layer unrolled for several sequences of equal length: their rows lie side by side, one time step after the
// other, so that each step is one product.
//
//     forward     for each t:              S_t = H_{t−1}·W, then the gates, in lanes
//     backward    for each t, last first:  the slopes D_t, in lanes, then dH_{t−1} += D_t·Wᵀ
//                 once in eight steps:     dW += H_beforeᵀ·D,  dU += Xᵀ·D, over all rows of these steps
//
// What all steps share, W and Wᵀ, is packed once a training step. What a step makes is used while it is in the
// cache: D is kept for eight steps alone, a hundred rows or so, enough for a product at full speed.
//
// A symbol as input is a row of zeros with a single one, and x·U is a row of U: there is nothing to multiply.
// Such a layer reads a table, U + b, and its dU has D's rows added where the symbols were. Nor is there anything to
// multiply with first states of zeros.
//
// Unsafe pointers, for the reason given in Lanes.swift.
//
// Shapes:  gates: steps·sequences × gates·hidden   D: together·sequences × gates·hidden
//          H, dH: (1 + steps)·sequences × hidden, the first state first

import Matrices

extension Lanes {
  /// A layer's weights, laid out for the products of all time steps.
  struct Weights: Sendable {
    let readsSymbols: Bool
    /// The layer, its state padded.
    private(set) var layer: RecurrentLayer
    /// What is added to H·W: U + b, a row a symbol, or b alone.
    private(set) var input: Matrix
    private(set) var state: MatrixView  // W
    private(set) var stateBack: MatrixView  // Wᵀ
    private(set) var inputs: MatrixView  // U, unless the layer reads symbols
    private(set) var inputsBack: MatrixView  // Uᵀ

    init(_ layer: RecurrentLayer, readsSymbols: Bool) {
      require(
        layer.cell != .gruResetBefore, "only the plain loops have a GRU that resets before the product")
      let n = padded(layer.hidden)
      self.readsSymbols = readsSymbols
      self.layer = layer.resized(hidden: n, inputs: readsSymbols ? layer.inputs : n)
      input = Matrix(rows: 0, columns: 0)
      state = self.layer.stateWeights.packed()
      stateBack = self.layer.stateWeights.transposed.packed()
      let U = readsSymbols ? Matrix(rows: 0, columns: 0) : self.layer.inputWeights
      (inputs, inputsBack) = (U.packed(), U.transposed.packed())
      setInput()
    }

    /// The same for other weights of the same shapes, in the same memory.
    mutating func assign(_ other: RecurrentLayer) {
      layer = other.resized(hidden: layer.hidden, inputs: layer.inputs)
      state.repack(layer.stateWeights)
      stateBack.repack(layer.stateWeights.transposed)
      if !readsSymbols {
        inputs.repack(layer.inputWeights)
        inputsBack.repack(layer.inputWeights.transposed)
      }
      setInput()
    }

    private mutating func setInput() {
      var bias = layer.bias
      for k in 0..<layer.stateBias.columns where layer.cell != .gru || k < 2 * layer.hidden {
        bias[0, k] += layer.stateBias[0, k]
      }
      input = readsSymbols ? layer.inputWeights + bias : bias
    }
  }

  struct Layer {
    let cell: Cell
    let steps: Int
    let sequences: Int
    let hidden: Int
    private var gates: Matrix
    /// The states; the rows before `sequences` are the first state.
    fileprivate(set) var H: Matrix
    /// An LSTM's c and tanh c, what a GRU's reset gate acts on; as many rows as H.
    private var memory: Matrix
    /// The slopes at the states, filled from row `sequences` on before `backward`, which adds to them.
    var dH: Matrix
    /// The slopes at an LSTM's memory, sequences × hidden: before `backward` at the last, after it at the first.
    private var dC: Matrix
    /// The first states are zeros, and nobody asks for the slopes there.
    private var startsEmpty = true
    /// The steps whose slopes are kept for one product.
    private let together: Int
    private var D: Matrix  // the slopes at x·U + b
    private var DS: Matrix  // a GRU's slopes at h′·W, like D; otherwise no columns
    private var A: Matrix  // x·U + b of dense inputs, like the gates; otherwise no rows
    private var ownRows: [Int]  // 0, 1, … for A

    init(_ weights: Weights, steps: Int, sequences: Int) {
      let layer = weights.layer
      (cell, hidden) = (layer.cell, layer.hidden)
      (self.steps, self.sequences) = (steps, sequences)
      let all = steps * sequences
      let columns = cell == .lstm ? 2 * hidden : cell == .gru ? hidden : 0
      gates = Matrix(rows: all, columns: layer.width)
      H = Matrix(rows: all + sequences, columns: hidden)
      memory = Matrix(rows: all + sequences, columns: columns)
      dH = H
      dC = Matrix(rows: sequences, columns: cell == .lstm ? hidden : 0)
      together = max(1, 128 / max(sequences, 1))
      D = Matrix(rows: together * sequences, columns: layer.width)
      DS = Matrix(rows: together * sequences, columns: cell == .gru ? layer.width : 0)
      A = Matrix(rows: weights.readsSymbols ? 0 : all, columns: layer.width)
      ownRows = Array(0..<A.rows)
    }

    /// The rows of H and dH that belong to the outputs of the steps.
    var outputs: Range<Int> { sequences..<(1 + steps) * sequences }

    /// Begins where the sequences of another layer, or its own, ended.
    mutating func begin(where other: Layer) {
      startsEmpty = false
      let end = other.steps * sequences
      for i in 0..<sequences * hidden { H.values[i] = other.H.values[end * hidden + i] }
      let columns = memory.columns
      for i in 0..<sequences * columns { memory.values[i] = other.memory.values[end * columns + i] }
    }

    /// No slopes at the first states and at the memory.
    mutating func clearSlopes() {
      for i in 0..<sequences * hidden { dH.values[i] = 0 }
      for i in dC.values.indices { dC.values[i] = 0 }
    }

    /// The slopes at the last states are those at the first states of `next`, which began where this ended.
    mutating func setSlopes(ofFirstState next: Layer) {
      dH = Matrix(rows: dH.rows, columns: dH.columns)
      let end = steps * sequences * hidden
      for i in 0..<sequences * hidden { dH.values[end + i] = next.dH.values[i] }
      dC = next.dC
    }
  }
}

// MARK: - Forward

extension Lanes.Layer {
  /// - Parameter symbols: steps·sequences, a step's side by side.
  mutating func forward(_ weights: Lanes.Weights, symbols: [Int]) {
    require(symbols.count == steps * sequences, "\(symbols.count) symbols for \(steps) × \(sequences)")
    requireSymbols(symbols, below: weights.input.rows)
    for t in 0..<steps {
      multiplyState(t, weights)
      forwardGates(t, weights.layer, weights.input, symbols)
    }
  }

  /// - Parameter X: the states H of the layer below, (1 + steps)·sequences × inputs.
  mutating func forward(_ weights: Lanes.Weights, _ X: Matrix) {
    A.fillRows(with: weights.input)
    A.accumulate(X[rows: outputs], times: weights.inputs)
    for t in 0..<steps {
      multiplyState(t, weights)
      forwardGates(t, weights.layer, A, ownRows)
    }
  }

  private func rows(at t: Int) -> Range<Int> { t * sequences..<(t + 1) * sequences }

  /// S_t = H_{t−1}·W
  private mutating func multiplyState(_ t: Int, _ weights: Lanes.Weights) {
    let rows = rows(at: t)
    if t == 0 && startsEmpty {
      for i in 0..<rows.count * gates.columns { gates.values[i] = 0 }
    } else {
      gates.assign(rows: rows, H[rows: rows], times: weights.state)
    }
  }

  private mutating func forwardGates(_ t: Int, _ layer: RecurrentLayer, _ input: Matrix, _ inputRows: [Int]) {
    let (rows, width, cell) = (rows(at: t), gates.columns, cell)
    let strides = (sequences, hidden, memory.columns)
    let candidate = cell == .gru ? 2 * hidden : 0
    withPointers(&gates, &H, &memory) { gates, h, m in
      withPointers(to: input, layer.stateBias) { input, bias in
        for i in rows {
          cell.forward(
            Self.row(i, strides, input + inputRows[i] * width, bias + candidate, gates + i * width, h, m))
        }
      }
    }
  }

  @inline(__always)
  private static func row(
    _ i: Int, _ strides: (sequences: Int, hidden: Int, memory: Int), _ input: UnsafePointer<Float>,
    _ bias: UnsafePointer<Float>, _ gates: UnsafeMutablePointer<Float>, _ h: UnsafeMutablePointer<Float>,
    _ m: UnsafeMutablePointer<Float>
  ) -> Lanes.StepRow {
    let next = i + strides.sequences
    return Lanes.StepRow(
      hidden: strides.hidden, input: input, stateBias: bias, gates: gates, before: h + i * strides.hidden,
      after: h + next * strides.hidden, memoryBefore: m + i * strides.memory,
      memory: m + next * strides.memory)
  }
}

// MARK: - Backward

extension Lanes.Layer {
  /// Writes the gradient by the layer's weights over `gradient`, for symbols as inputs.
  mutating func backward(_ weights: Lanes.Weights, symbols: [Int], into gradient: inout RecurrentLayer) {
    clear(&gradient)
    for t in (0..<steps).reversed() {
      backwardStep(t, weights, &gradient)
      addSlopes(t, toRows: symbols[rows(at: t)], of: &gradient.inputWeights)
    }
    gradient.bias = gradient.inputWeights.columnSums()
    setStateBias(of: &gradient)
  }

  /// Writes the gradient by the layer's weights over `gradient`, and that by the inputs over the slopes `dX` of the
  /// layer below, whose states are X.
  mutating func backward(
    _ weights: Lanes.Weights, _ X: Matrix, into gradient: inout RecurrentLayer, inputs dX: inout Matrix
  ) {
    clear(&gradient)
    for t in (0..<steps).reversed() {
      backwardStep(t, weights, &gradient)
      dX.assign(rows: rows(at: t + 1), D[rows: slopeRows(t)], times: weights.inputsBack)
      addSlopes(t, toRows: repeatElement(0, count: sequences), of: &gradient.bias)
      if t % together == 0 {
        let rows = rows(block: t, after: 1)
        gradient.inputWeights.accumulate(X[rows: rows].transposed, times: D[rows: 0..<rows.count])
      }
    }
    setStateBias(of: &gradient)
  }

  /// Where the slopes of a step lie in D and DS.
  private func slopeRows(_ t: Int) -> Range<Int> {
    t % together * sequences..<(t % together + 1) * sequences
  }

  /// The rows of the steps from t on whose slopes D and DS hold: in H, or `after` steps later.
  private func rows(block t: Int, after: Int = 0) -> Range<Int> {
    (t + after) * sequences..<(min(t + together, steps) + after) * sequences
  }

  private func clear(_ gradient: inout RecurrentLayer) {
    func clear(_ X: inout Matrix) { for i in X.values.indices { X.values[i] = 0 } }
    clear(&gradient.inputWeights)
    clear(&gradient.stateWeights)
    clear(&gradient.bias)
    clear(&gradient.stateBias)
  }

  /// The second bias is added where the first is, but for a GRU's last block, which has its own slopes.
  private func setStateBias(of gradient: inout RecurrentLayer) {
    for k in 0..<gradient.stateBias.columns where cell != .gru || k < 2 * hidden {
      gradient.stateBias[0, k] = gradient.bias[0, k]
    }
  }

  /// The slopes D of a step, dH of the step before, and what the step adds to the gradient by stateWeights and
  /// a GRU's stateBias.
  private mutating func backwardStep(_ t: Int, _ weights: Lanes.Weights, _ gradient: inout RecurrentLayer) {
    backwardGates(t)
    let slopes = cell == .gru ? DS : D
    if t > 0 || !startsEmpty {
      dH.accumulate(rows: rows(at: t), slopes[rows: slopeRows(t)], times: weights.stateBack)
    }
    if t % together == 0 {
      let rows = rows(block: t).dropFirst(t == 0 && startsEmpty ? sequences : 0)
      gradient.stateWeights.accumulate(
        H[rows: rows].transposed,
        times: slopes[rows: rows.lowerBound - t * sequences..<rows.upperBound - t * sequences])
    }
    if cell == .gru {
      let (n, width, rows) = (hidden, DS.columns, slopeRows(t))
      withPointers(&DS, &gradient.stateBias, &gradient.bias) { slopes, bias, _ in
        for i in rows { add(slopes + (i * width + 2 * n), to: bias + 2 * n, n) }
      }
    }
  }

  /// Adds each row of a step's D to a row of another matrix.
  private mutating func addSlopes(_ t: Int, toRows targets: some Collection<Int>, of table: inout Matrix) {
    let (width, first) = (D.columns, slopeRows(t).lowerBound)
    withPointers(&D, &table, &dC) { slopes, table, _ in
      for (i, row) in targets.enumerated() {
        add(slopes + (first + i) * width, to: table + row * width, width)
      }
    }
  }

  private mutating func backwardGates(_ t: Int) {
    let (rows, width, cell, first) = (rows(at: t), gates.columns, cell, t * sequences)
    let strides = (sequences, hidden, memory.columns)
    let (n, c, s) = (hidden, dC.columns, DS.columns)
    let shift = slopeRows(t).lowerBound - first
    withPointers(&gates, &H, &memory) { gates, h, m in
      withPointers(&dH, &dC, &D) { dh, dc, d in
        DS.values.withUnsafeMutableBufferPointer { ds in
          let ds = ds.baseAddress ?? d
          for i in rows {
            let row = Self.row(i, strides, gates, gates, gates + i * width, h, m)
            let slopes = Lanes.SlopeRow(
              after: dh + (i + strides.0) * n, before: dh + i * n, memory: dc + (i - first) * c,
              input: d + (i + shift) * width, state: ds + (i + shift) * s)
            cell.backward(row, slopes)
          }
        }
      }
    }
  }
}

/// y ← y + x, `count` numbers.
@inline(__always)
private func add(_ x: UnsafePointer<Float>, to y: UnsafeMutablePointer<Float>, _ count: Int) {
  for j in 0..<count { y[j] += x[j] }
}

extension Matrix {
  /// Every row ← `row`.
  mutating func fillRows(with row: Matrix) {
    for i in values.indices { values[i] = 0 }
    self += row
  }
}
