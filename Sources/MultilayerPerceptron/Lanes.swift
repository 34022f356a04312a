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

  /// self ← the rows with the given numbers of a table as wide as self, made into numbers: by `strip` sixteen at a
  /// time, by `number` one at a time where a row ends. Rows are read side by side, since each begins at a distant place
  /// of the memory and the first part of a row takes longest to arrive.
  @inline(__always)
  mutating func assign<Item>(
    rows chosen: ArraySlice<Int>, of table: [Item], by team: Team,
    strip: (UnsafePointer<Item>, Int) -> SIMD16<Float>, number: (Item) -> Float
  ) {
    precondition(rows == chosen.count, "\(rows) rows cannot hold \(chosen.count)")
    let (rows, columns) = (rows, columns)
    let whole = columns / 16 * 16
    values.withUnsafeMutableBufferPointer { own in
      table.withUnsafeBufferPointer { table in
        chosen.withUnsafeBufferPointer { chosen in
          team.run(team.count) { part in
            let (target, source) = (own.baseAddress!, table.baseAddress!)
            let (first, end) = (rows * part / team.count, rows * (part + 1) / team.count)
            for group in stride(from: first, to: end, by: 16) {
              let group = group..<min(group + 16, end)
              for j in stride(from: 0, to: whole, by: 16) {
                for row in group {
                  UnsafeMutableRawPointer(target + (row &* columns &+ j)).storeBytes(
                    of: strip(source, chosen[row] &* columns &+ j), as: SIMD16<Float>.self)
                }
              }
              for row in group {
                for j in whole..<columns {
                  target[row * columns + j] = number(source[chosen[row] * columns + j])
                }
              }
            }
          }
        }
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
