/// The signs by which a terminal tells series apart, and the lines that explain them.
struct TerminalLegend {
  private let figure: Figure
  private let color: Bool

  init(_ figure: Figure, color: Bool) {
    self.figure = figure
    self.color = color
  }

  static func sign(_ marker: Figure.Marker) -> Character {
    switch marker {
    case .circle: "●"
    case .square: "□"
    case .triangle: "▲"
    case .cross: "×"
    case .diamond: "◆"
    case .plus: "+"
    }
  }

  /// Several lines differ, without color, by signs set on them.
  static func lineSign(_ index: Int) -> Character {
    let signs: [Character] = ["○", "■", "△", "*", "◇", "#", "▽", "@"]
    return signs[abs(index) % signs.count]
  }

  /// Without color, fills of bars by their place in the group.
  static func fill(_ index: Int) -> Character { Array("█▒▓░")[index % 4] }

  /// The entries, in as many rows as they need.
  func rows(width: Int) -> [[TextGrid]] {
    var rows: [[TextGrid]] = []
    var used = width
    for item in entries(width: width) + [colorBar(width: width)].compactMap(\.self) {
      if used + 3 + item.width > width {
        rows.append([])
        used = -3
      }
      rows[rows.count - 1].append(item)
      used += 3 + item.width
    }
    return rows
  }

  private func entries(width: Int) -> [TextGrid] {
    let lines = figure.lineCount
    var bars = 0
    return figure.legend.map { entry in
      let sample: String
      switch entry.symbol {
      case .marker(let marker): sample = String(Self.sign(marker))
      case .line, .path:
        sample = color || lines < 2 ? "──" : "─\(Self.lineSign(entry.color ?? 0))─"
      case .bar:
        sample = String(repeating: color ? "█" : Self.fill(bars), count: 2)
        bars += 1
      case .ceiling: sample = "│"
      case .rule: sample = "┄┄"
      }
      let name = entry.name.truncated(to: width - sample.count - 1)
      var item = TextGrid(width: sample.count + 1 + name.count, height: 1)
      item.write(sample, row: 0, column: 0, color: color ? entry.color.map(Palette.category) : nil)
      item.write(name, row: 0, column: sample.count + 1)
      return item
    }
  }

  /// The heat map's colors from the least value to the greatest.
  private func colorBar(width: Int) -> TextGrid? {
    guard let heatMap = figure.heatMap, case .values(_, let map, let range, _) = heatMap.content else {
      return nil
    }
    // Without color, a table shows its figures alone.
    if !color && !heatMap.rowNames.isEmpty { return nil }
    let item = Self.colorBar(map, range, color: color)
    return item.width <= width ? item : nil
  }

  static func colorBar(_ map: Palette.ColorMap, _ range: ClosedRange<Double>, color: Bool) -> TextGrid {
    let least = NumberText.significant(range.lowerBound)
    let greatest = NumberText.significant(range.upperBound)
    let length = color ? 12 : TerminalRaster.shades.count
    var item = TextGrid(width: least.count + length + greatest.count + 2, height: 1)
    item.write(least, row: 0, column: 0)
    for index in 0..<length {
      let place = Double(index) / Double(length - 1)
      item.write(
        color ? "█" : String(TerminalRaster.shades[index]), row: 0, column: least.count + 1 + index,
        color: color ? map.color(at: place) : nil)
    }
    item.write(greatest, row: 0, column: least.count + 2 + length)
    return item
  }
}

extension Figure {
  /// How many marks are drawn as lines.
  var lineCount: Int {
    marks.count {
      switch $0.shape {
      case .line, .path: true
      default: false
      }
    }
  }
}
