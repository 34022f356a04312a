// A layer unrolled for several sequences of equal length: their rows lie side by side, one time step after
// the other, so that each step is one product.
//
//     forward     for each t:              S_t = H_{t−1}·W, then the gates, in lanes
//     backward    for each t, last first:  the slopes D_t, in lanes, then dH_{t−1} += D_t·Wᵀ
//                 once in eight steps:     dW += H_beforeᵀ·D,  dU += Xᵀ·D, over all rows of these steps
//
// What all steps share, W and Wᵀ, is packed once a training step. The slopes take the place of the gates, and
// eight steps of them, a hundred rows or so, enough for a product at full speed, are still in the cache.
//
// A symbol as input is a row of zeros with a single one, and x·U is a row of U: there is nothing to multiply.
// Such a layer reads a table, U + b, and its dU has D's rows added where the symbols were. Nor is there
// anything to multiply with first states of zeros.
//
// Unsafe pointers, for the reason given in Lanes.swift.
//
// Shapes:  gates, their slopes D: steps·sequences × gates·hidden
//          H, dH: (1 + steps)·sequences × hidden, the first state first

import Matrices

extension Lanes {
  /// Weights W as the way forward reads them, and Wᵀ as the way back does, packed for all time steps.
  struct Packed: Sendable {
    private(set) var forward: MatrixView
    private(set) var back: MatrixView

    init(_ W: Matrix) { (forward, back) = (W.packed(), W.transposed.packed()) }

    /// Other weights of the same shape, in the same memory.
    mutating func repack(_ W: Matrix) {
      forward.repack(W)
      back.repack(W.transposed)
    }
  }

  /// What the steps of a layer read.
  struct Weights: Sendable {
    let readsSymbols: Bool
    /// A gradient of the layer's form, its state padded: all zeros.
    let zeros: RecurrentLayer
    /// What is added to H·W: U + b, a row a symbol, or b alone.
    private(set) var input: Matrix
    /// Of a GRU's h̃, added to H·W there; otherwise zeros.
    private(set) var stateBias: [Float]
    private(set) var state: Packed  // W
    private(set) var inputs: Packed  // U, unless the layer reads symbols

    init(_ layer: RecurrentLayer, readsSymbols: Bool) {
      require(layer.cell != .gruResetBefore, "only the plain loops have a GRU that resets before the product")
      let hasSecond = layer.cell == .gru || layer.stateBias.columns > 0
      let columns = layer.matrices.dropLast(hasSecond ? 0 : 1).map { $0.columns }
      require(
        columns.allSatisfy { $0 == layer.cell.gates * layer.hidden },
        "\(columns) columns of weights for a state of \(layer.hidden)")
      let fits = layer.matrices.allSatisfy { $0.values.count == $0.rows * $0.columns && $0.rows > 0 }
      require(fits, "weights that are not rows × columns")
      require(readsSymbols || layer.inputs == layer.hidden, "\(layer.inputs) inputs, not \(layer.hidden)")
      let n = padded(layer.hidden)
      self.readsSymbols = readsSymbols
      zeros = layer.resized(hidden: n, inputs: readsSymbols ? layer.inputs : n).zeros
      input = Matrix(rows: readsSymbols ? layer.inputs : 1, columns: zeros.width)
      stateBias = [Float](repeating: 0, count: n)
      state = Packed(zeros.stateWeights)
      inputs = Packed(readsSymbols ? Matrix(rows: 0, columns: 0) : zeros.inputWeights)
      repack(layer)
    }

    /// Other weights of the same shape, in the same memory.
    mutating func repack(_ layer: RecurrentLayer) {
      let (n, layer) = (zeros.hidden, layer.resized(hidden: zeros.hidden, inputs: zeros.inputs))
      input.fillRows(with: layer.inputBias)
      if readsSymbols { input += layer.inputWeights } else { inputs.repack(layer.inputWeights) }
      for j in 0..<n where layer.cell == .gru { stateBias[j] = layer.stateBias[0, 2 * n + j] }
      state.repack(layer.stateWeights)
    }
  }

  struct Layer {
    private let cell: Cell
    let steps: Int
    let sequences: Int
    private let hidden: Int
    /// The gates, and after `backward` the slopes at x·U + b.
    private var gates: Matrix
    /// The states; the rows before `sequences` are the first state.
    private(set) var H: Matrix
    /// An LSTM's c and tanh c, what a GRU's reset gate acts on; as many rows as H.
    private var memory: Matrix
    /// The slopes at the states, like H, filled from row `sequences` on before `backward` adds to them.
    var dH = Matrix(rows: 0, columns: 0)
    /// The slopes at an LSTM's memory, sequences × hidden: at the last, after `backward` at the first.
    private var dC: Matrix
    /// A GRU's slopes at h′·W, of the steps of a block; otherwise no columns.
    private var DS: Matrix
    /// x·U + b of dense inputs, like the gates; otherwise no rows.
    private var A: Matrix
    /// The first states are zeros, and nobody asks for the slopes there.
    private var startsEmpty = true
    /// The steps whose slopes go into one product.
    private let together: Int

    init(_ weights: Weights, steps: Int, sequences: Int) {
      (cell, hidden) = (weights.zeros.cell, weights.zeros.hidden)
      (self.steps, self.sequences) = (steps, sequences)
      let all = steps * sequences
      let columns = cell == .lstm ? 2 * hidden : cell == .gru ? hidden : 0
      gates = Matrix(rows: all, columns: weights.zeros.width)
      H = Matrix(rows: all + sequences, columns: hidden)
      memory = Matrix(rows: all + sequences, columns: columns)
      dC = Matrix(rows: sequences, columns: cell == .lstm ? hidden : 0)
      A = Matrix(rows: weights.readsSymbols ? 0 : all, columns: weights.zeros.width)
      together = max(1, 128 / max(sequences, 1))
      DS = Matrix(rows: together * sequences, columns: cell == .gru ? weights.zeros.width : 0)
    }

    /// The rows of H and dH that belong to the outputs of the steps.
    var outputs: Range<Int> { sequences..<(1 + steps) * sequences }

    private func rows(at t: Int) -> Range<Int> { t * sequences..<(t + 1) * sequences }

    /// Begins where the sequences of another layer, or its own, ended.
    mutating func begin(where other: Layer) {
      startsEmpty = false
      H.copyRows(other.H, from: other.steps * sequences, count: sequences)
      memory.copyRows(other.memory, from: other.steps * sequences, count: sequences)
    }

    /// No slopes at the first states and at the memory.
    mutating func clearSlopes() {
      if dH.rows == 0 { dH = Matrix(rows: H.rows, columns: hidden) }
      for i in 0..<sequences * hidden { dH.values[i] = 0 }
      dC.clear()
    }

    /// The slopes at the last states are those at the first states of `next`, which began where this ended.
    mutating func setSlopes(ofFirstState next: Layer) {
      dH = Matrix(rows: H.rows, columns: hidden)
      dH.copyRows(next.dH, count: sequences, to: steps * sequences)
      dC = next.dC
    }

    // MARK: - Forward

    /// - Parameter symbols: steps·sequences, a step's side by side.
    mutating func forward(_ weights: Weights, symbols: [Int]) {
      requireSymbols(symbols, below: weights.input.rows)
      for t in 0..<steps { forwardStep(t, weights, weights.input) { symbols[$0] } }
    }

    /// - Parameter X: the states H of the layer below, (1 + steps)·sequences × inputs.
    mutating func forward(_ weights: Weights, _ X: Matrix) {
      A.fillRows(with: weights.input)
      A.assign(X[rows: outputs], times: weights.inputs.forward, adding: true)
      for t in 0..<steps { forwardStep(t, weights, A) { $0 } }
    }

    /// S_t = H_{t−1}·W and the gates; row i reads row `place(i)` of the input.
    private mutating func forwardStep(_ t: Int, _ weights: Weights, _ input: Matrix, _ place: (Int) -> Int) {
      let (rows, cell, width) = (rows(at: t), cell, gates.columns)
      if t == 0 && startsEmpty {
        for i in 0..<rows.count * width { gates.values[i] = 0 }
      } else {
        gates.assign(rows: rows, H[rows: rows], times: weights.state.forward)
      }
      input.values.withUnsafeBufferPointer { input in
        weights.stateBias.withUnsafeBufferPointer { bias in
          let (input, bias) = (input.baseAddress!, bias.baseAddress!)
          forEachRow(rows, sequences, &gates, &H, &memory) {
            cell.forward($1, input + place($0) * width, stateBias: bias)
          }
        }
      }
    }

    // MARK: - Backward

    /// Writes the gradient by the layer's weights over `gradient`, for symbols as inputs.
    mutating func backward(_ weights: Weights, symbols: [Int], into gradient: inout RecurrentLayer) {
      gradient.combine(with: weights.zeros) { X, _ in X.clear() }
      for t in (0..<steps).reversed() {
        backwardStep(t, weights, &gradient)
        gradient.inputWeights.addRows(rows(at: t), of: gates) { symbols[$0] }
      }
      gradient.bias = gradient.inputWeights.columnSums()
      setStateBias(of: &gradient)
    }

    /// Writes the gradient by the layer's weights over `gradient`, and that by the inputs over the slopes
    /// `dX` of the layer below, whose states are X.
    mutating func backward(
      _ weights: Weights, _ X: Matrix, into gradient: inout RecurrentLayer, inputs dX: inout Matrix
    ) {
      gradient.combine(with: weights.zeros) { X, _ in X.clear() }
      for t in (0..<steps).reversed() {
        backwardStep(t, weights, &gradient)
        dX.assign(rows: rows(at: t + 1), gates[rows: rows(at: t)], times: weights.inputs.back)
        gradient.bias.addRows(rows(at: t), of: gates) { _ in 0 }
        if t % together == 0 {
          let rows = block(from: t)
          let outputs = rows.lowerBound + sequences..<rows.upperBound + sequences
          gradient.inputWeights.assign(X[rows: outputs].transposed, times: gates[rows: rows], adding: true)
        }
      }
      setStateBias(of: &gradient)
    }

    /// The rows of the steps from t on whose slopes go into one product.
    private func block(from t: Int) -> Range<Int> { t * sequences..<min(t + together, steps) * sequences }

    /// The second bias is added where the first is, but for a GRU's last block, which has its own slopes.
    private func setStateBias(of gradient: inout RecurrentLayer) {
      for k in 0..<gradient.stateBias.columns where cell != .gru || k < 2 * hidden {
        gradient.stateBias[0, k] = gradient.bias[0, k]
      }
    }

    /// The slopes of a step, dH of the step before, and what the step adds to the gradient by stateWeights
    /// and a GRU's stateBias.
    private mutating func backwardStep(_ t: Int, _ weights: Weights, _ gradient: inout RecurrentLayer) {
      let blockStart = t / together * together * sequences
      backwardGates(t, blockStart)
      let (D, start) = cell == .gru ? (DS, blockStart) : (gates, 0)
      func rowsOfD(_ rows: Range<Int>) -> Range<Int> { rows.lowerBound - start..<rows.upperBound - start }
      if t > 0 || !startsEmpty {
        dH.assign(rows: rows(at: t), D[rows: rowsOfD(rows(at: t))], times: weights.state.back, adding: true)
      }
      if t % together == 0 {
        let rows = block(from: t).dropFirst(t == 0 && startsEmpty ? sequences : 0)
        gradient.stateWeights.assign(H[rows: rows].transposed, times: D[rows: rowsOfD(rows)], adding: true)
      }
      if cell == .gru { gradient.stateBias.addRows(rowsOfD(rows(at: t)), of: DS) { _ in 0 } }
    }

    private mutating func backwardGates(_ t: Int, _ blockStart: Int) {
      let (rows, cell, ahead) = (rows(at: t), cell, sequences)
      let (n, c, s) = (hidden, dC.columns, DS.columns)
      dH.withPointer { dh in
        dC.withPointer { dc in
          DS.withPointer { ds in
            forEachRow(rows, ahead, &gates, &H, &memory) { i, row in
              cell.backward(
                row,
                Lanes.SlopeRow(
                  after: dh + (i + ahead) * n, before: dh + i * n, memory: dc + (i - rows.lowerBound) * c,
                  state: ds + (i - blockStart) * s))
            }
          }
        }
      }
    }
  }
}

/// Calls `body` with each row of a time step, the next one's being `sequences` further on.
@inline(__always)
private func forEachRow(
  _ rows: Range<Int>, _ sequences: Int, _ gates: inout Matrix, _ H: inout Matrix, _ memory: inout Matrix,
  _ body: (Int, Lanes.StepRow) -> Void
) {
  let (width, n, columns) = (gates.columns, H.columns, memory.columns)
  gates.withPointer { gates in
    H.withPointer { h in
      memory.withPointer { m in
        for i in rows {
          let next = i + sequences
          let row = Lanes.StepRow(
            hidden: n, gates: gates + i * width, before: h + i * n, after: h + next * n,
            memoryBefore: m + i * columns, memory: m + next * columns)
          body(i, row)
        }
      }
    }
  }
}

extension Matrix {
  /// Every row ← `row`.
  mutating func fillRows(with row: Matrix) {
    clear()
    self += row
  }

  fileprivate mutating func clear() { for i in values.indices { values[i] = 0 } }

  /// `count` rows ← those of another matrix.
  fileprivate mutating func copyRows(_ other: Matrix, from: Int = 0, count: Int, to: Int = 0) {
    for i in 0..<count * columns { values[to * columns + i] = other.values[from * columns + i] }
  }

  /// Adds each row i of a range of another matrix to row `target(i)`.
  @inline(__always)
  fileprivate mutating func addRows(_ rows: Range<Int>, of other: Matrix, to target: (Int) -> Int) {
    let width = columns
    values.withUnsafeMutableBufferPointer { y in
      other.values.withUnsafeBufferPointer { x in
        for i in rows {
          let (x, y) = (x.baseAddress! + i * width, y.baseAddress! + target(i) * width)
          for j in 0..<width { y[j] += x[j] }
        }
      }
    }
  }
}
