/// Draws a raster: runs of cells of one color, one element a color. Classes are filled, for their cells are small, and
/// strokes thinner than a pixel are pale and leave gaps. Values are strokes, which take fewer letters.
struct SVGRaster {
  /// So many shades are as good as all to the eye, and make long runs: fewer for small pictures.
  private var shades: Double { raster.hasColorBar ? 48 : 16 }

  private var isFilled: Bool { if case .classes = raster.content { true } else { false } }

  private let raster: Raster
  private let frame: PlotFrame
  private let plot: Box

  init(_ raster: Raster, _ frame: PlotFrame, plot: Box) {
    self.raster = raster
    self.frame = frame
    self.plot = plot
  }

  func draw(into writer: inout SVGWriter) {
    guard let (corner, size) = place else { return }
    // A view of its own cuts off what lies outside the plot.
    let n = SVGWriter.number
    writer.line(
      "<svg x=\"\(n(plot.x))\" y=\"\(n(plot.y))\" width=\"\(n(plot.width))\" height=\"\(n(plot.height))\">")
    drawCells(corner, size, into: &writer)
    drawContours(corner, size, into: &writer)
    writer.line("</svg>")
  }

  /// Where the raster's lower left corner lies in the plot, and how large it is.
  private var place: (corner: UnitPoint, size: UnitPoint)? {
    guard let x0 = frame.x.position(raster.x.lowerBound), let x1 = frame.x.position(raster.x.upperBound),
      let y0 = frame.y.position(raster.y.lowerBound), let y1 = frame.y.position(raster.y.upperBound),
      // Farther away than this, no cell's edge is within the plot.
      [x0, x1, y0, y1].allSatisfy({ abs($0) < 1e6 })
    else { return nil }
    return (UnitPoint(x: x0, y: y0), UnitPoint(x: x1 - x0, y: y1 - y0))
  }

  private func scale(_ value: Double) -> String {
    // Four decimals: an error here is multiplied by the number of cells.
    let digits = Int((value * 10_000).rounded())
    return (digits < 0 ? "-" : "") + "\(digits.magnitude / 10_000)."
      + String(String(digits.magnitude % 10_000 + 10_000).dropFirst())
  }

  private func drawCells(_ corner: UnitPoint, _ size: UnitPoint, into writer: inout SVGWriter) {
    let width = plot.width * size.x / Double(raster.columns)
    let height = -plot.height * size.y / Double(raster.rows)
    // A cell is one unit wide and high, and a stroke runs along its middle. The strokes are a little wider: the card
    // would show between two rows that are rounded to pixels apart.
    let x = SVGWriter.number(corner.x * plot.width)
    let y = SVGWriter.number((1 - corner.y) * plot.height + (isFilled ? 0 : height / 2))
    writer.line(
      "<g transform=\"translate(\(x) \(y)) scale(\(scale(width)) \(scale(height)))\""
        + (isFilled ? "" : " fill=\"none\" stroke-width=\"1.02\"") + " shape-rendering=\"crispEdges\">")
    for (color, runs) in runsByColor() {
      writer.line("<path d=\"\(runs)\" \(isFilled ? "fill" : "stroke")=\"\(color)\"/>")
    }
    writer.line("</g>")
  }

  /// The path data of each color's runs, in the order in which the colors first appear.
  private func runsByColor() -> [(color: String, data: String)] {
    var order: [String] = []
    var data: [String: String] = [:]
    for row in 0..<raster.rows {
      var column = 0
      while column < raster.columns {
        let start = column
        let color = color(row: row, column: column)
        repeat { column += 1 } while column < raster.columns && self.color(row: row, column: column) == color
        // The card is white.
        guard let color, color != RGBColor.white.hex else { continue }
        if data[color] == nil { order.append(color) }
        let back = isFilled ? "l0 1h\(start - column)" : ""
        data[color, default: ""] += "M\(start) \(row)h\(column - start)\(back)"
      }
    }
    return order.map { ($0, data[$0] ?? "") }
  }

  private func color(row: Int, column: Int) -> String? {
    guard case .values(_, let map, _, _) = raster.content else {
      return raster.color(row: row, column: column)?.hex
    }
    return raster.level(row: row, column: column).map {
      map.color(at: ($0 * shades).rounded() / shades).hex
    }
  }

  private func drawContours(_ corner: UnitPoint, _ size: UnitPoint, into writer: inout SVGWriter) {
    for lines in contourLines(corner, size) {
      let data = lines.map { SVGWriter.pathData($0) }.joined()
      guard !data.isEmpty else { continue }
      if !raster.labelsContours {
        writer.path(data, stroke: "#fff", width: 0.9, attributes: " opacity=\"0.6\"")
      } else {
        writer.path(data, stroke: "#fff", width: 2.4, attributes: " opacity=\"0.6\"")
        writer.path(data, stroke: SVGWriter.ink, width: 1)
      }
    }
  }

  /// For each contour its lines in pixels of the plot.
  private func contourLines(_ corner: UnitPoint, _ size: UnitPoint) -> [[[SVGMarker.Pixel]]] {
    let contours = Contours(raster)
    return raster.contours.map { value in
      contours.lines(of: value).map { line in
        line.map { point in
          (
            x: (corner.x + point.x * size.x) * plot.width,
            y: (1 - corner.y - point.y * size.y) * plot.height
          )
        }
      }
    }
  }

  /// The values of the lines that tell them, each at another part of its line, for the lines may lie near each other.
  func drawValues(into writer: inout SVGWriter) {
    guard raster.labelsContours, let (corner, size) = place else { return }
    for (index, lines) in contourLines(corner, size).enumerated() {
      let part = Double(index + 1) / Double(raster.contours.count + 1)
      let line = lines.max { $0.count < $1.count } ?? []
      writeValue(raster.contours[index], on: line, at: part, into: &writer)
    }
  }

  /// The value of a line at this part of it, or as near to it as the plot's edges let it.
  private func writeValue(
    _ value: Double, on line: [SVGMarker.Pixel], at part: Double, into writer: inout SVGWriter
  ) {
    let text = NumberText.significant(value)
    let wanted = Int(part * Double(line.count))
    let room = SVGWriter.width(text, size: 11) / 2 + 3
    let inside = line.indices.filter {
      room...max(room, plot.width - room) ~= line[$0].x && 9...max(9, plot.height - 9) ~= line[$0].y
    }
    guard let middle = inside.min(by: { abs($0 - wanted) < abs($1 - wanted) }) else { return }
    writer.write(
      text, x: plot.x + line[middle].x, y: plot.y + line[middle].y + 4, anchor: .middle, fill: SVGWriter.ink,
      attributes: " stroke=\"#fff\" stroke-width=\"4\" paint-order=\"stroke\"")
  }

  /// The borders between regions of different classes.
  func drawBorders(into writer: inout SVGWriter) {
    guard case .classes = raster.content, let x0 = frame.x.position(raster.x.lowerBound),
      let x1 = frame.x.position(raster.x.upperBound), let y0 = frame.y.position(raster.y.lowerBound),
      let y1 = frame.y.position(raster.y.upperBound)
    else { return }
    func corner(_ row: Int, _ column: Int) -> UnitPoint {
      UnitPoint(
        x: x0 + (x1 - x0) * Double(column) / Double(raster.columns),
        y: y0 + (y1 - y0) * Double(row) / Double(raster.rows))
    }
    var data = ""
    func add(_ start: UnitPoint, _ end: UnitPoint) {
      for piece in UnitPoint.clipped([start, end]) {
        data += SVGWriter.pathData(
          piece.map { (plot.x + $0.x * plot.width, plot.y + (1 - $0.y) * plot.height) })
      }
    }
    for row in 0..<raster.rows {
      for column in 0..<raster.columns {
        let own = raster.classIndex(row: row, column: column)
        if column > 0, raster.classIndex(row: row, column: column - 1) != own {
          add(corner(row, column), corner(row + 1, column))
        }
        if row > 0, raster.classIndex(row: row - 1, column: column) != own {
          add(corner(row, column), corner(row, column + 1))
        }
      }
    }
    if !data.isEmpty { writer.path(data, stroke: SVGWriter.ink, width: 1.2) }
  }

  /// The figures of a table, where the cells have room for them, dark on light and light on dark.
  func drawFigures(into writer: inout SVGWriter) {
    guard !raster.rowNames.isEmpty, case .values(let values, _, _, _) = raster.content else { return }
    let room = plot.width / Double(raster.columns)
    guard plot.height / Double(raster.rows) >= 14 else { return }
    for row in 0..<raster.rows {
      for column in 0..<raster.columns {
        let value = values[row * raster.columns + column]
        if raster.blanksZeros && value == 0 { continue }
        let text = NumberText.significant(value)
        guard SVGWriter.width(text, size: 11) < room, let color = raster.color(row: row, column: column),
          let x = frame.x.position(Double(column)), let y = frame.y.position(Double(row))
        else { continue }
        writer.write(
          text, x: plot.x + x * plot.width, y: plot.y + (1 - y) * plot.height + 4, anchor: .middle,
          fill: color.luma > 0.5 ? SVGWriter.ink : "#fff")
      }
    }
  }
}
