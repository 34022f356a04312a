// The entries of matrices taken sixteen at a time, and a few sums without allocation.
//
// Unsafe buffers: the check of every subscript would cost more than the arithmetic.

import Matrices

extension Matrix {
  /// Replaces every entry by `function` of itself and of the entries of `X` and `Y` at its place. All three have
  /// the same shape; the last lanes are filled up with zeros.
  @inline(__always)
  mutating func replaceLanes(
    with X: Matrix, _ Y: Matrix,
    _ function: (SIMD16<Float>, SIMD16<Float>, SIMD16<Float>) -> SIMD16<Float>
  ) {
    let count = values.count
    precondition(
      X.values.count == count && Y.values.count == count,
      "\(count), \(X.values.count) and \(Y.values.count) entries")
    X.values.withUnsafeBufferPointer { x in
      Y.values.withUnsafeBufferPointer { y in
        values.withUnsafeMutableBufferPointer { own in
          for start in stride(from: 0, to: count, by: 16) {
            let present = min(16, count - start)
            let result = function(
              strip(UnsafeBufferPointer(own), start, present), strip(x, start, present),
              strip(y, start, present))
            if present == 16 {
              UnsafeMutableRawPointer(own.baseAddress! + start).storeBytes(of: result, as: SIMD16<Float>.self)
            } else {
              for lane in 0..<present { own[start + lane] = result[lane] }
            }
          }
        }
      }
    }
  }

  /// self ← the sum of each column of `D`: 1 × columns.
  mutating func assign(columnSumsOf D: Matrix) {
    precondition(
      rows == 1 && columns == D.columns, "\(rows) × \(columns) cannot hold the sums of \(D.columns) columns")
    let columns = columns
    values.withUnsafeMutableBufferPointer { sums in
      D.values.withUnsafeBufferPointer { d in
        for j in 0..<columns { sums[j] = 0 }
        for start in stride(from: 0, to: d.count, by: max(columns, 1)) {
          for j in 0..<columns { sums[j] += d[start &+ j] }
        }
      }
    }
  }

  /// self ← the rows of `X` with the given numbers. Rows are read side by side, since each begins at a
  /// distant place of the memory and the first numbers of a row take longest to arrive.
  mutating func assign(rows chosen: ArraySlice<Int>, of X: Matrix, by team: Team) {
    precondition(
      rows == chosen.count && columns == X.columns,
      "\(rows) × \(columns) cannot hold \(chosen.count) rows of \(X.columns)")
    let columns = columns
    let numbers = Array(chosen)
    values.withUnsafeMutableBufferPointer { own in
      X.values.withUnsafeBufferPointer { x in
        team.run(team.count) { part in
          let rows = numbers.count * part / team.count..<numbers.count * (part + 1) / team.count
          copyRows(rows, numbers, from: x, to: own, columns: columns)
        }
      }
    }
  }
}

/// Row r of `target` ← row `numbers[r]` of `source`, for r in `rows`, sixteen of them side by side.
private func copyRows(
  _ rows: Range<Int>, _ numbers: [Int], from source: UnsafeBufferPointer<Float>,
  to target: UnsafeMutableBufferPointer<Float>, columns: Int
) {
  let whole = columns / 16 * 16
  numbers.withUnsafeBufferPointer { numbers in
    for first in stride(from: rows.lowerBound, to: rows.upperBound, by: 16) {
      let group = first..<min(first + 16, rows.upperBound)
      for start in stride(from: 0, to: whole, by: 16) {
        for row in group {
          UnsafeMutableRawPointer(target.baseAddress! + (row &* columns &+ start)).storeBytes(
            of: strip(source, numbers[row] &* columns &+ start, 16), as: SIMD16<Float>.self)
        }
      }
      for row in group {
        for j in whole..<columns { target[row &* columns &+ j] = source[numbers[row] &* columns &+ j] }
      }
    }
  }
}

/// Sixteen numbers from `start`, or as many as are `present`, then zeros.
@inline(__always)
private func strip(_ numbers: UnsafeBufferPointer<Float>, _ start: Int, _ present: Int) -> SIMD16<Float> {
  if present == 16 {
    return UnsafeRawPointer(numbers.baseAddress! + start).loadUnaligned(as: SIMD16<Float>.self)
  }
  var lanes = SIMD16<Float>.zero
  for lane in 0..<present { lanes[lane] = numbers[start + lane] }
  return lanes
}
