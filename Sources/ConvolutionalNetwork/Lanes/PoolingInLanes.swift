// The tanh and the pooling after a convolution, with sixteen images in the lanes, and the way back.
//
// Unsafe pointers to a group's maps, as in ConvolutionInLanes.swift.
//
// Shapes:  a: maps × side × side   s, ds: maps × side/2 × side/2
//          d: maps × side × (side + 2), a zero at both ends of each row

import Matrices

extension Pooling {
  /// a ← tanh a, and s = the pooled squares of it.
  func tanhAndPool(_ a: LaneMaps, into s: LaneMaps) {
    for row in 0..<s.maps * s.rows {
      let above = a.start + 2 * row * a.columns
      let below = above + a.columns
      for i in 0..<2 * a.columns { above[i] = tanh(above[i]) }
      let target = s.start + row * s.columns
      for column in 0..<s.columns where self == .average {
        let left = 2 &* column
        target[column] = 0.25 * ((above[left] + above[left &+ 1]) + (below[left] + below[left &+ 1]))
      }
      for column in 0..<s.columns where self == .max {
        let left = 2 &* column
        target[column] = larger(
          larger(above[left], above[left &+ 1]), larger(below[left], below[left &+ 1]))
      }
    }
  }

  /// d = the slope that each square hands down, times 1 − a²: a quarter of it to each place, or all of it to
  /// the largest, in each lane the first of equals.
  func backward(_ ds: LaneMaps, _ a: LaneMaps, into d: LaneMaps) {
    let side = a.columns
    for row in 0..<ds.maps * ds.rows {
      for column in 0..<ds.columns {
        let square = a.start + (2 &* row &* side &+ 2 &* column)
        let target = d.start + (2 &* row &* d.columns &+ 2 &* column &+ 1)
        let slope = ds.start[row &* ds.columns &+ column]
        let top = larger(larger(square[0], square[1]), larger(square[side], square[side &+ 1]))
        var rest = slope  // of a maximum: what no place has had yet
        for r in 0..<2 {
          for c in 0..<2 {
            let value = square[r &* side &+ c]
            var share = 0.25 * slope
            if self == .max {
              share = Sixteen.zero.replacing(with: rest, where: value .== top)
              rest.replace(with: Sixteen.zero, where: value .== top)
            }
            target[r &* d.columns &+ c] = share - share * value * value
          }
        }
      }
    }
  }
}

/// The larger of two values, in each lane.
@inline(__always)
private func larger(_ a: Sixteen, _ b: Sixteen) -> Sixteen { a.replacing(with: b, where: b .> a) }
