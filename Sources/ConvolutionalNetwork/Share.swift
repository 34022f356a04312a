// The part of a batch that one thread works through: some strips of sixteen images. C1 to S4 run in lanes, strip
// by strip; from S4 on the network is dense, and the images become the rows of matrices.
//
// Shapes:  X5, dX5: examples × 400   A5, D5: examples × 120   A6, D6: examples × 84   Z: examples × 10
//          examples: 16 a strip; the last ones of a batch may be absent, then their slopes are zero
//
// Unsafe buffers: the check of every subscript would cost more than the arithmetic.

import Matrices

final class Share {
  /// The places of the batch that belong to this share.
  let places: Range<Int>
  let strips: [Strip]
  var X5: Matrix
  var A5: Matrix
  var A6: Matrix
  /// After `forward` the scores, after `loss` the slopes along them.
  var Z: Matrix
  var D5: Matrix
  var D6: Matrix
  var dX5: Matrix
  /// −log p of each image that is present.
  var losses: [Float] = []
  private var distorted = [UInt8](repeating: 0, count: Digits.pixels)

  /// - Parameter strips: which of the batch's strips.
  init(strips range: Range<Int>, _ pixels: Pixels = .standardized) {
    places = range.lowerBound * 16..<range.upperBound * 16
    strips = range.map { _ in Strip(pixels) }
    X5 = Matrix(rows: places.count, columns: 400)
    A5 = Matrix(rows: places.count, columns: 120)
    A6 = Matrix(rows: places.count, columns: 84)
    Z = Matrix(rows: places.count, columns: 10)
    (dX5, D5, D6) = (X5, A5, A6)
  }

  /// Puts the images of this share's places into the lanes.
  func setImages(_ digits: Digits, _ batch: Batch) {
    digits.images.withUnsafeBufferPointer { images in
      for (place, index) in batch.indices(places).enumerated() {
        let image = images.baseAddress! + index * Digits.pixels
        if let distortion = batch.distortion {
          var generator = batch.generator(index)
          distortion.apply(to: image, into: &distorted, using: &generator)
          strips[place / 16].setImage(distorted, lane: place % 16, .standardized)
        } else {
          strips[place / 16].setImage(image, lane: place % 16, .standardized)
        }
      }
    }
  }

  func forward(_ network: LeNet5) {
    for (s, strip) in strips.enumerated() {
      strip.forward(network)
      strip.copyS4(into: &X5, first: 16 * s)
    }
    network.c5.forward(X5, into: &A5)
    A5 = tanh(A5)
    network.f6.forward(A5, into: &A6)
    A6 = tanh(A6)
    network.output.forward(A6, into: &Z)
  }

  /// −log p of each image, and its slopes along the scores.
  func loss(_ digits: Digits, _ batch: Batch) {
    let labels = batch.indices(places).map { digits.labels[$0] }
    losses = softmaxLoss(&Z, labels[...], of: batch.indices.count)
  }

  /// Slopes of all that flows, and of the strips' own parameters. The dense layers' gradients need all shares.
  func backward(_ network: LeNet5) {
    D6.assign(Z, timesTransposed: network.output.weights)
    tanhBackward(A6, &D6)
    D5.assign(D6, timesTransposed: network.f6.weights)
    tanhBackward(A5, &D5)
    dX5.assign(D5, timesTransposed: network.c5.weights)
    for (s, strip) in strips.enumerated() {
      strip.setS4Gradient(from: dX5, first: 16 * s)
      strip.backward(network)
    }
  }
}

/// D ← D · (1 − A²)
private func tanhBackward(_ A: Matrix, _ D: inout Matrix) {
  A.values.withUnsafeBufferPointer { a in
    D.values.withUnsafeMutableBufferPointer { d in
      for i in 0..<a.count { d[i] -= d[i] * a[i] * a[i] }
    }
  }
}

/// Which images a step sees, and how they are distorted.
struct Batch: Sendable {
  let indices: ArraySlice<Int>
  var distortion: Distortion?
  var seed: UInt64 = 0
  var epoch = 0

  /// The indices at some of the batch's places; fewer at its end.
  func indices(_ places: Range<Int>) -> ArraySlice<Int> {
    indices.dropFirst(places.lowerBound).prefix(places.count)
  }

  /// The randomness of one image in one epoch, whichever thread asks.
  func generator(_ index: Int) -> SeededGenerator {
    var generator = SeededGenerator(seed: seed &+ UInt64(epoch) &* 0x9E37_79B9_7F4A_7C15)
    return SeededGenerator(seed: generator.next() &+ UInt64(index))
  }
}
