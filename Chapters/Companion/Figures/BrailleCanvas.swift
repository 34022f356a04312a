/// A drawing of dots, 2 × 4 of them in each character of the braille block (Unicode U+2800).
struct BrailleCanvas {
  let columns: Int
  let rows: Int
  private var dots: [UInt8]
  private var inks: [RGBColor?]

  /// `columns` × `rows` characters, hence 2 · columns × 4 · rows dots.
  init(columns: Int, rows: Int) {
    self.columns = max(0, columns)
    self.rows = max(0, rows)
    dots = [UInt8](repeating: 0, count: self.columns * self.rows)
    inks = [RGBColor?](repeating: nil, count: dots.count)
  }

  var width: Int { 2 * columns }
  var height: Int { 4 * rows }

  /// Unicode's numbering of the dots: bits 0, 1, 2, 6 down the left side, 3, 4, 5, 7 down the right.
  private static let bits: [UInt8] = [0x01, 0x08, 0x02, 0x10, 0x04, 0x20, 0x40, 0x80]

  /// Sets the dot at (x, y), y downwards; a dot outside is left out.
  mutating func set(x: Int, y: Int, ink: RGBColor?) {
    guard 0..<width ~= x, 0..<height ~= y else { return }
    let cell = y / 4 * columns + x / 2
    dots[cell] |= Self.bits[y % 4 * 2 + x % 2]
    inks[cell] = ink
  }

  /// The dot nearest to a place in the plot.
  func dot(at point: UnitPoint) -> (x: Int, y: Int) {
    (
      x: Int((point.x * Double(width - 1)).rounded()),
      y: Int(((1 - point.y) * Double(height - 1)).rounded())
    )
  }

  /// Draws a line through places in the plot; `pattern` tells which of its dots to set, for dashes.
  mutating func line(_ points: [UnitPoint], ink: RGBColor?, pattern: [Bool] = [true]) {
    var step = 0
    for (from, to) in zip(points, points.dropFirst()) {
      let start = dot(at: from)
      let end = dot(at: to)
      let steps = max(1, max(abs(end.x - start.x), abs(end.y - start.y)))
      for index in 0...steps {
        let part = Double(index) / Double(steps)
        let x = Double(start.x) + part * Double(end.x - start.x)
        let y = Double(start.y) + part * Double(end.y - start.y)
        if pattern[(step + index) % pattern.count] {
          set(x: Int(x.rounded()), y: Int(y.rounded()), ink: ink)
        }
      }
      step += steps
    }
  }

  /// The character at a cell and its ink; nil where no dot is set.
  func character(row: Int, column: Int) -> (character: Character, ink: RGBColor?)? {
    let cell = row * columns + column
    guard dots[cell] != 0 else { return nil }
    return (Character(Unicode.Scalar(0x2800 + UInt32(dots[cell])) ?? " "), inks[cell])
  }
}
