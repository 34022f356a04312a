/// Draws the marks of a figure into the characters of its plot area.
struct TerminalMarks {
  private let figure: Figure
  private let frame: PlotFrame
  private let color: Bool
  private var canvas: BrailleCanvas
  private var grid: TextGrid
  /// Signs and texts, which stand above the dots.
  private var signs: TextGrid

  init(_ figure: Figure, _ frame: PlotFrame, columns: Int, rows: Int, color: Bool) {
    self.figure = figure
    self.frame = frame
    self.color = color
    canvas = BrailleCanvas(columns: columns, rows: rows)
    grid = TextGrid(width: columns, height: rows)
    signs = grid
  }

  /// The character, of `count`, that holds the dot nearest to a position 0...1 of an axis of numbers,
  /// or the position itself on an axis of names.
  static func cell(_ position: Double, of count: Int, on axis: Axis, dots: Int) -> Int {
    let cell =
      axis.categories.isEmpty
      ? Int((position * Double(dots * count - 1)).rounded()) / dots
      : Int((position * Double(count) - 1e-9).rounded(.down))
    return min(count - 1, max(0, cell))
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
    case .errorBars(let low, let high):
      for index in low.x.indices {
        let bar = Curve(x: [low.x[index], low.x[index]], y: [low.y[index], high.y[index]])
        for piece in frame.pieces(bar) { canvas.line(piece, ink: ink) }
      }
    case .raster(let raster):
      let raster = TerminalRaster(raster, frame)
      if color { raster.drawInColor(into: &grid) } else { raster.drawInSigns(into: &grid, &canvas) }
      raster.drawFigures(into: &signs)
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
