/// Draws the axes of a panel: grid lines below the marks; axes, ticks and labels above them.
extension SVGPanel {
  private var right: Double { plot.x + plot.width }
  private var bottom: Double { plot.y + plot.height }

  private var xTicks: [Tick] {
    frame.x.ticks(atMost: max(5, min(10, Int(plot.width / 55))), along: plot.width) {
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

  func drawGrid(into writer: inout SVGWriter) {
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

  func drawAxes(into writer: inout SVGWriter) {
    let n = SVGWriter.number
    let (left, base) = (plot.x.rounded(.down) + 0.5, bottom.rounded(.down) + 0.5)
    // Bars that lie stand on the y axis alone.
    let lying = !figure.bars.isEmpty && !frame.y.categories.isEmpty
    var lines = "M\(n(left)) \(n(plot.y))V\(n(base))" + (lying ? "" : "H\(n(right))")
    if frame.x.categories.isEmpty {
      for x in xTicks.compactMap({ column($0.value) }) { lines += "M\(n(x)) \(n(base))v4" }
    }
    if frame.y.categories.isEmpty {
      for y in yTicks.compactMap({ row($0.value) }) { lines += "M\(n(left)) \(n(y))h-4" }
    }
    writer.path(lines, stroke: SVGWriter.axisInk, width: 1)
    writeLabels(into: &writer)
  }

  private func writeLabels(into writer: inout SVGWriter) {
    let slot = frame.x.categories.isEmpty ? plot.width : plot.width / Double(frame.x.categories.count) - 4
    for tick in xTicks {
      guard let x = column(tick.value) else { continue }
      let label = SVGWriter.fitted(tick.label, size: 11, width: slot)
      writer.write(label, x: x, y: bottom + 17, anchor: .middle)
    }
    for tick in yTicks {
      guard let y = row(tick.value) else { continue }
      let label = SVGWriter.fitted(tick.label, size: 11, width: size.width * Self.widestLabel)
      writer.write(label, x: plot.x - 8, y: y + 3.5, anchor: .end)
    }
    if !figure.xLabel.isEmpty {
      let label = SVGWriter.fitted(figure.xLabel, size: 12, width: size.width - 2 * padding)
      writer.write(label, x: plot.x + plot.width / 2, y: bottom + 36, size: 12, anchor: .middle)
    }
    if !figure.yLabel.isEmpty {
      let label = SVGWriter.fitted(figure.yLabel, size: 12, width: size.width - 2 * padding)
      writer.write(label, x: padding, y: plot.y - 13, size: 12)
    }
  }
}
