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
  func forward(_ row: StepRow) {
    switch self {
    case .rnn: rnnForward(row)
    case .lstm: lstmForward(row)
    case .gru, .gruResetBefore: gruForward(row)
    }
  }

  /// From dh, and an LSTM's dc, to the slopes before the gates and dc′.
  func backward(_ row: StepRow, _ slopes: SlopeRow) {
    switch self {
    case .rnn: rnnBackward(row, slopes)
    case .lstm: lstmBackward(row, slopes)
    case .gru, .gruResetBefore: gruBackward(row, slopes)
    }
  }
}

// MARK: - Gates

// Each loop has a function of its own, and its last lanes, partly filled, another: what else a function holds would
// take registers from the loop.

/// a ← σ(a + x), `count` numbers.
@inline(never)
private func sigmoidOfSum(_ a: UnsafeMutablePointer<Float>, _ x: UnsafePointer<Float>, _ count: Int) {
  for j in strips(count) { put(sigmoid(lanes(a + j, 16) + lanes(x + j, 16)), a + j, 16) }
  if count % 16 > 0 { rest(a + count / 16 * 16, x + count / 16 * 16, count % 16) }
  @inline(never)
  func rest(_ a: UnsafeMutablePointer<Float>, _ x: UnsafePointer<Float>, _ count: Int) {
    put(sigmoid(lanes(a, count) + lanes(x, count)), a, count)
  }
}

/// a ← tanh(a + x), `count` numbers.
@inline(never)
private func tanhOfSum(_ a: UnsafeMutablePointer<Float>, _ x: UnsafePointer<Float>, _ count: Int) {
  for j in strips(count) { put(tanh(lanes(a + j, 16) + lanes(x + j, 16)), a + j, 16) }
  if count % 16 > 0 { rest(a + count / 16 * 16, x + count / 16 * 16, count % 16) }
  @inline(never)
  func rest(_ a: UnsafeMutablePointer<Float>, _ x: UnsafePointer<Float>, _ count: Int) {
    put(tanh(lanes(a, count) + lanes(x, count)), a, count)
  }
}

/// Where the whole strips of sixteen begin.
@inline(__always)
private func strips(_ count: Int) -> StrideTo<Int> { stride(from: 0, to: count / 16 * 16, by: 16) }

// MARK: - The plain cell

private func rnnForward(_ row: StepRow) {
  tanhOfSum(row.gates, row.input, row.hidden)
  row.after.update(from: row.gates, count: row.hidden)
}

@inline(never)
private func rnnBackward(_ row: StepRow, _ slopes: SlopeRow) {
  for j in strips(row.hidden) { rnnBackward(row, slopes, j, 16) }
  if row.hidden % 16 > 0 { rest(row, slopes) }
  @inline(never)
  func rest(_ row: StepRow, _ slopes: SlopeRow) {
    rnnBackward(row, slopes, row.hidden / 16 * 16, row.hidden % 16)
  }
}

@inline(__always)
private func rnnBackward(_ row: StepRow, _ slopes: SlopeRow, _ j: Int, _ count: Int) {
  let h = lanes(row.after + j, count)
  put(lanes(slopes.after + j, count) * (1 - h * h), slopes.input + j, count)
}

// MARK: - The LSTM

@inline(never)
private func lstmForward(_ row: StepRow) {
  let n = row.hidden
  sigmoidOfSum(row.gates, row.input, 2 * n)  // f and i
  tanhOfSum(row.gates + 2 * n, row.input + 2 * n, n)  // g
  sigmoidOfSum(row.gates + 3 * n, row.input + 3 * n, n)  // o
  for j in strips(n) { lstmState(row, j, 16) }
  if row.hidden % 16 > 0 { rest(row) }
  @inline(never)
  func rest(_ row: StepRow) { lstmState(row, row.hidden / 16 * 16, row.hidden % 16) }
}

@inline(__always)
private func lstmState(_ row: StepRow, _ j: Int, _ count: Int) {
  let n = row.hidden
  let (f, i) = (lanes(row.gates + j, count), lanes(row.gates + (n &+ j), count))
  let (g, o) = (lanes(row.gates + (2 &* n &+ j), count), lanes(row.gates + (3 &* n &+ j), count))
  let c = (i * g).addingProduct(f, lanes(row.memoryBefore + j, count))
  let t = tanh(c)
  put(c, row.memory + j, count)
  put(t, row.memory + (n &+ j), count)
  put(o * t, row.after + j, count)
}

@inline(never)
private func lstmBackward(_ row: StepRow, _ slopes: SlopeRow) {
  for j in strips(row.hidden) { lstmBackward(row, slopes, j, 16) }
  if row.hidden % 16 > 0 { rest(row, slopes) }
  @inline(never)
  func rest(_ row: StepRow, _ slopes: SlopeRow) {
    lstmBackward(row, slopes, row.hidden / 16 * 16, row.hidden % 16)
  }
}

@inline(__always)
private func lstmBackward(_ row: StepRow, _ slopes: SlopeRow, _ j: Int, _ count: Int) {
  let n = row.hidden
  let (f, i) = (lanes(row.gates + j, count), lanes(row.gates + (n &+ j), count))
  let (g, o) = (lanes(row.gates + (2 &* n &+ j), count), lanes(row.gates + (3 &* n &+ j), count))
  let t = lanes(row.memory + (n &+ j), count)
  let dh = lanes(slopes.after + j, count)
  let dc = lanes(slopes.memory + j, count).addingProduct(dh * o, 1 - t * t)
  put(dc * lanes(row.memoryBefore + j, count) * f * (1 - f), slopes.input + j, count)
  put(dc * g * i * (1 - i), slopes.input + (n &+ j), count)
  put(dc * i * (1 - g * g), slopes.input + (2 &* n &+ j), count)
  put(dh * t * o * (1 - o), slopes.input + (3 &* n &+ j), count)
  put(dc * f, slopes.memory + j, count)
}

// MARK: - The GRU, reset after the product

@inline(never)
private func gruForward(_ row: StepRow) {
  sigmoidOfSum(row.gates, row.input, 2 * row.hidden)  // z and r
  for j in strips(row.hidden) { gruState(row, j, 16) }
  if row.hidden % 16 > 0 { rest(row) }
  @inline(never)
  func rest(_ row: StepRow) { gruState(row, row.hidden / 16 * 16, row.hidden % 16) }
}

@inline(__always)
private func gruState(_ row: StepRow, _ j: Int, _ count: Int) {
  let n = row.hidden
  let (z, r) = (lanes(row.gates + j, count), lanes(row.gates + (n &+ j), count))
  let s = lanes(row.gates + (2 &* n &+ j), count) + lanes(row.stateBias + j, count)
  let candidate = tanh(lanes(row.input + (2 &* n &+ j), count).addingProduct(r, s))
  let before = lanes(row.before + j, count)
  put(candidate, row.gates + (2 &* n &+ j), count)
  put(s, row.memory + j, count)
  put(before.addingProduct(z, candidate - before), row.after + j, count)
}

@inline(never)
private func gruBackward(_ row: StepRow, _ slopes: SlopeRow) {
  for j in strips(row.hidden) { gruBackward(row, slopes, j, 16) }
  if row.hidden % 16 > 0 { rest(row, slopes) }
  @inline(never)
  func rest(_ row: StepRow, _ slopes: SlopeRow) {
    gruBackward(row, slopes, row.hidden / 16 * 16, row.hidden % 16)
  }
}

@inline(__always)
private func gruBackward(_ row: StepRow, _ slopes: SlopeRow, _ j: Int, _ count: Int) {
  let n = row.hidden
  let (z, r) = (lanes(row.gates + j, count), lanes(row.gates + (n &+ j), count))
  let candidate = lanes(row.gates + (2 &* n &+ j), count)
  let dh = lanes(slopes.after + j, count)
  let dz = dh * (candidate - lanes(row.before + j, count)) * z * (1 - z)
  let dn = dh * z * (1 - candidate * candidate)
  let dr = dn * lanes(row.memory + j, count) * r * (1 - r)
  put(dz, slopes.input + j, count)
  put(dr, slopes.input + (n &+ j), count)
  put(dn, slopes.input + (2 &* n &+ j), count)
  put(dz, slopes.state + j, count)
  put(dr, slopes.state + (n &+ j), count)
  put(dn * r, slopes.state + (2 &* n &+ j), count)
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

extension Matrix {
  /// Every row ← `row`.
  mutating func fillRows(with row: Matrix) {
    require(row.rows == 1 && row.columns == columns, "a row of \(row.columns) for \(columns) columns")
    let (rows, columns) = (rows, columns)
    values.withUnsafeMutableBufferPointer { values in
      row.values.withUnsafeBufferPointer { row in
        for i in 0..<rows {
          for j in 0..<columns { values[i &* columns &+ j] = row[j] }
        }
      }
    }
  }
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
