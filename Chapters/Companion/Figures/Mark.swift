/// One thing drawn in a figure.
struct Mark: Sendable {
  enum Shape: Sendable {
    case points(Curve, Figure.Marker)
    case line(Curve, Figure.LineStyle)
    case path(Curve, Figure.PathStyle)
    case bars(Bars)
    case errorBars(Curve, Curve)
    case raster(Raster)
    case rule(Rule)
    case label(Label)
  }

  var shape: Shape
  var name: String?
  /// The index of its color in the palette; nil for what needs none.
  var color: Int?
}

struct Curve: Sendable {
  let x: [Double]
  let y: [Double]
}

struct Bars: Sendable {
  let categories: [String]
  let values: [Double]
  /// What each bar could reach at most; empty where there is no such limit.
  let ceilings: [Double]
  let ceilingName: String?
  var horizontal: Bool
}

enum Rule: Sendable {
  case horizontal(Double)
  case vertical(Double)
  case sloped(slope: Double, intercept: Double)
}

struct Label: Sendable {
  let text: String
  let x: Double
  let y: Double
}

/// A rectangle of cells; row 0 lies at the lower end of `y`.
struct Raster: Sendable {
  enum Content: Sendable {
    case values([Double], Palette.ColorMap, ClosedRange<Double>, Figure.Scale)
    case classes([Int])
  }

  let rows: Int
  let columns: Int
  let x: ClosedRange<Double>
  let y: ClosedRange<Double>
  let content: Content
  /// The values at which lines of equal value are drawn.
  var contours: [Double] = []
  /// Whether these lines tell their values.
  var labelsContours = false
  /// Whether the cells of a table that are zero are left blank.
  var blanksZeros = false
  var hasColorBar = false
  /// Whether row 0 belongs at the top, as in a picture or a table.
  var startsAtTop = false
  var rowNames: [String] = []
  var columnNames: [String] = []
}

struct LegendEntry: Equatable, Sendable {
  enum Symbol: Equatable, Sendable {
    case marker(Figure.Marker)
    case line(Figure.LineStyle)
    case path(Figure.PathStyle)
    case bar
    case ceiling
    case rule
  }

  let name: String
  let symbol: Symbol
  let color: Int?
}

extension Mark {
  var legendEntries: [LegendEntry] {
    var entries: [LegendEntry] = []
    if let name, let symbol {
      entries.append(LegendEntry(name: name, symbol: symbol, color: color))
    }
    if case .bars(let bars) = shape, let ceilingName = bars.ceilingName {
      entries.append(LegendEntry(name: ceilingName, symbol: .ceiling, color: nil))
    }
    return entries
  }

  private var symbol: LegendEntry.Symbol? {
    switch shape {
    case .points(_, let marker): .marker(marker)
    case .line(_, let style): .line(style)
    case .path(_, let style): .path(style)
    case .bars: .bar
    case .rule: .rule
    case .raster, .label, .errorBars: nil
    }
  }
}

extension Raster {
  /// Where the value of a cell lies between the ends of the color map, 0...1; nil for a blank cell.
  func level(row: Int, column: Int) -> Double? {
    guard case .values(let values, _, let range, let scale) = content else { return nil }
    return Axis(range: range, scale: scale).position(values[row * columns + column]).map {
      min(1, max(0, $0))
    }
  }

  func color(row: Int, column: Int) -> RGBColor? {
    switch content {
    case .values(_, let map, _, _): level(row: row, column: column).map(map.color(at:))
    case .classes(let classes): Palette.tint(classes[row * columns + column])
    }
  }

  func classIndex(row: Int, column: Int) -> Int? {
    guard case .classes(let classes) = content else { return nil }
    return classes[row * columns + column]
  }
}
