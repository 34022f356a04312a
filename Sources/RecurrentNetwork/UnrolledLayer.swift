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
// Unsafe pointers, for the reason given in CellsInLanes.swift.
//
// Shapes:  gates: steps·sequences × gates·hidden   D: together·sequences × gates·hidden
//          H, dH: (1 + steps)·sequences × hidden, the first state first

import Matrices

struct UnrolledLayer {
  let cell: Cell
  let steps: Int
  let sequences: Int
  let hidden: Int
  private var gates: Matrix
  /// The states; the rows before `sequences` are the first state.
  var H: Matrix
  /// An LSTM's c and tanh c, what a GRU's reset gate acts on; as many rows as H.
  var memory: Matrix
  /// The slopes at the states, filled from row `sequences` on before `backward`, which adds to them.
  var dH: Matrix
  /// The slopes at an LSTM's memory, sequences × hidden: before `backward` at the last, after it at the first.
  var dC: Matrix
  /// The first states are zeros, and nobody asks for the slopes there.
  private var startsEmpty = true
  /// The steps whose slopes are kept for one product.
  private let together: Int
  private var D: Matrix  // the slopes at x·U + b
  private var DS: Matrix  // a GRU's slopes at h′·W, like D; otherwise no columns
  private var A: Matrix  // x·U + b of dense inputs, like the gates; otherwise no rows
  private var ownRows: [Int]  // 0, 1, … for A

  init(_ layer: RecurrentLayer, steps: Int, sequences: Int, denseInputs: Bool) {
    require(
      layer.cell != .gruResetBefore, "only the plain loops have a GRU that resets before the product")
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
    A = Matrix(rows: denseInputs ? all : 0, columns: layer.width)
    ownRows = denseInputs ? Array(0..<all) : []
  }

  /// The rows of H and dH that belong to the outputs of the steps.
  var outputs: Range<Int> { sequences..<(1 + steps) * sequences }

  private func rows(at t: Int) -> Range<Int> { t * sequences..<(t + 1) * sequences }

  /// Goes on: where the sequences ended, they begin.
  mutating func keepLastState() {
    startsEmpty = false
    let end = steps * sequences
    for i in 0..<sequences * hidden { H.values[i] = H.values[end * hidden + i] }
    let columns = memory.columns
    for i in 0..<sequences * columns { memory.values[i] = memory.values[end * columns + i] }
  }

  /// Begins where the sequences of another layer ended.
  mutating func begin(where other: UnrolledLayer) {
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

  /// Adds to the slopes at the last states those at the first states of `next`, which began where this ended.
  mutating func addSlopes(ofFirstState next: UnrolledLayer) {
    let end = steps * sequences * hidden
    for i in 0..<sequences * hidden { dH.values[end + i] += next.dH.values[i] }
    for i in dC.values.indices { dC.values[i] += next.dC.values[i] }
  }
}

// MARK: - Forward

extension UnrolledLayer {
  /// - Parameters:
  ///   - table: U + b, symbols × gates·hidden.
  ///   - symbols: steps·sequences, a step's side by side.
  mutating func forward(_ layer: RecurrentLayer, stateWeights: PackedMatrix, table: Matrix, symbols: [Int]) {
    require(symbols.count == steps * sequences, "\(symbols.count) symbols for \(steps) × \(sequences)")
    for t in 0..<steps {
      multiplyState(t, stateWeights)
      forwardGates(t, layer, table, symbols)
    }
  }

  /// - Parameter X: the states H of the layer below, (1 + steps)·sequences × inputs.
  mutating func forward(
    _ layer: RecurrentLayer, stateWeights: PackedMatrix, inputWeights: PackedMatrix, _ X: Matrix
  ) {
    A.fillRows(with: layer.bias)
    A.accumulate(rows: 0..<A.rows, X, from: sequences, times: inputWeights)
    for t in 0..<steps {
      multiplyState(t, stateWeights)
      forwardGates(t, layer, A, ownRows)
    }
  }

  /// S_t = H_{t−1}·W
  private mutating func multiplyState(_ t: Int, _ stateWeights: PackedMatrix) {
    let rows = rows(at: t)
    if t == 0 && startsEmpty {
      for i in 0..<rows.count * gates.columns { gates.values[i] = 0 }
    } else {
      gates.assign(rows: rows, H, from: rows.lowerBound, times: stateWeights)
    }
  }

  private mutating func forwardGates(_ t: Int, _ layer: RecurrentLayer, _ input: Matrix, _ inputRows: [Int]) {
    let (rows, width, cell) = (rows(at: t), gates.columns, cell)
    let strides = (sequences, hidden, memory.columns)
    withPointers(&gates, &H, &memory) { gates, h, m in
      withPointers(to: input, layer.stateBias) { input, bias in
        for i in rows {
          cell.forward(
            UnrolledLayer.row(i, strides, input + inputRows[i] * width, bias, gates + i * width, h, m))
        }
      }
    }
  }

  @inline(__always)
  private static func row(
    _ i: Int, _ strides: (sequences: Int, hidden: Int, memory: Int), _ input: UnsafePointer<Float>,
    _ bias: UnsafePointer<Float>, _ gates: UnsafeMutablePointer<Float>, _ h: UnsafeMutablePointer<Float>,
    _ m: UnsafeMutablePointer<Float>
  ) -> StepRow {
    let next = i + strides.sequences
    return StepRow(
      hidden: strides.hidden, input: input, stateBias: bias, gates: gates, before: h + i * strides.hidden,
      after: h + next * strides.hidden, memoryBefore: m + i * strides.memory,
      memory: m + next * strides.memory)
  }
}

// MARK: - Backward

extension UnrolledLayer {
  /// Writes the gradient by the layer's weights over `gradient`, for symbols as inputs.
  ///
  /// - Parameter transposed: the transpose of the layer's stateWeights.
  mutating func backward(
    stateWeights transposed: PackedMatrix, symbols: [Int], into gradient: inout RecurrentLayer
  ) {
    clear(&gradient)
    for t in (0..<steps).reversed() {
      backwardStep(t, transposed, &gradient)
      addSlopes(t, toRows: symbols[rows(at: t)], of: &gradient.inputWeights)
    }
    gradient.bias = gradient.inputWeights.columnSums()
  }

  /// Writes the gradient by the layer's weights over `gradient`, and that by the inputs over the slopes `dX` of the
  /// layer below.
  ///
  /// - Parameters:
  ///   - transposed: the transposes of the layer's stateWeights and inputWeights.
  ///   - X: the states H of the layer below.
  mutating func backward(
    stateWeights transposed: PackedMatrix, inputWeights: PackedMatrix, _ X: Matrix,
    into gradient: inout RecurrentLayer, inputs dX: inout Matrix
  ) {
    clear(&gradient)
    for t in (0..<steps).reversed() {
      backwardStep(t, transposed, &gradient)
      dX.assign(rows: rows(at: t + 1), D, from: slopeRow(t), times: inputWeights)
      addSlopes(t, toRows: repeatElement(0, count: sequences), of: &gradient.bias)
      if t % together == 0 {
        gradient.inputWeights.accumulate(transposed: X, rows: rows(block: t, after: 1), times: D, from: 0)
      }
    }
  }

  /// Where the slopes of a step lie in D and DS.
  private func slopeRow(_ t: Int) -> Int { t % together * sequences }

  /// The rows of the steps from t on whose slopes D and DS hold: in H, or `after` steps later.
  private func rows(block t: Int, after: Int = 0) -> Range<Int> {
    (t + after) * sequences..<(min(t + together, steps) + after) * sequences
  }

  private func clear(_ gradient: inout RecurrentLayer) {
    gradient.forEachMatrix { matrix in
      matrix.values.withUnsafeMutableBufferPointer { $0.update(repeating: 0) }
    }
  }

  /// The slopes D of a step, dH of the step before, and what the step adds to the gradient by stateWeights and
  /// stateBias.
  private mutating func backwardStep(
    _ t: Int, _ transposed: PackedMatrix, _ gradient: inout RecurrentLayer
  ) {
    backwardGates(t)
    let first = slopeRow(t)
    if t > 0 || !startsEmpty {
      dH.accumulate(rows: rows(at: t), cell == .gru ? DS : D, from: first, times: transposed)
    }
    if t % together == 0 {
      let empty = t == 0 && startsEmpty ? sequences : 0
      gradient.stateWeights.accumulate(
        transposed: H, rows: rows(block: t).dropFirst(empty), times: cell == .gru ? DS : D, from: empty)
    }
    if cell == .gru {
      let (n, width, sequences) = (hidden, DS.columns, sequences)
      withPointers(&DS, &gradient.stateBias, &gradient.bias) { slopes, bias, _ in
        for i in first..<first + sequences { add(slopes + (i * width + 2 * n), to: bias, n) }
      }
    }
  }

  /// Adds each row of a step's D to a row of another matrix.
  private mutating func addSlopes(_ t: Int, toRows targets: some Collection<Int>, of table: inout Matrix) {
    let (width, first) = (D.columns, slopeRow(t))
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
    let shift = slopeRow(t) - first
    withPointers(&gates, &H, &memory) { gates, h, m in
      withPointers(&dH, &dC, &D) { dh, dc, d in
        DS.values.withUnsafeMutableBufferPointer { ds in
          let ds = ds.baseAddress ?? d
          for i in rows {
            let row = UnrolledLayer.row(i, strides, gates, gates, gates + i * width, h, m)
            let slopes = SlopeRow(
              after: dh + (i + strides.0) * n, before: dh + i * n, memory: dc + (i - first) * c,
              input: d + (i + shift) * width, state: ds + (i + shift) * s)
            cell.backward(row, slopes)
          }
        }
      }
    }
  }
}
