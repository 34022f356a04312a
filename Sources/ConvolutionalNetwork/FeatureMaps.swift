// What flows between the layers: a stack of maps, each a picture of numbers.

import Matrices

/// The maps of one image: maps × rows × columns. An image is one map; each kernel of a convolution makes one.
public struct FeatureMaps: Equatable, Sendable {
  public let maps: Int
  public let rows: Int
  public let columns: Int
  /// Map after map, each row after row. Change them freely, but never their number.
  public var values: [Float]

  public init(maps: Int, rows: Int, columns: Int, values: [Float]) {
    require(
      values.count == maps * rows * columns,
      "\(values.count) values do not fill \(maps) × \(rows) × \(columns)")
    self.maps = maps
    self.rows = rows
    self.columns = columns
    self.values = values
  }

  /// All zeros.
  public init(maps: Int, rows: Int, columns: Int) {
    self.init(
      maps: maps, rows: rows, columns: columns, values: [Float](repeating: 0, count: maps * rows * columns))
  }

  /// Maps of the same size, written down as matrices.
  public init(_ maps: [Matrix]) {
    let (rows, columns) = (maps.first?.rows ?? 0, maps.first?.columns ?? 0)
    for map in maps {
      require(
        map.rows == rows && map.columns == columns,
        "a map of \(map.rows) × \(map.columns) beside \(rows) × \(columns)")
    }
    self.init(maps: maps.count, rows: rows, columns: columns, values: maps.flatMap(\.values))
  }

  public subscript(map: Int, row: Int, column: Int) -> Float {
    get { values[(map * rows + row) * columns + column] }
    set { values[(map * rows + row) * columns + column] = newValue }
  }

  /// One map as a matrix, rows × columns.
  public func matrix(_ map: Int) -> Matrix {
    let size = rows * columns
    return Matrix(rows: rows, columns: columns, values: Array(values[map * size..<(map + 1) * size]))
  }

  /// Whether a place lies inside the maps, and not in the padding around them.
  func contains(row: Int, column: Int) -> Bool {
    row >= 0 && row < rows && column >= 0 && column < columns
  }

  var shape: String { "\(maps) × \(rows) × \(columns)" }
}
