// The convolution's loops with sixteen images in the lanes.
//
// A map is rows × columns of `SIMD16<Float>`: at each place the values of sixteen images. The six loops of
// Convolution.swift stay as they are, and each multiply-add serves sixteen images at once. What is added here
// is a tile: some output maps × two neighboring places, whose sums stay in registers while the window runs. The
// numbers of maps in a tile are chosen for speed; they change no bit.
//
// Unsafe pointers: with checked subscripts the compiler does not keep the tile in registers. A tile has at most
// 1 KB, more would not stay on the stack. Each use of a kernel is a function of its own, in which the sizes are
// constants and the compiler unrolls the small loops.
//
// Shapes:  x, dx: inputs × side × side   z, d: outputs × (side − 4) × (side − 4)   weights: (inputs · 25) × outputs
//          all kernels 5 × 5, all maps square

import Matrices

// MARK: - C1 and C3, forward and backward

@inline(never)
func convolveC1(_ x: UnsafePointer<Sixteen>, _ layer: Convolution, into z: UnsafeMutablePointer<Sixteen>) {
  convolve(x, layer, into: z, side: 32, tile: 6)
}

@inline(never)
func convolveC3(_ x: UnsafePointer<Sixteen>, _ layer: Convolution, into z: UnsafeMutablePointer<Sixteen>) {
  convolve(x, layer, into: z, side: 14, tile: 8)
}

/// Weights and bias.
@inline(never)
func weightGradientC1(_ x: LaneMaps, _ d: UnsafePointer<Sixteen>, into gradient: inout Convolution) {
  gradient.weights.values.withUnsafeMutableBufferPointer {
    weightGradient(x.start, d, rowStride: 28, into: $0.baseAddress!, inputs: 1, outputs: 6, side: 32, tile: 3)
  }
  biasGradient(d, rowStride: 28, into: &gradient.bias, side: 28)
}

/// Weights and bias.
///
/// - Parameter d: 16 × 10 rows, each 12 places after the last.
@inline(never)
func weightGradientC3(_ x: LaneMaps, _ d: UnsafePointer<Sixteen>, into gradient: inout Convolution) {
  gradient.weights.values.withUnsafeMutableBufferPointer {
    weightGradient(
      x.start, d, rowStride: 12, into: $0.baseAddress!, inputs: 6, outputs: 16, side: 14, tile: 2)
  }
  biasGradient(d, rowStride: 12, into: &gradient.bias, side: 10)
}

/// - Parameter d: 16 × 10 × 12, a zero at both ends of each row.
@inline(never)
func inputGradientC3(
  _ d: UnsafePointer<Sixteen>, _ layer: Convolution, into dx: UnsafeMutablePointer<Sixteen>
) {
  inputGradient(d, layer, into: dx, side: 14, tile: 6)
}

// MARK: - The kernels

/// z = b + Σ x · w, for `tile` maps × 2 places at a time.
@inline(__always)
private func convolve(
  _ x: UnsafePointer<Sixteen>, _ layer: Convolution, into z: UnsafeMutablePointer<Sixteen>, side: Int,
  tile: Int
) {
  let (inputs, outputs) = (layer.inputs, layer.outputs)
  let outputSide = side - 4
  layer.weights.values.withUnsafeBufferPointer { weights in
    layer.bias.values.withUnsafeBufferPointer { bias in
      for output in stride(from: 0, to: outputs, by: tile) {
        for row in 0..<outputSide {
          for column in stride(from: 0, to: outputSide, by: 2) {
            withUnsafeTemporaryAllocation(of: Sixteen.self, capacity: tile * 2) { sums in
              for i in 0..<tile * 2 { sums[i] = Sixteen(repeating: bias[output + i / 2]) }
              var w = weights.baseAddress! + output
              for input in 0..<inputs {
                for kr in 0..<5 {
                  let places = x + (((input &* side &+ row &+ kr) &* side) &+ column)
                  for kc in 0..<5 {
                    for o in 0..<tile {
                      let weight = Sixteen(repeating: w[o])
                      sums[o &* 2].addProduct(weight, places[kc])
                      sums[o &* 2 &+ 1].addProduct(weight, places[kc &+ 1])
                    }
                    w += outputs
                  }
                }
              }
              for o in 0..<tile {
                let place = z + ((((output &+ o) &* outputSide) &+ row) &* outputSide &+ column)
                place[0] = sums[o * 2]
                place[1] = sums[o * 2 + 1]
              }
            }
          }
        }
      }
    }
  }
}

/// dx(r, c) = Σ d(r − kr, c − kc) · w, for `tile` maps × 2 places at a time.
///
/// - Parameter d: outputs × (side − 4) × (side − 2), a zero at both ends of each row.
@inline(__always)
private func inputGradient(
  _ d: UnsafePointer<Sixteen>, _ layer: Convolution, into dx: UnsafeMutablePointer<Sixteen>, side: Int,
  tile: Int
) {
  let (inputs, outputs) = (layer.inputs, layer.outputs)
  let outputSide = side - 4
  layer.weights.values.withUnsafeBufferPointer { weights in
    for input in stride(from: 0, to: inputs, by: tile) {
      for row in 0..<side {
        for column in stride(from: 0, to: side, by: 2) {
          // Only these rows and columns of the kernel reach an output, for one of the two places at least
          let firstRow = max(0, row - outputSide + 1)
          let rows = min(4, row) - firstRow + 1
          let firstColumn = max(0, column - outputSide + 1)
          let columns = min(4, column + 1) - firstColumn + 1
          withUnsafeTemporaryAllocation(of: Sixteen.self, capacity: tile * 2) { sums in
            for i in 0..<tile * 2 { sums[i] = .zero }
            for output in 0..<outputs {
              for r in 0..<rows {
                let kr = firstRow &+ r
                let line = (output &* outputSide &+ row &- kr) &* (outputSide &+ 2)
                var places = d + (line &+ column &- firstColumn &+ 1)
                let window = input &* 25 &+ kr &* 5 &+ firstColumn
                var w = weights.baseAddress! + (window &* outputs &+ output)
                for _ in 0..<columns {
                  for i in 0..<tile {
                    let weight = Sixteen(repeating: w[i &* 25 &* outputs])
                    sums[i &* 2].addProduct(weight, places[0])
                    sums[i &* 2 &+ 1].addProduct(weight, places[1])
                  }
                  places -= 1
                  w += outputs
                }
              }
            }
            for i in 0..<tile {
              let place = dx + ((((input &+ i) &* side) &+ row) &* side &+ column)
              place[0] = sums[i * 2]
              place[1] = sums[i * 2 + 1]
            }
          }
        }
      }
    }
  }
}

/// dw = Σ over places and images of x · d, for `tile` maps × one row of the kernel at a time.
///
/// - Parameter d: outputs × (side − 4) rows, each `rowStride` places after the last.
@inline(__always)
private func weightGradient(
  _ x: UnsafePointer<Sixteen>, _ d: UnsafePointer<Sixteen>, rowStride: Int,
  into dw: UnsafeMutablePointer<Float>,
  inputs: Int, outputs: Int, side: Int, tile: Int
) {
  let outputSide = side - 4
  for output in stride(from: 0, to: outputs, by: tile) {
    for inputAndRow in 0..<inputs * 5 {
      let (input, kr) = (inputAndRow / 5, inputAndRow % 5)
      withUnsafeTemporaryAllocation(of: Sixteen.self, capacity: tile * 5) { sums in
        for i in 0..<tile * 5 { sums[i] = .zero }
        for row in 0..<outputSide {
          var places = x + ((input &* side &+ row &+ kr) &* side)
          var slopes = d + ((output &* outputSide &+ row) &* rowStride)
          for _ in 0..<outputSide {
            for kc in 0..<5 {
              for o in 0..<tile {
                sums[o &* 5 &+ kc].addProduct(places[kc], slopes[o &* outputSide &* rowStride])
              }
            }
            places += 1
            slopes += 1
          }
        }
        for kc in 0..<5 {
          for o in 0..<tile {
            dw[(inputAndRow * 5 + kc) * outputs + output + o] = sums[o * 5 + kc].sumOfLanes()
          }
        }
      }
    }
  }
}

/// db = Σ over places and images of d, each row `rowStride` places after the last.
private func biasGradient(_ d: UnsafePointer<Sixteen>, rowStride: Int, into db: inout Matrix, side: Int) {
  for output in 0..<db.columns {
    var sum = Sixteen.zero
    for row in 0..<side {
      for column in 0..<side { sum += d[(output &* side &+ row) &* rowStride &+ column] }
    }
    db[0, output] = sum.sumOfLanes()
  }
}
