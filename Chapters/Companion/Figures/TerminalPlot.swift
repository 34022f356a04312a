extension Figure {
  /// The figure as lines of text for a terminal.
  ///
  /// - Parameters:
  ///   - width: the most columns a line may have; less than 24 counts as 24.
  ///   - height: the number of lines; by default what suits the width. Bar charts take what they need.
  ///   - color: whether to use 24-bit color; without it, series differ by their signs.
  public func terminal(width: Int, height: Int? = nil, color: Bool) -> String {
    textGrid(width: max(24, width), height: height, color: color).rendered(color: color)
  }

  func textGrid(width: Int, height: Int?, color: Bool) -> TextGrid {
    bars.isEmpty
      ? TerminalPlot(self, width: width, height: height, color: color).drawn()
      : TerminalBars(withHorizontalBars(), width: width, color: color).drawn()
  }
}

/// Lays a figure out in characters: title, legend, y label, plot and its axes, x label.
struct TerminalPlot {
  let figure: Figure
  let frame: PlotFrame
  let color: Bool
  private let width: Int
  private let header: TerminalHeader
  private let yTicks: [Tick]
  private let margin: Int
  private let footer: Int
  private let columns: Int
  private let rows: Int

  init(_ figure: Figure, width: Int, height: Int?, color: Bool) {
    self.figure = figure
    self.width = width
    self.color = color
    frame = PlotFrame(figure)
    let header = TerminalHeader(figure, width: width, color: color)
    let footer = !figure.showsAxes ? 0 : figure.xLabel.isEmpty ? 2 : 3
    let available = height.map { max(4, $0 - header.height - footer) }
    let natural = available ?? min(20, max(12, width / 4))
    let ticks = figure.showsAxes ? frame.y.ticks(atMost: max(2, natural / 3)) : []
    let labels = ticks.map(\.label.count).max() ?? 0
    margin = figure.showsAxes ? min(labels, width / 3) + 2 : 0
    self.header = header
    self.footer = footer
    yTicks = ticks
    (columns, rows) = TerminalPlot.size(
      figure, frame, columns: width - margin, rows: natural, fixed: height != nil)
  }

  /// The plot's characters: all there are, or as many as make both axes' units equally long.
  private static func size(
    _ figure: Figure, _ frame: PlotFrame, columns: Int, rows: Int, fixed: Bool
  ) -> (columns: Int, rows: Int) {
    if !figure.showsAxes, let image = figure.rasters.first {
      let columns = min(columns, image.columns)
      return (columns, max(1, (image.rows * columns + image.columns) / (2 * image.columns)))
    }
    if let table = figure.rasters.last(where: { !$0.rowNames.isEmpty }) {
      // Whole characters for each cell, and no more of them than its name or its figure needs.
      let cell = min(columns / table.columns, max(8, 2 + (table.columnNames.map(\.count).max() ?? 0)))
      let height = 3 * table.rows <= rows ? 3 : 1
      return (cell == 0 ? columns : cell * table.columns, fixed ? rows : height * table.rows)
    }
    guard figure.aspect == .equal else { return (columns, rows) }
    // A character is twice as high as it is wide.
    let ratio = (frame.y.upper - frame.y.lower) / (frame.x.upper - frame.x.lower) / 2
    let rows = fixed ? rows : max(rows, 20)
    let wanted = Double(rows) / ratio
    if wanted <= Double(columns) { return (max(2, Int(wanted.rounded())), rows) }
    return (columns, max(2, min(rows, Int((Double(columns) * ratio).rounded()))))
  }

  func drawn() -> TextGrid {
    var grid = TextGrid(width: width, height: header.height + rows + footer)
    header.draw(into: &grid)
    grid.paste(
      TerminalMarks(figure, frame, columns: columns, rows: rows, color: color).drawn(),
      row: header.height, column: margin)
    if figure.showsAxes {
      drawYAxis(into: &grid)
      drawXAxis(into: &grid)
    }
    return grid
  }

  private func drawYAxis(into grid: inout TextGrid) {
    for row in 0..<rows { grid.write("│", row: header.height + row, column: margin - 1) }
    for tick in yTicks {
      guard let position = frame.y.position(tick.value), -1e-6...1 + 1e-6 ~= position else { continue }
      let row = header.height + TerminalMarks.cell(1 - position, of: rows, on: frame.y, dots: 4)
      let label = tick.label.truncated(to: margin - 2)
      grid.write(label, row: row, column: margin - 2 - label.count)
      grid.write("┤", row: row, column: margin - 1)
    }
  }

  private func drawXAxis(into grid: inout TextGrid) {
    let row = header.height + rows
    grid.write("└" + String(repeating: "─", count: columns), row: row, column: margin - 1)
    let ticks = frame.x.ticks(atMost: max(2, columns / 6), along: Double(columns)) { Double($0.count + 2) }
    let room = frame.x.categories.isEmpty ? width : columns / frame.x.categories.count - 1
    for tick in ticks {
      guard let position = frame.x.position(tick.value), -1e-6...1 + 1e-6 ~= position else { continue }
      let column = margin + TerminalMarks.cell(position, of: columns, on: frame.x, dots: 2)
      let text = tick.label.truncated(to: room)
      grid.write("┬", row: row, column: column)
      grid.write(text, row: row + 1, column: min(width - text.count, max(0, column - text.count / 2)))
    }
    let label = figure.xLabel.truncated(to: width)
    let center = margin + (columns - label.count) / 2
    grid.write(label, row: row + 2, column: min(max(0, center), width - label.count))
  }
}
