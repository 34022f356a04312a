// Loss and gradient of a batch, divided among threads.
//
//     first    each thread takes some strips: images, forward, loss, backward to the strips' own gradients
//     then     each thread takes some rows of dW of every dense layer, over all images of the batch
//
// No sum is divided: the strips' gradients are added strip by strip, dW runs over the examples in order, whoever
// has which rows. So the number of threads changes no bit.
//
// Shapes:  dW: inputs × outputs   a share's X: examples × inputs   a share's D: examples × outputs
//
// Unsafe buffers: the check of every subscript would cost more than the arithmetic.

import Matrices

/// Everything that a step needs besides the parameters, made once.
public final class BatchInLanes {
  public let capacity: Int
  private let shares: [Share]
  private let team: Team
  private let denseParts: [DensePart]
  private var c1 = Convolution(inputs: 1, outputs: 6, size: 5)
  private var c3 = Convolution(inputs: 6, outputs: 16, size: 5)
  private var c5 = Dense(inputs: 400, outputs: 120)
  private var f6 = Dense(inputs: 120, outputs: 84)
  private var output = Dense(inputs: 84, outputs: 10)

  /// - Parameters:
  ///   - capacity: images that a batch may have; room is made for the next multiple of 16.
  ///   - threads: used at most; a thread has at least one strip.
  public init(capacity: Int, threads: Int = 1) {
    require(capacity > 0 && threads > 0, "a batch of \(capacity) on \(threads) threads")
    self.capacity = capacity
    let strips = (capacity + 15) / 16
    let threads = min(threads, strips)
    team = Team(count: threads)
    shares = (0..<threads).map { Share(strips: strips * $0 / threads..<strips * ($0 + 1) / threads) }
    let examples = shares.map(\.places.count)
    denseParts = (0..<threads).map { DensePart(part: $0, of: threads, examples) }
  }

  /// The scores of images, examples × 10.
  public func scores(_ network: LeNet5, _ digits: Digits, _ indices: ArraySlice<Int>) -> Matrix {
    require(indices.count <= capacity, "\(indices.count) images in a batch of \(capacity)")
    let batch = Batch(indices: indices)
    team.run(shares.count) { n in
      shares[n].setImages(digits, batch)
      shares[n].forward(network)
    }
    let values = shares.flatMap { $0.Z.values.prefix(10 * batch.indices($0.places).count) }
    return Matrix(rows: indices.count, columns: 10, values: values)
  }

  /// The mean loss of the batch and its gradient.
  public func lossAndGradient(
    _ network: LeNet5, _ digits: Digits, _ indices: ArraySlice<Int>
  ) -> (loss: Float, gradient: LeNet5) {
    let loss = lossAndBackward(network, digits, Batch(indices: indices))
    return (loss, gradient(pooling: network.pooling))
  }

  /// Forward and backward. The gradient is then at hand by `gradient`.
  func lossAndBackward(_ network: LeNet5, _ digits: Digits, _ batch: Batch) -> Float {
    require(
      (1...capacity).contains(batch.indices.count), "\(batch.indices.count) images in a batch of \(capacity)")
    team.run(shares.count) { n in
      shares[n].setImages(digits, batch)
      shares[n].forward(network)
      shares[n].loss(digits, batch)
      shares[n].backward(network)
    }
    gatherDense()
    gatherStrips()
    var total: Float = 0
    for share in shares { for loss in share.losses { total += loss } }
    return total / Float(batch.indices.count)
  }

  func gradient(pooling: Pooling) -> LeNet5 {
    LeNet5(c1: c1, c3: c3, c5: c5, f6: f6, output: output, pooling: pooling)
  }

  /// The convolutions' gradients: the strips' ones, added in order.
  private func gatherStrips() {
    for (n, strip) in shares.flatMap(\.strips).enumerated() {
      if n == 0 { (c1, c3) = (strip.c1, strip.c3) } else { add(strip) }
    }
  }

  private func add(_ strip: Strip) {
    c1.weights += strip.c1.weights
    c1.bias += strip.c1.bias
    c3.weights += strip.c3.weights
    c3.bias += strip.c3.bias
  }

  /// The dense layers' gradients: dW by rows, one part a thread.
  private func gatherDense() {
    c5.weights.values.withUnsafeMutableBufferPointer { dW5 in
      f6.weights.values.withUnsafeMutableBufferPointer { dW6 in
        output.weights.values.withUnsafeMutableBufferPointer { dW in
          team.run(denseParts.count) { n in
            denseParts[n].c5.compute(shares.map { ($0.X5, $0.D5) }, into: dW5.baseAddress!)
            denseParts[n].f6.compute(shares.map { ($0.A5, $0.D6) }, into: dW6.baseAddress!)
            denseParts[n].output.compute(shares.map { ($0.A6, $0.Z) }, into: dW.baseAddress!)
          }
        }
      }
    }
    sumRows(shares.map(\.D5), into: &c5.bias)
    sumRows(shares.map(\.D6), into: &f6.bias)
    sumRows(shares.map(\.Z), into: &output.bias)
  }
}

/// db = Σ rows of D, the shares' rows one after the other.
private func sumRows(_ shares: [Matrix], into db: inout Matrix) {
  db *= 0
  for D in shares {
    for i in 0..<D.rows {
      for j in 0..<D.columns { db.values[j] += D.values[i * D.columns + j] }
    }
  }
}

/// What one thread computes of the dense layers' gradients.
private struct DensePart {
  let c5: WeightRows
  let f6: WeightRows
  let output: WeightRows

  init(part: Int, of parts: Int, _ examples: [Int]) {
    func rows(_ inputs: Int) -> Range<Int> { inputs * part / parts..<inputs * (part + 1) / parts }
    c5 = WeightRows(rows(400), outputs: 120, examples)
    f6 = WeightRows(rows(120), outputs: 84, examples)
    output = WeightRows(rows(84), outputs: 10, examples)
  }
}

/// Some rows of dW = Xᵀ · D.
private final class WeightRows {
  let rows: Range<Int>
  private var inputs: [Matrix]  // a share each: examples × rows
  private var dW: Matrix  // rows × outputs

  init(_ rows: Range<Int>, outputs: Int, _ examples: [Int]) {
    self.rows = rows
    inputs = examples.map { Matrix(rows: $0, columns: rows.count) }
    dW = Matrix(rows: rows.count, columns: outputs)
  }

  /// Sums over the shares' examples in order and writes the rows where they belong in `target`.
  func compute(_ shares: [(X: Matrix, D: Matrix)], into target: UnsafeMutablePointer<Float>) {
    for (n, share) in shares.enumerated() {
      copyColumns(share.X, into: &inputs[n])
      if n == 0 {
        dW.assign(transposed: inputs[n], times: share.D)
      } else {
        dW.accumulate(transposed: inputs[n], times: share.D)
      }
    }
    dW.values.withUnsafeBufferPointer {
      (target + rows.lowerBound * dW.columns).update(from: $0.baseAddress!, count: $0.count)
    }
  }

  private func copyColumns(_ X: Matrix, into part: inout Matrix) {
    X.values.withUnsafeBufferPointer { x in
      part.values.withUnsafeMutableBufferPointer { part in
        for i in 0..<X.rows {
          let row = x.baseAddress! + (i * X.columns + rows.lowerBound)
          (part.baseAddress! + i * rows.count).update(from: row, count: rows.count)
        }
      }
    }
  }
}
