/// Lays one figure out in pixels: title, legend, y label, plot, axes and their labels.
struct SVGPanel {
  static let cardWidth = SVGDocument.width
  static let padding = 18.0
  static let compactPadding = 6.0

  /// The part of the width that names beside the y axis may take.
  static let widestLabel = 0.42

  let figure: Figure
  let frame: PlotFrame
  let padding: Double
  let yTicks: [Tick]
  /// The plot area within the panel.
  private(set) var plot: Box
  private(set) var size: (width: Double, height: Double)

  private let compact: Bool
  private let legend: SVGLegend
  private let title: [String]
  private let legendTop: Double

  /// - Parameters:
  ///   - height: of the plot area; by default what suits the width or the number of bars.
  ///   - compact: whether the panel stands in a grid, which has a title and a margin of its own.
  init(_ figure: Figure, width: Double, height: Double? = nil, compact: Bool = false) {
    self.figure = figure
    self.compact = compact
    padding = compact ? SVGPanel.compactPadding : SVGPanel.padding
    frame = PlotFrame(figure)
    legend = SVGLegend(figure.legend, width: width - 2 * padding)
    title = compact ? [] : SVGWriter.lines(figure.title, size: 15, width: (width - 2 * padding) / 1.05)
    let axes = figure.showsAxes
    let plotHeight = height ?? SVGPanel.plotHeight(figure, width: width, compact: compact)
    yTicks = axes ? frame.y.ticks(atMost: max(2, min(7, Int(plotHeight / 25)))) : []
    let labels = yTicks.map { SVGWriter.width($0.label, size: 11) }.max() ?? 0
    let left = padding + (axes ? min(width * SVGPanel.widestLabel, labels) + 9 : 0)
    let right = padding + (axes ? SVGPanel.rightMargin(figure, frame, padding: padding) : 0)
    let yLabel = axes && !figure.yLabel.isEmpty ? 20.0 : 0
    let titleHeight = SVGPanel.titleHeight(figure, lines: compact ? nil : title.count)
    legendTop = padding + titleHeight
    let top = padding + titleHeight + legend.height + yLabel + (axes ? 6 : 2)
    let bottom = padding + (!axes ? 0 : figure.xLabel.isEmpty ? 20 : 38)
    let free = Box(x: left, y: top, width: max(20, width - left - right), height: plotHeight)
    plot = SVGPanel.fitted(free, figure, frame)
    size = (width, top + plot.height + bottom)
    if compact {
      plot.x += ((free.width - plot.width) / 2).rounded()
    } else if plot.width < free.width {
      // The card closes up, as far as title and legend let it.
      let least =
        max(legend.width, title.map { SVGWriter.width($0, size: 15) * 1.05 }.max() ?? 0) + 2 * padding
      size.width = min(width, max(left + plot.width + right, least.rounded(.up)))
    }
  }

  private static func titleHeight(_ figure: Figure, lines: Int?) -> Double {
    figure.title.isEmpty ? 0 : lines.map { 6 + 18 * Double($0) } ?? 18
  }

  private static func plotHeight(_ figure: Figure, width: Double, compact: Bool) -> Double {
    if let bars = figure.bars.first, bars.horizontal {
      let rows = bars.categories.count * figure.bars.count
      return max(20, Double(rows) * (figure.bars.count > 1 ? 17 : 24) + Double(bars.categories.count) * 8)
    }
    // What stands in half a row is higher for its width, and many words beside their points need room.
    let words = figure.marks.count { if case .label = $0.shape { true } else { false } }
    return (width * (compact && width < SVGPanel.cardWidth / 2 || words >= 10 ? 0.62 : 0.5)).rounded()
  }

  private static func rightMargin(_ figure: Figure, _ frame: PlotFrame, padding: Double) -> Double {
    if figure.bars.first?.horizontal == true {
      // The axis reaches a little beyond the longest bar, its figure further.
      let figures = figure.bars.flatMap(\.values).map {
        SVGWriter.width(NumberText.significant($0), size: 11)
      }
      return max(8, (figures.max() ?? 0) - 2)
    }
    guard let heatMap = figure.heatMap, case .values(_, _, let range, let scale) = heatMap.content else {
      // Half of the last label reaches beyond the axis.
      let last = frame.x.categories.isEmpty ? frame.x.ticks(atMost: 6).last?.label ?? "" : ""
      return max(4, SVGWriter.width(last, size: 11) / 2 - padding + 6)
    }
    let ticks = Axis(range: range, scale: scale).ticks(atMost: 5)
    return 28 + (ticks.map { SVGWriter.width($0.label, size: 11) }.max() ?? 0)
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
    for (index, line) in title.enumerated() {
      writer.write(
        line, x: padding, y: padding + 13 + 18 * Double(index), size: 15, fill: SVGWriter.ink,
        attributes: " font-weight=\"600\"")
    }
    if compact, !figure.title.isEmpty {
      // Above one picture of several, the title is no more than a caption.
      let caption = !figure.showsAxes
      let size = caption ? 11 : 13
      writer.write(
        SVGWriter.fitted(figure.title, size: size, width: self.size.width - 2 * padding),
        x: caption ? plot.x + plot.width / 2 : padding, y: padding + 10, size: size,
        anchor: caption ? .middle : .start, fill: SVGWriter.ink,
        attributes: caption ? "" : " font-weight=\"600\"")
    }
    legend.draw(into: &writer, x: padding, y: legendTop)
  }
}
