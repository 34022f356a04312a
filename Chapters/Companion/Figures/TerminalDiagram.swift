extension Diagram {
  /// The diagram as lines of text for a terminal, drawn with lines and, where they are slanted, dots.
  ///
  /// - Parameters:
  ///   - width: the most columns a line may have; a wider diagram's places move together.
  ///   - height: of no meaning for a diagram.
  public func terminal(width: Int, height: Int? = nil, color: Bool) -> String {
    let layout = DiagramLayout(self, columns: Double(max(24, width)))
    var drawing = TerminalDiagram(layout, color: color)
    drawing.draw()
    let picture = drawing.grid.rendered(color: color)
    guard !title.isEmpty else { return picture }
    var head = TextGrid(width: max(24, width), height: 1)
    head.write(title.truncated(to: head.width), row: 0, column: 0, bold: true)
    return head.rendered(color: color) + "\n\n" + picture
  }
}

struct TerminalDiagram {
  private(set) var grid: TextGrid
  private let layout: DiagramLayout
  private let color: Bool
  private var canvas: BrailleCanvas
  /// To which sides the lines in a character lead: 1 up, 2 right, 4 down, 8 left.
  private var sides: [Int]

  init(_ layout: DiagramLayout, color: Bool) {
    self.layout = layout
    self.color = color
    grid = TextGrid(width: Int(layout.width.rounded(.up)), height: Int(layout.height.rounded(.up)))
    canvas = BrailleCanvas(columns: grid.width, rows: grid.height)
    sides = [Int](repeating: 0, count: grid.width * grid.height)
  }

  mutating func draw() {
    for case .frame(let frame) in layout.elements where frame.isGroup { draw(group: frame) }
    for case .grid(let grid) in layout.elements { draw(grid) }
    for case .frame(let frame) in layout.elements where !frame.isGroup { draw(mark: frame) }
    let edges = layout.elements.compactMap { if case .edge(let edge) = $0 { edge } else { nil } }
    for edge in edges { draw(edge) }
    for edge in edges where edge.hasHead { drawHead(edge) }
    for element in layout.elements {
      switch element {
      case .node(let node): draw(node)
      case .stack(let stack): draw(stack)
      case .dot(let x, let y): write("●", x: x, y: y, color: nil)
      case .edge, .frame, .grid, .text: break
      }
    }
    for case .text(let text) in layout.elements { write(text) }
    for label in layout.labels { write(label) }
  }

  // MARK: Characters

  private func ink(_ index: Int?) -> RGBColor? { color ? index.map(Palette.category) : nil }

  private func cell(_ value: Double) -> Int { Int((value + 1e-6).rounded()) }

  private mutating func write(_ text: String, x: Double, y: Double, color: RGBColor?, bold: Bool = false) {
    grid.write(text, row: cell(y), column: cell(x), color: color, bold: bold)
  }

  private mutating func write(_ text: Diagram.Text) {
    let room = DiagramLayout.room(text)
    write(text.text, x: room.x, y: room.y, color: ink(text.color), bold: text.isBold)
  }

  /// The characters of an element: its first and last row and column.
  private func room(_ body: Diagram.Body) -> (top: Int, left: Int, bottom: Int, right: Int) {
    let (left, top) = (cell(body.x - body.halfWidth), cell(body.y - body.halfHeight))
    return (top, left, top + cell(2 * body.halfHeight), left + cell(2 * body.halfWidth))
  }

  private mutating func drawBorder(
    _ body: Diagram.Body, _ signs: String, ink: RGBColor?, filled: Bool = true
  ) {
    let (top, left, bottom, right) = room(body)
    let signs = signs.map(String.init)
    let across = right - left - 1
    guard across >= 0, bottom > top else { return }
    grid.write(
      signs[0] + String(repeating: signs[1], count: across) + signs[2], row: top, column: left, color: ink)
    for row in top + 1..<max(top + 1, bottom) {
      if filled { grid.write(String(repeating: " ", count: across), row: row, column: left + 1) }
      grid.write(signs[3], row: row, column: left, color: ink)
      grid.write(signs[3], row: row, column: right, color: ink)
    }
    grid.write(
      signs[4] + String(repeating: signs[1], count: across) + signs[5], row: bottom, column: left, color: ink)
  }

  private mutating func write(_ lines: [String], in body: Diagram.Body) {
    let (top, left, bottom, right) = room(body)
    let first = (top + bottom - lines.count + 1) / 2
    for (index, line) in lines.enumerated() {
      let text = line.truncated(to: max(0, right - left - 1))
      grid.write(text, row: first + index, column: (left + right - text.count + 1) / 2)
    }
  }

  // MARK: Elements

  private mutating func draw(_ node: Diagram.Node) {
    guard node.isFlat else {
      drawBorder(node.body, node.body.isRound ? "╭─╮│╰╯" : "┌─┐│└┘", ink: ink(node.color))
      return write(node.text, in: node.body)
    }
    let (row, left, _, right) = room(node.body)
    let signs = node.body.isRound ? ("(", ")") : ("[", "]")
    grid.write(String(repeating: " ", count: max(0, right - left)), row: row, column: left)
    grid.write(signs.0, row: row, column: left, color: ink(node.color))
    grid.write(signs.1, row: row, column: right, color: ink(node.color))
    write(node.text, in: node.body)
  }

  private mutating func draw(_ stack: Diagram.Stack) {
    for index in stride(from: stack.count - 1, through: 0, by: -1) {
      var body = stack.body
      body.x += Double(index)
      body.y -= Double(index)
      drawBorder(body, "┌─┐│└┘", ink: ink(stack.color))
    }
    write(stack.text, in: stack.body)
  }

  private mutating func draw(_ numbers: Diagram.Grid) {
    guard let pitch = numbers.body.pitch, let columns = numbers.cells.map(\.count).max() else { return }
    let (top, left, _, _) = room(numbers.body)
    let width = Int(pitch.x) - (numbers.hasLines ? 1 : 0)
    func rule(_ start: String, _ cross: String, _ end: String) -> String {
      start + Array(repeating: String(repeating: "─", count: width), count: columns).joined(separator: cross)
        + end
    }
    for (row, cells) in numbers.cells.enumerated() {
      let texts = cells.map { text -> String in
        let text = text.truncated(to: width)
        let before = (width - text.count + 1) / 2
        return String(repeating: " ", count: before) + text
          + String(repeating: " ", count: width - text.count - before)
      }
      if numbers.hasLines {
        let line = row == 0 ? rule("┌", "┬", "┐") : rule("├", "┼", "┤")
        grid.write(line, row: top + 2 * row, column: left)
        grid.write("│" + texts.joined(separator: "│") + "│", row: top + 2 * row + 1, column: left)
      } else {
        // Half a character before its first one, the room begins at it.
        grid.write(
          texts.joined(), row: cell(numbers.body.y - numbers.body.halfHeight + 0.5) + row,
          column: cell(numbers.body.x - numbers.body.halfWidth + 0.5))
      }
    }
    if numbers.hasLines {
      grid.write(rule("└", "┴", "┘"), row: top + 2 * numbers.cells.count, column: left)
    }
  }

  private mutating func draw(mark frame: Diagram.Frame) {
    let (top, left, bottom, _) = room(frame.body)
    let onLines = frame.body.halfHeight.rounded() == frame.body.halfHeight || (bottom - top).isMultiple(of: 2)
    let ruled = grid.isLine(row: top, column: left) && onLines
    if ruled { drawBorder(frame.body, "┏━┓┃┗┛", ink: ink(frame.color), filled: false) }
    let (first, last) = (
      cell(frame.body.y - frame.body.halfHeight + 0.5), cell(frame.body.y + frame.body.halfHeight - 0.5)
    )
    let (start, end) = (
      cell(frame.body.x - frame.body.halfWidth + 0.5), cell(frame.body.x + frame.body.halfWidth - 0.5)
    )
    for row in first...max(first, last) where 0..<grid.height ~= row {
      if color {
        for column in start...max(start, end) where 0..<grid.width ~= column {
          grid[row, column].background = Palette.tint(frame.color ?? 1)
          grid[row, column].foreground = RGBColor(0x222222)
        }
      } else if !ruled {
        // In cells of three characters there is room on both sides of a number, in those of two before it.
        let isFull = 0..<grid.width ~= end && grid[row, end].character != " "
        grid.write("[", row: row, column: start)
        grid.write("]", row: row, column: isFull ? end + 1 : end)
      }
    }
  }

  private mutating func draw(group frame: Diagram.Frame) {
    drawBorder(frame.body, "╭┄╮┆╰╯", ink: ink(frame.color), filled: false)
    let (top, left, _, right) = room(frame.body)
    guard !frame.label.isEmpty else { return }
    grid.write(
      " " + frame.label.truncated(to: max(1, right - left - 4)) + " ", row: top, column: left + 2,
      color: ink(frame.color))
  }

  // MARK: Arrows

  private func covers(_ body: Diagram.Body?, row: Int, column: Int) -> Bool {
    guard let body else { return false }
    let (top, left, bottom, right) = room(body)
    return top...bottom ~= row && left...right ~= column
  }

  private mutating func draw(_ edge: Diagram.Edge) {
    for (from, to) in zip(edge.points, edge.points.dropFirst()) {
      let (start, end) = ((row: cell(from.y), column: cell(from.x)), (row: cell(to.y), column: cell(to.x)))
      if start.row == end.row {
        for column in min(start.column, end.column)..<max(start.column, end.column) {
          join(edge, (start.row, column), 2, (start.row, column + 1), 8)
        }
      } else if start.column == end.column {
        for row in min(start.row, end.row)..<max(start.row, end.row) {
          join(edge, (row, start.column), 4, (row + 1, start.column), 1)
        }
      } else {
        drawSlanted(edge, from, to)
      }
    }
  }

  private mutating func join(
    _ edge: Diagram.Edge, _ first: (row: Int, column: Int), _ outward: Int, _ second: (row: Int, column: Int),
    _ inward: Int
  ) {
    let ends = [edge.points[0].body, edge.points[edge.points.count - 1].body]
    for (place, side) in [(first, outward), (second, inward)]
    where 0..<grid.height ~= place.row && 0..<grid.width ~= place.column
      && !ends.contains(where: { covers($0, row: place.row, column: place.column) })
    {
      let index = place.row * grid.width + place.column
      sides[index] |= side
      let signs = Array(" │─└││┌├─┘─┴┐┤┬┼")
      let sign: Character? =
        edge.isDashed
        ? ([2, 8, 10].contains(sides[index]) ? "┄" : [1, 4, 5].contains(sides[index]) ? "┆" : nil) : nil
      grid.write(
        String(sign ?? signs[sides[index]]), row: place.row, column: place.column, color: ink(edge.color))
    }
  }

  private mutating func drawSlanted(_ edge: Diagram.Edge, _ from: Diagram.Place, _ to: Diagram.Place) {
    // In dots, 2 × 4 of them a character.
    let (x0, y0) = (2 * from.x + 0.5, 4 * from.y + 1.5)
    let (dx, dy) = (2 * to.x + 0.5 - x0, 4 * to.y + 1.5 - y0)
    let steps = max(1, Int(max(abs(dx), abs(dy)).rounded(.up)))
    for step in 0...steps where !edge.isDashed || step % 6 < 3 {
      let part = Double(step) / Double(steps)
      let (x, y) = (Int((x0 + part * dx).rounded()), Int((y0 + part * dy).rounded()))
      let (row, column) = (y / 4, x / 2)
      guard x >= 0, y >= 0, !covers(from.body, row: row, column: column),
        !covers(to.body, row: row, column: column), 0..<grid.height ~= row, 0..<grid.width ~= column
      else { continue }
      canvas.set(x: x, y: y, ink: ink(edge.color))
      guard sides[row * grid.width + column] == 0, let dots = canvas.character(row: row, column: column)
      else { continue }
      grid.write(String(dots.character), row: row, column: column, color: dots.ink)
    }
  }

  /// The head stands on the last character before the element that the arrow leads to.
  private mutating func drawHead(_ edge: Diagram.Edge) {
    let (from, to) = (edge.points[edge.points.count - 2], edge.points[edge.points.count - 1])
    let (dx, dy) = (to.x - from.x, to.y - from.y)
    guard dx != 0 || dy != 0 else { return }
    let sign = abs(dx) >= 2 * abs(dy) ? (dx > 0 ? "▸" : "◂") : (dy > 0 ? "▾" : "▴")
    let steps = max(1, Int(4 * max(abs(dx), abs(dy))))
    for step in 0...steps {
      let part = 1 - Double(step) / Double(steps)
      let (row, column) = (cell(from.y + part * dy), cell(from.x + part * dx))
      guard !covers(to.body, row: row, column: column) else { continue }
      if !covers(from.body, row: row, column: column) {
        grid.write(sign, row: row, column: column, color: ink(edge.color))
      }
      return
    }
  }
}

extension TextGrid {
  fileprivate func isLine(row: Int, column: Int) -> Bool {
    guard 0..<height ~= row, 0..<width ~= column else { return false }
    return "┌┬┐├┼┤└┴┘".contains(self[row, column].character)
  }
}
