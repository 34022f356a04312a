import Foundation

/// Draws the marks of a figure into its plot area.
struct SVGMarks {
  static let ruleInk = "#777"
  static let ruleDashes = " stroke-dasharray=\"4 4\""

  let figure: Figure
  let frame: PlotFrame
  let plot: Box

  init(_ figure: Figure, _ frame: PlotFrame, plot: Box) {
    self.figure = figure
    self.frame = frame
    self.plot = plot
  }

  static func dashes(_ style: Figure.LineStyle) -> String {
    switch style {
    case .solid: ""
    case .dashed: " stroke-dasharray=\"7 3\""
    case .dotted: " stroke-dasharray=\"2 2.5\""
    case .dashDotted: " stroke-dasharray=\"9 3 2 3\""
    }
  }

  func pixel(_ point: UnitPoint) -> SVGMarker.Pixel {
    (x: plot.x + point.x * plot.width, y: plot.y + (1 - point.y) * plot.height)
  }

  func draw(into writer: inout SVGWriter) {
    for mark in figure.marks { draw(mark, into: &writer) }
    // Points hide no border between regions and no line's value: they are drawn over them.
    for raster in figure.rasters { SVGRaster(raster, frame, plot: plot).drawBorders(into: &writer) }
    for raster in figure.rasters { SVGRaster(raster, frame, plot: plot).drawValues(into: &writer) }
    SVGBars(self).draw(into: &writer)
    drawLabels(into: &writer)
  }

  private func draw(_ mark: Mark, into writer: inout SVGWriter) {
    let color = Palette.category(mark.color ?? 0).hex
    switch mark.shape {
    case .points(let curve, let marker):
      SVGMarker.draw(
        marker, at: frame.places(curve).map(pixel), color: color, crowded: isCrowded, into: &writer)
    case .line(let curve, let style):
      let attributes = " stroke-linejoin=\"round\"" + Self.dashes(style)
      let data = pathData(curve)
      if !data.isEmpty { writer.path(data, stroke: color, width: 2, attributes: attributes) }
    case .path(let curve, let style): draw(path: curve, style, color: color, into: &writer)
    case .errorBars(let low, let high): draw(from: low, to: high, color: color, into: &writer)
    case .raster(let raster):
      let raster = SVGRaster(raster, frame, plot: plot)
      raster.draw(into: &writer)
      raster.drawFigures(into: &writer)
    case .rule(let rule):
      guard let ends = frame.ends(rule) else { return }
      writer.segment(
        pixel(ends[0]), pixel(ends[1]), stroke: Self.ruleInk, width: 1.2, attributes: Self.ruleDashes)
    case .bars, .label: break
    }
  }

  /// Whether a narrow plot has many points.
  private var isCrowded: Bool {
    let counts = figure.marks.map { if case .points(let curve, _) = $0.shape { curve.x.count } else { 0 } }
    return plot.width < 200 && counts.reduce(0, +) >= 40
  }

  private func pathData(_ curve: Curve) -> String {
    frame.pieces(curve).map { piece in
      SVGWriter.pathData(UnitPoint.thinned(piece, columns: Int(plot.width / 2)).map(pixel))
    }.joined()
  }

  private func draw(
    path curve: Curve, _ style: Figure.PathStyle, color: String, into writer: inout SVGWriter
  ) {
    let data = pathData(curve)
    // A white edge keeps the path visible on any background.
    if !data.isEmpty {
      writer.path(data, stroke: "#fff", width: 4, attributes: " stroke-linejoin=\"round\" opacity=\"0.7\"")
      writer.path(data, stroke: color, width: 1.8, attributes: " stroke-linejoin=\"round\"")
    }
    let points = frame.places(curve).map(pixel)
    if style == .dots {
      let step = max(1, points.count / 400)
      let dots = stride(from: 0, to: points.count, by: step).map { points[$0] }
      SVGMarker.draw(.circle, at: dots, color: color, into: &writer)
    } else {
      let heads = zip(points, points.dropFirst()).compactMap { SVGMarker.arrowHead(from: $0, to: $1) }
      if !heads.isEmpty { writer.shape(heads.joined(), fill: color) }
    }
  }

  private func draw(from low: Curve, to high: Curve, color: String, into writer: inout SVGWriter) {
    var data = ""
    for index in low.x.indices {
      let ends = frame.pieces(
        Curve(x: [low.x[index], low.x[index]], y: [low.y[index], high.y[index]]))
      guard let piece = ends.first, piece.count == 2 else { continue }
      for (end, beyond) in [(pixel(piece[0]), low), (pixel(piece[1]), high)] {
        // A cap where the bar ends; none where the plot does.
        if frame.y.contains(beyond.y[index]) {
          data += SVGWriter.pathData([(end.x - 3.5, end.y), (end.x + 3.5, end.y)])
        }
      }
      data += SVGWriter.pathData(piece.map(pixel))
    }
    if !data.isEmpty { writer.path(data, stroke: color, width: 1.3) }
  }

  /// Points along a line, ten pixels apart.
  private func samples(_ piece: [UnitPoint]) -> [SVGMarker.Pixel] {
    let points = piece.map(pixel)
    return zip(points, points.dropFirst()).flatMap { from, to in
      let steps = max(1, Int(max(abs(to.x - from.x), abs(to.y - from.y)) / 10))
      return (0...min(400, steps)).map { step in
        let part = Double(step) / Double(steps)
        return (x: from.x + (to.x - from.x) * part, y: from.y + (to.y - from.y) * part)
      }
    }
  }

  private func drawLabels(into writer: inout SVGWriter) {
    // Words may reach a little beyond the axes, into the margins.
    let bounds = Box(x: plot.x + 2, y: plot.y - 4, width: plot.width + 10, height: plot.height + 2)
    var placement = LabelPlacement(bounds: bounds, taken: [])
    for mark in figure.marks {
      switch mark.shape {
      case .points(let curve, _):
        placement.taken += frame.places(curve).map(pixel).map {
          Box(x: $0.x - 3, y: $0.y - 3, width: 6, height: 6)
        }
      case .path(let curve, _):
        placement.taken += frame.pieces(curve).flatMap(samples).map {
          Box(x: $0.x - 1.5, y: $0.y - 1.5, width: 3, height: 3)
        }
      default: break
      }
    }
    for mark in figure.marks {
      guard case .label(let label) = mark.shape, let place = frame.place(x: label.x, y: label.y),
        place.isInside
      else { continue }
      let point = pixel(place)
      let width = SVGWriter.width(label.text, size: 11)
      let box = placement.place(width: width, height: 12, x: point.x, y: point.y, gap: 6, rise: 5, rings: 4)
      drawLeader(from: point, to: box, into: &writer)
      // The text may be narrower than its box: it stays near its point.
      let anchor: SVGWriter.Anchor = box.x > point.x ? .start : box.x + width < point.x ? .end : .middle
      let x = anchor == .start ? box.x : anchor == .end ? box.x + width : box.x + width / 2
      writer.write(
        label.text, x: x, y: box.y + 9.5, anchor: anchor, fill: SVGWriter.ink,
        attributes: " stroke=\"#fff\" stroke-width=\"2.5\" stroke-opacity=\"0.85\" paint-order=\"stroke\"")
    }
  }
  /// A thin line to a label that stands away from its point.
  private func drawLeader(from point: SVGMarker.Pixel, to box: Box, into writer: inout SVGWriter) {
    let near = (
      x: min(max(point.x, box.x), box.x + box.width), y: min(max(point.y, box.y), box.y + box.height)
    )
    guard hypot(near.x - point.x, near.y - point.y) > 9 else { return }
    writer.path(SVGWriter.pathData([point, near]), stroke: Self.ruleInk, width: 0.7)
  }
}
