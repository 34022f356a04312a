import Matrices

/// Several figures side by side under one title.
public struct FigureGrid: Sendable {
  public var title: String
  public var columns: Int
  public var figures: [Figure]
  /// What the colors of pictures mean, beside their key.
  var key: String?

  /// - Parameters:
  ///   - columns: how many figures stand in a row (a narrow terminal shows fewer).
  ///   - key: what the colors of the last picture mean; with it a bar shows them and their values.
  public init(_ title: String = "", columns: Int, figures: [Figure], key: String? = nil) {
    precondition(columns > 0, "\(columns) columns")
    self.title = title
    self.columns = columns
    self.figures = figures
    self.key = key
  }

  /// Pictures such as digits, a caption above each.
  ///
  /// - Parameters:
  ///   - range: the values at the ends of the color map; by default each picture's own, or that of all
  ///     pictures where there is a key.
  ///   - key: what the colors mean, such as "weight"; with it a bar shows the colors and their values.
  public init(
    _ title: String = "", columns: Int, images: [Matrix], captions: [String] = [],
    colors: Palette.ColorMap = .ink, range: ClosedRange<Double>? = nil, key: String? = nil
  ) {
    precondition(
      captions.isEmpty || captions.count == images.count, "\(captions.count) captions, \(images.count) images"
    )
    let values = images.flatMap(\.values).filter(\.isFinite).map(Double.init)
    let (lowest, highest) = (values.min() ?? 0, values.max() ?? 1)
    let most = max(-lowest, highest)
    let range = range ?? (key == nil ? nil : colors == .diverging ? -most...most : lowest...highest)
    let figures = images.enumerated().map { index, image in
      var figure = Figure(captions.isEmpty ? "" : captions[index])
      figure.image(image, colors: colors, range: range)
      return figure
    }
    self.init(title, columns: columns, figures: figures, key: key)
  }

  /// The figure whose legend serves all of them; it then stands above the panels, which stay alike.
  private var explained: Figure? {
    let legends = figures.filter { !$0.legend.isEmpty }
    guard figures.count > 1, let first = legends.first,
      legends.allSatisfy({ $0.legend == first.legend })
    else { return nil }
    return first
  }

  /// The figures as the panels show them.
  private var panels: [Figure] {
    guard explained != nil else { return figures }
    return figures.map { figure in
      var figure = figure
      figure.showsLegend = false
      return figure
    }
  }

  /// The colors of the key and the values at their ends.
  private var colors: (map: Palette.ColorMap, range: ClosedRange<Double>)? {
    guard key != nil, case .values(_, let map, let range, _) = figures.last?.rasters.first?.content else {
      return nil
    }
    return (map, range)
  }

  private var images: Bool { figures.allSatisfy { !$0.showsAxes } }

  private func rows(of columns: Int) -> [ArraySlice<Figure>] {
    let panels = panels
    return stride(from: 0, to: panels.count, by: columns).map { panels[$0..<min($0 + columns, panels.count)] }
  }
}

// MARK: In the terminal

extension FigureGrid {
  /// The grid as lines of text for a terminal.
  ///
  /// - Parameters:
  ///   - width: the most columns a line may have; less than 24 counts as 24.
  ///   - height: the number of lines of each figure; by default what suits its width.
  ///   - color: whether to use 24-bit color; without it, series differ by their signs.
  public func terminal(width: Int, height: Int? = nil, color: Bool) -> String {
    let width = max(24, width)
    let (columns, panelWidth) = panels(in: width)
    var rows = rows(of: columns).map { row in
      let panels = row.map { $0.textGrid(width: panelWidth, height: height, color: color) }
      var line = TextGrid(width: width, height: panels.map(\.height).max() ?? 0)
      for (index, panel) in panels.enumerated() {
        line.paste(panel, row: 0, column: index * (panelWidth + 2))
      }
      return line.rendered(color: color)
    }
    let head = head(width: width, color: color)
    if !head.isEmpty { rows.insert(head.joined(separator: "\n"), at: 0) }
    return rows.joined(separator: images ? "\n" : "\n\n")
  }

  /// The lines above the panels: title, legend, key.
  private func head(width: Int, color: Bool) -> [String] {
    var lines: [String] = []
    if !title.isEmpty {
      var line = TextGrid(width: width, height: 1)
      line.write(title.truncated(to: width), row: 0, column: 0, bold: true)
      lines.append(line.rendered(color: color))
    }
    if let explained {
      for items in TerminalLegend(explained, color: color).rows(width: width) {
        var line = TextGrid(width: width, height: 1)
        var column = 0
        for item in items {
          line.paste(item, row: 0, column: column)
          column += item.width + 3
        }
        lines.append(line.rendered(color: color))
      }
    }
    if let key, let colors {
      var line = TextGrid(width: width, height: 1)
      let bar = TerminalLegend.colorBar(colors.map, colors.range, color: color)
      line.paste(bar, row: 0, column: 0)
      line.write(key.truncated(to: max(0, width - bar.width - 2)), row: 0, column: bar.width + 2)
      lines.append(line.rendered(color: color))
    }
    return lines
  }

  /// How many figures fit side by side, two spaces between them, and how wide each is.
  private func panels(in width: Int) -> (count: Int, width: Int) {
    let natural = figures.compactMap { $0.rasters.first?.columns }.max() ?? width
    let least = images ? min(16, natural) : 36
    let count = max(1, min(columns, (width + 2) / (least + 2)))
    let room = (width - 2 * (count - 1)) / count
    return (count, images ? min(room, natural) : room)
  }
}

// MARK: As SVG

extension FigureGrid {
  /// The grid as an SVG document: a white card, readable on light and dark pages. The same grid gives
  /// the same bytes.
  public func svg(description: String) -> String {
    let margin = SVGPanel.padding - 6
    let columns = columnsOnPage
    let panelWidth = panelWidth(columns)
    let least = SVGWriter.width(title, size: 15) * 1.05 + 2 * SVGPanel.padding
    let width = max(Double(columns) * panelWidth + 2 * margin, images ? min(400, least).rounded(.up) : 0)
    var writer = SVGWriter()
    var y = margin
    for line in SVGWriter.lines(title, size: 15, width: (width - 2 * SVGPanel.padding) / 1.05) {
      writer.write(
        line, x: SVGPanel.padding, y: y + 19, size: 15, fill: SVGWriter.ink,
        attributes: " font-weight=\"600\"")
      y += 18
    }
    if !title.isEmpty { y += 12 }
    if let explained {
      let legend = SVGLegend(explained.legend, width: width - 2 * SVGPanel.padding)
      legend.draw(into: &writer, x: SVGPanel.padding, y: y)
      y += legend.height + 4
    }
    if let key, let colors {
      SVGColorBar.draw(colors.map, colors.range, key: key, x: SVGPanel.padding, y: y, into: &writer)
      y += 20
    }
    for row in rows(of: columns) {
      let panels = row.map { panel($0, width: panelWidth) }
      // What is left of plots stands in the middle.
      let missing = images ? 0 : columns - row.count
      for (index, panel) in panels.enumerated() {
        panel.draw(into: &writer, x: margin + (Double(index) + Double(missing) / 2) * panelWidth, y: y)
      }
      y += panels.map(\.size.height).max() ?? 0
    }
    return SVGDocument.document(
      width: width, height: y + margin, title: title, description: description, body: writer.text)
  }

  private func panel(_ figure: Figure, width: Double) -> SVGPanel {
    SVGPanel(
      figure.barsFit(width: width) ? figure : figure.withHorizontalBars(), width: width,
      height: figure.showsAxes ? nil : width, compact: true)
  }

  /// How many stand side by side: of plots two at most, and of all no more than have room for their words.
  private var columnsOnPage: Int {
    var columns = max(1, min(columns, figures.count, images ? .max : 2))
    guard !wordsFit(columns) else { return columns }
    while columns > 1, !wordsFit(columns) { columns -= 1 }
    // Rows of the same length, as nearly as it goes.
    let rows = (figures.count + columns - 1) / columns
    return (figures.count + rows - 1) / rows
  }

  private func wordsFit(_ columns: Int) -> Bool {
    let width = panelWidth(columns)
    return panels.allSatisfy { $0.wordsFit(width: width) }
  }

  private func panelWidth(_ columns: Int) -> Double {
    let width = ((SVGDocument.width - 2 * (SVGPanel.padding - 6)) / Double(columns)).rounded(.down)
    return images ? min(160, width) : width
  }
}
