/// Draws bars lying down, a line each: name, bar in eighths of a character, figure.
struct TerminalBars {
  private let figure: Figure
  private let width: Int
  private let color: Bool
  private let header: TerminalHeader
  private let axis: Axis
  private let nameWidth: Int
  private let barWidth: Int

  init(_ figure: Figure, width: Int, color: Bool) {
    self.figure = figure
    self.width = width
    self.color = color
    header = TerminalHeader(figure, width: width, color: color)
    let longestName = figure.bars.flatMap(\.categories).map(\.count).max() ?? 0
    let figures = figure.bars.flatMap(\.values).map { NumberText.significant($0).count }.max() ?? 0
    nameWidth = min(longestName, width * 2 / 5)
    barWidth = max(4, width - nameWidth - figures - 2)
    axis = PlotFrame(figure).x
  }

  func drawn() -> TextGrid {
    let groups = figure.bars
    let count = groups.first?.categories.count ?? 0
    let gap = groups.count > 1 ? 1 : 0
    let footer = figure.xLabel.isEmpty ? 0 : 1
    let lines = max(0, count * (groups.count + gap) - gap)
    var grid = TextGrid(width: width, height: header.height + lines + footer)
    header.draw(into: &grid)
    for category in 0..<count {
      for (index, bars) in groups.enumerated() {
        let row = header.height + category * (groups.count + gap) + index
        if index == 0 { drawName(bars.categories[category], row: row, into: &grid) }
        drawBar(bars, category, group: index, row: row, into: &grid)
      }
    }
    let label = figure.xLabel.truncated(to: barWidth)
    grid.write(label, row: grid.height - footer, column: nameWidth + 1)
    return grid
  }

  private func drawName(_ name: String, row: Int, into grid: inout TextGrid) {
    let name = name.truncated(to: nameWidth)
    grid.write(name, row: row, column: nameWidth - name.count)
  }

  private func drawBar(_ bars: Bars, _ category: Int, group: Int, row: Int, into grid: inout TextGrid) {
    let value = bars.values[category]
    let index = figure.marks.compactMap { if case .bars = $0.shape { $0.color } else { nil } }[group]
    let ink = color ? Palette.category(index) : nil
    let start = nameWidth + 1
    var end = start - 1
    if let position = axis.position(value) {
      let bar = bar(from: PlotFrame.base(of: axis), to: min(1, max(0, position)), group: group)
      grid.write(bar.text, row: row, column: start + bar.column, color: ink)
      end = start + bar.column + bar.text.count
    }
    if let ceiling = bars.ceilings.isEmpty ? nil : axis.position(bars.ceilings[category]), 0...1 ~= ceiling {
      let column = start + min(barWidth - 1, Int(ceiling * Double(barWidth)))
      grid.write("│", row: row, column: column)
    }
    let text = NumberText.significant(value)
    // Beside a ceiling the figure could be taken for the ceiling's: there they stand in a column.
    grid.write(text, row: row, column: bars.ceilings.isEmpty ? end + 1 : width - text.count)
  }

  /// The characters of a bar between two positions of the axis, and the column of the first.
  private func bar(from base: Double, to position: Double, group: Int) -> (column: Int, text: String) {
    let full = color || figure.bars.count == 1 ? "█" : TerminalLegend.fill(group)
    let baseColumn = Int((base * Double(barWidth)).rounded())
    if position < base {
      let column = Int((position * Double(barWidth)).rounded())
      return (column, String(repeating: full, count: baseColumn - column))
    }
    let eighths = max(0, Int((position * Double(8 * barWidth)).rounded()) - 8 * baseColumn)
    let whole = String(repeating: full, count: eighths / 8)
    // Only the full block has narrower sisters.
    guard full == "█" else { return (baseColumn, eighths % 8 >= 4 ? whole + String(full) : whole) }
    let rest = eighths % 8
    return (baseColumn, rest == 0 ? whole : whole + String(Array("▏▎▍▌▋▊▉")[rest - 1]))
  }
}
