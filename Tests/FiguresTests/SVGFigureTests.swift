import Foundation
import Matrices
import Testing

@testable import Figures

#if canImport(FoundationXML)
  import FoundationXML
#endif

@Suite struct SVGFigureTests {
  @Test func `Every figure is well-formed XML`() {
    for figure in SampleFigures.all {
      let parser = XMLParser(data: Data(figure.svg().utf8))
      #expect(parser.parse(), "\(figure.title): \(String(describing: parser.parserError))")
    }
    let grid = FigureGrid("A & B", columns: 3, figures: SampleFigures.all)
    #expect(XMLParser(data: Data(grid.svg().utf8)).parse())
  }

  @Test func `The same figure gives the same bytes`() {
    for figure in SampleFigures.all { #expect(figure.svg() == figure.svg()) }
  }

  @Test func `No coordinate is lost to a value that is no number`() {
    for figure in SampleFigures.all {
      let svg = figure.svg()
      #expect(!svg.contains("nan") && !svg.contains("inf\""))
      #expect(!svg.contains(/[0-9]\.[0-9]{5}/), "\(figure.title)")
    }
  }

  @Test func `Title and description tell what is drawn`() {
    let svg = SampleFigures.scatter.svg(description: "Points & a <line>")
    #expect(svg.contains("<title>Scatter &amp; &lt;fit&gt;</title>"))
    #expect(svg.contains("<desc>Points &amp; a &lt;line&gt;</desc>"))
  }

  @Test func `Points at the corners of the ranges are drawn at the corners of the plot`() {
    var figure = Figure("Corners", x: "x", y: "y")
    figure.xRange = 0...1
    figure.yRange = 0...1
    figure.points([0, 1], [0, 1])
    let plot = SVGPanel(figure, width: SVGPanel.cardWidth).plot
    let (left, right) = (SVGWriter.number(plot.x), SVGWriter.number(plot.x + plot.width))
    let (top, bottom) = (SVGWriter.number(plot.y), SVGWriter.number(plot.y + plot.height))
    func rounded(_ text: String) -> String { SVGWriter.number(((Double(text) ?? 0) * 10).rounded() / 10) }
    let expected = "M\(rounded(left)) \(rounded(bottom))h0M\(rounded(right)) \(rounded(top))h0"
    #expect(figure.svg().contains("<path d=\"\(expected)\""))
  }

  @Test func `The legend is above the plot and covers no data`() {
    let figure = SampleFigures.losses
    let panel = SVGPanel(figure, width: SVGPanel.cardWidth)
    var plain = figure
    plain.showsLegend = false
    #expect(panel.plot.y > SVGPanel(plain, width: SVGPanel.cardWidth).plot.y)
    #expect(figure.svg().contains(">rate 3</text>"))
    #expect(!plain.svg().contains(">rate 3</text>"))
  }

  @Test func `Plot and labels lie within the card`() {
    for figure in SampleFigures.all {
      let panel = SVGPanel(figure, width: SVGPanel.cardWidth)
      #expect(panel.plot.x >= 0)
      #expect(panel.plot.x + panel.plot.width < panel.size.width)
      #expect(panel.plot.y + panel.plot.height < panel.size.height)
      for tick in figure.svg().matches(of: /<text x="([0-9.]+)" y="([0-9.]+)"/) {
        #expect((Double(tick.output.1) ?? -1) <= panel.size.width)
        #expect((Double(tick.output.2) ?? -1) <= panel.size.height)
      }
    }
  }

  @Test func `Units are equally long where the aspect says so`() {
    let panel = SVGPanel(SampleFigures.regions, width: SVGPanel.cardWidth)
    #expect(panel.plot.width == panel.plot.height)
  }

  @Test func `Every word is 8 pixels high on a telephone`() throws {
    let grids = [
      FigureGrid("A & B", columns: 3, figures: SampleFigures.all),
      FigureGrid(columns: 12, images: (0..<24).map { _ in Matrix(rows: 2, columns: 2) }),
    ]
    let pictures = SampleFigures.all as [any Drawing] + grids + SampleDiagrams.all
    for svg in pictures.map({ $0.svg() }) {
      let width = try #require(svg.firstMatch(of: /viewBox="0 0 ([0-9.]+)/).flatMap { Double($0.output.1) })
      for size in svg.matches(of: /font-size="([0-9.]+)"/).compactMap({ Double($0.output.1) }) {
        #expect(size * 328 / width >= 8, "\(svg.prefix(600))")
      }
    }
  }

  @Test func `Plots whose words do not fit side by side stand one above the other`() {
    func columns(_ title: String) -> Int {
      let figures = (0..<4).map { _ in
        var figure = Figure(title, x: "x")
        figure.line([0, 1], [0, 1])
        return figure
      }
      let svg = FigureGrid(columns: 4, figures: figures).svg()
      let places = svg.matches(of: #/translate\(([0-9]+) /#).compactMap { Double($0.output.1) }
      return Set(places).count
    }
    #expect(columns("short") == 2)
    #expect(columns("a title that is longer than half of a telephone") == 1)
  }

  @Test func `A long title is broken between its words`() {
    #expect(SVGWriter.lines("one two", size: 15, width: 1000) == ["one two"])
    #expect(SVGWriter.lines("one two", size: 15, width: 40) == ["one", "two"])
    #expect(SVGWriter.lines("", size: 15, width: 40).isEmpty)
    let title = "Forty-four slopes, held against the differences of a loss in Double"
    let svg = Figure(title).svg()
    #expect(!svg.contains(">\(title)</text>") && !svg.contains("…"))
  }

  @Test func `Bars whose names do not fit lie down`() {
    var figure = Figure("Long names", x: "case", y: "seconds")
    figure.bars((0..<6).map { "a rather long name \($0)" }, [1, 2, 3, 4, 5, 6])
    #expect(!figure.barsFit(width: SVGPanel.cardWidth))
    #expect(PlotFrame(figure.withHorizontalBars()).y.categories.count == 6)
    #expect(figure.svg().contains(">a rather long name 5</text>"))
  }

  @Test func `Cells of one color in a row are one run`() {
    var figure = Figure()
    figure.image(Matrix(rows: 2, columns: 4, values: [1, 1, 1, 0, 0, 0, 0, 1]))
    #expect(figure.svg().contains("<path d=\"M0 0h3M3 1h1\" stroke=\"#111111\"/>"))
  }

  @Test func `Cells of one class in a row are filled, not stroked`() {
    var figure = Figure()
    figure.regions([0, 0, 1, 0, 1, 1], rows: 2, columns: 3, x: 0...3, y: 0...2)
    let svg = figure.svg()
    #expect(svg.contains("<path d=\"M0 0h2l0 1h-2M0 1h1l0 1h-1\" fill=\"#"))
    #expect(svg.contains("<path d=\"M2 0h1l0 1h-1M1 1h2l0 1h-2\" fill=\"#"))
    // Rows are counted from the plot's lower edge, where the first begins
    #expect(
      svg.contains(
        #/<svg x="[^"]+" y="[^"]+" width="[^"]+" height="([^"]+)">\n<g transform="translate\(0 \1\)/#))
  }

  @Test func `Rows of cells overlap, so that no line of the card shows between them`() throws {
    var figure = Figure()
    figure.image(Matrix(rows: 2, columns: 2, values: [1, 1, 1, 1]))
    let width = try #require(figure.svg().firstMatch(of: /stroke-width="([0-9.]+)" shape-rendering="crisp/))
    #expect(1.01...1.05 ~= Double(width.1) ?? 1)
  }

  @Test func `Large plots stay small files`() {
    let steps = (0..<20_000).map(Float.init)
    var figure = Figure("Long run")
    figure.line(steps, steps.map { ($0 * 0.37).truncatingRemainder(dividingBy: 1) }, name: "loss")
    #expect(figure.svg().utf8.count < 30_000)
    let digits = (0..<20).map { index in
      Matrix(rows: 28, columns: 28, values: (0..<784).map { Float(($0 * (index + 3)) % 97 / 60) })
    }
    #expect(FigureGrid("Digits", columns: 10, images: digits).svg().utf8.count < 60_000)
  }

  @Test func `Numbers have at most two decimals and no needless zeros`() {
    #expect(SVGWriter.number(1) == "1")
    #expect(SVGWriter.number(1.499) == "1.5")
    #expect(SVGWriter.number(-0.004) == "0")
    #expect(SVGWriter.number(-0.056) == "-0.06")
    #expect(SVGWriter.number(300) == "300")
  }

  @Test func `Path data in steps leads back to the points`() {
    let points = [(x: 10.04, y: 5.0), (x: 12.55, y: 4.98), (x: 0.0, y: 100.0)]
    #expect(SVGWriter.pathData(points) == "M10 5l2.6 0l-12.6 95")
  }
}
