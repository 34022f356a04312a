// Training LeNet-5, sixteen images at a time.
//
// A batch is cut into strips of sixteen images. C1 to S4 run in lanes, a strip at a time; from S4 on the network
// is dense, and the strips' examples become the rows of matrices. Backward goes the same way back.
//
// Unsafe pointers to the strips' maps, for the kernels of LaneKernels.swift.

import Matrices

/// The maps of sixteen images on their way through C1 to S4, and the slopes on their way back.
final class Strip {
  let x = Maps(1, 32, 32)
  let a1 = Maps(6, 28, 28)
  let s2 = Maps(6, 14, 14)
  let a3 = Maps(16, 10, 10)
  let s4 = Maps(16, 5, 5)

  let ds4 = Maps(16, 5, 5)
  let d3 = Maps(16, 10, 12)  // a zero at both ends of each row
  let ds2 = Maps(6, 14, 14)
  let d1 = Maps(6, 28, 28)
  var c1 = Convolution(inputs: 1, outputs: 6, size: 5)
  var c3 = Convolution(inputs: 6, outputs: 16, size: 5)

  /// Puts an image into a lane: 28 × 28 pixels in the middle of 32 × 32.
  func setImage(_ pixels: UnsafePointer<UInt8>, lane: Int, values: UnsafePointer<Float>) {
    let numbers = UnsafeMutableRawPointer(x.start).assumingMemoryBound(to: Float.self) + lane
    for row in 0..<28 {
      let target = numbers + ((row &+ 2) &* 32 &+ 2) &* 16
      for column in 0..<28 { target[column &* 16] = values[Int(pixels[row &* 28 &+ column])] }
    }
  }

  func forward(_ network: LeNet5) {
    convolveC1(x.start, network.c1, into: a1.start)
    tanhAndPool(a1.start, into: s2.start, maps: 6, side: 28)
    convolveC3(s2.start, network.c3, into: a3.start)
    tanhAndPool(a3.start, into: s4.start, maps: 16, side: 10)
  }

  /// Fills the strip's gradients of C1 and C3 from `ds4`.
  func backward(_ network: LeNet5) {
    poolAndTanhBackward(ds4.start, a3.start, into: d3.start, maps: 16, side: 10, rowStride: 12, margin: 1)
    c3.weights.values.withUnsafeMutableBufferPointer {
      weightGradientC3(s2.start, d3.start + 1, into: $0.baseAddress!)
    }
    biasGradient(d3.start + 1, rowStride: 12, into: &c3.bias, side: 10)
    inputGradientC3(d3.start, network.c3, into: ds2.start)
    poolAndTanhBackward(ds2.start, a1.start, into: d1.start, maps: 6, side: 28, rowStride: 28, margin: 0)
    c1.weights.values.withUnsafeMutableBufferPointer {
      weightGradientC1(x.start, d1.start, into: $0.baseAddress!)
    }
    biasGradient(d1.start, rowStride: 28, into: &c1.bias, side: 28)
  }

  /// S4 of each image as a row: rows first..<first + 16 of X.
  func copyS4(into X: inout Matrix, first: Int) {
    let numbers = UnsafeRawPointer(s4.start).assumingMemoryBound(to: Float.self)
    X.values.withUnsafeMutableBufferPointer { X in
      for lane in 0..<16 {
        let row = X.baseAddress! + (first + lane) * 400
        for i in 0..<400 { row[i] = numbers[i &* 16 &+ lane] }
      }
    }
  }

  func setS4Gradient(from dX: Matrix, first: Int) {
    let numbers = UnsafeMutableRawPointer(ds4.start).assumingMemoryBound(to: Float.self)
    dX.values.withUnsafeBufferPointer { dX in
      for lane in 0..<16 {
        let row = dX.baseAddress! + (first + lane) * 400
        for i in 0..<400 { numbers[i &* 16 &+ lane] = row[i] }
      }
    }
  }
}

/// Maps of sixteen images: maps × height × width of lanes, zeros at first.
final class Maps {
  let start: UnsafeMutablePointer<Lanes>
  let count: Int

  init(_ maps: Int, _ height: Int, _ width: Int) {
    count = maps * height * width
    start = .allocate(capacity: count)
    start.initialize(repeating: .zero, count: count)
  }

  deinit { start.deallocate() }
}

@inline(never)
func weightGradientC3(_ x: UnsafePointer<Lanes>, _ d: UnsafePointer<Lanes>, into dw: UnsafeMutablePointer<Float>) {
  weightGradient(channels: 2, x, d, rowStride: 12, into: dw, inputs: 6, outputs: 16, height: 14)
}
@inline(never)
func weightGradientC1(_ x: UnsafePointer<Lanes>, _ d: UnsafePointer<Lanes>, into dw: UnsafeMutablePointer<Float>) {
  weightGradient(channels: 3, x, d, rowStride: 28, into: dw, inputs: 1, outputs: 6, height: 32)
}
@inline(never)
func inputGradientC3(_ d: UnsafePointer<Lanes>, _ layer: Convolution, into dx: UnsafeMutablePointer<Lanes>) {
  inputGradient(channels: 6, d, layer, into: dx, height: 14)
}

@inline(never)
func convolveC1(_ x: UnsafePointer<Lanes>, _ layer: Convolution, into z: UnsafeMutablePointer<Lanes>) {
  convolve(channels: 6, x, layer, into: z, height: 32)
}
@inline(never)
func convolveC3(_ x: UnsafePointer<Lanes>, _ layer: Convolution, into z: UnsafeMutablePointer<Lanes>) {
  convolve(channels: 8, x, layer, into: z, height: 14)
}
