extension Figure {
  /// The figure as an SVG document: a white card, readable on light and dark pages. The same figure
  /// gives the same bytes.
  public func svg(description: String) -> String {
    let figure = barsFit(width: SVGPanel.cardWidth) ? self : withHorizontalBars()
    let panel = SVGPanel(figure, width: SVGPanel.cardWidth)
    var writer = SVGWriter()
    panel.draw(into: &writer, x: 0, y: 0)
    return SVGDocument.document(
      width: panel.size.width, height: panel.size.height, title: title, description: description,
      body: writer.text)
  }

  /// Whether each bar's name fits below its bar.
  func barsFit(width: Double) -> Bool {
    guard let first = bars.first, !first.horizontal else { return true }
    let slot = (width - 90) / Double(max(1, first.categories.count))
    return first.categories.allSatisfy { SVGWriter.width($0, size: 11) < slot - 6 }
  }
}

extension Figure {
  /// Whether title, labels and legend fit into a grid's panel.
  func wordsFit(width: Double) -> Bool {
    if !showsAxes { return SVGWriter.width(title, size: 11) <= width - 4 }
    let room = width - 2 * SVGPanel.compactPadding
    return SVGWriter.width(title, size: 13) <= room && SVGLegend(legend, width: room).fits
      && [xLabel, yLabel].allSatisfy { SVGWriter.width($0, size: 12) <= room }
  }
}

enum SVGDocument {
  /// How many pixels wide a picture is at most, in its own measure: on a telephone, 320 to 330 pixels remain of them,
  /// and a text of 11 is still 8 high.
  static let width = 440.0

  /// How much larger a plot is shown where there is room.
  static let enlargement = 1.25

  static func document(
    width: Double, height: Double, enlargement: Double = enlargement, title: String, description: String,
    body: String
  ) -> String {
    let n = SVGWriter.number
    let font = "system-ui,-apple-system,'Segoe UI',Roboto,Helvetica,Arial,sans-serif"
    var writer = SVGWriter()
    writer.line(
      "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"\(n(width * enlargement))\""
        + " height=\"\(n(height * enlargement))\" viewBox=\"0 0 \(n(width)) \(n(height))\""
        + " role=\"img\" font-family=\"\(font)\">")
    if !title.isEmpty { writer.line("<title>\(SVGWriter.escaped(title))</title>") }
    if !description.isEmpty { writer.line("<desc>\(SVGWriter.escaped(description))</desc>") }
    writer.rectangle(
      Box(x: 0.5, y: 0.5, width: width - 1, height: height - 1), fill: "#fff",
      attributes: " stroke=\"#e3e3e3\" rx=\"8\"")
    return writer.text + body + "</svg>\n"
  }
}
