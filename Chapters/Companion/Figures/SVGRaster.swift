/// Draws a raster: runs of cells of one color as strokes, one element a color.
struct SVGRaster {
  /// So many shades are as good as all to the eye, and make long runs.
  private static let shades = 48.0

  private let raster: Raster
  private let frame: PlotFrame
  private let plot: Box

  init(_ raster: Raster, _ frame: PlotFrame, plot: Box) {
    self.raster = raster
    self.frame = frame
    self.plot = plot
  }

  func draw(into writer: inout SVGWriter) {
    guard let x0 = frame.x.position(raster.x.lowerBound), let x1 = frame.x.position(raster.x.upperBound),
      let y0 = frame.y.position(raster.y.lowerBound), let y1 = frame.y.position(raster.y.upperBound)
    else { return }
    // A view of its own cuts off what lies outside the plot and makes a cell one unit wide and high.
    let width = plot.width * (x1 - x0) / Double(raster.columns)
    let height = plot.height * (y1 - y0) / Double(raster.rows)
    let n = SVGWriter.number
    writer.line(
      "<svg x=\"\(n(plot.x))\" y=\"\(n(plot.y))\" width=\"\(n(plot.width))\" height=\"\(n(plot.height))\">")
    let origin = "\(n(x0 * plot.width)) \(n((1 - y0) * plot.height))"
    writer.line(
      "<g transform=\"translate(\(origin)) scale(\(scale(width)) \(scale(-height)))\" fill=\"none\">")
    drawCells(into: &writer)
    drawContours(into: &writer)
    writer.line("</g>\n</svg>")
  }

  private func scale(_ value: Double) -> String {
    // Four decimals: an error here is multiplied by the number of cells.
    let digits = Int((value * 10_000).rounded())
    return (digits < 0 ? "-" : "") + "\(digits.magnitude / 10_000)."
      + String(String(digits.magnitude % 10_000 + 10_000).dropFirst())
  }

  private func drawCells(into writer: inout SVGWriter) {
    writer.line("<g shape-rendering=\"crispEdges\">")
    for (color, runs) in runsByColor() {
      writer.path(runs, stroke: color, width: 1)
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
        guard let color else { continue }
        if data[color] == nil { order.append(color) }
        data[color, default: ""] += "M\(start) \(row).5h\(column - start)"
      }
    }
    return order.map { ($0, data[$0] ?? "") }
  }

  private func color(row: Int, column: Int) -> String? {
    guard case .values(_, let map, _, _) = raster.content else {
      return raster.color(row: row, column: column)?.hex
    }
    return raster.level(row: row, column: column).map {
      map.color(at: ($0 * Self.shades).rounded() / Self.shades).hex
    }
  }

  private func drawContours(into writer: inout SVGWriter) {
    for level in Contours.levels(raster.contours) {
      let n = SVGWriter.number
      let data = Contours.segments(of: raster, level: level).map { from, to in
        "M\(n(from.x)) \(n(from.y))L\(n(to.x)) \(n(to.y))"
      }.joined()
      guard !data.isEmpty else { continue }
      writer.path(
        data, stroke: "#fff", width: 0.9, attributes: " opacity=\"0.6\" vector-effect=\"non-scaling-stroke\"")
    }
  }
}
