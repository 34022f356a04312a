// Up to sixteen images through the network, forward and backward: C1 to S4 with an image in each lane; from S4 on the
// network is dense, and the images become the rows of matrices. A batch is divided into such groups, whatever the
// number of threads; each computes its own gradient, and the gradients are added in the groups' order. So the number
// of threads changes no bit.
//
// Unsafe pointers to the maps, for the kernels of ConvolutionInLanes.swift and PoolingInLanes.swift.
//
// Shapes:  X5, dX5: 16 × 400   A5, D5: 16 × 120   A6, D6: 16 × 84   Z: 16 × 10, rows are images
//          the rows of absent images have no meaning forward, and slopes of zero backward

import Matrices

/// What flows forward between image and S4 in sixteen images, and the slopes on their way back. A thread has one for
/// all groups it works on, and finds it in its cache.
final class GroupMaps {
  let x = LaneMaps(1, 32, 32)
  let a1 = LaneMaps(6, 28, 28)
  let s2 = LaneMaps(6, 14, 14)
  let a3 = LaneMaps(16, 10, 10)
  let s4 = LaneMaps(16, 5, 5)

  let ds4 = LaneMaps(16, 5, 5)
  let d3 = LaneMaps(16, 10, 12)  // a zero at both ends of each row
  let ds2 = LaneMaps(6, 14, 14)
  let d1 = LaneMaps(6, 28, 28)

  /// Puts images into the lanes, 28 × 28 pixels in the middle of 32 × 32; all around is paper.
  func setImages(_ digits: Digits, _ indices: ArraySlice<Int>, _ pixels: Pixels) {
    require(indices.count <= 16, "\(indices.count) images for sixteen lanes")
    for index in indices { require((0..<digits.count).contains(index), "image \(index) of \(digits.count)") }
    for place in 0..<x.count { x.start[place] = Sixteen(repeating: pixels.background) }
    digits.images.withUnsafeBufferPointer { images in
      pixels.values.withUnsafeBufferPointer { values in
        for (lane, index) in indices.enumerated() {
          let image = images.baseAddress! + index * Digits.pixels
          for row in 0..<28 {
            let target = x.numbers + (((row &+ 2) &* 32 &+ 2) &* 16 &+ lane)
            for column in 0..<28 { target[column &* 16] = values[Int(image[row &* 28 &+ column])] }
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
    for place in 0..<ds4.count { ds4.start[place] = .zero }
    dX.values.withUnsafeBufferPointer { values in
      for lane in 0..<dX.rows {
        for i in 0..<400 { ds4.numbers[i &* 16 &+ lane] = values[lane &* 400 &+ i] }
      }
    }
  }
}

/// A network whose dense weights lie as the products of all groups read them.
struct PackedNetwork {
  private(set) var network: LeNet5
  private(set) var forward: [MatrixView]  // C5, F6, output
  private(set) var backward: [MatrixView]  // their transposes

  init(_ network: LeNet5) {
    self.network = network
    forward = [network.c5, network.f6, network.output].map { $0.weights.packed() }
    backward = [network.c5, network.f6, network.output].map { $0.weights.transposed.packed() }
  }

  /// The same for other weights, in the same memory.
  mutating func repack(_ network: LeNet5, alsoBackward: Bool) {
    self.network = network
    for (layer, weights) in [network.c5.weights, network.f6.weights, network.output.weights].enumerated() {
      forward[layer].repack(weights)
      if alsoBackward { backward[layer].repack(weights.transposed) }
    }
  }
}

/// A group of images: from S4 on what flows, and the gradient.
final class ImageGroup {
  private var X5 = Matrix(rows: 16, columns: 400)
  private var A5 = Matrix(rows: 16, columns: 120)
  private var A6 = Matrix(rows: 16, columns: 84)
  private(set) var Z = Matrix(rows: 16, columns: 10)
  private var D5 = Matrix(rows: 16, columns: 120)
  private var D6 = Matrix(rows: 16, columns: 84)
  private(set) var gradient = LeNet5()
  /// −log p of each image.
  private(set) var losses: [Float] = []

  /// From the images in the lanes to their scores, Z.
  func forward(_ packed: PackedNetwork, _ maps: GroupMaps) {
    let network = packed.network
    convolveC1(maps.x.start, network.c1, into: maps.a1.start)
    network.pooling.tanhAndPool(maps.a1.start, into: maps.s2.start, maps: 6, side: 28)
    convolveC3(maps.s2.start, network.c3, into: maps.a3.start)
    network.pooling.tanhAndPool(maps.a3.start, into: maps.s4.start, maps: 16, side: 10)
    maps.copyS4(into: &X5)
    A5.assign(X5, times: packed.forward[0])
    A5 = (A5 + network.c5.bias).mapLanes { tanh($0) }
    A6.assign(A5, times: packed.forward[1])
    A6 = (A6 + network.f6.bias).mapLanes { tanh($0) }
    Z.assign(A6, times: packed.forward[2])
    Z += network.output.bias
  }

  /// From the scores to the gradient, this group's part of a batch of m images.
  func backward(_ packed: PackedNetwork, _ maps: GroupMaps, _ labels: [UInt8], of m: Int) {
    let network = packed.network
    var D = Matrix(rows: 0, columns: 0)
    (losses, D) = crossEntropy(Z, labels, of: m)
    for k in labels.count * 10..<160 { D.values[k] = 0 }
    gradient.output.weights.assign(A6.transposed, times: D)
    gradient.output.bias = D.columnSums()
    D6.assign(D, times: packed.backward[2])
    tanhBackward(A6, &D6)
    gradient.f6.weights.assign(A5.transposed, times: D6)
    gradient.f6.bias = D6.columnSums()
    D5.assign(D6, times: packed.backward[1])
    tanhBackward(A5, &D5)
    gradient.c5.weights.assign(X5.transposed, times: D5)
    gradient.c5.bias = D5.columnSums()
    X5.assign(D5, times: packed.backward[0])  // from here on the slopes of S4
    maps.setS4Gradient(from: X5)

    let (d3, d1) = (maps.d3.start + 1, maps.d1.start)
    network.pooling.backward(maps.ds4.start, maps.a3.start, into: d3, maps: 16, side: 10, rowStride: 12)
    weightGradientC3(maps.s2, d3, into: &gradient.c3)
    inputGradientC3(maps.d3.start, network.c3, into: maps.ds2.start)
    network.pooling.backward(maps.ds2.start, maps.a1.start, into: d1, maps: 6, side: 28, rowStride: 28)
    weightGradientC1(maps.x, d1, into: &gradient.c1)
  }
}

/// D ← D · (1 − A²)
private func tanhBackward(_ A: Matrix, _ D: inout Matrix) { D = D * A.map { 1 - $0 * $0 } }
