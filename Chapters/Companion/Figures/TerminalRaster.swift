/// Draws a raster into the characters of a plot: with color as half blocks, two pixels a character;
/// without it as shades, as dots where a picture is small, as signs for classes, and a table as figures.
struct TerminalRaster {
  static let shades = Array(" ░▒▓█")
  private static let classSigns = Array("· :░-'\"~")

  private let raster: Raster
  private let frame: PlotFrame

  init(_ raster: Raster, _ frame: PlotFrame) {
    self.raster = raster
    self.frame = frame
  }

  private var isTable: Bool { !raster.rowNames.isEmpty }

  func drawInColor(into grid: inout TextGrid) {
    let pixels = RasterPixels(raster, frame, columns: grid.width, rows: 2 * grid.height)
    for row in 0..<grid.height {
      for column in 0..<grid.width {
        let upper = pixels.color(row: 2 * row, column: column)
        let lower = pixels.color(row: 2 * row + 1, column: column)
        guard upper != nil || lower != nil else { continue }
        grid[row, column] = TextGrid.Cell(
          character: upper == nil ? "▄" : "▀", foreground: upper ?? lower,
          background: upper == nil ? nil : lower)
      }
    }
  }

  func drawInSigns(into grid: inout TextGrid, _ canvas: inout BrailleCanvas) {
    guard !isTable else { return }
    if raster.startsAtTop && raster.columns > grid.width { return drawInDots(into: &canvas) }
    let pixels = RasterPixels(raster, frame, columns: grid.width, rows: grid.height)
    for row in 0..<grid.height {
      for column in 0..<grid.width {
        if let level = pixels.level(row: row, column: column) {
          let shade = min(Self.shades.count - 1, Int(level * Double(Self.shades.count)))
          grid[row, column].character = Self.shades[shade]
        } else if let index = pixels.classIndex(row: row, column: column) {
          grid[row, column].character = Self.classSigns[abs(index) % Self.classSigns.count]
        }
      }
    }
  }

  /// A dot for each pixel in the upper half of the range.
  private func drawInDots(into canvas: inout BrailleCanvas) {
    let pixels = RasterPixels(raster, frame, columns: canvas.width, rows: canvas.height)
    for y in 0..<canvas.height {
      for x in 0..<canvas.width where pixels.level(row: y, column: x) ?? 0 > 0.5 {
        canvas.set(x: x, y: y, ink: nil)
      }
    }
  }

  /// The figures of a table, where the cells have room for them.
  func drawFigures(into signs: inout TextGrid) {
    guard isTable, case .values(let values, _, _, _) = raster.content else { return }
    let room = signs.width / raster.columns
    for row in 0..<raster.rows {
      for column in 0..<raster.columns {
        let value = values[row * raster.columns + column]
        if raster.blanksZeros && value == 0 { continue }
        let text = NumberText.significant(value)
        guard text.count < room, let x = frame.x.position(Double(column)),
          let y = frame.y.position(Double(row))
        else { continue }
        let middle = TerminalMarks.cell(x, of: signs.width, on: frame.x, dots: 2)
        signs.write(
          text, row: TerminalMarks.cell(1 - y, of: signs.height, on: frame.y, dots: 4),
          column: middle - text.count / 2)
      }
    }
  }
}

/// A raster seen through another grid of pixels, row 0 on top: each pixel shows the mean of the cells
/// below it.
private struct RasterPixels {
  private let raster: Raster
  private let rows: [Range<Int>]
  private let columns: [Range<Int>]

  init(_ raster: Raster, _ frame: PlotFrame, columns: Int, rows: Int) {
    self.raster = raster
    self.columns = RasterPixels.cells(raster.columns, of: raster.x, on: frame.x, pixels: columns)
    self.rows = RasterPixels.cells(raster.rows, of: raster.y, on: frame.y, pixels: rows).reversed()
  }

  /// For each pixel along an axis the cells that it covers, at least the one below its middle.
  private static func cells(
    _ count: Int, of extent: ClosedRange<Double>, on axis: Axis, pixels: Int
  ) -> [Range<Int>] {
    guard let first = axis.position(extent.lowerBound), let last = axis.position(extent.upperBound),
      first != last
    else { return Array(repeating: 0..<0, count: pixels) }
    return (0..<pixels).map { pixel in
      func cell(_ offset: Double) -> Double {
        ((Double(pixel) + offset) / Double(pixels) - first) / (last - first) * Double(count)
      }
      let middle = cell(0.5).rounded(.down)
      guard middle >= 0, middle < Double(count) else { return 0..<0 }
      let start = max(0, min(cell(0), cell(1)).rounded())
      let end = min(Double(count), max(cell(0), cell(1)).rounded())
      return start < end ? Int(start)..<Int(end) : Int(middle)..<Int(middle) + 1
    }
  }

  func level(row: Int, column: Int) -> Double? {
    let levels = rows[row].flatMap { row in
      columns[column].compactMap { raster.level(row: row, column: $0) }
    }
    return levels.isEmpty ? nil : levels.reduce(0, +) / Double(levels.count)
  }

  func classIndex(row: Int, column: Int) -> Int? {
    guard let row = middle(rows[row]), let column = middle(columns[column]) else { return nil }
    return raster.classIndex(row: row, column: column)
  }

  func color(row: Int, column: Int) -> RGBColor? {
    if case .values(_, let map, _, _) = raster.content {
      return level(row: row, column: column).map(map.color(at:))
    }
    return classIndex(row: row, column: column).map(Palette.tint)
  }

  private func middle(_ cells: Range<Int>) -> Int? {
    cells.isEmpty ? nil : (cells.lowerBound + cells.upperBound) / 2
  }
}
