/// The colors of a heat map and their values, to the right of the plot.
enum SVGColorBar {
  static func draw(_ figure: Figure, beside plot: Box, into writer: inout SVGWriter) {
    guard let heatMap = figure.heatMap, case .values(_, let map, let range, let scale) = heatMap.content
    else { return }
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
