import Foundation
import Matrices
import Testing

@testable import Figures

@Suite struct FigureTests {
  @Test func `A legend needs two names`() {
    var figure = Figure("Loss")
    figure.line([1, 2], [3, 4], name: "training")
    figure.points([1], [2])
    #expect(figure.legend.isEmpty)
    figure.line([1, 2], [4, 5], name: "test")
    #expect(figure.legend.map(\.name) == ["training", "test"])
    figure.showsLegend = false
    #expect(figure.legend.isEmpty)
  }

  @Test func `A named ceiling is explained even beside a single series`() {
    var figure = Figure("Speed")
    figure.bars(["a", "b"], [1, 2], ceilings: [3, 3], ceilingName: "hardware limit")
    #expect(figure.legend.map(\.name) == ["hardware limit"])
  }

  @Test func `Series differ in color and in shape`() {
    var figure = Figure()
    for _ in 0..<4 {
      figure.points([1], [1])
      figure.line([1], [1])
    }
    #expect(Set(figure.marks.map(\.color)).count == 8)
    let markers = figure.marks.compactMap {
      if case .points(_, let marker) = $0.shape { marker } else { nil }
    }
    let styles = figure.marks.compactMap { if case .line(_, let style) = $0.shape { style } else { nil } }
    #expect(Set(markers).count == 4)
    #expect(Set(styles).count == 4)
  }

  @Test func `The axes hold all data with a margin around points`() {
    var figure = Figure()
    figure.points([-2, 10], [5, 105])
    let frame = PlotFrame(figure)
    #expect(frame.x.lower < -2 && frame.x.upper > 10)
    #expect(frame.y.upper > 105)
    // Data above zero does not make the axis reach below it.
    #expect(0...5 ~= frame.y.lower)
  }

  @Test func `A line fills the width and bars stand on zero`() {
    var line = Figure()
    line.line([3, 8], [1, 2])
    #expect(PlotFrame(line).x.lower == 3)
    #expect(PlotFrame(line).x.upper == 8)
    var bars = Figure()
    bars.bars(["a", "b"], [70, 90])
    #expect(PlotFrame(bars).y.lower == 0)
    #expect(PlotFrame(bars).x.position(0) == 0.25)
  }

  @Test func `Given ranges are kept`() {
    var figure = Figure()
    figure.points([0, 100], [0, 100])
    figure.xRange = 10...20
    figure.yRange = -1...1
    let frame = PlotFrame(figure)
    #expect(frame.x.lower == 10 && frame.x.upper == 20)
    #expect(frame.y.lower == -1 && frame.y.upper == 1)
    #expect(frame.places(Curve([15, 25, 20], [0, 0, 1])).map(\.x) == [0.5, 1])
  }

  @Test func `A missing value is a gap in a line`() {
    var figure = Figure()
    figure.line([0, 1, 2, 3, 4], [0, 1, .nan, 1, 0])
    let pieces = PlotFrame(figure).pieces(Curve([0, 1, 2, 3, 4], [0, 1, .nan, 1, 0]))
    #expect(pieces.map(\.count) == [2, 2])
    #expect(PlotFrame(figure).y.upper < 2)
  }

  @Test func `A line is cut off at the edge of the plot`() throws {
    let pieces = UnitPoint.clipped([
      UnitPoint(x: -1, y: 0.5), UnitPoint(x: 0.5, y: 0.5), UnitPoint(x: 0.5, y: 3), UnitPoint(x: 2, y: 3),
    ])
    let expected = [UnitPoint(x: 0, y: 0.5), UnitPoint(x: 0.5, y: 0.5), UnitPoint(x: 0.5, y: 1)]
    #expect(pieces == [expected])
    #expect(UnitPoint.clipped([UnitPoint(x: -1, y: 0), UnitPoint(x: 0.2, y: 2)]).isEmpty)
    let diagonal = try #require(UnitPoint.clipped([UnitPoint(x: -1, y: -1), UnitPoint(x: 2, y: 2)]).first)
    #expect(diagonal == [UnitPoint(x: 0, y: 0), UnitPoint(x: 1, y: 1)])
  }

  @Test func `A thinned line keeps its peaks`() {
    var points = (0..<10_000).map { UnitPoint(x: Double($0) / 10_000, y: 0.5) }
    points[1234].y = 0.9
    points[7777].y = 0.1
    let thin = UnitPoint.thinned(points, columns: 100)
    #expect(thin.count <= 400)
    #expect(thin.contains(points[1234]))
    #expect(thin.contains(points[7777]))
    #expect(thin.first == points.first)
    #expect(thin.last == points.last)
  }

  @Test func `Error bars widen the axis and end at their values`() {
    var figure = Figure("Calibration", x: "forecast", y: "came true")
    figure.points([0.2, 0.8], [0.3, 0.7])
    figure.errorBars([0.2, 0.8], low: [0.1, 0.5], high: [0.4, 0.9])
    let frame = PlotFrame(figure)
    #expect(frame.y.lower <= 0.1 && frame.y.upper >= 0.9)
    #expect(figure.svg().contains("stroke-width=\"1.3\""))
    #expect(figure.terminal(width: 60, color: false) != Figure().terminal(width: 60, color: false))
  }

  @Test func `Lines of equal value tell their values`() {
    var figure = Figure("Probability")
    let P = Matrix(rows: 10, columns: 10, values: (0..<100).map { Float($0 / 10 + $0 % 10) / 18 })
    figure.heatMap(P, x: 0...1, y: 0...1, colors: .diverging, range: 0...1, levels: [0.1, 0.5, 0.9])
    let svg = figure.svg()
    for value in ["0.1", "0.5", "0.9"] {
      #expect(svg.contains("paint-order=\"stroke\">\(value)</text>"), "\(value)")
    }
  }

  @Test func `Zeros of a table can be left blank`() {
    var figure = Figure("Confusion")
    figure.table(
      Matrix(rows: 2, columns: 2, values: [0, 3, 4, 0]), rows: ["a", "b"], columns: ["a", "b"],
      blankZeros: true)
    #expect(!figure.svg().contains(">0</text>") || figure.svg().contains(">3</text>"))
    #expect(!figure.terminal(width: 60, color: false).split(separator: "\n").contains { $0.contains("│  0") })
  }

  @Test func `A legend that serves all panels stands above them`() {
    var named = Figure("one", x: "x", y: "y")
    named.line([0, 1], [0, 1], name: "value")
    named.line([0, 1], [1, 0], name: "derivative")
    var other = Figure("two", x: "x", y: "y")
    other.line([0, 1], [0, 1])
    let grid = FigureGrid("Both", columns: 2, figures: [named, other])
    let svg = grid.svg()
    #expect(svg.components(separatedBy: ">derivative</text>").count == 2)
    let lines = grid.terminal(width: 100, color: false).split(separator: "\n")
    #expect(lines[1].contains("derivative") && lines.filter { $0.contains("derivative") }.count == 1)
    #expect(lines.contains { $0.contains("one") && $0.contains("two") })
  }

  @Test func `Pictures with a key share their range`() {
    let images = [
      Matrix(rows: 1, columns: 2, values: [-1, 0.5]), Matrix(rows: 1, columns: 2, values: [0, 2]),
    ]
    let grid = FigureGrid("Weights", columns: 2, images: images, colors: .diverging, key: "weight")
    #expect(grid.terminal(width: 60, color: false).contains("−2  ░▒▓█ 2  weight"))
    #expect(grid.svg().contains(">weight</text>"))
  }

  @Test func `Cell centers run from the lower left, row after row`() {
    let centers = Figure.cellCenters(rows: 2, columns: 2, x: 0...4, y: 10...12)
    #expect(centers == Matrix(rows: 4, columns: 2, values: [1, 10.5, 3, 10.5, 1, 11.5, 3, 11.5]))
  }

  @Test func `Nothing lies in a picture of no pixels`() {
    var figure = Figure("Nothing")
    figure.image(Matrix(rows: 0, columns: 0, values: []))
    #expect(figure.marks.isEmpty)
  }

  @Test func `A diverging map is symmetrical about zero`() throws {
    var figure = Figure()
    figure.image(Matrix(rows: 1, columns: 3, values: [-1, 0, 4]), colors: .diverging)
    let raster = try #require(figure.rasters.first)
    #expect(raster.level(row: 0, column: 1) == 0.5)
    #expect(raster.level(row: 0, column: 2) == 1)
    #expect(raster.level(row: 0, column: 0) == 0.375)
  }

  @Test func `A contour around a hill is closed and lies at its level`() throws {
    let centers = Figure.cellCenters(rows: 41, columns: 41, x: -1...1, y: -1...1)
    let hill: [Float] = (0..<centers.rows).map { index in
      let (x, y) = (centers[index, 0], centers[index, 1])
      return 2 - x * x - y * y
    }
    var figure = Figure()
    figure.heatMap(Matrix(rows: 41, columns: 41, values: hill), x: -1...1, y: -1...1, range: 1...2)
    let lines = Contours(try #require(figure.rasters.first)).lines(at: 0.75)
    let line = try #require(lines.first)
    #expect(lines.count == 1)
    #expect(line.first == line.last)
    for point in line {
      let (x, y) = (2 * point.x - 1, 2 * point.y - 1)
      #expect(abs((x * x + y * y).squareRoot() - 0.5) < 0.002)
    }
  }

  @Test func `Labels cover neither points nor each other`() {
    var points: [UnitPoint] = []
    for row in 0..<3 {
      for column in 0..<4 { points.append(UnitPoint(x: Double(40 + 30 * column), y: Double(30 + 14 * row))) }
    }
    let dots = points.map { Box(x: $0.x - 2, y: $0.y - 2, width: 4, height: 4) }
    var placement = LabelPlacement(bounds: Box(x: 0, y: 0, width: 200, height: 100), taken: dots)
    let boxes = points.map { placement.place(width: 22, height: 10, x: $0.x, y: $0.y, gap: 4, rise: 3) }
    for (index, box) in boxes.enumerated() {
      #expect(!boxes[..<index].contains(where: box.intersects))
      #expect(!dots.contains(where: box.intersects))
      #expect(placement.bounds.contains(box))
    }
  }
  @Test func `Labels of points that lie on each other go further away, and lines lead to them`() throws {
    func leaders(_ count: Int) -> Int {
      var figure = Figure("words", x: "x", y: "y")
      figure.points([0, 0.5, 1], [0, 0.5, 1])
      let middle = [Float](repeating: 0.5, count: count)
      figure.labels((0..<count).map { "word \($0)" }, middle, middle)
      return figure.svg().split(separator: "\n").count { $0.contains(SVGMarks.ruleInk) }
    }
    #expect(leaders(2) == 0)
    #expect(leaders(12) > 3)

    var placement = LabelPlacement(bounds: Box(x: 0, y: 0, width: 400, height: 200), taken: [])
    let boxes = (0..<12).map { _ in
      placement.place(width: 40, height: 10, x: 200, y: 100, gap: 4, rise: 3, rings: 4)
    }
    for (index, box) in boxes.enumerated() {
      #expect(boxes[..<index].map(box.overlap).reduce(0, +) < 0.2)
      #expect(placement.bounds.contains(box))
    }
  }
}
