/// A plot, described without saying how it is drawn.
///
///     var figure = Figure("Anscombe I", x: "x", y: "y")
///     figure.points(x, y, name: "data")
///     figure.line([4, 14], [5, 10], name: "fit")
///     print(figure.terminal(width: 80, color: false))
///     let file = figure.svg()
///
/// Marks are drawn in the order in which they were added. A value that is not finite (or not positive
/// on a logarithmic axis) is left out: a gap in a line, a blank cell in a heat map.
public struct Figure: Sendable {
  public enum Scale: Sendable { case linear, logarithmic }

  public enum Aspect: Sendable {
    /// The plot fills the room it has.
    case free
    /// One unit of x is as long as one unit of y.
    case equal
  }

  public enum Marker: Int, CaseIterable, Sendable { case circle, square, triangle, cross, diamond, plus }

  public enum LineStyle: Int, CaseIterable, Sendable { case solid, dashed, dotted, dashDotted }

  public enum PathStyle: Sendable {
    /// A dot at every point.
    case dots
    /// An arrow head at the end of every segment that is long enough to carry one.
    case arrows
  }

  public var title: String
  public var xLabel: String
  public var yLabel: String

  /// What the axes show; by default what the marks need.
  public var xRange: ClosedRange<Double>?
  public var yRange: ClosedRange<Double>?

  public var xScale = Scale.linear
  public var yScale = Scale.linear
  public var aspect = Aspect.free

  /// Whether a figure of two or more named series, or with a named ceiling, has a legend.
  public var showsLegend = true
  public var showsAxes = true

  var marks: [Mark] = []

  public init(_ title: String = "", x xLabel: String = "", y yLabel: String = "") {
    self.title = title
    self.xLabel = xLabel
    self.yLabel = yLabel
  }
}

extension Figure {
  var bars: [Bars] {
    marks.compactMap { if case .bars(let bars) = $0.shape { bars } else { nil } }
  }

  var rasters: [Raster] {
    marks.compactMap { if case .raster(let raster) = $0.shape { raster } else { nil } }
  }

  /// The heat map that a color bar explains.
  var heatMap: Raster? { showsAxes ? rasters.last { $0.hasColorBar } : nil }

  /// The named marks, where a legend is needed to tell them apart or to explain a ceiling.
  var legend: [LegendEntry] {
    guard showsLegend else { return [] }
    let entries = marks.flatMap(\.legendEntries)
    let explains = entries.contains { if case .ceiling = $0.symbol { true } else { false } }
    return entries.count >= 2 || explains ? entries : []
  }

  /// The same figure with its bars lying down, their names to the left of them.
  func withHorizontalBars() -> Figure {
    guard let first = bars.first, !first.horizontal else { return self }
    var figure = self
    figure.xLabel = yLabel
    figure.yLabel = xLabel
    figure.xRange = yRange
    figure.yRange = xRange
    figure.xScale = yScale
    figure.yScale = xScale
    for index in marks.indices {
      guard case .bars(var bars) = marks[index].shape else { continue }
      bars.horizontal = true
      figure.marks[index].shape = .bars(bars)
    }
    return figure
  }
}
