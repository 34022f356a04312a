/// Draws bars, side by side where several series share the categories, with their figures.
struct SVGBars {
  private let marks: SVGMarks
  private let series: [(bars: Bars, color: String)]

  init(_ marks: SVGMarks) {
    self.marks = marks
    series = marks.figure.marks.compactMap { mark in
      guard case .bars(let bars) = mark.shape else { return nil }
      return (bars, Palette.category(mark.color ?? 0).hex)
    }
  }

  private var plot: Box { marks.plot }

  func draw(into writer: inout SVGWriter) {
    for (group, (bars, color)) in series.enumerated() {
      for category in bars.categories.indices {
        if bars.horizontal {
          drawHorizontal(bars, category, group: group, color: color, into: &writer)
        } else {
          drawVertical(bars, category, group: group, color: color, into: &writer)
        }
      }
    }
    drawBase(into: &writer)
  }

  /// The line at zero, where bars reach to both sides of it.
  private func drawBase(into writer: inout SVGWriter) {
    guard let horizontal = series.first?.bars.horizontal else { return }
    let base = PlotFrame.base(of: horizontal ? marks.frame.x : marks.frame.y)
    guard base > 0, base < 1 else { return }
    let ends =
      horizontal
      ? [UnitPoint(x: base, y: 0), UnitPoint(x: base, y: 1)]
      : [UnitPoint(x: 0, y: base), UnitPoint(x: 1, y: base)]
    writer.segment(marks.pixel(ends[0]), marks.pixel(ends[1]), stroke: SVGWriter.axisInk)
  }

  /// Where a group's bar begins within its category, and how thick it is, along an axis so long.
  private func slot(_ category: Int, group: Int, on axis: Axis, length: Double) -> (Double, Double) {
    let step = length / (axis.upper - axis.lower)
    let thickness = min(56, step * 0.74 / Double(series.count))
    let middle = (axis.position(Double(category)) ?? 0) * length
    let side = axis.reversed ? length - middle : middle
    let start = side + (Double(group) - Double(series.count) / 2) * thickness
    return (start, thickness - (series.count > 1 ? 1 : 0))
  }

  private func drawHorizontal(
    _ bars: Bars, _ category: Int, group: Int, color: String, into writer: inout SVGWriter
  ) {
    let axis = marks.frame.x
    let (offset, thickness) = slot(category, group: group, on: marks.frame.y, length: plot.height)
    let top = plot.y + offset
    guard let position = axis.position(bars.values[category]) else { return }
    let base = PlotFrame.base(of: axis)
    let start = plot.x + min(base, max(0, position)) * plot.width
    let end = plot.x + max(base, min(1, position)) * plot.width
    var figure = end + 5
    writer.rectangle(Box(x: start, y: top, width: end - start, height: thickness), fill: color)
    if let ceiling = ceiling(of: bars, category, on: axis) {
      let x = plot.x + ceiling * plot.width
      writer.segment((x, top - 2), (x, top + thickness + 2), stroke: SVGWriter.ink, width: 2)
      let width = SVGWriter.width(NumberText.significant(bars.values[category]), size: 11)
      if x + 1 > end - 4, x - 1 < figure + width { figure = x + 6 }
    }
    drawFigure(bars.values[category], x: figure, y: top + thickness / 2 + 4, anchor: .start, into: &writer)
  }

  private func drawVertical(
    _ bars: Bars, _ category: Int, group: Int, color: String, into writer: inout SVGWriter
  ) {
    let axis = marks.frame.y
    let (offset, thickness) = slot(category, group: group, on: marks.frame.x, length: plot.width)
    let left = plot.x + offset
    guard let position = axis.position(bars.values[category]) else { return }
    let base = PlotFrame.base(of: axis)
    let top = plot.y + (1 - max(base, min(1, position))) * plot.height
    let bottom = plot.y + (1 - min(base, max(0, position))) * plot.height
    writer.rectangle(Box(x: left, y: top, width: thickness, height: bottom - top), fill: color)
    var figure = position < base ? bottom + 13 : top - 4
    if let ceiling = ceiling(of: bars, category, on: axis) {
      let y = plot.y + (1 - ceiling) * plot.height
      writer.segment((left - 2, y), (left + thickness + 2, y), stroke: SVGWriter.ink, width: 2)
      if y < top + 4, y > figure - 12 { figure = y - 5 }
    }
    let text = NumberText.significant(bars.values[category])
    if SVGWriter.width(text, size: 11) < thickness + 8 {
      drawFigure(bars.values[category], x: left + thickness / 2, y: figure, anchor: .middle, into: &writer)
    }
  }

  private func ceiling(of bars: Bars, _ category: Int, on axis: Axis) -> Double? {
    guard !bars.ceilings.isEmpty, let position = axis.position(bars.ceilings[category]) else { return nil }
    return 0...1 ~= position ? position : nil
  }

  private func drawFigure(
    _ value: Double, x: Double, y: Double, anchor: SVGWriter.Anchor, into writer: inout SVGWriter
  ) {
    writer.write(
      NumberText.significant(value), x: x, y: y, anchor: anchor, fill: SVGWriter.ink,
      attributes: " stroke=\"#fff\" stroke-width=\"3\" paint-order=\"stroke\"")
  }
}
