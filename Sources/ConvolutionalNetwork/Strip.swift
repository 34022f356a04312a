// Sixteen images on their way through C1 to S4 and back: the part of the network that runs in lanes.
//
// Unsafe pointers to the maps, for the kernels of LaneConvolution.swift and LanePooling.swift.

import Matrices

/// Maps of sixteen images: maps × rows × columns of lanes, zeros at first.
final class LaneMaps {
  let start: UnsafeMutablePointer<Lanes>
  let count: Int

  init(_ maps: Int, _ rows: Int, _ columns: Int) {
    count = maps * rows * columns
    start = .allocate(capacity: count)
    start.initialize(repeating: .zero, count: count)
  }

  deinit { start.deallocate() }

  /// The same memory as numbers: sixteen for each place.
  var numbers: UnsafeMutablePointer<Float> {
    UnsafeMutableRawPointer(start).assumingMemoryBound(to: Float.self)
  }

  /// The numbers of one image, one for each place.
  func image(lane: Int) -> [Float] { (0..<count).map { numbers[$0 * 16 + lane] } }
}

/// What flows forward, the slopes on their way back, and the gradient of the sixteen images.
final class Strip {
  let x = LaneMaps(1, 32, 32)
  let a1 = LaneMaps(6, 28, 28)
  let s2 = LaneMaps(6, 14, 14)
  let a3 = LaneMaps(16, 10, 10)
  let s4 = LaneMaps(16, 5, 5)

  let ds4 = LaneMaps(16, 5, 5)
  let d3 = LaneMaps(16, 10, 12)  // a zero at both ends of each row
  let ds2 = LaneMaps(6, 14, 14)
  let d1 = LaneMaps(6, 28, 28)
  var c1 = Convolution(inputs: 1, outputs: 6, size: 5)
  var c3 = Convolution(inputs: 6, outputs: 16, size: 5)

  /// Fills the frame around the images with the value of paper.
  init(_ pixels: Pixels) {
    for place in 0..<x.count { x.start[place] = Lanes(repeating: pixels.values[0]) }
  }

  /// Puts 28 × 28 pixels into a lane, in the middle of 32 × 32.
  func setImage(_ image: UnsafePointer<UInt8>, lane: Int, _ pixels: Pixels) {
    pixels.values.withUnsafeBufferPointer { values in
      for row in 0..<28 {
        let target = x.numbers + (((row &+ 2) &* 32 &+ 2) &* 16 &+ lane)
        for column in 0..<28 { target[column &* 16] = values[Int(image[row &* 28 &+ column])] }
      }
    }
  }

  /// Puts 32 × 32 numbers into a lane as they are.
  func setMap(_ values: ArraySlice<Float>, lane: Int) {
    for (place, value) in values.enumerated() { x.numbers[place * 16 + lane] = value }
  }

  func forward(_ network: LeNet5) {
    convolveC1(x.start, network.c1, into: a1.start)
    network.pooling.tanhAndPool(a1.start, into: s2.start, maps: 6, side: 28)
    convolveC3(s2.start, network.c3, into: a3.start)
    network.pooling.tanhAndPool(a3.start, into: s4.start, maps: 16, side: 10)
  }

  /// Fills the gradients of C1 and C3 from `ds4`.
  func backward(_ network: LeNet5) {
    let d3 = d3.start + 1
    network.pooling.backward(ds4.start, a3.start, into: d3, maps: 16, side: 10, rowStride: 12)
    c3.weights.values.withUnsafeMutableBufferPointer { weightGradientC3(s2.start, d3, into: $0.baseAddress!) }
    biasGradient(d3, rowStride: 12, into: &c3.bias, side: 10)
    inputGradientC3(self.d3.start, network.c3, into: ds2.start)
    network.pooling.backward(ds2.start, a1.start, into: d1.start, maps: 6, side: 28, rowStride: 28)
    c1.weights.values.withUnsafeMutableBufferPointer {
      weightGradientC1(x.start, d1.start, into: $0.baseAddress!)
    }
    biasGradient(d1.start, rowStride: 28, into: &c1.bias, side: 28)
  }

  /// S4 of each image as a row: rows first ..< first + 16 of X, examples × 400.
  func copyS4(into X: inout Matrix, first: Int) {
    let numbers = s4.numbers
    X.values.withUnsafeMutableBufferPointer { X in
      for lane in 0..<16 {
        let row = X.baseAddress! + (first + lane) * 400
        for i in 0..<400 { row[i] = numbers[i &* 16 &+ lane] }
      }
    }
  }

  /// The slopes of S4 from rows first ..< first + 16 of dX, examples × 400.
  func setS4Gradient(from dX: Matrix, first: Int) {
    let numbers = ds4.numbers
    dX.values.withUnsafeBufferPointer { dX in
      for lane in 0..<16 {
        let row = dX.baseAddress! + (first + lane) * 400
        for i in 0..<400 { numbers[i &* 16 &+ lane] = row[i] }
      }
    }
  }
}
