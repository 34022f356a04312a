extension Diagram {
  /// The diagram as an SVG document: a white card, readable on light and dark pages.
  public func svg(description: String) -> String {
    let layout = DiagramLayout(self)
    let isWide = (layout.width - 1) * SVGDiagram.column + 2 * (SVGPanel.padding + 6) > SVGDiagram.mostWidth
    let margin = SVGPanel.padding + (isWide ? 0 : 6)
    let top = SVGPanel.padding + 6
    let head = title.isEmpty ? 0.0 : 30
    let drawing = SVGDiagram(layout, x: margin, y: top + head, width: SVGDiagram.mostWidth - 2 * margin)
    let width = max(drawing.width, SVGWriter.width(title, size: 15) * 1.05) + 2 * margin
    var writer = SVGWriter()
    if !title.isEmpty {
      writer.write(
        title, x: SVGPanel.padding, y: SVGPanel.padding + 13, size: 15, fill: SVGWriter.ink,
        attributes: " font-weight=\"600\"")
    }
    drawing.draw(into: &writer)
    return SVGDocument.document(
      width: width.rounded(.up), height: drawing.height + head + 2 * top, enlargement: 1,
      title: title, description: description, body: writer.text)
  }
}

/// Draws a diagram in pixels, 8 × 16 of them a character, or fewer across where that is too wide for a telephone.
struct SVGDiagram {
  private typealias Pixel = SVGMarker.Pixel

  static let column = 8.0
  static let line = 16.0
  private static let textSize = 14

  /// At this width the smallest text, 13, is 8 pixels high on a telephone.
  static let mostWidth = 524.0

  private let layout: DiagramLayout
  private let x: Double
  private let y: Double
  private let column: Double

  var width: Double { (layout.width - 1) * column }
  var height: Double { (layout.height - 1) * Self.line + (stacksHoldWords ? 0 : 10) }

  init(_ layout: DiagramLayout, x: Double, y: Double, width: Double) {
    self.layout = layout
    self.x = x
    self.y = y
    column = min(Self.column, width / max(1, layout.width - 1))
  }

  func draw(into writer: inout SVGWriter) {
    for case .grid(let grid) in layout.elements { draw(grid, into: &writer) }
    for case .frame(let frame) in layout.elements { draw(frame, into: &writer) }
    for case .grid(let grid) in layout.elements { drawNumbers(grid, into: &writer) }
    for case .edge(let edge) in layout.elements { draw(edge, into: &writer) }
    for element in layout.elements {
      switch element {
      case .edge, .grid, .frame: break
      case .node(let node): draw(node, into: &writer)
      case .stack(let stack): draw(stack, into: &writer)
      case .text(let text): draw(text, into: &writer)
      case .dot(let x, let y):
        let middle = pixel(x, y)
        SVGMarker.draw(.circle, at: [middle], color: SVGWriter.softInk, into: &writer)
      }
    }
    for label in layout.labels {
      // The line would show in the gaps between words.
      if label.text.contains(" "), label.anchor == .middle {
        let (middle, width) = (pixel(label.x, label.y), SVGWriter.width(label.text, size: 13) * 0.92)
        writer.rectangle(
          Box(x: middle.x - width / 2, y: middle.y - 7, width: width, height: 14), fill: "#fff")
      }
      draw(label, size: 13, into: &writer)
    }
  }

  private func pixel(_ x: Double, _ y: Double) -> Pixel {
    (self.x + x * column, self.y + y * Self.line)
  }

  private func color(_ index: Int?) -> String { index.map { Palette.category($0).hex } ?? SVGWriter.softInk }

  private func fill(_ index: Int?) -> String {
    index.map { Palette.pale($0).hex } ?? "#fff"
  }

  /// The element's outline in pixels.
  private func outline(_ body: Diagram.Body) -> Box {
    let corner = pixel(body.x - body.halfWidth, body.y - body.halfHeight)
    var box = Box(
      x: corner.x, y: corner.y, width: 2 * body.halfWidth * column,
      height: 2 * body.halfHeight * Self.line)
    // What is a line high in the terminal has no border there.
    if body.halfHeight == 0, body.halfWidth > 0 {
      box.y -= 11
      box.height = 22
    }
    let words = body.words.map { SVGWriter.width($0, size: Self.textSize) }.max() ?? 0
    guard body.isRound else {
      let missing = max(0, words + 6 - box.width)
      return Box(x: box.x - missing / 2, y: box.y, width: box.width + missing, height: box.height)
    }
    // A long word in a small circle makes it a pill.
    let isFlat = body.halfHeight == 0
    let width = max(24, words + 6, box.width, isFlat ? 0 : box.height)
    let height = isFlat ? 24 : width
    return Box(
      x: box.x + (box.width - width) / 2, y: box.y + (box.height - height) / 2, width: width, height: height)
  }

  // MARK: Arrows

  private func draw(_ edge: Diagram.Edge, into writer: inout SVGWriter) {
    var points = edge.points.map { pixel($0.x, $0.y) }
    points[0] = clipped(points[0], points[1], edge.points[0].body)
    let last = points.count - 1
    points[last] = clipped(points[last], points[last - 1], edge.points[last].body)
    let head = edge.hasHead ? SVGMarker.arrowHead(from: points[last - 1], to: points[last]) : nil
    if let head {
      // The line ends within the head, so that the tip stays sharp.
      let (from, to) = (points[last - 1], points[last])
      let length = ((to.x - from.x) * (to.x - from.x) + (to.y - from.y) * (to.y - from.y)).squareRoot()
      points[last] = (to.x - (to.x - from.x) / length * 5, to.y - (to.y - from.y) / length * 5)
      writer.shape(head, fill: color(edge.color))
    }
    writer.path(
      SVGWriter.pathData(points), stroke: color(edge.color), width: 1.5,
      attributes: " stroke-linejoin=\"round\"" + (edge.isDashed ? " stroke-dasharray=\"5 3\"" : ""))
  }

  /// The last point on the way from `start` to `end` that lies on the outline of the element at the start.
  private func clipped(_ start: Pixel, _ end: Pixel, _ body: Diagram.Body?) -> Pixel {
    guard let body else { return start }
    let box = outline(body)
    let (middle, dx, dy) = (
      (x: box.x + box.width / 2, y: box.y + box.height / 2), end.x - start.x, end.y - start.y
    )
    func isInside(_ part: Double) -> Bool {
      let (x, y) = (start.x + part * dx - middle.x, start.y + part * dy - middle.y)
      return body.isRound && box.width == box.height
        ? x * x + y * y <= box.width * box.width / 4
        : abs(x) <= box.width / 2 + 1e-6 && abs(y) <= box.height / 2 + 1e-6
    }
    guard isInside(0), !isInside(1) else { return start }
    var (inside, outside) = (0.0, 1.0)
    for _ in 0..<24 {
      let middle = (inside + outside) / 2
      if isInside(middle) { inside = middle } else { outside = middle }
    }
    return (start.x + outside * dx, start.y + outside * dy)
  }

  // MARK: Elements

  private func draw(_ node: Diagram.Node, into writer: inout SVGWriter) {
    let box = outline(node.body)
    let stroke = " stroke=\"\(color(node.color))\" stroke-width=\"1.6\""
    let radius = node.body.isRound ? box.height / 2 : 6
    writer.rectangle(box, fill: fill(node.color), attributes: "\(stroke) rx=\"\(SVGWriter.number(radius))\"")
    write(node.text, in: box, into: &writer)
  }

  private func write(_ lines: [String], in box: Box, into writer: inout SVGWriter) {
    let top = box.y + box.height / 2 - Double(lines.count - 1) / 2 * Self.line
    for (index, line) in lines.enumerated() where !line.isEmpty {
      writer.write(
        line, x: box.x + box.width / 2, y: top + Double(index) * Self.line + 4.5, size: Self.textSize,
        anchor: .middle, fill: SVGWriter.ink)
    }
  }

  /// Whether every stack's front plane has room for its words; else they stand below.
  private var stacksHoldWords: Bool {
    layout.elements.allSatisfy { element in
      guard case .stack(let stack) = element else { return true }
      let width = outline(stack.body).width
      return stack.text.allSatisfy { SVGWriter.width($0, size: Self.textSize) < width }
    }
  }

  private func draw(_ stack: Diagram.Stack, into writer: inout SVGWriter) {
    for index in stride(from: stack.count - 1, through: 0, by: -1) {
      var box = outline(stack.body)
      // As far apart as in the terminal to the right, half as far up.
      box.x += Double(index) * column
      box.y -= Double(index) * Self.line / 2
      writer.rectangle(
        box, fill: fill(stack.color), attributes: " stroke=\"\(color(stack.color))\" stroke-width=\"1.4\"")
    }
    var room = outline(stack.body)
    if !stacksHoldWords { room.y += room.height / 2 + Self.line * Double(stack.text.count) / 2 + 3 }
    write(stack.text, in: room, into: &writer)
  }

  private func draw(_ grid: Diagram.Grid, into writer: inout SVGWriter) {
    guard let pitch = grid.body.pitch else { return }
    let box = outline(grid.body)
    writer.rectangle(box, fill: "#fff", attributes: " stroke=\"\(SVGWriter.axisInk)\"")
    var data = ""
    let n = SVGWriter.number
    for x in stride(from: box.x + pitch.x * column, to: box.x + box.width - 1, by: pitch.x * column) {
      data += "M\(n(x)) \(n(box.y))v\(n(box.height))"
    }
    for y in stride(from: box.y + pitch.y * Self.line, to: box.y + box.height - 1, by: pitch.y * Self.line) {
      data += "M\(n(box.x)) \(n(y))h\(n(box.width))"
    }
    if !data.isEmpty { writer.path(data, stroke: grid.hasLines ? "#bbb" : SVGWriter.gridInk, width: 1) }
  }

  private func drawNumbers(_ grid: Diagram.Grid, into writer: inout SVGWriter) {
    let place = Diagram.Place(x: grid.body.x, y: grid.body.y, body: grid.body)
    for (row, cells) in grid.cells.enumerated() {
      for (column, text) in cells.enumerated() where !text.isEmpty {
        let cell = place.cell(row, column)
        let middle = pixel(cell.x, cell.y)
        writer.write(text, x: middle.x, y: middle.y + 4.5, size: 13, anchor: .middle, fill: SVGWriter.ink)
      }
    }
  }

  private func draw(_ frame: Diagram.Frame, into writer: inout SVGWriter) {
    var box = outline(frame.body)
    if frame.isGroup {
      box = Box(x: box.x - 2, y: box.y - 6, width: box.width + 4, height: box.height + 12)
      writer.rectangle(
        box, fill: "none",
        attributes: " stroke=\"\(color(frame.color))\" stroke-dasharray=\"5 4\" rx=\"10\"")
      guard !frame.label.isEmpty else { return }
      writer.write(
        frame.label, x: box.x + 12, y: box.y + 4.5, size: 13, fill: color(frame.color), attributes: Self.halo)
    } else {
      writer.rectangle(
        box, fill: color(frame.color),
        attributes: " fill-opacity=\"0.2\" stroke=\"\(color(frame.color))\" stroke-width=\"2.5\"")
    }
  }

  private static let halo = " stroke=\"#fff\" stroke-width=\"5\" paint-order=\"stroke\""

  private func draw(_ text: Diagram.Text, size: Int = 14, into writer: inout SVGWriter) {
    // A text begins at the left edge of its first character.
    let (shift, anchor): (Double, SVGWriter.Anchor) =
      switch text.anchor {
      case .start: (-0.5, .start)
      case .middle: (0, .middle)
      case .end: (0.5, .end)
      }
    let place = pixel(text.x + shift, text.y)
    writer.write(
      text.text, x: place.x, y: place.y + 4.5, size: size, anchor: anchor,
      fill: text.color.map { Palette.category($0).hex } ?? SVGWriter.ink,
      attributes: Self.halo + (text.isBold ? " font-weight=\"600\"" : ""))
  }
}
