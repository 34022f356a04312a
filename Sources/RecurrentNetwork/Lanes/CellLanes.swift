// The cells of RNN.swift, LSTM.swift and GRU.swift with sixteen neurons in the lanes: the equations are the
// same, a `Float` has become `SIMD16<Float>`, and the tests hold the two equal.
//
// A row is one sequence at one time step. The products of all rows of a step come before (forward: h′·W) or
// after (backward: the slopes times Wᵀ); LayerLanes.swift calls them.
//
// Unsafe pointers, for the reason given in Lanes.swift. `hidden` is a multiple of sixteen.

import Matrices

extension Lanes {
  /// One sequence at one time step.
  struct StepRow {
    let hidden: Int
    let gates: UnsafeMutablePointer<Float>  // h′·W, then the gates; backward their slopes. gates·hidden
    let before: UnsafePointer<Float>  // h′, hidden
    let after: UnsafeMutablePointer<Float>  // h, hidden
    let memoryBefore: UnsafePointer<Float>  // an LSTM's c′, hidden
    let memory: UnsafeMutablePointer<Float>  // an LSTM's c and tanh c; what a GRU's reset gate acts on
  }

  /// The slopes of a loss along the same row.
  struct SlopeRow {
    let after: UnsafePointer<Float>  // dh, hidden
    let before: UnsafeMutablePointer<Float>  // dh′: what does not go through W is added, hidden
    let memory: UnsafeMutablePointer<Float>  // dc of an LSTM, becomes dc′, hidden
    let state: UnsafeMutablePointer<Float>  // at h′·W of a GRU, gates·hidden
  }
}

extension Cell {
  /// From h′·W to the gates and the state.
  ///
  /// - Parameters:
  ///   - input: x·U + b, gates·hidden.
  ///   - stateBias: of a GRU's h̃, hidden.
  func forward(_ row: Lanes.StepRow, _ input: UnsafePointer<Float>, stateBias: UnsafePointer<Float>) {
    switch self {
    case .rnn: rnnForward(row, input)
    case .lstm: lstmForward(row, input)
    case .gru, .gruResetBefore: gruForward(row, input, stateBias)
    }
  }

  /// From dh, and an LSTM's dc, to the slopes at x·U + b, which take the gates' place, and dc′.
  func backward(_ row: Lanes.StepRow, _ slopes: Lanes.SlopeRow) {
    switch self {
    case .rnn: rnnBackward(row, slopes)
    case .lstm: lstmBackward(row, slopes)
    case .gru, .gruResetBefore: gruBackward(row, slopes)
    }
  }
}

// MARK: - Gates

// Each loop has a function of its own: what else a function holds would take registers from the loop.

/// a ← σ(a + x), `count` numbers.
@inline(never)
private func sigmoidOfSum(_ a: UnsafeMutablePointer<Float>, _ x: UnsafePointer<Float>, _ count: Int) {
  for j in stride(from: 0, to: count, by: 16) { a[lanes: j] = sigmoid(a[lanes: j] + x[lanes: j]) }
}

/// a ← tanh(a + x), `count` numbers.
@inline(never)
private func tanhOfSum(_ a: UnsafeMutablePointer<Float>, _ x: UnsafePointer<Float>, _ count: Int) {
  for j in stride(from: 0, to: count, by: 16) { a[lanes: j] = tanh(a[lanes: j] + x[lanes: j]) }
}

// MARK: - The plain cell

private func rnnForward(_ row: Lanes.StepRow, _ input: UnsafePointer<Float>) {
  tanhOfSum(row.gates, input, row.hidden)
  row.after.update(from: row.gates, count: row.hidden)
}

@inline(never)
private func rnnBackward(_ row: Lanes.StepRow, _ slopes: Lanes.SlopeRow) {
  for j in stride(from: 0, to: row.hidden, by: 16) {
    let h = row.after[lanes: j]
    row.gates[lanes: j] = slopes.after[lanes: j] * (1 - h * h)
  }
}

// MARK: - The LSTM

private func lstmForward(_ row: Lanes.StepRow, _ input: UnsafePointer<Float>) {
  let n = row.hidden
  sigmoidOfSum(row.gates, input, 2 * n)  // f and i
  tanhOfSum(row.gates + 2 * n, input + 2 * n, n)  // g
  sigmoidOfSum(row.gates + 3 * n, input + 3 * n, n)  // o
  lstmState(row)
}

@inline(never)
private func lstmState(_ row: Lanes.StepRow) {
  let (n, gates) = (row.hidden, row.gates)
  for j in stride(from: 0, to: n, by: 16) {
    let (f, i) = (gates[lanes: j], gates[lanes: n &+ j])
    let (g, o) = (gates[lanes: 2 &* n &+ j], gates[lanes: 3 &* n &+ j])
    let c = (i * g).addingProduct(f, row.memoryBefore[lanes: j])
    let t = tanh(c)
    row.memory[lanes: j] = c
    row.memory[lanes: n &+ j] = t
    row.after[lanes: j] = o * t
  }
}

@inline(never)
private func lstmBackward(_ row: Lanes.StepRow, _ slopes: Lanes.SlopeRow) {
  let (n, gates) = (row.hidden, row.gates)
  for j in stride(from: 0, to: n, by: 16) {
    let (f, i) = (gates[lanes: j], gates[lanes: n &+ j])
    let (g, o) = (gates[lanes: 2 &* n &+ j], gates[lanes: 3 &* n &+ j])
    let t = row.memory[lanes: n &+ j]
    let dh = slopes.after[lanes: j]
    let dc = slopes.memory[lanes: j].addingProduct(dh * o, 1 - t * t)
    gates[lanes: j] = dc * row.memoryBefore[lanes: j] * f * (1 - f)
    gates[lanes: n &+ j] = dc * g * i * (1 - i)
    gates[lanes: 2 &* n &+ j] = dc * i * (1 - g * g)
    gates[lanes: 3 &* n &+ j] = dh * t * o * (1 - o)
    slopes.memory[lanes: j] = dc * f
  }
}

// MARK: - The GRU, reset after the product

private func gruForward(
  _ row: Lanes.StepRow, _ input: UnsafePointer<Float>, _ stateBias: UnsafePointer<Float>
) {
  sigmoidOfSum(row.gates, input, 2 * row.hidden)  // z and r
  gruState(row, input, stateBias)
}

@inline(never)
private func gruState(
  _ row: Lanes.StepRow, _ input: UnsafePointer<Float>, _ stateBias: UnsafePointer<Float>
) {
  let (n, gates) = (row.hidden, row.gates)
  for j in stride(from: 0, to: n, by: 16) {
    let (z, r) = (gates[lanes: j], gates[lanes: n &+ j])
    let s = gates[lanes: 2 &* n &+ j] + stateBias[lanes: j]
    let candidate = tanh(input[lanes: 2 &* n &+ j].addingProduct(r, s))
    let before = row.before[lanes: j]
    gates[lanes: 2 &* n &+ j] = candidate
    row.memory[lanes: j] = s
    row.after[lanes: j] = before.addingProduct(z, candidate - before)
  }
}

@inline(never)
private func gruBackward(_ row: Lanes.StepRow, _ slopes: Lanes.SlopeRow) {
  let (n, gates) = (row.hidden, row.gates)
  for j in stride(from: 0, to: n, by: 16) {
    let (z, r) = (gates[lanes: j], gates[lanes: n &+ j])
    let candidate = gates[lanes: 2 &* n &+ j]
    let dh = slopes.after[lanes: j]
    let dz = dh * (candidate - row.before[lanes: j]) * z * (1 - z)
    let dn = dh * z * (1 - candidate * candidate)
    let dr = dn * row.memory[lanes: j] * r * (1 - r)
    gates[lanes: j] = dz
    gates[lanes: n &+ j] = dr
    gates[lanes: 2 &* n &+ j] = dn
    slopes.state[lanes: j] = dz
    slopes.state[lanes: n &+ j] = dr
    slopes.state[lanes: 2 &* n &+ j] = dn * r
    slopes.before[lanes: j] = slopes.before[lanes: j].addingProduct(dh, 1 - z)
  }
}
