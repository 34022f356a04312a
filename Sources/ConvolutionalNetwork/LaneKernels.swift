// The convolution's loops with sixteen images in the lanes.
//
// A map is height × width of `SIMD16<Float>`: at each place the values of sixteen images. The six loops of the
// plain convolution stay as they are, and each multiply-add serves sixteen images at once. What is added here
// is a tile: some output maps × two neighbouring places, whose sums stay in registers while the window runs.
//
// Unsafe pointers: with checked subscripts the compiler does not keep the tile in registers.
//
// Shapes:  x: inputs × height × width   z, d: outputs × (height − 4) × (width − 4)   w: (inputs · 25) × outputs
//          all kernels 5 × 5, all maps square

import Matrices

typealias Lanes = SIMD16<Float>

/// z = b + Σ x · w, for `channels` maps × 2 places at a time.
@inline(__always)
func convolve(
  channels: Int, _ x: UnsafePointer<Lanes>, _ layer: Convolution, into z: UnsafeMutablePointer<Lanes>, height: Int
) {
  let (inputs, outputs) = (layer.inputs, layer.outputs)
  let side = height - 4
  layer.weights.values.withUnsafeBufferPointer { weights in
    layer.bias.values.withUnsafeBufferPointer { bias in
      for output in stride(from: 0, to: outputs, by: channels) {
        for row in 0..<side {
          for column in stride(from: 0, to: side, by: 2) {
            withUnsafeTemporaryAllocation(of: Lanes.self, capacity: channels * 2) { sums in
              for o in 0..<channels {
                sums[o * 2] = Lanes(repeating: bias[output + o])
                sums[o * 2 + 1] = sums[o * 2]
              }
              var w = weights.baseAddress! + output
              for input in 0..<inputs {
                for kr in 0..<5 {
                  let places = x + (((input &* height &+ row &+ kr) &* height) &+ column)
                  for kc in 0..<5 {
                    for o in 0..<channels {
                      let weight = Lanes(repeating: w[o])
                      sums[o &* 2].addProduct(weight, places[kc])
                      sums[o &* 2 &+ 1].addProduct(weight, places[kc &+ 1])
                    }
                    w += outputs
                  }
                }
              }
              for o in 0..<channels {
                let place = z + ((((output &+ o) &* side) &+ row) &* side &+ column)
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

/// dx(r, c) = Σ d(r − kr, c − kc) · w, for `channels` maps × 2 places at a time.
///
/// - Parameter d: outputs × side × (side + 2), a zero at both ends of each row.
@inline(__always)
func inputGradient(
  channels: Int, _ d: UnsafePointer<Lanes>, _ layer: Convolution, into dx: UnsafeMutablePointer<Lanes>, height: Int
) {
  let (inputs, outputs) = (layer.inputs, layer.outputs)
  let side = height - 4
  layer.weights.values.withUnsafeBufferPointer { weights in
    for input in stride(from: 0, to: inputs, by: channels) {
      for row in 0..<height {
        for column in stride(from: 0, to: height, by: 2) {
          // Only these rows and columns of the kernel reach an output, for one of the two places at least
          let firstRow = max(0, row - side + 1)
          let rows = min(4, row) - firstRow + 1
          let firstColumn = max(0, column - side + 1)
          let columns = min(4, column + 1) - firstColumn + 1
          withUnsafeTemporaryAllocation(of: Lanes.self, capacity: channels * 2) { sums in
            for i in 0..<channels * 2 { sums[i] = .zero }
            for output in 0..<outputs {
              for r in 0..<rows {
                let kr = firstRow &+ r
                let line = (output &* side &+ row &- kr) &* (side &+ 2)
                var places = d + (line &+ column &- firstColumn &+ 1)
                let window = input &* 25 &+ kr &* 5 &+ firstColumn
                var w = weights.baseAddress! + (window &* outputs &+ output)
                for _ in 0..<columns {
                  for i in 0..<channels {
                    let weight = Lanes(repeating: w[i &* 25 &* outputs])
                    sums[i &* 2].addProduct(weight, places[0])
                    sums[i &* 2 &+ 1].addProduct(weight, places[1])
                  }
                  places -= 1
                  w += outputs
                }
              }
            }
            for i in 0..<channels {
              let place = dx + ((((input &+ i) &* height) &+ row) &* height &+ column)
              place[0] = sums[i * 2]
              place[1] = sums[i * 2 + 1]
            }
          }
        }
      }
    }
  }
}

/// dw = Σ over places and images of x · d, for `channels` maps × one row of the kernel at a time.
///
/// - Parameter d: outputs × side × `rowStride`.
@inline(__always)
func weightGradient(
  channels: Int, _ x: UnsafePointer<Lanes>, _ d: UnsafePointer<Lanes>, rowStride: Int,
  into dw: UnsafeMutablePointer<Float>, inputs: Int, outputs: Int, height: Int
) {
  let side = height - 4
  for output in stride(from: 0, to: outputs, by: channels) {
    for inputAndRow in 0..<inputs * 5 {
      let (input, kr) = (inputAndRow / 5, inputAndRow % 5)
      withUnsafeTemporaryAllocation(of: Lanes.self, capacity: channels * 5) { sums in
        for i in 0..<channels * 5 { sums[i] = .zero }
        for row in 0..<side {
          var places = x + ((input &* height &+ row &+ kr) &* height)
          var errors = d + ((output &* side &+ row) &* rowStride)
          for _ in 0..<side {
            for kc in 0..<5 {
              for o in 0..<channels {
                sums[o &* 5 &+ kc].addProduct(places[kc], errors[o &* side &* rowStride])
              }
            }
            places += 1
            errors += 1
          }
        }
        for kc in 0..<5 {
          for o in 0..<channels {
            dw[(inputAndRow * 5 + kc) * outputs + output + o] = sums[o * 5 + kc].sumOfLanes()
          }
        }
      }
    }
  }
}

/// db = Σ over places and images of d.
func biasGradient(_ d: UnsafePointer<Lanes>, rowStride: Int, into db: inout Matrix, side: Int) {
  for output in 0..<db.columns {
    var sum = Lanes.zero
    for row in 0..<side {
      for column in 0..<side { sum += d[(output &* side &+ row) &* rowStride &+ column] }
    }
    db[0, output] = sum.sumOfLanes()
  }
}

/// a = tanh z in place, and s = the averages of its 2 × 2 squares. a: maps × side × side.
func tanhAndPool(_ a: UnsafeMutablePointer<Lanes>, into s: UnsafeMutablePointer<Lanes>, maps: Int, side: Int) {
  let half = side / 2
  for i in 0..<maps * side * side { a[i] = tanh(a[i]) }
  for row in 0..<maps * half {
    let above = a + 2 * row * side
    let below = above + side
    for column in 0..<half {
      let sum = above[2 &* column] + above[2 &* column &+ 1]
      s[row &* half &+ column] = 0.25 * (sum + (below[2 &* column] + below[2 &* column &+ 1]))
    }
  }
}

/// d = ds/4 · (1 − a²): back through the averages and the tanh.
///
/// - Parameter d: maps × side × `rowStride`, each row beginning at `margin`.
func poolAndTanhBackward(
  _ ds: UnsafePointer<Lanes>, _ a: UnsafePointer<Lanes>, into d: UnsafeMutablePointer<Lanes>, maps: Int, side: Int,
  rowStride: Int, margin: Int
) {
  let half = side / 2
  for row in 0..<maps * side {
    let pooledRow = (row / side) * half + (row % side) / 2
    let pooled = ds + pooledRow * half
    for column in 0..<half {
      let share = 0.25 * pooled[column]
      for k in 2 &* column...2 &* column &+ 1 {
        let value = a[row &* side &+ k]
        d[row &* rowStride &+ margin &+ k] = share - share * value * value
      }
    }
  }
}
