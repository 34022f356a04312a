// One hidden layer of sigmoids, forward and backward, sixteen examples at a time. It is for few inputs and
// few classes: there a product spends its time on rearranging numbers.
//
//     forward, for each strip       every neuron's h; scores z grow as h comes; then softmax
//     backward, for each neuron     over all strips, the sums dW and db
//
// A strip holds one number of each of sixteen examples, a row of strips that number of all examples. The last
// strip is filled up with examples that count for nothing. The sums of a gradient stay apart in their lanes
// until the last strip, and the lanes are always added in the same order.
//
// Unsafe pointers, for two reasons. A strip is as long as a line of the cache, and one that straddles two
// lines takes twice as long to load; these rows begin at a multiple of 64 bytes, which an array cannot
// promise. And the check of every subscript would cost as much again.
//
// Shapes:  x: inputs × strips   t, dZ: classes × strips   h: neurons × strips   share: 1 × strips

import Matrices

extension Lanes {
  /// Examples and labels, laid out for the lanes, and room for a pass.
  public final class Examples {
    private let (inputs, classes, neurons, strips): (Int, Int, Int, Int)
    private let x: Rows  // inputs × strips
    private let t: Rows  // classes × strips, one-hot
    private let share: Rows  // 1 × strips; 1/examples for an example, 0 for filling
    private let h: Rows  // neurons × strips
    private let dZ: Rows  // classes × strips; the scores until softmax makes slopes of them

    /// Lays out X, examples × inputs, and y, examples, for passes through `network`.
    ///
    /// Nil unless the network has one hidden layer of sigmoids, inputs and classes together at most 15.
    public init?(_ X: Matrix, _ y: [Int], for network: Network) {
      check(X, y, for: Network(layers: network.layers))  // stops if they do not fit
      guard network.layers.count == 2, network.activation == .sigmoid, network.inputs + network.classes <= 15
      else { return nil }
      (inputs, classes, neurons) = (network.inputs, network.classes, network.layers[0].outputs)
      strips = (y.count + 15) / 16
      x = Rows(inputs, strips: strips)
      t = Rows(classes, strips: strips)
      share = Rows(1, strips: strips)
      h = Rows(neurons, strips: strips)
      dZ = Rows(classes, strips: strips)
      for i in 0..<y.count {
        for j in 0..<inputs { x[j, i / 16][i % 16] = X[i, j] }
        t[y[i], i / 16][i % 16] = 1
        share[0, i / 16][i % 16] = 1 / Float(y.count)
      }
    }

    deinit { for rows in [x, t, share, h, dZ] { rows.start.deallocate() } }

    /// The mean cross-entropy and its gradient, as the plain `lossAndGradient` has them.
    public func lossAndGradient(_ network: Network) -> (loss: Float, gradient: Network) {
      let layers = Network(layers: network.layers).layers  // stops if they do not fit
      for layer in layers { _ = (layer.weights.view, layer.bias.view) }  // stops if numbers are missing
      require(
        layers.count == 2 && network.activation == .sigmoid && network.inputs == inputs
          && layers[0].outputs == neurons && network.classes == classes,
        "a network \(layers[0].inputs)–\(layers[0].outputs)–…–\(network.classes) for examples laid out for "
          + "\(inputs)–\(neurons)–\(classes)")
      if inputs == 2 && classes == 3 {
        forwardInPlane(network)
        return (softmax(), backwardInPlane(network))
      }
      forward(network, inputs: inputs, classes: classes)
      return (softmax(), backward(network, inputs: inputs, classes: classes))
    }

    // Points of the plane in three classes: lengths that the compiler knows, it unrolls the loops
    @inline(never) private func forwardInPlane(_ network: Network) { forward(network, inputs: 2, classes: 3) }
    @inline(never)
    private func backwardInPlane(_ network: Network) -> Network { backward(network, inputs: 2, classes: 3) }
  }
}

extension Lanes.Examples {
  /// H = σ(X · W + b), Z = H · W + b; Z is where dZ will be.
  @inline(__always)
  private func forward(_ network: Network, inputs: Int, classes: Int) {
    let (x, h, z) = (x, h, dZ)
    let (W1, b1) = (network.layers[0].weights.values, network.layers[0].bias.values)
    let (W2, b2) = (network.layers[1].weights.values, network.layers[1].bias.values)
    for k in 0..<classes {
      for strip in 0..<strips { z[k, strip] = SIMD16(repeating: b2[k]) }
    }
    for j in 0..<neurons {
      for strip in 0..<strips {
        var sum = SIMD16(repeating: b1[j])
        for i in 0..<inputs { sum.addProduct(x[i, strip], SIMD16(repeating: W1[i &* neurons &+ j])) }
        let activation = sigmoid(sum)
        h[j, strip] = activation
        for k in 0..<classes { z[k, strip].addProduct(activation, SIMD16(repeating: W2[j &* classes &+ k])) }
      }
    }
  }

  /// The mean cross-entropy; the scores give way to dZ = (P − T) / examples.
  private func softmax() -> Float {
    let (t, share, z) = (t, share, dZ)
    var loss = SIMD16<Float>.zero
    for strip in 0..<strips {
      var largest = z[0, strip]
      for k in 0..<classes { largest = pointwiseMax(largest, z[k, strip]) }
      var sum = SIMD16<Float>.zero
      var right = SIMD16<Float>.zero
      for k in 0..<classes {
        right.addProduct(t[k, strip], z[k, strip] - largest)
        z[k, strip] = exp(z[k, strip] - largest)
        sum += z[k, strip]
      }
      loss.addProduct(log(sum) - right, share[0, strip])
      for k in 0..<classes { z[k, strip] = (z[k, strip] / sum - t[k, strip]) * share[0, strip] }
    }
    return loss.sumOfLanes()
  }

  @inline(__always)
  private func backward(_ network: Network, inputs: Int, classes: Int) -> Network {
    let (x, h, dZ, neurons) = (x, h, dZ, neurons)
    let W2 = network.layers[1].weights.values
    var dW1 = [Float](repeating: 0, count: inputs * neurons)
    var db1 = [Float](repeating: 0, count: neurons)
    var dW2 = [Float](repeating: 0, count: neurons * classes)
    withUnsafeTemporaryAllocation(of: SIMD16<Float>.self, capacity: 16) { buffer in
      let sums = buffer.baseAddress!  // dW2 of a neuron, its dW1, its db1
      for j in 0..<neurons {
        for n in 0..<classes + inputs + 1 { sums[n] = .zero }
        for strip in 0..<strips {
          let activation = h[j, strip]
          var dH = SIMD16<Float>.zero
          for k in 0..<classes {
            sums[k].addProduct(activation, dZ[k, strip])
            dH.addProduct(dZ[k, strip], SIMD16(repeating: W2[j &* classes &+ k]))
          }
          let d = dH * (activation * (1 - activation))
          for i in 0..<inputs { sums[classes &+ i].addProduct(d, x[i, strip]) }
          sums[classes &+ inputs] += d
        }
        for k in 0..<classes { dW2[j &* classes &+ k] = sums[k].sumOfLanes() }
        for i in 0..<inputs { dW1[i &* neurons &+ j] = sums[classes &+ i].sumOfLanes() }
        db1[j] = sums[classes &+ inputs].sumOfLanes()
      }
    }
    let db2 = (0..<classes).map { k in (0..<strips).reduce(SIMD16.zero) { $0 + dZ[k, $1] }.sumOfLanes() }
    return Network(layers: [
      Layer(weights: Matrix(rows: inputs, columns: neurons, values: dW1), bias: db1),
      Layer(weights: Matrix(rows: neurons, columns: classes, values: dW2), bias: db2),
    ])
  }
}

/// Rows of strips, to be deallocated by their owner.
private struct Rows {
  let start: UnsafeMutablePointer<SIMD16<Float>>
  let strips: Int

  /// All zeros.
  init(_ rows: Int, strips: Int) {
    let count = rows * strips
    let bytes = UnsafeMutableRawPointer.allocate(byteCount: 64 * count, alignment: 64)
    start = bytes.initializeMemory(as: SIMD16<Float>.self, repeating: .zero, count: count)
    self.strips = strips
  }

  @inline(__always)
  subscript(row: Int, strip: Int) -> SIMD16<Float> {
    get { start[row &* strips &+ strip] }
    nonmutating _modify { yield &start[row &* strips &+ strip] }
  }
}
