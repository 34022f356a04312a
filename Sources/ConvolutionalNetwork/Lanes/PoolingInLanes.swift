// The tanh and the pooling after a convolution, with sixteen images in the lanes, and the way back.
//
// Unsafe pointers to a group's maps, as in ConvolutionInLanes.swift.
//
// Shapes:  a: maps × side × side   s, ds: maps × side/2 × side/2   d: maps × side rows of `rowStride`

import Matrices

extension Pooling {
  /// a ← tanh a, and s = the pooled squares of it.
  func tanhAndPool(
    _ a: UnsafeMutablePointer<Sixteen>, into s: UnsafeMutablePointer<Sixteen>, maps: Int, side: Int
  ) {
    for i in 0..<maps * side * side { a[i] = tanh(a[i]) }
    let half = side / 2
    for row in 0..<maps * half {
      let above = a + 2 * row * side
      let below = above + side
      for column in 0..<half {
        let left = 2 &* column
        switch self {
        case .average:
          let sum = (above[left] + above[left &+ 1]) + (below[left] + below[left &+ 1])
          s[row &* half &+ column] = 0.25 * sum
        case .max:
          s[row &* half &+ column] = larger(
            larger(above[left], above[left &+ 1]), larger(below[left], below[left &+ 1]))
        }
      }
    }
  }

  /// d = the slope that each square hands down, times 1 − a².
  ///
  /// - Parameter d: begins at the first place of the first row.
  func backward(
    _ ds: UnsafePointer<Sixteen>, _ a: UnsafePointer<Sixteen>, into d: UnsafeMutablePointer<Sixteen>,
    maps: Int,
    side: Int,
    rowStride: Int
  ) {
    let half = side / 2
    for row in 0..<maps * half {
      let a = a + 2 * row * side
      let d = d + 2 * row * rowStride
      for column in 0..<half {
        let slope = ds[row &* half &+ column]
        let left = 2 &* column
        switch self {
        case .average: averageBackward(slope, a + left, side, d + left, rowStride)
        case .max: maxBackward(slope, a + left, side, d + left, rowStride)
        }
      }
    }
  }
}

/// A quarter of the slope for each place of a square.
@inline(__always)
private func averageBackward(
  _ slope: Sixteen, _ a: UnsafePointer<Sixteen>, _ side: Int, _ d: UnsafeMutablePointer<Sixteen>,
  _ rowStride: Int
) {
  let share = 0.25 * slope
  for r in 0..<2 {
    for c in 0..<2 {
      let value = a[r &* side &+ c]
      d[r &* rowStride &+ c] = share - share * value * value
    }
  }
}

/// The whole slope for the largest of a square, in each lane the first of equals.
@inline(__always)
private func maxBackward(
  _ slope: Sixteen, _ a: UnsafePointer<Sixteen>, _ side: Int, _ d: UnsafeMutablePointer<Sixteen>,
  _ rowStride: Int
) {
  let top = larger(larger(a[0], a[1]), larger(a[side], a[side &+ 1]))
  var rest = slope - slope * top * top  // what no place has had yet
  for r in 0..<2 {
    for c in 0..<2 {
      let chosen = a[r &* side &+ c] .== top
      d[r &* rowStride &+ c] = Sixteen.zero.replacing(with: rest, where: chosen)
      rest.replace(with: Sixteen.zero, where: chosen)
    }
  }
}

/// The larger of two values, in each lane.
@inline(__always)
func larger(_ a: Sixteen, _ b: Sixteen) -> Sixteen { a.replacing(with: b, where: b .> a) }
