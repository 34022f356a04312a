// Memory for the lanes. A strip holds one number of each of sixteen examples; a row of strips holds that number
// of all examples.
//
// Unsafe pointers, for two reasons. A strip is as long as a line of the cache, and one that straddles two lines
// takes twice as long to load; these rows begin at a multiple of 64 bytes, which an array cannot promise. And
// the check of every subscript would cost as much again.

import Matrices

/// Rows of strips, to be deallocated by their owner.
struct StripRows {
  private let start: UnsafeMutablePointer<SIMD16<Float>>
  private let strips: Int

  /// All zeros.
  init(rows: Int, strips: Int) {
    let count = rows * strips
    let bytes = UnsafeMutableRawPointer.allocate(byteCount: 64 * count, alignment: 64)
    start = bytes.initializeMemory(as: SIMD16<Float>.self, repeating: .zero, count: count)
    self.strips = strips
  }

  @inline(__always)
  subscript(row: Int, strip: Int) -> SIMD16<Float> {
    get { start[row &* strips &+ strip] }
    nonmutating _modify { yield &start[row &* strips &+ strip] }
  }

  func deallocate() { start.deallocate() }
}

/// Room for sixteen strips on the stack. Where the loops about it have a known length, the compiler keeps them
/// in registers.
@inline(__always)
func withStrips(_ body: (UnsafeMutablePointer<SIMD16<Float>>) -> Void) {
  withUnsafeTemporaryAllocation(of: SIMD16<Float>.self, capacity: 16) { body($0.baseAddress!) }
}
