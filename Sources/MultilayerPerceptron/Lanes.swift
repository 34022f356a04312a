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
    require(
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
    require(
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

  /// self ← the rows with the given numbers of a table as wide as self; `copy` writes items as numbers. Each row
  /// begins at a distant place of the memory, so their parts are asked for side by side.
  mutating func assign<Item>(
    rows chosen: ArraySlice<Int>, of table: [Item], by team: Team,
    copy: (UnsafePointer<Item>, UnsafeMutablePointer<Float>, Int) -> Void
  ) {
    require(rows == chosen.count, "\(rows) rows cannot hold \(chosen.count)")
    let (rows, columns, first) = (rows, columns, chosen.startIndex)
    values.withUnsafeMutableBufferPointer { own in
      table.withUnsafeBufferPointer { table in
        guard let target = own.baseAddress, let source = table.baseAddress else { return }
        team.run(team.count) { part in
          let own = rows * part / team.count..<rows * (part + 1) / team.count
          for j in stride(from: 0, to: columns, by: 128) {
            for row in own {
              copy(
                source + (chosen[first + row] * columns + j), target + (row * columns + j),
                min(128, columns - j))
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
