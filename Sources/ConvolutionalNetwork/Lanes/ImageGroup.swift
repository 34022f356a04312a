// Up to sixteen images through the network, forward and backward: C1 to S4 with an image in each lane; from
// S4 on the network is dense, and the images become the rows of matrices.
//
// Unsafe pointers to the maps, for the kernels of ConvolutionInLanes.swift and PoolingInLanes.swift.
//
// Shapes:  A[0], D[0]: 16 × 400   A[1], D[1]: 16 × 120   A[2], D[2]: 16 × 84   A[3], D[3]: 16 × 10, of images
//          the rows of absent images have no meaning forward, and slopes of zero backward

import Matrices

/// What flows forward between image and S4 in sixteen images, and the slopes on their way back. A thread has
/// one for all groups it works on, and finds it in its cache.
final class GroupMaps {
  let x = LaneMaps(1, 32, 32)
  let a1 = LaneMaps(6, 28, 28)
  let s2 = LaneMaps(6, 14, 14)
  let a3 = LaneMaps(16, 10, 10)
  let s4 = LaneMaps(16, 5, 5)

  let ds4 = LaneMaps(16, 5, 5)
  let d3 = LaneMaps(16, 10, 12)  // a zero at both ends of each row
  let ds2 = LaneMaps(6, 14, 14)
  let d1 = LaneMaps(6, 28, 30)  // the same
  let sums = LaneMaps(3, 5, 5)  // of a tile's weight gradient

  private let pixels: Pixels

  init(_ pixels: Pixels) {
    self.pixels = pixels
    x.fill(pixels.background)
  }

  /// Puts images into the lanes, 28 × 28 pixels in the middle of 32 × 32; all around is paper.
  func setImages(_ digits: Digits, _ indices: ArraySlice<Int>) {
    require(indices.count <= 16, "\(indices.count) images for sixteen lanes")
    for index in indices { require((0..<digits.count).contains(index), "image \(index) of \(digits.count)") }
    digits.images.withUnsafeBufferPointer { images in
      pixels.values.withUnsafeBufferPointer { values in
        for row in 0..<28 {  // of all images, while the cache has its lanes
          for (lane, index) in indices.enumerated() {
            let image = images.baseAddress! + (index &* Digits.pixels &+ row &* 28)
            let target = x.numbers + (((row &+ 2) &* 32 &+ 2) &* 16 &+ lane)
            for column in 0..<28 { target[column &* 16] = values[Int(image[column])] }
          }
        }
      }
    }
  }

  /// S4 of each image as a row of X, images × 400.
  func copyS4(into X: inout Matrix) {
    let (numbers, count) = (s4.numbers, X.rows)
    X.values.withUnsafeMutableBufferPointer { X in
      for lane in 0..<count {
        for i in 0..<400 { X[lane &* 400 &+ i] = numbers[i &* 16 &+ lane] }
      }
    }
  }

  /// The slopes of S4 from the rows of dX, images × 400; zero for the lanes without one.
  func setS4Gradient(from dX: Matrix) {
    ds4.fill(0)
    dX.values.withUnsafeBufferPointer { values in
      for lane in 0..<dX.rows {
        for i in 0..<400 { ds4.numbers[i &* 16 &+ lane] = values[lane &* 400 &+ i] }
      }
    }
  }
}

/// The dense layers as the products of all groups read them: C5, F6 and the output by number.
struct PackedDense {
  /// Where they stand among the network's parameters.
  static func weights(_ layer: Int) -> Int { 4 + 2 * layer }
  static func bias(_ layer: Int) -> Int { 5 + 2 * layer }

  private(set) var weights: [MatrixView]
  private(set) var transposes: [MatrixView]

  init(_ network: LeNet5 = LeNet5()) {
    let weights = (0..<3).map { network[PackedDense.weights($0)] }
    (self.weights, transposes) = (weights.map { $0.packed() }, weights.map { $0.transposed.packed() })
  }

  /// The same for other weights, in the same memory.
  mutating func repack(_ network: LeNet5, alsoTransposes: Bool) {
    for layer in 0..<3 {
      let W = network[PackedDense.weights(layer)]
      weights[layer].repack(W)
      if alsoTransposes { transposes[layer].repack(W.transposed) }
    }
  }
}

/// A group of images: from S4 on what flows and its slopes, and the gradient of the convolutions.
final class ImageGroup {
  /// What goes into C5, F6 and output, and the scores.
  private(set) var A = [400, 120, 84, 10].map { Matrix(rows: 16, columns: $0) }
  /// The slopes of the loss along it; along C5 and F6 before the tanh.
  private(set) var D = [400, 120, 84, 10].map { Matrix(rows: 16, columns: $0) }
  private(set) var c1 = Convolution(inputs: 1, outputs: 6, size: 5)
  private(set) var c3 = Convolution(inputs: 6, outputs: 16, size: 5)
  /// The sum of −log p over the images.
  private(set) var loss: Float = 0

  /// From the images in the lanes to their scores, A[3].
  func forward(_ network: LeNet5, _ dense: PackedDense, _ maps: GroupMaps) {
    convolveC1(maps.x, network.c1, into: maps.a1)
    network.pooling.tanhAndPool(maps.a1, into: maps.s2)
    convolveC3(maps.s2, network.c3, into: maps.a3)
    network.pooling.tanhAndPool(maps.a3, into: maps.s4)
    maps.copyS4(into: &A[0])
    for layer in 0..<3 {
      A[layer + 1].assign(A[layer], times: dense.weights[layer])
      A[layer + 1] += network[PackedDense.bias(layer)]
      if layer < 2 { A[layer + 1] = A[layer + 1].mapLanes { tanh($0) } }
    }
  }

  /// From the scores to the slopes and the convolutions' gradient: this group's part of a batch of m images.
  func backward(
    _ network: LeNet5, _ dense: PackedDense, _ maps: GroupMaps, _ labels: [UInt8], _ indices: ArraySlice<Int>,
    of m: Int
  ) {
    loss = 0
    for (i, index) in indices.enumerated() {
      loss += crossEntropy(A[3], row: i, labels[index], of: m, into: &D[3])
    }
    for k in indices.count * 10..<160 { D[3].values[k] = 0 }
    for layer in (0..<3).reversed() {
      D[layer].assign(D[layer + 1], times: dense.transposes[layer])
      if layer > 0 { D[layer] = D[layer] * A[layer].map { 1 - $0 * $0 } }
    }
    maps.setS4Gradient(from: D[0])
    network.pooling.backward(maps.ds4, maps.a3, into: maps.d3)
    weightGradientC3(maps.s2, maps.d3, maps.sums, into: &c3)
    inputGradientC3(maps.d3, network.c3, into: maps.ds2)
    network.pooling.backward(maps.ds2, maps.a1, into: maps.d1)
    weightGradientC1(maps.x, maps.d1, maps.sums, into: &c1)
  }

  /// This group's part of the gradient.
  func setGradient(_ gradient: inout LeNet5, by team: Team) {
    swap(&gradient.c1, &c1)
    swap(&gradient.c3, &c3)
    for layer in 0..<3 {
      gradient[PackedDense.weights(layer)].assign(A[layer].transposed, times: D[layer + 1], by: team)
      gradient[PackedDense.bias(layer)] = D[layer + 1].columnSums()
    }
  }
}
