// One image at a time, without sixteen of them to fill the lanes. Here the lanes are what else is alike:
// sixteen maps, or sixteen outputs of a dense layer, which is a convolution whose window holds all of its
// input. Maps that are missing to sixteen have weights of zero. Every sum runs over its window in the order
// of Convolution.swift, so the scores are the same to the bit. Unsafe pointers, as in ImageGroup.swift.
//
// Shapes:  x: 32 × 32   a1: 28 × 28   s2: 14 × 14   a3: 10 × 10   s4: 5 × 5, of lanes of maps
//          a5: 8 lanes of outputs   a6: 6   z: 1

import Matrices

extension Lanes {
  /// A network prepared for one image at a time. Each thread needs one of its own.
  public final class OfMaps {
    private let pooling: Pooling
    private let (c1, c3, c5, f6, output): (LayerOfMaps, LayerOfMaps, LayerOfMaps, LayerOfMaps, LayerOfMaps)
    private let (a1, s2) = (LaneMaps(1, 28, 28), LaneMaps(1, 14, 14))
    private let (a3, s4) = (LaneMaps(1, 10, 10), LaneMaps(1, 5, 5))
    private let (a5, a6, z) = (LaneMaps(1, 1, 8), LaneMaps(1, 1, 6), LaneMaps(1, 1, 1))

    public init(_ network: LeNet5) {
      pooling = network.pooling
      c1 = LayerOfMaps(network.c1.weights, network.c1.bias)
      c3 = LayerOfMaps(network.c3.weights, network.c3.bias)
      c5 = LayerOfMaps(network.c5.weights, network.c5.bias)
      f6 = LayerOfMaps(network.f6.weights, network.f6.bias)
      output = LayerOfMaps(network.output.weights, network.output.bias)
    }

    /// The ten scores of an image, 1 × 32 × 32.
    public func scores(_ x: FeatureMaps) -> [Float] {
      require(x.maps == 1 && x.rows == 32 && x.columns == 32, "an image of \(x.shape), expected 1 × 32 × 32")
      x.values.withUnsafeBufferPointer { forwardC1($0.baseAddress!) }
      pooling.tanhAndPool(a1, into: s2)
      forwardC3()
      pooling.tanhAndPool(a3, into: s4)
      forwardC5()
      for i in 0..<8 { a5.start[i] = tanh(a5.start[i] + c5.bias.start[i]) }
      forwardF6()
      for i in 0..<6 { a6.start[i] = tanh(a6.start[i] + f6.bias.start[i]) }
      output.forward(a6.numbers, depth: 96, side: 1, size: 1, into: z, columns: 1, strips: 1)
      return (0..<10).map { z.numbers[$0] + output.bias.numbers[$0] }
    }

    // Functions of their own, in which the sizes are constants and the compiler unrolls the small loops.
    @inline(never) private func forwardC1(_ x: UnsafePointer<Float>) {
      c1.forward(x, depth: 1, side: 32, size: 5, into: a1, columns: 14, strips: 1, fromBias: true)
    }
    @inline(never) private func forwardC3() {
      c3.forward(s2.numbers, depth: 16, side: 14, size: 5, into: a3, columns: 10, strips: 1, fromBias: true)
    }
    @inline(never) private func forwardC5() {
      c5.forward(s4.numbers, depth: 16, side: 5, size: 5, into: a5, columns: 1, strips: 8)
    }
    @inline(never) private func forwardF6() {
      f6.forward(a5.numbers, depth: 128, side: 1, size: 1, into: a6, columns: 1, strips: 6)
    }
  }
}

/// Weights and bias with sixteen outputs in the lanes, a strip.
private struct LayerOfMaps {
  let weights: LaneMaps  // inputs × strips
  let bias: LaneMaps  // strips

  init(_ W: Matrix, _ b: Matrix) {
    let strips = (W.columns + 15) / 16
    weights = LaneMaps(1, W.rows, strips)
    bias = LaneMaps(1, 1, strips)
    for j in 0..<W.columns {
      bias.numbers[j] = b[0, j]
      for i in 0..<W.rows { weights.numbers[i * strips * 16 + j] = W[i, j] }
    }
  }

  /// z = Σ x · w, for `columns` places of a row × `strips` at a time; from b on if `fromBias`.
  ///
  /// - Parameters:
  ///   - depth: numbers that x has at each place, the first of them the inputs.
  ///   - side: rows, and columns, of x.
  ///   - size: rows, and columns, of the window.
  @inline(__always)
  func forward(
    _ x: UnsafePointer<Float>, depth: Int, side: Int, size: Int, into z: LaneMaps, columns: Int, strips: Int,
    fromBias: Bool = false
  ) {
    let (inputs, z, outputSide) = (weights.rows / (size * size), z.start, side - size + 1)
    for place in stride(from: 0, to: outputSide * outputSide, by: columns) {
      let corner = x + ((place / outputSide) &* side &+ place % outputSide) &* depth
      withUnsafeTemporaryAllocation(of: Sixteen.self, capacity: columns * strips) { sums in
        for i in 0..<columns * strips { sums[i] = fromBias ? bias.start[i % strips] : .zero }
        var w = UnsafePointer(weights.start)
        for input in 0..<inputs {
          for kr in 0..<size {
            for kc in 0..<size {
              let seen = corner + ((kr &* side &+ kc) &* depth &+ input)
              for column in 0..<columns {
                let value = Sixteen(repeating: seen[column &* depth])
                for strip in 0..<strips { sums[column &* strips &+ strip].addProduct(value, w[strip]) }
              }
              w += strips
            }
          }
        }
        for column in 0..<columns {
          for strip in 0..<strips {
            z[(place &+ column) &* strips &+ strip] = sums[column &* strips &+ strip]
          }
        }
      }
    }
  }
}
