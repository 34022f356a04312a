/// A rectangle of characters with colors, the page on which a terminal figure is put together.
struct TextGrid {
  struct Cell: Equatable {
    var character: Character = " "
    var foreground: RGBColor?
    var background: RGBColor?
    var bold = false
  }

  let width: Int
  let height: Int
  private var cells: [Cell]

  init(width: Int, height: Int) {
    self.width = max(0, width)
    self.height = max(0, height)
    cells = [Cell](repeating: Cell(), count: self.width * self.height)
  }

  subscript(row: Int, column: Int) -> Cell {
    get { cells[row * width + column] }
    set { cells[row * width + column] = newValue }
  }

  /// Writes a text; what would stand outside the grid is left out.
  mutating func write(
    _ text: some StringProtocol, row: Int, column: Int, color: RGBColor? = nil, bold: Bool = false
  ) {
    guard 0..<height ~= row else { return }
    for (offset, character) in text.enumerated() where 0..<width ~= column + offset {
      // A line break or an escape code in a text would tear the grid.
      self[row, column + offset].character = character.isControl ? " " : character
      self[row, column + offset].foreground = color
      self[row, column + offset].bold = bold
    }
  }

  /// Copies another grid into this one; what would stand outside is left out.
  mutating func paste(_ other: TextGrid, row: Int, column: Int) {
    for y in 0..<other.height where 0..<height ~= row + y {
      for x in 0..<other.width where 0..<width ~= column + x {
        self[row + y, column + x] = other[y, x]
      }
    }
  }

  /// The lines, without trailing spaces; escape codes for colors only where `color` says so.
  func rendered(color: Bool) -> String {
    (0..<height).map { row in
      let line = (0..<width).map { self[row, $0] }
      let end = line.lastIndex { $0.character != " " || (color && $0.background != nil) }
      return render(line.prefix((end ?? -1) + 1), color: color)
    }.joined(separator: "\n")
  }

  private func render(_ line: ArraySlice<Cell>, color: Bool) -> String {
    guard color else { return String(line.map(\.character)) }
    var text = ""
    var style = ""
    for cell in line {
      let next = escape(for: cell)
      if next != style { text += next.isEmpty ? "\u{1B}[0m" : "\u{1B}[0" + next + "m" }
      style = next
      text.append(cell.character)
    }
    return style.isEmpty ? text : text + "\u{1B}[0m"
  }

  private func escape(for cell: Cell) -> String {
    var codes = cell.bold ? ";1" : ""
    if let ink = cell.foreground { codes += ";38;2;\(ink.red);\(ink.green);\(ink.blue)" }
    if let paper = cell.background { codes += ";48;2;\(paper.red);\(paper.green);\(paper.blue)" }
    return codes
  }
}

extension Character {
  fileprivate var isControl: Bool {
    unicodeScalars.contains {
      $0.properties.generalCategory == .control || $0.properties.generalCategory == .lineSeparator
    }
  }
}

extension StringProtocol {
  /// The text, or its beginning and "…" where it is longer than `width` characters.
  func truncated(to width: Int) -> String {
    count <= width ? String(self) : width < 1 ? "" : prefix(width - 1) + "…"
  }
}
