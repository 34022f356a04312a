/// The lines above a plot: title, legend, color bar, y label.
struct TerminalHeader {
  private var lines: [TextGrid] = []

  var height: Int { lines.count }

  init(_ figure: Figure, width: Int, color: Bool) {
    if !figure.title.isEmpty { addLine(figure.title, width: width, bold: true) }
    for items in TerminalLegend(figure, color: color).rows(width: width) {
      var line = TextGrid(width: width, height: 1)
      var column = 0
      for item in items {
        line.paste(item, row: 0, column: column)
        column += item.width + 3
      }
      lines.append(line)
    }
    if figure.showsAxes, !figure.yLabel.isEmpty, figure.bars.isEmpty { addLine(figure.yLabel, width: width) }
  }

  private mutating func addLine(_ text: String, width: Int, bold: Bool = false) {
    var line = TextGrid(width: width, height: 1)
    line.write(text.truncated(to: width), row: 0, column: 0, bold: bold)
    lines.append(line)
  }

  func draw(into grid: inout TextGrid) {
    for (row, line) in lines.enumerated() { grid.paste(line, row: row, column: 0) }
  }
}
