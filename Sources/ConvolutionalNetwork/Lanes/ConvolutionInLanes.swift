// The convolution's loops with sixteen images in the lanes.
//
// A map is rows × columns of `SIMD16<Float>`: at each place the values of sixteen images. The six loops of
// Convolution.swift stay as they are, and each multiply-add serves sixteen images at once. What is added here
// is a tile: some output maps × two neighboring places, whose sums stay in registers while the window runs. How
// many maps a tile has changes the speed and no bit: AVX-512 has 32 registers, other machines may have 16.
//
// Unsafe pointers: with checked subscripts the compiler does not keep the tile in registers.
//
// Shapes:  x, dx: inputs × side × side   z: outputs × (side − 4) × (side − 4)   weights: (inputs · 25) × outputs
//          d: outputs × (side − 4) × (side − 2), a zero at both ends of each row
//          all kernels 5 × 5, all maps square

import Matrices

/// As many of the lanes as a register holds: a tile is computed for one part of them after the other.
#if AVX512 && arch(x86_64)
  typealias Part = SIMD16<Float>
#elseif arch(x86_64)
  typealias Part = SIMD8<Float>
#else
  typealias Part = SIMD4<Float>
#endif
private var parts: Int { 16 / Part.scalarCount }

/// Where a part of the lanes begins; in the next place it lies `parts` further on.
@inline(__always)
private func start(_ x: UnsafePointer<Sixteen>, _ part: Int) -> UnsafePointer<Part> {
  UnsafeRawPointer(x).assumingMemoryBound(to: Part.self) + part
}

// Functions of their own, in which the sizes are constants and the compiler unrolls the small loops.
@inline(never) func convolveC1(_ x: LaneMaps, _ layer: Convolution, into z: LaneMaps) {
  convolve(x.start, layer, into: z.start, side: 32, tile: 6)
}
@inline(never) func convolveC3(_ x: LaneMaps, _ layer: Convolution, into z: LaneMaps) {
  convolve(x.start, layer, into: z.start, side: 14, tile: parts == 1 ? 8 : 4)
}
@inline(never) func inputGradientC3(_ d: LaneMaps, _ layer: Convolution, into dx: LaneMaps) {
  inputGradient(d.start, layer, into: dx.start, side: 14, tile: 6)
}
@inline(never) func weightGradientC1(_ x: LaneMaps, _ d: LaneMaps, _ s: LaneMaps, into g: inout Convolution) {
  weightGradient(x.start, d.start + 1, into: &g, side: 32, tile: parts == 1 ? 3 : 2, rows: 2, s)
}
@inline(never) func weightGradientC3(_ x: LaneMaps, _ d: LaneMaps, _ s: LaneMaps, into g: inout Convolution) {
  weightGradient(x.start, d.start + 1, into: &g, side: 14, tile: 2, rows: 10, s)
}

/// Calls `sum` for `tile` maps × 2 neighboring places at a time, and writes the sums where they belong in the maps z.
@inline(__always)
private func forEachTile(
  of z: UnsafeMutablePointer<Sixteen>, maps: Int, side: Int, tile: Int,
  _ sum: (
    _ sums: UnsafeMutableBufferPointer<Part>, _ map: Int, _ row: Int, _ column: Int, _ part: Int
  ) -> Void
) {
  for map in stride(from: 0, to: maps, by: tile) {
    for row in 0..<side {
      for column in stride(from: 0, to: side, by: 2) {
        for part in 0..<parts {
          withUnsafeTemporaryAllocation(of: Part.self, capacity: tile * 2) { sums in
            sum(sums, map, row, column, part)
            let z = UnsafeMutablePointer(mutating: start(z, part))
            for i in 0..<tile {
              let place = z + ((((map &+ i) &* side) &+ row) &* side &+ column) &* parts
              place[0] = sums[i * 2]
              place[parts] = sums[i * 2 + 1]
            }
          }
        }
      }
    }
  }
}

/// z = b + Σ x · w.
@inline(__always)
func convolve(
  _ x: UnsafePointer<Sixteen>, _ layer: Convolution, into z: UnsafeMutablePointer<Sixteen>, side: Int,
  tile: Int
) {
  let (inputs, outputs) = (layer.inputs, layer.outputs)
  layer.weights.values.withUnsafeBufferPointer { weights in
    layer.bias.values.withUnsafeBufferPointer { bias in
      forEachTile(of: z, maps: outputs, side: side - 4, tile: tile) { sums, output, row, column, part in
        let x = start(x, part)
        for i in 0..<tile * 2 { sums[i] = Part(repeating: bias[output + i / 2]) }
        var w = weights.baseAddress! + output
        for input in 0..<inputs {
          for kr in 0..<5 {
            let places = x + (((input &* side &+ row &+ kr) &* side) &+ column) &* parts
            for kc in 0..<5 {
              for o in 0..<tile {
                let weight = Part(repeating: w[o])
                sums[o &* 2].addProduct(weight, places[kc &* parts])
                sums[o &* 2 &+ 1].addProduct(weight, places[kc &* parts &+ parts])
              }
              w += outputs
            }
          }
        }
      }
    }
  }
}

/// dx(r, c) = Σ d(r − kr, c − kc) · w.
@inline(__always)
func inputGradient(
  _ d: UnsafePointer<Sixteen>, _ layer: Convolution, into dx: UnsafeMutablePointer<Sixteen>, side: Int,
  tile: Int
) {
  let (inputs, outputs, outputSide) = (layer.inputs, layer.outputs, side - 4)
  layer.weights.values.withUnsafeBufferPointer { weights in
    forEachTile(of: dx, maps: inputs, side: side, tile: tile) { sums, input, row, column, part in
      let d = start(d, part)
      // Only these rows and columns of the kernel reach an output, for one of the two places at least
      let firstRow = max(0, row - outputSide + 1)
      let rows = min(4, row) - firstRow + 1
      let firstColumn = max(0, column - outputSide + 1)
      let columns = min(4, column + 1) - firstColumn + 1
      for i in 0..<tile * 2 { sums[i] = .zero }
      for output in 0..<outputs {
        for r in 0..<rows {
          let kr = firstRow &+ r
          let line = (output &* outputSide &+ row &- kr) &* (outputSide &+ 2)
          var places = d + (line &+ column &- firstColumn &+ 1) &* parts
          let window = input &* 25 &+ kr &* 5 &+ firstColumn
          var w = weights.baseAddress! + (window &* outputs &+ output)
          for _ in 0..<columns {
            for i in 0..<tile {
              let weight = Part(repeating: w[i &* 25 &* outputs])
              sums[i &* 2].addProduct(weight, places[0])
              sums[i &* 2 &+ 1].addProduct(weight, places[parts])
            }
            places -= parts
            w += outputs
          }
        }
      }
    }
  }
}

/// dw = Σ over places and images of x · d, for `tile` maps × one row of the kernel at a time, and db = Σ d.
///
/// - Parameters:
///   - d: from the first slope on, behind the zero.
///   - rows: of slopes that meet all rows of the kernel before the next ones: the first cache keeps them.
///   - whole: memory for the sums of `tile` kernels.
@inline(__always)
func weightGradient(
  _ x: UnsafePointer<Sixteen>, _ d: UnsafePointer<Sixteen>, into gradient: inout Convolution, side: Int,
  tile: Int, rows: Int, _ whole: LaneMaps
) {
  let (inputs, outputs, outputSide, rowLength) = (gradient.inputs, gradient.outputs, side - 4, side - 2)
  gradient.weights.values.withUnsafeMutableBufferPointer { dw in
    for output in stride(from: 0, to: outputs, by: tile) {
      for input in 0..<inputs {
        for part in 0..<parts {
          let (x, d) = (start(x, part), start(d, part))
          for first in stride(from: 0, to: outputSide, by: rows) {
            for kr in 0..<5 {
              let whole = UnsafeMutablePointer(mutating: start(whole.start + kr &* tile &* 5, part))
              withUnsafeTemporaryAllocation(of: Part.self, capacity: tile * 5) { sums in
                for i in 0..<tile * 5 { sums[i] = first == 0 ? .zero : whole[i &* parts] }
                for row in first..<first &+ rows {
                  var places = x + ((input &* side &+ row &+ kr) &* side) &* parts
                  var slopes = d + ((output &* outputSide &+ row) &* rowLength) &* parts
                  for _ in 0..<outputSide / 2 {
                    for _ in 0..<2 {  // neighbors share four of their five places
                      for map in 0..<tile {
                        let slope = slopes[map &* outputSide &* rowLength &* parts]
                        for kc in 0..<5 { sums[map &* 5 &+ kc].addProduct(places[kc &* parts], slope) }
                      }
                      places += parts
                      slopes += parts
                    }
                  }
                }
                for i in 0..<tile * 5 { whole[i &* parts] = sums[i] }
              }
            }
          }
        }
        for i in 0..<tile * 25 {
          let (kr, o, kc) = (i / 5 / tile, i / 5 % tile, i % 5)
          dw[((input * 5 + kr) * 5 + kc) * outputs + output + o] = whole.start[i].sumOfLanes()
        }
      }
    }
  }
  for output in stride(from: 0, to: outputs, by: tile) {
    withUnsafeTemporaryAllocation(of: Sixteen.self, capacity: tile) { sums in
      for o in 0..<tile { sums[o] = .zero }
      for i in 0..<outputSide * rowLength {  // the zeros at the ends as well
        for o in 0..<tile { sums[o] += d[(output &+ o) &* outputSide &* rowLength &+ i &- 1] }
      }
      for o in 0..<tile { gradient.bias[0, output + o] = sums[o].sumOfLanes() }
    }
  }
}
