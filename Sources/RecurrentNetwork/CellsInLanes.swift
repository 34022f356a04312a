// The cells of RNN.swift, LSTM.swift and GRU.swift with sixteen neurons in the lanes: the equations are the same,
// a `Float` has become `SIMD16<Float>`, and the tests hold the two equal.
//
// A row is one sequence at one time step. The products of all rows of a step come before (forward: h′·W) or
// after (backward: the slopes times Wᵀ); UnrolledLayer.swift calls them.
//
// This file uses unsafe pointers: with checked subscripts the gates would take longer than the products.

import Matrices

/// One sequence at one time step, forward.
struct StepRow {
  let hidden: Int
  let input: UnsafePointer<Float>  // x·U + b, gates·hidden
  let stateBias: UnsafePointer<Float>  // of a GRU, hidden
  let gates: UnsafeMutablePointer<Float>  // first h′·W, then the gates; gates·hidden
  let before: UnsafePointer<Float>  // h′, hidden
  let after: UnsafeMutablePointer<Float>  // h, hidden
  let memoryBefore: UnsafePointer<Float>  // an LSTM's c′, hidden
  let memory: UnsafeMutablePointer<Float>  // an LSTM's c and tanh c; what a GRU's reset gate acts on
}

/// The slopes of a loss along the same row, backward.
struct SlopeRow {
  let after: UnsafePointer<Float>  // dh, hidden
  let before: UnsafeMutablePointer<Float>  // dh′: what does not go through W is added, hidden
  let memory: UnsafeMutablePointer<Float>  // dc of an LSTM, becomes dc′, hidden
  let input: UnsafeMutablePointer<Float>  // at x·U + b, gates·hidden
  let state: UnsafeMutablePointer<Float>  // at h′·W of a GRU, gates·hidden
}

extension Cell {
  /// From h′·W and x·U + b to the gates and the state.
  @inline(__always)
  func forward(_ row: StepRow) {
    let whole = row.hidden / 16 * 16
    for j in stride(from: 0, to: whole, by: 16) { forward(row, j, 16) }
    if whole < row.hidden { forwardRest(row, whole, row.hidden - whole) }
  }

  /// From dh, and an LSTM's dc, to the slopes before the gates and dc′.
  @inline(__always)
  func backward(_ row: StepRow, _ slopes: SlopeRow) {
    let whole = row.hidden / 16 * 16
    for j in stride(from: 0, to: whole, by: 16) { backward(row, slopes, j, 16) }
    if whole < row.hidden { backwardRest(row, slopes, whole, row.hidden - whole) }
  }

  @inline(__always)
  private func forward(_ row: StepRow, _ j: Int, _ count: Int) {
    switch self {
    case .rnn: rnnForward(row, j, count)
    case .lstm: lstmForward(row, j, count)
    case .gru, .gruResetBefore: gruForward(row, j, count)
    }
  }

  @inline(__always)
  private func backward(_ row: StepRow, _ slopes: SlopeRow, _ j: Int, _ count: Int) {
    switch self {
    case .rnn: rnnBackward(row, slopes, j, count)
    case .lstm: lstmBackward(row, slopes, j, count)
    case .gru, .gruResetBefore: gruBackward(row, slopes, j, count)
    }
  }

  // The last lanes, partly filled, apart from the others: their loads would slow down the whole ones
  @inline(never)
  private func forwardRest(_ row: StepRow, _ j: Int, _ count: Int) { forward(row, j, count) }

  @inline(never)
  private func backwardRest(_ row: StepRow, _ slopes: SlopeRow, _ j: Int, _ count: Int) {
    backward(row, slopes, j, count)
  }
}

// MARK: - The plain cell

@inline(__always)
private func rnnForward(_ row: StepRow, _ j: Int, _ count: Int) {
  let h = tanh(lanes(row.input + j, count) + lanes(row.gates + j, count))
  put(h, row.after + j, count)
}

@inline(__always)
private func rnnBackward(_ row: StepRow, _ slopes: SlopeRow, _ j: Int, _ count: Int) {
  let h = lanes(row.after + j, count)
  put(lanes(slopes.after + j, count) * (1 - h * h), slopes.input + j, count)
}

// MARK: - The LSTM

@inline(__always)
private func lstmForward(_ row: StepRow, _ j: Int, _ count: Int) {
  let n = row.hidden
  let f = sigmoid(lanes(row.input + j, count) + lanes(row.gates + j, count))
  let i = sigmoid(lanes(row.input + (n + j), count) + lanes(row.gates + (n + j), count))
  let g = tanh(lanes(row.input + (2 * n + j), count) + lanes(row.gates + (2 * n + j), count))
  let o = sigmoid(lanes(row.input + (3 * n + j), count) + lanes(row.gates + (3 * n + j), count))
  let c = (i * g).addingProduct(f, lanes(row.memoryBefore + j, count))
  let t = tanh(c)
  put(f, row.gates + j, count)
  put(i, row.gates + (n + j), count)
  put(g, row.gates + (2 * n + j), count)
  put(o, row.gates + (3 * n + j), count)
  put(c, row.memory + j, count)
  put(t, row.memory + (n + j), count)
  put(o * t, row.after + j, count)
}

@inline(__always)
private func lstmBackward(_ row: StepRow, _ slopes: SlopeRow, _ j: Int, _ count: Int) {
  let n = row.hidden
  let (f, i) = (lanes(row.gates + j, count), lanes(row.gates + (n + j), count))
  let (g, o) = (lanes(row.gates + (2 * n + j), count), lanes(row.gates + (3 * n + j), count))
  let t = lanes(row.memory + (n + j), count)
  let dh = lanes(slopes.after + j, count)
  let dc = lanes(slopes.memory + j, count).addingProduct(dh * o, 1 - t * t)
  put(dc * lanes(row.memoryBefore + j, count) * f * (1 - f), slopes.input + j, count)
  put(dc * g * i * (1 - i), slopes.input + (n + j), count)
  put(dc * i * (1 - g * g), slopes.input + (2 * n + j), count)
  put(dh * t * o * (1 - o), slopes.input + (3 * n + j), count)
  put(dc * f, slopes.memory + j, count)
}

// MARK: - The GRU, reset after the product

@inline(__always)
private func gruForward(_ row: StepRow, _ j: Int, _ count: Int) {
  let n = row.hidden
  let z = sigmoid(lanes(row.input + j, count) + lanes(row.gates + j, count))
  let r = sigmoid(lanes(row.input + (n + j), count) + lanes(row.gates + (n + j), count))
  let s = lanes(row.gates + (2 * n + j), count) + lanes(row.stateBias + j, count)
  let candidate = tanh(lanes(row.input + (2 * n + j), count).addingProduct(r, s))
  let before = lanes(row.before + j, count)
  put(z, row.gates + j, count)
  put(r, row.gates + (n + j), count)
  put(candidate, row.gates + (2 * n + j), count)
  put(s, row.memory + j, count)
  put(before.addingProduct(z, candidate - before), row.after + j, count)
}

@inline(__always)
private func gruBackward(_ row: StepRow, _ slopes: SlopeRow, _ j: Int, _ count: Int) {
  let n = row.hidden
  let (z, r) = (lanes(row.gates + j, count), lanes(row.gates + (n + j), count))
  let candidate = lanes(row.gates + (2 * n + j), count)
  let dh = lanes(slopes.after + j, count)
  let dz = dh * (candidate - lanes(row.before + j, count)) * z * (1 - z)
  let dn = dh * z * (1 - candidate * candidate)
  let dr = dn * lanes(row.memory + j, count) * r * (1 - r)
  put(dz, slopes.input + j, count)
  put(dr, slopes.input + (n + j), count)
  put(dn, slopes.input + (2 * n + j), count)
  put(dz, slopes.state + j, count)
  put(dr, slopes.state + (n + j), count)
  put(dn * r, slopes.state + (2 * n + j), count)
  put(lanes(slopes.before + j, count).addingProduct(dh, 1 - z), slopes.before + j, count)
}

// MARK: - Lanes

/// Sixteen numbers, or as many as there are and zeros.
@inline(__always)
func lanes(_ start: UnsafePointer<Float>, _ count: Int) -> SIMD16<Float> {
  if count >= 16 { return UnsafeRawPointer(start).loadUnaligned(as: SIMD16<Float>.self) }
  var x = SIMD16<Float>.zero
  for lane in 0..<count { x[lane] = start[lane] }
  return x
}

/// Writes the first `count` lanes, at most sixteen.
@inline(__always)
func put(_ x: SIMD16<Float>, _ start: UnsafeMutablePointer<Float>, _ count: Int) {
  if count >= 16 { return UnsafeMutableRawPointer(start).storeBytes(of: x, as: SIMD16<Float>.self) }
  for lane in 0..<count { start[lane] = x[lane] }
}

/// y ← y + x, `count` numbers.
@inline(__always)
func add(_ x: UnsafePointer<Float>, to y: UnsafeMutablePointer<Float>, _ count: Int) {
  for j in 0..<count { y[j] += x[j] }
}

/// Where the numbers of three matrices lie.
@inline(__always)
func withPointers(
  _ X: inout Matrix, _ Y: inout Matrix, _ Z: inout Matrix,
  _ body: (UnsafeMutablePointer<Float>, UnsafeMutablePointer<Float>, UnsafeMutablePointer<Float>) -> Void
) {
  X.values.withUnsafeMutableBufferPointer { x in
    Y.values.withUnsafeMutableBufferPointer { y in
      Z.values.withUnsafeMutableBufferPointer { z in body(start(x), start(y), start(z)) }
    }
  }
}

/// Where the numbers of two matrices lie that stay as they are.
@inline(__always)
func withPointers(
  to X: Matrix, _ Y: Matrix, _ body: (UnsafePointer<Float>, UnsafePointer<Float>) -> Void
) {
  X.values.withUnsafeBufferPointer { x in
    Y.values.withUnsafeBufferPointer { y in
      body(start(UnsafeMutableBufferPointer(mutating: x)), start(UnsafeMutableBufferPointer(mutating: y)))
    }
  }
}

/// An empty matrix lies nowhere; any address will do for it.
@inline(__always)
private func start(_ buffer: UnsafeMutableBufferPointer<Float>) -> UnsafeMutablePointer<Float> {
  buffer.baseAddress ?? UnsafeMutablePointer(bitPattern: 64)!
}
