import Matrices
import Testing

@testable import Figures

@Suite struct DetailTests {
  @Test func `The value at a position is the one that lies there`() throws {
    #expect(abs(Axis(range: 0.01...100, scale: .logarithmic).value(at: 0.5) - 1) < 1e-12)
    for scale in [Figure.Scale.linear, .logarithmic] {
      for reversed in [false, true] {
        let axis = Axis(range: 0.5...300, scale: scale, reversed: reversed)
        for part in [0, 0.25, 0.7, 1] {
          #expect(abs(try #require(axis.position(axis.value(at: part))) - part) < 1e-12)
        }
      }
    }
  }

  @Test func `A logarithmic axis from 0 or below begins three decades below its end`() {
    for lower in [-3.0, 0] {
      let axis = Axis(range: lower...100, scale: .logarithmic)
      #expect(axis.lower == 0.1 && axis.upper == 100)
    }
  }

  @Test func `Each dot of a character has its place`() {
    for (index, sign) in Array("⠁⠈⠂⠐⠄⠠⡀⢀").enumerated() {
      var canvas = BrailleCanvas(columns: 1, rows: 1)
      canvas.set(x: index % 2, y: index / 2, ink: nil)
      #expect(canvas.character(row: 0, column: 0)?.character == sign)
    }
  }

  @Test func `In a saddle the corners belong together that its middle belongs to`() throws {
    var figure = Figure()
    figure.heatMap(Matrix(rows: 2, columns: 2, values: [1, 0, 0, 1]), x: 0...1, y: 0...1, range: 0...1)
    let contours = Contours(try #require(figure.rasters.first))
    /// Whether each line stays on one side of the diagonal on which the high corners lie.
    func staysAside(_ level: Double) -> [Bool] {
      contours.lines(at: level).map { ($0[0].x > $0[0].y) == ($0[1].x > $0[1].y) }
    }
    #expect(staysAside(0.4) == [true, true])
    #expect(staysAside(0.6) == [false, false])
  }

  @Test func `An arrow goes across and down, or down and across, or by steps`() {
    func drawn(_ route: Diagram.Route) -> String {
      var diagram = Diagram()
      diagram.arrow(.point(0, 0), .point(6, 2), route: route)
      return diagram.terminal(width: 80, color: false)
    }
    #expect(drawn(.across) == "──────┐\n      │\n      ▾")
    #expect(drawn(.down) == "│\n│\n└─────▸")
    #expect(drawn(.step) == "───┐\n   │\n   └──▸")
  }

  @Test func `A text begins, stands or ends at its place`() {
    var diagram = Diagram()
    diagram.text("0123456", at: (0, 0), anchor: .start)
    diagram.text("abc", at: (3, 1), anchor: .start)
    diagram.text("abc", at: (3, 2), anchor: .middle)
    diagram.text("abc", at: (3, 3), anchor: .end)
    #expect(diagram.terminal(width: 80, color: false) == "0123456\n   abc\n  abc\n abc")
  }

  @Test func `Bars that lie down take labels, ranges and scales with them`() {
    var figure = Figure("", x: "case", y: "seconds")
    figure.bars(["a", "b"], [1, 2])
    figure.yRange = 0...10
    let lying = figure.withHorizontalBars()
    #expect(lying.xLabel == "seconds" && lying.yLabel == "case")
    #expect(lying.xRange == 0...10 && lying.yRange == nil)
  }

  @Test func `What is left of plots stands in the middle of the last row`() throws {
    let figures = (0..<3).map { _ in
      var figure = Figure("short", x: "x")
      figure.line([0, 1], [0, 1])
      return figure
    }
    let svg = FigureGrid(columns: 2, figures: figures).svg()
    let places = svg.matches(of: #/translate\(([0-9.]+) /#).compactMap { Double($0.output.1) }
    try #require(places.count == 3)
    #expect(places[0] < places[1] && abs(places[2] - (places[0] + places[1]) / 2) < 0.01)
  }

  @Test func `Over a heat map the first color is left out`() {
    var figure = Figure()
    figure.heatMap(Matrix(rows: 1, columns: 2, values: [0, 1]), x: 0...1, y: 0...1)
    figure.line([0, 1], [0, 1])
    figure.points([0], [0])
    #expect(figure.marks.map(\.color) == [nil, 1, 2])
    var regions = Figure()
    regions.regions([0, 1], rows: 1, columns: 2, x: 0...1, y: 0...1)
    regions.line([0, 1], [0, 1])
    #expect(regions.marks.last?.color == 0)
  }

  @Test func `Contours are evenly spaced between the ends of the color map`() throws {
    var figure = Figure()
    figure.heatMap(Matrix(rows: 1, columns: 2, values: [0, 4]), x: 0...1, y: 0...1, contours: 3)
    #expect(try #require(figure.rasters.first).contours == [1, 2, 3])
  }

  @Test func `An overlap is a part of the smaller box`() {
    let (large, small) = (Box(x: 0, y: 0, width: 10, height: 10), Box(x: 9, y: 4, width: 2, height: 2))
    #expect(large.overlap(small) == 0.5 && small.overlap(large) == 0.5)
    #expect(small.overlap(small) == 1)
    #expect(small.overlap(Box(x: 0, y: 0, width: 2, height: 2)) == 0)
  }

  @Test func `Powers begin at ten millions and below a ten-thousandth`() {
    #expect(NumberText.significant(1_234_567) == "1,230,000")
    #expect(NumberText.significant(12_345_678) == "1.23×10⁷")
    #expect(NumberText.significant(0.000_123_4) == "0.000123")
    #expect(NumberText.significant(0.000_012_34) == "1.23×10⁻⁵")
  }

  @Test func `Points at 0 have a margin below them`() {
    var figure = Figure()
    figure.points([0, 10], [0, 100])
    let frame = PlotFrame(figure)
    #expect(abs(frame.x.lower + 0.4) < 1e-9 && abs(frame.y.lower + 4) < 1e-9)
  }

  @Test func `Bars side by side stand about the middle of their category`() throws {
    var figure = Figure()
    figure.bars(["a"], [1])
    figure.bars(["a"], [2])
    figure.bars(["a"], [3])
    let plot = SVGPanel(figure, width: SVGPanel.cardWidth).plot
    let bar = #/<rect x="([0-9.]+)" y="[0-9.]+" width="([0-9.]+)" [^>]*fill="#(?:0072b2|d55e00|009e73)"/#
    let bars = figure.svg().matches(of: bar).compactMap { match in
      Double(match.output.1).flatMap { x in Double(match.output.2).map { (start: x, end: x + $0 + 1) } }
    }
    try #require(bars.count == 3)
    #expect(abs((bars[0].start + bars[2].end) / 2 - (plot.x + plot.width / 2)) < 0.02)
    #expect(abs(bars[0].end - bars[1].start) < 0.02 && abs(bars[1].end - bars[2].start) < 0.02)
  }

  @Test func `An error bar has caps where it ends and none where the plot does`() throws {
    func pieces(_ low: Float, _ high: Float) throws -> Int {
      var figure = Figure()
      (figure.xRange, figure.yRange) = (0...1, 0...1)
      figure.errorBars([0.5], low: [low], high: [high])
      let lines = figure.svg().split(separator: "\n")
      let line = try #require(lines.first { $0.contains("stroke-width=\"1.3\"") })
      return line.count { $0 == "M" }
    }
    #expect(try pieces(0.2, 0.8) == 3)
    #expect(try pieces(-1, 0.8) == 2)
    #expect(try pieces(-1, 2) == 1)
  }

  @Test func `A bar below zero ends where one above it begins`() {
    var figure = Figure()
    figure.bars(["a", "b"], [1, -1])
    let lines = figure.terminal(width: 60, color: false).split(separator: "\n")
    let (above, below) = (Array(lines[0]), Array(lines[1]))
    #expect(below.lastIndex(of: "█").map { $0 + 1 } == above.firstIndex(of: "█"))
  }

  @Test func `Of a picture too large for shades the upper half of the range has dots`() {
    var figure = Figure()
    var pixels = Matrix(rows: 40, columns: 40).map { _ in 0.4 }
    pixels[20, 20] = 1
    figure.image(pixels, range: 0...1)
    let signs = figure.terminal(width: 24, color: false).filter { !$0.isWhitespace }
    #expect(1...4 ~= signs.count, "\(signs)")
  }

  @Test func `Powers of ten are no more than asked for`() {
    for decades in 3...12 {
      let axis = Axis(range: 1...NumberText.scaled(1, by: decades - 1), scale: .logarithmic)
      for count in 2...12 { #expect(axis.ticks(atMost: count).count <= count, "\(decades) in \(count)") }
    }
    let axis = Axis(range: 0.001...100, scale: .logarithmic)
    #expect(axis.ticks(atMost: 4).map(\.label) == ["10⁻²", "10⁰", "10²"])
  }

  @Test func `Arrows have heads in their direction`() {
    func drawn(_ from: (Double, Double), _ to: (Double, Double)) -> String {
      var diagram = Diagram()
      diagram.arrow(.point(from.0, from.1), .point(to.0, to.1))
      return diagram.terminal(width: 80, color: false)
    }
    #expect(drawn((0, 2), (0, 0)) == "▴\n│\n│")
    #expect(drawn((0, 0), (0, 2)) == "│\n│\n▾")
    #expect(drawn((4, 0), (0, 0)) == "◂────")
    #expect(drawn((0, 0), (4, 0)) == "────▸")
  }

  @Test func `A legend's entries stand in one row if there is room for the gap between them`() {
    let entry = LegendEntry(name: "name", symbol: .marker(.circle), color: 0)
    let width = 14 + SVGWriter.width("name", size: 12)
    #expect(SVGLegend([entry, entry], width: 2 * width + 18.5).height == 19)
    #expect(SVGLegend([entry, entry], width: 2 * width + 17.5).height == 38)
  }
}
