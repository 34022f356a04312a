// Pooling: of each square of 2 × 2 one number is kept, mean or largest (deck B, "Subsampling Layers").
//
//     average    s = (a_1 + a_2 + a_3 + a_4) / 4     each a gets a quarter of the slope of s
//     max        s = max(a_1, a_2, a_3, a_4)         the largest a gets all of it, the first of equals
//
// Shapes:  a: maps × rows × columns   s: maps × rows/2 × columns/2

import Matrices

/// What becomes of a square of 2 × 2.
public enum Pooling: String, CaseIterable, Sendable {
  case average, max
}

extension Pooling {
  /// The maps at half the size. An odd row or column at the end is left out.
  public func forward(_ a: FeatureMaps) -> FeatureMaps {
    var s = FeatureMaps(maps: a.maps, rows: a.rows / 2, columns: a.columns / 2)
    for map in 0..<s.maps {
      for row in 0..<s.rows {
        for column in 0..<s.columns {
          let (r, c) = (2 * row, 2 * column)
          let (above, below) = ((a[map, r, c], a[map, r, c + 1]), (a[map, r + 1, c], a[map, r + 1, c + 1]))
          switch self {
          case .average: s[map, row, column] = 0.25 * ((above.0 + above.1) + (below.0 + below.1))
          case .max: s[map, row, column] = Swift.max(above.0, above.1, below.0, below.1)
          }
        }
      }
    }
    return s
  }

  /// The slopes of `a` from those of the pooled maps.
  public func backward(_ a: FeatureMaps, _ ds: FeatureMaps) -> FeatureMaps {
    require(
      ds.maps == a.maps && ds.rows == a.rows / 2 && ds.columns == a.columns / 2,
      "slopes of \(ds.shape) for an input of \(a.shape)")
    var da = FeatureMaps(maps: a.maps, rows: a.rows, columns: a.columns)
    for map in 0..<ds.maps {
      for row in 0..<ds.rows {
        for column in 0..<ds.columns {
          let square = [(0, 0), (0, 1), (1, 0), (1, 1)].map { (2 * row + $0.0, 2 * column + $0.1) }
          switch self {
          case .average:
            for (r, c) in square { da[map, r, c] = 0.25 * ds[map, row, column] }
          case .max:
            var best = square[0]
            for (r, c) in square where a[map, r, c] > a[map, best.0, best.1] { best = (r, c) }
            da[map, best.0, best.1] = ds[map, row, column]
          }
        }
      }
    }
    return da
  }
}
