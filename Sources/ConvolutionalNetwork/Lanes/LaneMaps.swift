// Maps whose numbers are lanes.
//
// Unsafe pointers to the maps, for the kernels of ConvolutionInLanes.swift and PoolingInLanes.swift.

import Matrices

/// Sixteen numbers that go through the same loop: the value of one place in sixteen images.
typealias Sixteen = SIMD16<Float>

/// Maps × rows × columns of lanes, zeros at first.
final class LaneMaps {
  let start: UnsafeMutablePointer<Sixteen>
  let (maps, rows, columns): (Int, Int, Int)

  init(_ maps: Int, _ rows: Int, _ columns: Int) {
    (self.maps, self.rows, self.columns) = (maps, rows, columns)
    start = .allocate(capacity: maps * rows * columns)
    fill(0)
  }

  deinit { start.deallocate() }

  var count: Int { maps * rows * columns }

  func fill(_ value: Float) { start.initialize(repeating: Sixteen(repeating: value), count: count) }

  /// The same memory as numbers: sixteen for each place.
  var numbers: UnsafeMutablePointer<Float> {
    UnsafeMutableRawPointer(start).assumingMemoryBound(to: Float.self)
  }
}
