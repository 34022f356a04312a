import Matrices

/// Several figures side by side under one title.
public struct FigureGrid: Sendable {
  public var title: String
  public var columns: Int
  public var figures: [Figure]

  /// - Parameter columns: how many figures stand in a row (a narrow terminal shows fewer).
  public init(_ title: String = "", columns: Int, figures: [Figure]) {
    precondition(columns > 0, "\(columns) columns")
    self.title = title
    self.columns = columns
    self.figures = figures
  }

  /// Pictures such as digits, a caption above each.
  public init(
    _ title: String = "", columns: Int, images: [Matrix], captions: [String] = [],
    colors: Palette.ColorMap = .ink, range: ClosedRange<Double>? = nil
  ) {
    precondition(
      captions.isEmpty || captions.count == images.count, "\(captions.count) captions, \(images.count) images"
    )
    let figures = images.enumerated().map { index, image in
      var figure = Figure(captions.isEmpty ? "" : captions[index])
      figure.image(image, colors: colors, range: range)
      return figure
    }
    self.init(title, columns: columns, figures: figures)
  }

  private var rows: [ArraySlice<Figure>] { slices(columns) }

  private func slices(_ columns: Int) -> [ArraySlice<Figure>] {
    stride(from: 0, to: figures.count, by: columns).map { figures[$0..<min($0 + columns, figures.count)] }
  }

  /// The grid as lines of text for a terminal; `width` is the most columns a line may have (at least
  /// 24), `height` the number of lines of each figure.
  public func terminal(width: Int, height: Int? = nil, color: Bool) -> String {
    let width = max(24, width)
    let least = figures.map { $0.showsAxes ? 36 : min(16, $0.rasters.first?.columns ?? 16) }.max() ?? 36
    let columns = max(1, min(self.columns, (width + 2) / (least + 2)))
    let panelWidth = (width - 2 * (columns - 1)) / columns
    let images = figures.allSatisfy { !$0.showsAxes }
    let natural = figures.compactMap { $0.rasters.first?.columns }.max() ?? panelWidth
    var lines: [String] = []
    if !title.isEmpty {
      var line = TextGrid(width: width, height: 1)
      line.write(title.truncated(to: width), row: 0, column: 0, bold: true)
      lines.append(line.rendered(color: color))
    }
    for row in slices(columns) {
      let room = images ? min(panelWidth, natural) : panelWidth
      let panels = row.map { $0.textGrid(width: room, height: height, color: color) }
      var line = TextGrid(width: width, height: panels.map(\.height).max() ?? 0)
      for (index, panel) in panels.enumerated() {
        line.paste(panel, row: 0, column: index * (room + 2))
      }
      lines.append(line.rendered(color: color))
    }
    return lines.joined(separator: images ? "\n" : "\n\n")
  }

  /// The grid as an SVG document: a white card, readable on light and dark pages.
  public func svg() -> String {
    let outer = SVGPanel.padding - 6
    let panelWidth = self.panelWidth
    let titleHeight = title.isEmpty ? 0.0 : 30
    var writer = SVGWriter()
    let width = Double(columns) * panelWidth + 2 * outer
    if !title.isEmpty {
      let text = SVGWriter.fitted(title, size: 15, width: width - 2 * SVGPanel.padding)
      writer.write(
        text, x: SVGPanel.padding, y: SVGPanel.padding + 13, size: 15, fill: SVGWriter.ink,
        attributes: " font-weight=\"600\"")
    }
    var y = outer + titleHeight
    for row in rows {
      let panels = row.map { figure in
        SVGPanel(
          figure.barsFit(width: panelWidth) ? figure : figure.withHorizontalBars(), width: panelWidth,
          height: figure.showsAxes ? nil : panelWidth, compact: true)
      }
      for (index, panel) in panels.enumerated() {
        panel.draw(into: &writer, x: outer + Double(index) * panelWidth, y: y)
      }
      y += panels.map(\.size.height).max() ?? 0
    }
    return SVGDocument.document(
      width: width, height: y + outer, title: title,
      description: figures.map(\.title).filter { !$0.isEmpty }.joined(separator: ", "), body: writer.text)
  }

  /// Wide enough to read, narrow enough for a row to fit a page.
  private var panelWidth: Double {
    let images = figures.allSatisfy { !$0.showsAxes }
    if images { return max(40, min(160, (720 / Double(columns)).rounded(.down))) }
    return columns == 1 ? 616 : max(240, min(380, (820 / Double(columns)).rounded(.down)))
  }
}
