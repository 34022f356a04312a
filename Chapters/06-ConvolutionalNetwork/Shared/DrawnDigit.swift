// A drawn digit of any size, brought into the form of MNIST's (as its makers describe it): the ink's box is scaled
// to fit 20 × 20 pixels, its sides keeping their ratio, and put into 28 × 28 with the center of its mass in the
// middle.
//
// Shapes:  drawing: rows × columns, 0 black to 255 white   ink: box rows × box columns, 0 to 1   image: 28 × 28

import Matrices

/// What was made of a drawing.
struct DrawnDigit: Equatable, Sendable {
  /// 28 × 28 pixels, 0 (paper) to 255 (ink).
  let image: [UInt8]
  /// Whether the paper was brighter than the ink, as it is on paper; MNIST has bright ink on dark ground.
  let paperIsBright: Bool
  /// The rows and columns of the drawing that hold ink.
  let rows: Range<Int>
  let columns: Range<Int>

  /// Nil for a drawing without ink: one gray everywhere.
  ///
  /// The paper's gray is the mean along the drawing's edge. What is nearer to it than a fifth of the darkest ink
  /// counts as paper.
  init?(_ drawing: [UInt8], rows: Int, columns: Int) {
    require(
      rows > 0 && columns > 0 && drawing.count == rows * columns,
      "\(drawing.count) pixels do not fill \(rows) × \(columns)")
    let pixels = Matrix(rows: rows, columns: columns, values: drawing.map { Float($0) })
    let paper = meanOfEdge(pixels)
    let bright = paper > 127.5
    paperIsBright = bright
    var ink = pixels.map { bright ? paper - $0 : $0 - paper }
    let darkest = ink.values.max() ?? 0
    guard darkest >= 8 else { return nil }
    ink = ink.map { $0 < darkest / 5 ? 0 : $0 / darkest }

    let inkRows = (0..<rows).filter { ink[row: $0].contains { $0 > 0 } }
    let inkColumns = (0..<columns).filter { column in (0..<rows).contains { ink[$0, column] > 0 } }
    self.rows = inkRows[0]..<inkRows[inkRows.count - 1] + 1
    self.columns = inkColumns[0]..<inkColumns[inkColumns.count - 1] + 1
    image = centered(shrunk(ink, self.rows, self.columns))
  }
}

private func meanOfEdge(_ pixels: Matrix) -> Float {
  let (last, end) = (pixels.rows - 1, pixels.columns - 1)
  var sum: Float = 0
  for column in 0...end { sum += pixels[0, column] + pixels[last, column] }
  for row in 0...last { sum += pixels[row, 0] + pixels[row, end] }
  return sum / Float(2 * (pixels.rows + pixels.columns))
}

/// The box of the ink with its longer side scaled to 20 pixels, each the mean of what it covers.
private func shrunk(_ ink: Matrix, _ rows: Range<Int>, _ columns: Range<Int>) -> Matrix {
  let scale = Float(max(rows.count, columns.count)) / 20
  let across = shares(columns, of: ink.columns, scale).transposed
  return shares(rows, of: ink.rows, scale).times(ink).times(across)
}

/// The range cut into equal parts of about `scale`: how much of each part (row) each place (column) is.
private func shares(_ range: Range<Int>, of places: Int, _ scale: Float) -> Matrix {
  let count = max(1, Int((Float(range.count) / scale).rounded()))
  let length = Float(range.count) / Float(count)
  var shares = Matrix(rows: count, columns: places)
  for part in 0..<count {
    let (start, end) = (Float(part) * length, Float(part + 1) * length)
    for place in Int(start)..<min(Int(end.rounded(.up)), range.count) {
      let covered = min(end, Float(place + 1)) - max(start, Float(place))
      shares[part, range.lowerBound + place] = covered / length
    }
  }
  return shares
}

/// The small picture in 28 × 28 pixels, the center of its mass as near to the middle as whole pixels allow.
private func centered(_ small: Matrix) -> [UInt8] {
  func start(_ sums: Matrix) -> Int {
    let moment = sums.values.enumerated().reduce(0) { $0 + $1.element * (Float($1.offset) + 0.5) }
    return min(max(Int((14 - moment / sums.sum()).rounded()), 0), 28 - sums.columns)
  }
  let (top, left) = (start(Matrix(small.transposed).columnSums()), start(small.columnSums()))
  let darkest = small.values.max() ?? 1
  var image = [UInt8](repeating: 0, count: 28 * 28)
  for row in 0..<small.rows {
    for column in 0..<small.columns {
      image[(top + row) * 28 + left + column] = UInt8((255 * min(1, small[row, column] / darkest)).rounded())
    }
  }
  return image
}
