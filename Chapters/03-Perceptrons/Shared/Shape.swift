// What the machine is shown: simple shapes, drawn on a field of 20 × 20 cells, in any place and of any size.
//
// Shapes:  a field: 20 × 20, 1 where a shape covers the cell, else 0

import Matrices
import Perceptrons

/// A filled shape.
enum Shape: String, CaseIterable, Sendable {
  case square
  case triangle
  case disc
  case cross

  /// The shape in a box of `size` cells, whose upper left corner is cell (`row`, `column`).
  func drawn(size: Int, row: Int, column: Int) -> Matrix {
    require(
      size > 0 && row >= 0 && column >= 0 && row + size <= fieldSide && column + size <= fieldSide,
      "a shape of \(size) cells at (\(row), \(column)) leaves the field")
    var field = Matrix(rows: fieldSide, columns: fieldSide)
    for i in 0..<size {
      for j in 0..<size {
        // The middle of the cell, from −1 to 1 across the box
        let y = (2 * Float(i) + 1) / Float(size) - 1
        let x = (2 * Float(j) + 1) / Float(size) - 1
        if covers(x, y) { field[row + i, column + j] = 1 }
      }
    }
    return field
  }

  private func covers(_ x: Float, _ y: Float) -> Bool {
    switch self {
    case .square: true
    case .triangle: abs(x) <= (y + 1) / 2
    case .disc: x * x + y * y <= 1
    case .cross: min(abs(x), abs(y)) < 0.35
    }
  }

  /// The shape in a random size of `sizes` and a random place.
  ///
  /// - Parameter isNew: whether it is one of the fifth that no machine learns from, or one of the others; nil: any.
  func drawn(
    sizes: ClosedRange<Int> = 7...15, isNew: Bool? = nil, using generator: inout SeededGenerator
  ) -> Matrix {
    while true {
      let size = sizes.lowerBound + generator.index(below: sizes.count)
      let row = generator.index(below: fieldSide - size + 1)
      let column = generator.index(below: fieldSide - size + 1)
      var chance = SeededGenerator(seed: UInt64((size * fieldSide + row) * fieldSide + column))
      let isOfTheFifth = chance.index(below: 5) == 0
      if isNew ?? isOfTheFifth == isOfTheFifth { return drawn(size: size, row: row, column: column) }
    }
  }

  /// `count` fields with one of two shapes each, by chance: X, count × 400, and y, 1 for the second shape.
  static func examples(
    _ count: Int, of first: Shape, or second: Shape, areNew: Bool, using generator: inout SeededGenerator
  ) -> (X: Matrix, y: [Int]) {
    var X = Matrix(rows: count, columns: fieldSide * fieldSide)
    var y: [Int] = []
    for i in 0..<count {
      let label = generator.index(below: 2)
      let field = (label == 1 ? second : first).drawn(isNew: areNew, using: &generator)
      X.values.replaceSubrange(i * X.columns..<(i + 1) * X.columns, with: field.values)
      y.append(label)
    }
    return (X, y)
  }
}

/// A picture on the field: scaled to 20 × 20 by the mean of what falls on each cell, and 1 where that is above
/// `threshold`, else 0.
func projected(_ picture: Matrix, threshold: Float = 0.4) -> Matrix {
  let down = overlaps(with: picture.rows)
  let across = overlaps(with: picture.columns)
  let light = down.times(picture).times(across.transposed)
  return light.map { $0 > threshold ? 1 : 0 }
}

/// Of a line of `count` pixels laid over the field's side: the part of each cell that each pixel fills, 20 × count.
private func overlaps(with count: Int) -> Matrix {
  var parts = Matrix(rows: fieldSide, columns: count)
  for cell in 0..<fieldSide {
    for pixel in 0..<count {
      // In units of 1/20 pixel a cell is `count` wide and a pixel 20
      let common = min((cell + 1) * count, (pixel + 1) * fieldSide) - max(cell * count, pixel * fieldSide)
      parts[cell, pixel] = Float(max(common, 0)) / Float(count)
    }
  }
  return parts
}
