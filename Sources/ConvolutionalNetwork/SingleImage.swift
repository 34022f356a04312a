// One image at a time, without sixteen of them to fill the lanes.
//
// Here the lanes are what else is alike: in C1 sixteen neighboring columns of a map, from C3 on the sixteen maps
// or sixteen outputs of a dense layer. Every sum runs over its window in the same order as in Convolution.swift,
// so the scores are the same to the bit.
//
// Unsafe pointers, as in LaneConvolution.swift.
//
// Shapes:  image: 32 × 32   a1: 6 × 28 × 28   s2: 6 × 14 × 14   a3: 10 × 10 × lanes of 16 maps   s4: 5 × 5 × lanes

import Matrices

/// A network prepared for single images. Each thread needs one of its own.
public final class SingleImageClassifier {
  private let network: LeNet5
  private let pixels: Pixels
  private let c3: [Lanes]  // 150: the sixteen maps of C3 in the lanes
  private let c3Bias: Lanes
  private let c5: DenseInLanes
  private let f6: DenseInLanes
  private let output: DenseInLanes
  private var image: [Float]  // 32 × 32
  private var a1 = [Float](repeating: 0, count: 6 * 28 * 28)
  private var s2 = [Float](repeating: 0, count: 6 * 14 * 14)
  private var a3 = [Lanes](repeating: .zero, count: 10 * 10)
  private var s4 = [Float](repeating: 0, count: 16 * 5 * 5)
  private var a5 = [Float](repeating: 0, count: 128)
  private var a6 = [Float](repeating: 0, count: 96)
  private var z = [Float](repeating: 0, count: 16)

  public init(_ network: LeNet5, _ pixels: Pixels = .standardized) {
    self.network = network
    self.pixels = pixels
    c3 = lanes(of: network.c3.weights)
    c3Bias = lanes(of: network.c3.bias)[0]
    c5 = DenseInLanes(network.c5)
    f6 = DenseInLanes(network.f6)
    output = DenseInLanes(network.output)
    image = [Float](repeating: pixels.values[0], count: 32 * 32)
  }

  /// The ten scores of 28 × 28 pixels.
  public func scores(_ pixels: ArraySlice<UInt8>) -> [Float] {
    require(pixels.count == Digits.pixels, "\(pixels.count) pixels, expected 28 × 28")
    setImage(pixels)
    convolveC1()
    poolS2()
    convolveC3()
    poolS4()
    c5.forward(s4, into: &a5)
    applyTanh(&a5)
    f6.forward(a5, into: &a6)
    applyTanh(&a6)
    output.forward(a6, into: &z)
    return Array(z.prefix(10))
  }

  private func setImage(_ bytes: ArraySlice<UInt8>) {
    bytes.withUnsafeBufferPointer { bytes in
      pixels.values.withUnsafeBufferPointer { values in
        image.withUnsafeMutableBufferPointer { image in
          for row in 0..<28 {
            for column in 0..<28 {
              image[(row &+ 2) &* 32 &+ column &+ 2] = values[Int(bytes[row &* 28 &+ column])]
            }
          }
        }
      }
    }
  }

  /// C1 and its tanh: six maps × one row, whose 28 columns are columns 0 to 15 and 12 to 27.
  private func convolveC1() {
    image.withUnsafeBufferPointer { image in
      network.c1.weights.values.withUnsafeBufferPointer { weights in
        network.c1.bias.values.withUnsafeBufferPointer { bias in
          a1.withUnsafeMutableBufferPointer { a1 in
            for row in 0..<28 {
              convolveRow(
                image.baseAddress! + row * 32, weights.baseAddress!, bias.baseAddress!,
                into: a1.baseAddress! + row * 28)
            }
          }
        }
      }
    }
  }

  private func poolS2() {
    let pooling = network.pooling
    a1.withUnsafeBufferPointer { a1 in
      s2.withUnsafeMutableBufferPointer { s2 in
        for row in 0..<6 * 14 {
          for column in 0..<14 {
            let above = 56 &* row &+ 2 &* column
            s2[row &* 14 &+ column] = pooling.combine(
              a1[above], a1[above &+ 1], a1[above &+ 28], a1[above &+ 29])
          }
        }
      }
    }
  }

  /// C3 and its tanh: all sixteen maps in the lanes × the ten places of a row.
  private func convolveC3() {
    let bias = c3Bias
    s2.withUnsafeBufferPointer { s2 in
      c3.withUnsafeBufferPointer { weights in
        a3.withUnsafeMutableBufferPointer { a3 in
          for row in 0..<10 {
            convolveRowOfMaps(
              s2.baseAddress! + row * 14, weights.baseAddress!, bias, into: a3.baseAddress! + row * 10)
          }
        }
      }
    }
  }

  /// S4, put in the order of C5's inputs: map after map.
  private func poolS4() {
    let pooling = network.pooling
    a3.withUnsafeBufferPointer { a3 in
      s4.withUnsafeMutableBufferPointer { s4 in
        for place in 0..<25 {
          let above = (place / 5) &* 20 &+ 2 &* (place % 5)
          let pooled = pooling.combine(a3[above], a3[above &+ 1], a3[above &+ 10], a3[above &+ 11])
          for map in 0..<16 { s4[map &* 25 &+ place] = pooled[map] }
        }
      }
    }
  }
}

// MARK: - Kernels

/// One row of C1 in all six maps: 12 sums in registers.
@inline(never)
private func convolveRow(
  _ image: UnsafePointer<Float>, _ weights: UnsafePointer<Float>, _ bias: UnsafePointer<Float>,
  into a1: UnsafeMutablePointer<Float>
) {
  withUnsafeTemporaryAllocation(of: Lanes.self, capacity: 12) { sums in
    for map in 0..<6 {
      sums[map * 2] = Lanes(repeating: bias[map])
      sums[map * 2 + 1] = sums[map * 2]
    }
    var w = weights
    for kr in 0..<5 {
      for kc in 0..<5 {
        let left = sixteen(image + (kr &* 32 &+ kc))
        let right = sixteen(image + (kr &* 32 &+ kc &+ 12))
        for map in 0..<6 {
          let weight = Lanes(repeating: w[map])
          sums[map &* 2].addProduct(weight, left)
          sums[map &* 2 &+ 1].addProduct(weight, right)
        }
        w += 6
      }
    }
    for map in 0..<6 {
      let row = UnsafeMutableRawPointer(a1 + map &* 784)
      row.storeBytes(of: tanh(sums[map &* 2]), as: Lanes.self)
      row.storeBytes(of: tanh(sums[map &* 2 &+ 1]), toByteOffset: 48, as: Lanes.self)
    }
  }
}

/// One row of C3 in all sixteen maps: 10 sums in registers.
@inline(never)
private func convolveRowOfMaps(
  _ s2: UnsafePointer<Float>, _ weights: UnsafePointer<Lanes>, _ bias: Lanes,
  into a3: UnsafeMutablePointer<Lanes>
) {
  withUnsafeTemporaryAllocation(of: Lanes.self, capacity: 10) { sums in
    for column in 0..<10 { sums[column] = bias }
    var w = weights
    for map in 0..<6 {
      for kr in 0..<5 {
        let row = s2 + ((map &* 14 &+ kr) &* 14)
        for kc in 0..<5 {
          for column in 0..<10 { sums[column].addProduct(Lanes(repeating: row[column &+ kc]), w.pointee) }
          w += 1
        }
      }
    }
    for column in 0..<10 { a3[column] = tanh(sums[column]) }
  }
}

/// A dense layer with sixteen outputs in the lanes; rows of weights are filled up with zeros.
private struct DenseInLanes {
  let weights: [Lanes]  // inputs × strips
  let bias: [Lanes]  // strips
  let strips: Int
  let inputs: Int

  init(_ layer: Dense) {
    weights = lanes(of: layer.weights)
    bias = lanes(of: layer.bias)
    strips = bias.count
    inputs = layer.inputs
  }

  /// z ← x · W + b
  ///
  /// - Parameters:
  ///   - x: the inputs, and perhaps filling after them.
  ///   - z: strips · 16 numbers.
  func forward(_ x: [Float], into z: inout [Float]) {
    x.withUnsafeBufferPointer { x in
      weights.withUnsafeBufferPointer { weights in
        z.withUnsafeMutableBytes { z in
          for strip in stride(from: 0, to: strips, by: 2) {
            var (left, right) = (Lanes.zero, Lanes.zero)
            let last = min(strip &+ 1, strips &- 1)
            for i in 0..<inputs {
              let value = Lanes(repeating: x[i])
              left.addProduct(value, weights[i &* strips &+ strip])
              right.addProduct(value, weights[i &* strips &+ last])
            }
            z.storeBytes(of: left + bias[strip], toByteOffset: 64 * strip, as: Lanes.self)
            z.storeBytes(of: right + bias[last], toByteOffset: 64 * last, as: Lanes.self)
          }
        }
      }
    }
  }
}

extension Pooling {
  @inline(__always)
  fileprivate func combine(_ a: Float, _ b: Float, _ c: Float, _ d: Float) -> Float {
    switch self {
    case .average: 0.25 * ((a + b) + (c + d))
    case .max: Swift.max(Swift.max(a, b), Swift.max(c, d))
    }
  }

  @inline(__always)
  fileprivate func combine(_ a: Lanes, _ b: Lanes, _ c: Lanes, _ d: Lanes) -> Lanes {
    switch self {
    case .average: 0.25 * ((a + b) + (c + d))
    case .max: larger(larger(a, b), larger(c, d))
    }
  }
}

@inline(__always)
private func sixteen(_ start: UnsafePointer<Float>) -> Lanes {
  UnsafeRawPointer(start).loadUnaligned(as: Lanes.self)
}

/// Each row of a matrix cut into lanes, the last filled up with zeros.
private func lanes(of matrix: Matrix) -> [Lanes] {
  (0..<matrix.rows).flatMap { row in
    stride(from: 0, to: matrix.columns, by: 16).map { first in
      var lanes = Lanes.zero
      for j in first..<min(first + 16, matrix.columns) { lanes[j - first] = matrix[row, j] }
      return lanes
    }
  }
}

/// - Parameter values: as many as fill whole lanes.
private func applyTanh(_ values: inout [Float]) {
  values.withUnsafeMutableBytes { bytes in
    for i in stride(from: 0, to: bytes.count, by: 64) {
      let x = bytes.loadUnaligned(fromByteOffset: i, as: Lanes.self)
      bytes.storeBytes(of: tanh(x), toByteOffset: i, as: Lanes.self)
    }
  }
}
