/// Draws the marks of a figure into the characters of its plot area.
struct TerminalMarks {
  private let figure: Figure
  private let frame: PlotFrame
  private let color: Bool
  private var canvas: BrailleCanvas
  private var grid: TextGrid
  /// Signs and texts, which stand above the dots.
  private var signs: TextGrid

  static let shades = Array(" ░▒▓█")
  private static let regionSigns = Array("· :░-'\"~")

  init(_ figure: Figure, _ frame: PlotFrame, columns: Int, rows: Int, color: Bool) {
    self.figure = figure
    self.frame = frame
    self.color = color
    canvas = BrailleCanvas(columns: columns, rows: rows)
    grid = TextGrid(width: columns, height: rows)
    signs = grid
  }

  /// The character, of `count`, that holds the dot nearest to a position 0...1 of the axis.
  static func cell(_ position: Double, of count: Int, dots: Int) -> Int {
    min(count - 1, max(0, Int((position * Double(dots * count - 1)).rounded()) / dots))
  }

  func drawn() -> TextGrid {
    var drawing = self
    for mark in figure.marks { drawing.draw(mark) }
    drawing.drawLabels()
    drawing.flatten()
    return drawing.grid
  }

  private mutating func draw(_ mark: Mark) {
    let ink = color ? mark.color.map(Palette.category) : nil
    switch mark.shape {
    case .points(let curve, let marker): draw(points: curve, sign: TerminalLegend.sign(marker), ink: ink)
    case .line(let curve, _): draw(line: curve, color: mark.color, ink: ink)
    case .path(let curve, _): draw(path: curve, color: mark.color, ink: ink)
    case .histogram(let histogram): draw(histogram, ink: ink)
    case .raster(let raster): draw(raster)
    case .rule(let rule):
      if let ends = frame.ends(rule) { canvas.line(ends, ink: nil, pattern: [true, false, false]) }
    case .bars, .label: break
    }
  }

  private func cell(_ point: UnitPoint) -> (row: Int, column: Int) {
    let dot = canvas.dot(at: point)
    return (dot.y / 4, dot.x / 2)
  }

  private mutating func put(_ sign: Character, at point: UnitPoint, ink: RGBColor?) {
    let (row, column) = cell(point)
    signs.write(String(sign), row: row, column: column, color: ink)
  }

  private mutating func draw(points curve: Curve, sign: Character, ink: RGBColor?) {
    let places = frame.places(curve)
    let scatters = figure.marks.count { if case .points = $0.shape { true } else { false } }
    // Signs of a crowd would run into one another; its dots do not.
    let crowded = places.count > grid.width * grid.height / 6 && (color || scatters == 1)
    for place in places {
      if crowded {
        let dot = canvas.dot(at: place)
        canvas.set(x: dot.x, y: dot.y, ink: ink)
      } else {
        put(sign, at: place, ink: ink)
      }
    }
  }

  private mutating func draw(line curve: Curve, color index: Int?, ink: RGBColor?) {
    let pieces = frame.pieces(curve)
    for piece in pieces { canvas.line(piece, ink: ink) }
    if pieces.isEmpty { for place in frame.places(curve) { put("•", at: place, ink: ink) } }
    guard !color, figure.lineCount > 1, let index else { return }
    drawSigns(along: pieces.flatMap(\.self), TerminalLegend.lineSign(index), phase: index)
  }

  /// A sign on every twelfth column, so that lines without color have a name.
  private mutating func drawSigns(along points: [UnitPoint], _ sign: Character, phase: Int) {
    var next = 2 + phase * 3 % 12
    for (from, to) in zip(points, points.dropFirst()) where from.x < to.x {
      while true {
        let x = (Double(next) + 0.5) / Double(grid.width)
        guard next < grid.width, x <= to.x else { break }
        if x >= from.x {
          put(
            sign, at: UnitPoint(x: x, y: from.y + (to.y - from.y) * (x - from.x) / (to.x - from.x)), ink: nil)
        }
        next += 12
      }
    }
  }

  private mutating func draw(path curve: Curve, color index: Int?, ink: RGBColor?) {
    for piece in frame.pieces(curve) { canvas.line(piece, ink: ink) }
    let sign = !color && figure.lineCount > 1 ? TerminalLegend.lineSign(index ?? 0) : "•"
    for place in frame.places(curve) { put(sign, at: place, ink: ink) }
  }

  /// Columns in eighths of a character.
  private mutating func draw(_ histogram: Histogram, ink: RGBColor?) {
    let base = PlotFrame.base(of: frame.y)
    let eighths = Array(" ▁▂▃▄▅▆▇█")
    for column in 0..<grid.width {
      let position = (Double(column) + 0.5) / Double(grid.width)
      let bin = histogram.edges.dropLast().lastIndex { (frame.x.position($0) ?? 2) <= position }
      guard let bin, position < frame.x.position(histogram.edges[bin + 1]) ?? -1,
        let top = frame.y.position(histogram.counts[bin]), top > base
      else { continue }
      let filled = Int(((min(1, top) - base) * Double(8 * grid.height)).rounded())
      for row in 0..<grid.height {
        let part = min(8, max(0, filled - 8 * row))
        guard part > 0 else { break }
        signs.write(String(eighths[part]), row: grid.height - 1 - row, column: column, color: ink)
      }
    }
  }

  private mutating func drawLabels() {
    var placement = LabelPlacement(
      bounds: Box(x: 0, y: 0, width: Double(grid.width), height: Double(grid.height)), taken: [])
    for row in 0..<signs.height {
      for column in 0..<signs.width where signs[row, column].character != " " {
        placement.taken.append(Box(x: Double(column), y: Double(row), width: 1, height: 1))
      }
    }
    for mark in figure.marks {
      guard case .label(let label) = mark.shape, let place = frame.place(x: label.x, y: label.y),
        place.isInside
      else { continue }
      let (row, column) = cell(place)
      let box = placement.place(
        width: Double(label.text.count), height: 1, x: Double(column) + 0.5, y: Double(row) + 0.5, gap: 1.5,
        rise: 0.5)
      signs.write(label.text, row: Int(box.y.rounded(.down)), column: Int(box.x.rounded(.down)))
    }
  }

  /// Puts dots over the rasters, and signs over both.
  private mutating func flatten() {
    for row in 0..<grid.height {
      for column in 0..<grid.width {
        let sign = signs[row, column]
        if sign.character != " " {
          cover(row, column, with: sign.character, ink: sign.foreground)
        } else if let dots = canvas.character(row: row, column: column) {
          cover(row, column, with: dots.character, ink: dots.ink)
        }
      }
    }
  }

  private mutating func cover(_ row: Int, _ column: Int, with character: Character, ink: RGBColor?) {
    let below = grid[row, column]
    var cell = TextGrid.Cell(character: character, foreground: ink)
    if let upper = below.foreground, let lower = below.background {
      let paper = upper.mixed(with: lower, 0.5)
      cell.background = paper
      // A text without a color of its own must be legible on whatever lies below it.
      cell.foreground = ink ?? (paper.luma > 0.5 ? RGBColor(0) : .white)
    }
    grid[row, column] = cell
  }
}

// MARK: Rasters

extension TerminalMarks {
  private mutating func draw(_ raster: Raster) {
    let cells = RasterSampling(raster, frame, columns: grid.width, rows: 2 * grid.height)
    for row in 0..<grid.height {
      for column in 0..<grid.width {
        if color {
          let upper = cells.color(row: 2 * row, column: column)
          let lower = cells.color(row: 2 * row + 1, column: column)
          guard upper != nil || lower != nil else { continue }
          grid[row, column] = TextGrid.Cell(
            character: upper == nil ? "▄" : "▀", foreground: upper ?? lower,
            background: upper == nil ? nil : lower)
        } else if let level = cells.level(row: 2 * row, rows: 2, column: column) {
          let shade = min(Self.shades.count - 1, Int(level * Double(Self.shades.count)))
          grid[row, column].character = Self.shades[shade]
        } else if let index = cells.classIndex(row: 2 * row, column: column) {
          grid[row, column].character = Self.regionSigns[abs(index) % Self.regionSigns.count]
        }
      }
    }
  }
}

/// A raster seen through another grid of pixels, row 0 on top: each pixel shows the mean of the cells
/// below it.
private struct RasterSampling {
  private let raster: Raster
  private let rows: [Range<Int>]
  private let columns: [Range<Int>]

  init(_ raster: Raster, _ frame: PlotFrame, columns: Int, rows: Int) {
    self.raster = raster
    self.columns = RasterSampling.cells(raster.columns, of: raster.x, on: frame.x, pixels: columns)
    self.rows = RasterSampling.cells(raster.rows, of: raster.y, on: frame.y, pixels: rows).reversed()
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
      let middle = Int(cell(0.5).rounded(.down))
      guard 0..<count ~= middle else { return 0..<0 }
      let start = min(cell(0), cell(1)).rounded()
      let end = max(cell(0), cell(1)).rounded()
      return start < end ? max(0, Int(start))..<min(count, Int(end)) : middle..<middle + 1
    }
  }

  /// The mean level of the cells below one pixel, or below several, one on top of the other.
  func level(row: Int, rows count: Int = 1, column: Int) -> Double? {
    let pixels = rows[row..<row + count].flatMap(Array.init)
    let levels = pixels.flatMap { row in columns[column].compactMap { raster.level(row: row, column: $0) } }
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
