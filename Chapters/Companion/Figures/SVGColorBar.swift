/// The colors of a heat map and their values, to the right of the plot.
enum SVGColorBar {
  /// The colors of pictures, lying, between the values at their ends and before what they mean.
  static func draw(
    _ map: Palette.ColorMap, _ range: ClosedRange<Double>, key: String, x: Double, y: Double,
    into writer: inout SVGWriter
  ) {
    let (least, greatest) = (
      NumberText.significant(range.lowerBound), NumberText.significant(range.upperBound)
    )
    let left = x + SVGWriter.width(least, size: 11) + 5
    writer.write(least, x: left - 5, y: y + 11, anchor: .end)
    for step in 0..<24 {
      let color = map.color(at: (Double(step) + 0.5) / 24)
      writer.rectangle(
        Box(x: left + 5 * Double(step), y: y + 1, width: step == 23 ? 5 : 6, height: 12), fill: color.hex)
    }
    writer.rectangle(
      Box(x: left, y: y + 1, width: 120, height: 12), fill: "none", attributes: " stroke=\"#bbb\"")
    let end = left + 125 + SVGWriter.width(greatest, size: 11)
    writer.write(greatest, x: left + 125, y: y + 11)
    writer.write(key, x: end + 10, y: y + 11, size: 12, fill: SVGWriter.ink)
  }

  static func draw(_ figure: Figure, beside plot: Box, into writer: inout SVGWriter) {
    guard let heatMap = figure.heatMap, case .values(_, let map, let range, let scale) = heatMap.content
    else { return }
    let axis = Axis(range: range, scale: scale)
    let x = plot.x + plot.width + 10
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
      writer.write(tick.label, x: x + 16, y: plot.y + (1 - position) * plot.height + 3.5)
    }
  }
}
