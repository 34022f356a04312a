/// The legend above a plot, where it covers no data: samples and names in as many rows as they need.
struct SVGLegend {
  private static let rowHeight = 19.0
  private static let gap = 18.0

  private var rows: [[LegendEntry]] = []
  private(set) var width = 0.0

  /// Whether no name is wider than the room.
  let fits: Bool

  var height: Double { Double(rows.count) * Self.rowHeight }

  init(_ entries: [LegendEntry], width available: Double) {
    fits = entries.allSatisfy { Self.width($0) <= available }
    var used = Double.infinity
    for entry in entries {
      let width = Self.width(entry)
      if used + Self.gap + width > available {
        rows.append([])
        used = -Self.gap
      }
      rows[rows.count - 1].append(entry)
      used += Self.gap + width
      self.width = max(self.width, min(available, used))
    }
  }

  /// The room for a sample and the gap to its name.
  private static func sampleWidth(_ entry: LegendEntry) -> Double {
    switch entry.symbol {
    case .marker, .ceiling: 14
    case .bar: 19
    case .line, .path, .rule: 25
    }
  }

  private static func width(_ entry: LegendEntry) -> Double {
    sampleWidth(entry) + SVGWriter.width(entry.name, size: 12)
  }

  func draw(into writer: inout SVGWriter, x: Double, y: Double) {
    for (index, row) in rows.enumerated() {
      var left = x
      let middle = y + Double(index) * Self.rowHeight + 8
      for entry in row {
        drawSample(entry, x: left, y: middle, into: &writer)
        writer.write(
          entry.name, x: left + Self.sampleWidth(entry), y: middle + 4, size: 12, fill: SVGWriter.ink)
        left += Self.width(entry) + Self.gap
      }
    }
  }

  private func drawSample(_ entry: LegendEntry, x: Double, y: Double, into writer: inout SVGWriter) {
    let color = Palette.category(entry.color ?? 0).hex
    let (start, end) = ((x: x, y: y), (x: x + 19, y: y))
    switch entry.symbol {
    case .marker(let marker): SVGMarker.draw(marker, at: [(x + 5, y)], color: color, into: &writer)
    case .line(let style):
      writer.segment(start, end, stroke: color, width: 2, attributes: SVGMarks.dashes(style))
    case .path(let style):
      writer.segment(start, end, stroke: color, width: 1.5)
      if style == .arrows, let head = SVGMarker.arrowHead(from: start, to: end) {
        writer.shape(head, fill: color)
      } else {
        SVGMarker.draw(.circle, at: [(x + 9.5, y)], color: color, into: &writer)
      }
    case .bar: writer.rectangle(Box(x: x, y: y - 5, width: 14, height: 10), fill: color)
    case .ceiling: writer.segment((x + 5, y - 6), (x + 5, y + 6), stroke: SVGWriter.ink, width: 2)
    case .rule:
      writer.segment(start, end, stroke: SVGMarks.ruleInk, width: 1.2, attributes: SVGMarks.ruleDashes)
    }
  }
}
