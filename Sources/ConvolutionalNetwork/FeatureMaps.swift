// What flows between the layers: a stack of maps, each a picture of numbers.

import Matrices

/// The maps of one image: maps × rows × columns. An image is one map; each kernel of a convolution makes one.
public struct FeatureMaps: Equatable, Sendable {
  public let maps: Int
  public let rows: Int
  public let columns: Int
  /// Map after map, each row after row.
  public internal(set) var values: [Float]

  public init(maps: Int, rows: Int, columns: Int, values: [Float]) {
    let count = FeatureMaps.count(maps, rows, columns)
    require(values.count == count, "\(values.count) values do not fill \(maps) × \(rows) × \(columns)")
    (self.maps, self.rows, self.columns, self.values) = (maps, rows, columns, values)
  }

  /// All zeros.
  public init(maps: Int, rows: Int, columns: Int) {
    let count = FeatureMaps.count(maps, rows, columns)
    self.init(maps: maps, rows: rows, columns: columns, values: [Float](repeating: 0, count: count ?? 0))
  }

  /// How many numbers these are; nil if no machine has room for them.
  private static func count(_ maps: Int, _ rows: Int, _ columns: Int) -> Int? {
    let fits = min(maps, rows, columns) >= 0 && max(maps, rows, columns) <= 1 << 20
    let numbers = Double(maps) * Double(rows) * Double(columns)
    return fits && numbers <= min(0x1p40, Double(Int.max)) ? maps * rows * columns : nil
  }

  public subscript(map: Int, row: Int, column: Int) -> Float {
    get { values[index(map, row, column)] }
    set { values[index(map, row, column)] = newValue }
  }

  private func index(_ map: Int, _ row: Int, _ column: Int) -> Int {
    let isInside = 0..<maps ~= map && contains(row: row, column: column)
    require(isInside, "place (\(map), \(row), \(column)) of \(shape)")
    return (map * rows + row) * columns + column
  }

  /// Whether a place lies inside the maps, and not in the padding around them.
  func contains(row: Int, column: Int) -> Bool { row >= 0 && row < rows && column >= 0 && column < columns }

  var shape: String { "\(maps) × \(rows) × \(columns)" }
}
