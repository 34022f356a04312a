/// Lays one figure out in pixels: title, legend, y label, plot, axes and their labels.
struct SVGPanel {
  static let cardWidth = 640.0
  static let padding = 18.0

  let figure: Figure
  let frame: PlotFrame
  private(set) var size: (width: Double, height: Double)
  private let yTicks: [Tick]
  private let legend: SVGLegend
  private let headerHeight: Double
  /// The plot area within the panel.
  private(set) var plot: Box

  /// - Parameters:
  ///   - height: of the plot area; by default what suits the width or the number of bars.
  ///   - compact: whether the panel stands in a grid, which has a title and a margin of its own.
  init(_ figure: Figure, width: Double, height: Double? = nil, compact: Bool = false) {
    self.figure = figure
    frame = PlotFrame(figure)
    let padding = compact ? 6 : SVGPanel.padding
    let axes = figure.showsAxes
    let plotHeight = height ?? SVGPanel.plotHeight(figure, width: width)
    yTicks = axes ? frame.y.ticks(atMost: max(2, min(7, Int(plotHeight / 25)))) : []
    let labels = yTicks.map { min(width * 0.42, SVGWriter.width($0.label, size: 11)) }.max() ?? 0
    let left = padding + (axes ? labels + 9 : 0)
    let right = padding + (axes ? SVGPanel.rightMargin(figure, frame, padding: padding) : 0)
    legend = SVGLegend(figure, width: width - 2 * padding)
    let title = figure.title.isEmpty ? 0.0 : compact ? 18 : 24
    let yLabel = axes && !figure.yLabel.isEmpty ? 20.0 : 0
    headerHeight = title + legend.height
    let top = padding + headerHeight + yLabel + (axes ? 6 : 2)
    let footer = axes ? 20.0 + (figure.xLabel.isEmpty ? 0 : 18) : 0
    let free = Box(x: left, y: top, width: max(20, width - left - right), height: plotHeight)
    plot = SVGPanel.fitted(free, figure, frame)
    size = (width, plot.y + plot.height + footer + padding)
    if plot.width < free.width {
      if compact {
        plot.x += ((free.width - plot.width) / 2).rounded()
      } else {
        let least = max(legend.width, SVGWriter.width(figure.title, size: 15) * 1.05) + 2 * padding
        size.width = min(width, max(left + plot.width + right, least.rounded(.up)))
      }
    }
    self.padding = padding
    self.compact = compact
  }

  let padding: Double
  let compact: Bool

  private static func plotHeight(_ figure: Figure, width: Double) -> Double {
    if let bars = figure.bars.first, bars.horizontal {
      let rows = bars.categories.count * figure.bars.count
      return max(20, Double(rows) * (figure.bars.count > 1 ? 17 : 24) + Double(bars.categories.count) * 8)
    }
    return (width * 0.47).rounded()
  }

  private static func rightMargin(_ figure: Figure, _ frame: PlotFrame, padding: Double) -> Double {
    if figure.bars.first?.horizontal == true { return 8 }
    guard let heatMap = figure.heatMap, case .values(_, _, let range, let scale) = heatMap.content else {
      // Half of the last label reaches beyond the axis.
      let last = frame.x.categories.isEmpty ? frame.x.ticks(atMost: 6).last?.label ?? "" : ""
      return max(4, SVGWriter.width(last, size: 11) / 2 - padding + 6)
    }
    let ticks = Axis(range: range, scale: scale).ticks(atMost: 5)
    return 34 + (ticks.map { SVGWriter.width($0.label, size: 11) }.max() ?? 0)
  }

  /// The largest part of the free room in which both axes' units are equally long, if they must be.
  private static func fitted(_ free: Box, _ figure: Figure, _ frame: PlotFrame) -> Box {
    guard figure.aspect == .equal, figure.xScale == .linear, figure.yScale == .linear else { return free }
    let (spanX, spanY) = (frame.x.upper - frame.x.lower, frame.y.upper - frame.y.lower)
    let unit = min(free.width / spanX, free.height / spanY)
    return Box(
      x: free.x, y: free.y, width: max(1, (spanX * unit).rounded()), height: max(1, (spanY * unit).rounded()))
  }

  /// Draws the panel with its upper left corner at (x, y).
  func draw(into writer: inout SVGWriter, x: Double, y: Double) {
    let moved = x != 0 || y != 0
    if moved { writer.line("<g transform=\"translate(\(SVGWriter.number(x)) \(SVGWriter.number(y)))\">") }
    drawHeader(into: &writer)
    if figure.showsAxes { drawGrid(into: &writer) }
    SVGMarks(figure, frame, plot: plot).draw(into: &writer)
    if figure.showsAxes {
      drawAxes(into: &writer)
      SVGColorBar.draw(figure, beside: plot, into: &writer)
    }
    if moved { writer.line("</g>") }
  }

  private func drawHeader(into writer: inout SVGWriter) {
    if !figure.title.isEmpty {
      let size = compact ? (figure.showsAxes ? 13 : 11) : 15
      let text = SVGWriter.fitted(figure.title, size: size, width: self.size.width - 2 * padding)
      let weight = figure.showsAxes || !compact ? " font-weight=\"600\"" : ""
      let centered = compact && !figure.showsAxes
      writer.write(
        text, x: centered ? plot.x + plot.width / 2 : padding, y: padding + (compact ? 10 : 13), size: size,
        anchor: centered ? .middle : .start, fill: SVGWriter.ink, attributes: weight)
    }
    legend.draw(into: &writer, x: padding, y: padding + headerHeight - legend.height)
    if figure.showsAxes, !figure.yLabel.isEmpty {
      let label = SVGWriter.fitted(figure.yLabel, size: 12, width: size.width - 2 * padding)
      writer.write(label, x: padding, y: plot.y - 13, size: 12, fill: SVGWriter.softInk)
    }
  }
}

// MARK: Axes

extension SVGPanel {
  private var right: Double { plot.x + plot.width }
  private var bottom: Double { plot.y + plot.height }

  private var xTicks: [Tick] {
    frame.x.ticks(atMost: max(3, min(10, Int(plot.width / 55))), along: plot.width) {
      SVGWriter.width($0, size: 11) + 12
    }
  }

  /// The pixel column of a value, in the middle of the pixel, so that thin lines stay crisp.
  private func column(_ value: Double) -> Double? {
    frame.x.position(value).flatMap {
      -1e-6...1 + 1e-6 ~= $0 ? (plot.x + $0 * plot.width).rounded(.down) + 0.5 : nil
    }
  }

  private func row(_ value: Double) -> Double? {
    frame.y.position(value).flatMap {
      -1e-6...1 + 1e-6 ~= $0 ? (plot.y + (1 - $0) * plot.height).rounded(.down) + 0.5 : nil
    }
  }

  private func drawGrid(into writer: inout SVGWriter) {
    guard figure.rasters.isEmpty else { return }
    var data = ""
    let n = SVGWriter.number
    if frame.x.categories.isEmpty, figure.bars.isEmpty || !frame.y.categories.isEmpty {
      for x in xTicks.compactMap({ column($0.value) }) { data += "M\(n(x)) \(n(plot.y))V\(n(bottom))" }
    }
    if frame.y.categories.isEmpty {
      for y in yTicks.compactMap({ row($0.value) }) { data += "M\(n(plot.x)) \(n(y))H\(n(right))" }
    }
    if !data.isEmpty { writer.path(data, stroke: SVGWriter.gridInk, width: 1) }
  }

  private func drawAxes(into writer: inout SVGWriter) {
    let n = SVGWriter.number
    let (left, base) = (plot.x.rounded(.down) + 0.5, bottom.rounded(.down) + 0.5)
    var data =
      frame.y.categories.isEmpty || figure.bars.isEmpty
      ? "M\(n(left)) \(n(plot.y))V\(n(base))H\(n(right))" : "M\(n(left)) \(n(plot.y))V\(n(base))"
    for tick in xTicks {
      guard let x = column(tick.value) else { continue }
      if frame.x.categories.isEmpty { data += "M\(n(x)) \(n(base))v4" }
      writer.write(tick.label, x: x, y: bottom + 17, anchor: .middle)
    }
    for tick in yTicks {
      guard let y = row(tick.value) else { continue }
      if frame.y.categories.isEmpty { data += "M\(n(left)) \(n(y))h-4" }
      let label = SVGWriter.fitted(tick.label, size: 11, width: size.width * 0.42)
      writer.write(label, x: plot.x - 8, y: y + 3.5, anchor: .end)
    }
    writer.path(data, stroke: SVGWriter.axisInk, width: 1)
    if !figure.xLabel.isEmpty {
      let label = SVGWriter.fitted(figure.xLabel, size: 12, width: size.width - 2 * padding)
      writer.write(label, x: plot.x + plot.width / 2, y: bottom + 36, size: 12, anchor: .middle)
    }
  }
}

/// The colors of a heat map and their values, to the right of the plot.
enum SVGColorBar {
  static func draw(_ figure: Figure, beside plot: Box, into writer: inout SVGWriter) {
    guard let heatMap = figure.heatMap, case .values(_, let map, let range, let scale) = heatMap.content
    else {
      return
    }
    let axis = Axis(range: range, scale: scale)
    let x = plot.x + plot.width + 14
    let steps = 48
    for step in 0..<steps {
      let top = plot.height * Double(steps - 1 - step) / Double(steps)
      // Each strip reaches below the next one, so that no seam shows.
      let height = plot.height / Double(steps) + (step == 0 ? 0 : 1)
      let color = map.color(at: (Double(step) + 0.5) / Double(steps))
      writer.rectangle(Box(x: x, y: plot.y + top, width: 12, height: height), fill: color.hex)
    }
    for tick in axis.ticks(atMost: 5) {
      guard let position = axis.position(tick.value), -1e-6...1 + 1e-6 ~= position else { continue }
      writer.write(tick.label, x: x + 17, y: plot.y + (1 - position) * plot.height + 3.5)
    }
  }
}
