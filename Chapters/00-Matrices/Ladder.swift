// The steps of the ladder, each a product of its own. All sum over k ascending by fused multiply-adds, so all give
// the same bits.
//
// Here pointers are unsafe, as in Matrices' kernel: the checks of subscripts would hide what is measured.
//
// Shapes:  X: rows × depth   W: depth × columns   Z: rows × columns; in tiles, columns a multiple of their width

import Foundation
import Matrices

enum Ladder {
  /// Three plain loops, as the formula has them.
  static func plainLoops(_ X: Matrix, _ W: Matrix) -> Matrix {
    precondition(X.columns == W.rows, "the shapes do not fit")
    var Z = Matrix(rows: X.rows, columns: W.columns)
    for i in 0..<X.rows {
      for j in 0..<W.columns {
        var z: Float = 0
        for k in 0..<X.columns { z = z.addingProduct(X[i, k], W[k, j]) }
        Z[i, j] = z
      }
    }
    return Z
  }

  /// k outside j: a number of X times a row of W is added to a row of Z.
  static func rowByRow(_ X: Matrix, _ W: Matrix) -> Matrix {
    var Z = Matrix(rows: X.rows, columns: W.columns)
    Z.values.withUnsafeMutableBufferPointer { z in
      W.values.withUnsafeBufferPointer { w in
        for i in 0..<X.rows {
          for k in 0..<X.columns {
            let x = X[i, k]
            for j in 0..<W.columns {
              z[i &* W.columns &+ j] = z[i &* W.columns &+ j].addingProduct(x, w[k &* W.columns &+ j])
            }
          }
        }
      }
    }
    return Z
  }

  /// Sixteen columns of Z at a time, their sums in one register.
  static func inLanes(_ X: Matrix, _ W: Matrix) -> Matrix {
    inTiles(X, W, rows: 1, strips: 1)
  }

  /// A tile of rows × strips of Z at a time, their sums in as many registers.
  static func inTiles(_ X: Matrix, _ W: Matrix) -> Matrix {
    #if AVX512 && arch(x86_64)
      inTiles(X, W, rows: 8, strips: 2)
    #else
      inTiles(X, W, rows: 6, strips: 1)
    #endif
  }

  /// Blocks and packing: the product of Matrices.
  static func packed(_ X: Matrix, _ W: Matrix) -> Matrix { X.times(W) }

  /// `rows` and `strips` are constants at each call, so that the compiler unrolls the loops over them.
  @inline(__always)
  static func inTiles(_ X: Matrix, _ W: Matrix, rows: Int, strips: Int) -> Matrix {
    precondition(X.columns == W.rows && W.columns % (16 * strips) == 0, "no whole strips")
    var Z = Matrix(rows: X.rows, columns: W.columns)
    let (depth, columns) = (X.columns, W.columns)
    let whole = X.rows / rows * rows
    Z.values.withUnsafeMutableBufferPointer { z in
      X.values.withUnsafeBufferPointer { x in
        W.values.withUnsafeBufferPointer { w in
          let (z, x, w) = (z.baseAddress!, x.baseAddress!, w.baseAddress!)
          for j in stride(from: 0, to: columns, by: 16 * strips) {
            for i in stride(from: 0, to: whole, by: rows) {
              tile(rows: rows, strips: strips, x + i * depth, w + j, z + (i * columns + j), depth, columns)
            }
            for i in whole..<X.rows {
              tile(rows: 1, strips: strips, x + i * depth, w + j, z + (i * columns + j), depth, columns)
            }
          }
        }
      }
    }
    return Z
  }

  @inline(__always)
  private static func tile(
    rows: Int, strips: Int, _ x: UnsafePointer<Float>, _ w: UnsafePointer<Float>,
    _ z: UnsafeMutablePointer<Float>,
    _ depth: Int, _ columns: Int
  ) {
    withUnsafeTemporaryAllocation(of: SIMD16<Float>.self, capacity: rows * strips) { sums in
      for i in 0..<rows * strips { sums[i] = .zero }
      for k in 0..<depth {
        for row in 0..<rows {
          let number = SIMD16(repeating: x[row &* depth &+ k])
          for strip in 0..<strips {
            let numbers = UnsafeRawPointer(w + (k &* columns &+ strip &* 16)).loadUnaligned(
              as: SIMD16<Float>.self)
            sums[row &* strips &+ strip].addProduct(number, numbers)
          }
        }
      }
      for row in 0..<rows {
        for strip in 0..<strips {
          UnsafeMutableRawPointer(z + (row &* columns &+ strip &* 16))
            .storeBytes(of: sums[row &* strips &+ strip], as: SIMD16<Float>.self)
        }
      }
    }
  }
}
