import Matrices
import Testing

@testable import Figures

@Suite struct TerminalFigureTests {
  private func lines(_ text: String) -> [String] {
    text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
  }

  @Test(arguments: [24, 40, 60, 80, 100, 160])
  func `Lines fit the width and end without spaces`(width: Int) {
    for figure in SampleFigures.all {
      for line in lines(figure.terminal(width: width, color: false)) {
        #expect(line.count <= width, "\(figure.title)")
        #expect(line.last != " ", "\(figure.title)")
      }
    }
    let grid = FigureGrid("All of them side by side", columns: 3, figures: SampleFigures.all)
    for line in lines(grid.terminal(width: width, color: false)) {
      #expect(line.count <= width)
      #expect(line.last != " ")
    }
  }

  @Test func `Without color there are no escape codes and with color there are`() {
    for figure in SampleFigures.all {
      #expect(!figure.terminal(width: 80, color: false).contains("\u{1B}"), "\(figure.title)")
      #expect(figure.terminal(width: 80, color: true).contains("\u{1B}["), "\(figure.title)")
    }
  }

  @Test func `Colors change the looks of a line plot but none of its characters`() {
    let colored = SampleFigures.scatter.terminal(width: 80, color: true)
    let plain = colored.replacing(/\u{1B}\[[0-9;]*m/, with: "")
    #expect(plain == SampleFigures.scatter.terminal(width: 80, color: false))
  }

  @Test func `The same figure gives the same text`() {
    for figure in SampleFigures.all {
      #expect(figure.terminal(width: 72, color: true) == figure.terminal(width: 72, color: true))
    }
  }

  @Test func `A height is kept`() {
    for height in [10, 16, 30] {
      #expect(lines(SampleFigures.scatter.terminal(width: 80, height: height, color: false)).count == height)
    }
  }

  @Test func `Points at the corners of the ranges stand at the corners of the plot`() {
    var figure = Figure()
    figure.xRange = 0...1
    figure.yRange = 0...1
    figure.points([0, 1], [0, 1], marker: .circle)
    figure.points([0, 1], [1, 0], marker: .cross)
    let text = lines(figure.terminal(width: 50, height: 14, color: false))
    let axis = text.count - 2
    #expect(text[0].contains("┤×"))
    #expect(text[0].last == "●")
    #expect(text[axis - 1].contains("┤●"))
    #expect(text[axis - 1].last == "×")
    #expect(text[0].count == 50)
  }

  @Test func `A braille line runs from corner to corner`() {
    var canvas = BrailleCanvas(columns: 4, rows: 2)
    canvas.line([UnitPoint(x: 0, y: 0), UnitPoint(x: 1, y: 1)], ink: nil)
    // Eight columns of dots and eight rows: the diagonal has one in each.
    #expect(canvas.character(row: 1, column: 0)?.character == "⡠")
    #expect(canvas.character(row: 1, column: 1)?.character == "⠊")
    #expect(canvas.character(row: 0, column: 2)?.character == "⡠")
    #expect(canvas.character(row: 0, column: 3)?.character == "⠊")
    #expect(canvas.character(row: 0, column: 0) == nil)
  }

  @Test func `Without color each line carries the sign its legend names`() throws {
    let text = lines(SampleFigures.losses.terminal(width: 100, color: false))
    let legend = try #require(text.dropFirst().first)
    let signs = legend.matches(of: /─(.)─ rate/).map(\.output.1)
    #expect(signs.count == 5)
    #expect(Set(signs).count == 5)
    let plot = text.dropFirst(3).joined()
    for sign in signs { #expect(plot.contains(sign)) }
  }

  @Test func `Bars are as long as their values`() {
    var figure = Figure()
    figure.bars(["a", "bb"], [1, 2])
    let text = lines(figure.terminal(width: 60, color: false))
    #expect(text.count == 2)
    #expect(text[0].hasPrefix(" a █"))
    #expect(text[1].hasPrefix("bb █"))
    let lengths = text.map { line in line.count { $0 == "█" } }
    #expect(abs(2 * lengths[0] - lengths[1]) <= 1)
    #expect(text[1].hasSuffix(" 2"))
  }

  @Test func `Bars beside ceilings have their figures at the right`() {
    let text = lines(SampleFigures.bars.terminal(width: 80, color: false))
    #expect(text[1] == "│ hardware limit")
    #expect(text[2].hasSuffix("  180"))
    #expect(text[2].contains("█") && text[2].contains("│"))
    #expect(text[4].hasSuffix(" –"))
    #expect(text[4].contains("…"))
  }

  @Test func `A picture shows two pixels a character`() {
    var figure = Figure()
    figure.image(Matrix(rows: 2, columns: 2, values: [1, 0, 0, 1]))
    let text = figure.terminal(width: 24, color: true)
    #expect(
      text == "\u{1B}[0;38;2;17;17;17;48;2;255;255;255m▀\u{1B}[0;38;2;255;255;255;48;2;17;17;17m▀\u{1B}[0m")
  }

  @Test func `Shades follow the values of a heat map`() {
    var figure = Figure()
    figure.heatMap(Matrix(rows: 1, columns: 5, values: [0, 1, 2, 3, 4]), x: 0...5, y: 0...1)
    let text = figure.terminal(width: 60, color: false)
    let row = lines(text)[2].drop { $0 != "│" && $0 != "┤" }.dropFirst()
    #expect(String(row) == String(row.sorted { " ░▒▓█".firstIndex(of: $0)! < " ░▒▓█".firstIndex(of: $1)! }))
    #expect(Set(row) == Set(" ░▒▓█"))
  }

  @Test func `A table shows its figures under its names`() {
    let text = SampleFigures.table.terminal(width: 80, color: false)
    let row = lines(text).first { $0.contains("versicolor ┤") }
    #expect(row?.split(separator: " ").suffix(3) == ["0", "47", "3"])
  }

  @Test func `An empty figure has its axes`() {
    let text = SampleFigures.empty.terminal(width: 60, color: false)
    #expect(text.contains("└"))
    #expect(text.contains("0.0") && text.contains("1.0"))
  }

  @Test func `Grids put figures side by side where they fit`() {
    let grid = FigureGrid(columns: 2, figures: [Figure("Left"), Figure("Right")])
    #expect(lines(grid.terminal(width: 80, color: false))[0].contains(/Left .* Right|Left +Right/))
    #expect(lines(grid.terminal(width: 50, color: false))[0] == "Left")
  }
}
