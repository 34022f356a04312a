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

enum SVGDocument {
  static func document(
    width: Double, height: Double, title: String, description: String, body: String
  ) -> String {
    let (w, h) = (SVGWriter.number(width), SVGWriter.number(height))
    let font = "system-ui,-apple-system,'Segoe UI',Roboto,Helvetica,Arial,sans-serif"
    var writer = SVGWriter()
    writer.line(
      "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"\(w)\" height=\"\(h)\" viewBox=\"0 0 \(w) \(h)\""
        + " role=\"img\" font-family=\"\(font)\">")
    if !title.isEmpty { writer.line("<title>\(SVGWriter.escaped(title))</title>") }
    if !description.isEmpty { writer.line("<desc>\(SVGWriter.escaped(description))</desc>") }
    writer.rectangle(
      Box(x: 0.5, y: 0.5, width: width - 1, height: height - 1), fill: "#fff",
      attributes: " stroke=\"#e3e3e3\" rx=\"8\"")
    return writer.text + body + "</svg>\n"
  }
}
