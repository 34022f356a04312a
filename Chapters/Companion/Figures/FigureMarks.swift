extension Figure {
  /// Adds a scatter of points; color and marker follow from the series before it.
  public mutating func points(
    _ x: [Float], _ y: [Float], name: String? = nil, marker: Marker? = nil, color: Int? = nil
  ) {
    let scatters = marks.count { if case .points = $0.shape { true } else { false } }
    let automatic = Marker.allCases[scatters % Marker.allCases.count]
    add(.points(Curve(x, y), marker ?? automatic), name: name, color: color ?? nextColor)
  }

  /// Adds a line through the points in their order.
  public mutating func line(
    _ x: [Float], _ y: [Float], name: String? = nil, style: LineStyle? = nil, color: Int? = nil
  ) {
    let lines = marks.count { if case .line = $0.shape { true } else { false } }
    let automatic = LineStyle.allCases[lines % LineStyle.allCases.count]
    add(.line(Curve(x, y), style ?? automatic), name: name, color: color ?? nextColor)
  }

  /// Adds a line that shows its steps, such as a descent over a cost surface.
  public mutating func path(
    _ x: [Float], _ y: [Float], name: String? = nil, style: PathStyle = .dots, color: Int? = nil
  ) {
    add(.path(Curve(x, y), style), name: name, color: color ?? nextColor)
  }

  /// Adds one bar for each category. Further bars with the same categories stand beside the first.
  ///
  /// - Parameters:
  ///   - ceilings: what each bar could reach at most, marked by a line; empty for none.
  ///   - horizontal: whether the bars lie, with room for long names. The terminal always lays them.
  public mutating func bars(
    _ categories: [String], _ values: [Float], name: String? = nil, ceilings: [Float] = [],
    ceilingName: String? = nil, horizontal: Bool = false, color: Int? = nil
  ) {
    precondition(values.count == categories.count, "\(values.count) values, \(categories.count) categories")
    precondition(
      ceilings.isEmpty || ceilings.count == values.count,
      "\(ceilings.count) ceilings, \(values.count) values")
    if let first = bars.first {
      precondition(first.categories == categories, "\(categories) beside bars for \(first.categories)")
    }
    let bars = Bars(
      categories: categories, values: values.map(Double.init), ceilings: ceilings.map(Double.init),
      ceilingName: ceilings.isEmpty ? nil : ceilingName, horizontal: bars.first?.horizontal ?? horizontal)
    add(.bars(bars), name: name, color: color ?? nextColor)
  }

  /// Adds a vertical bar at each point, from `low` to `high`: how sure the point is.
  public mutating func errorBars(_ x: [Float], low: [Float], high: [Float], color: Int? = nil) {
    precondition(
      x.count == low.count && x.count == high.count, "\(low.count) and \(high.count) ends at \(x.count) x")
    let last = marks.compactMap(\.color).last ?? 0
    add(.errorBars(Curve(x, low), Curve(x, high)), name: nil, color: color ?? last)
  }

  /// Adds a horizontal reference line.
  public mutating func rule(y: Float, name: String? = nil) {
    add(.rule(.horizontal(Double(y))), name: name, color: nil)
  }

  /// Adds a vertical reference line.
  public mutating func rule(x: Float, name: String? = nil) {
    add(.rule(.vertical(Double(x))), name: name, color: nil)
  }

  /// Adds the reference line y = slope · x + intercept, straight on linear axes.
  public mutating func rule(slope: Float, intercept: Float, name: String? = nil) {
    add(.rule(.sloped(slope: Double(slope), intercept: Double(intercept))), name: name, color: nil)
  }

  /// Adds a text beside a point.
  public mutating func label(_ text: String, x: Float, y: Float) {
    add(.label(Label(text: text, x: Double(x), y: Double(y))), name: nil, color: nil)
  }

  /// Adds a text beside each point.
  public mutating func labels(_ texts: [String], _ x: [Float], _ y: [Float]) {
    precondition(
      texts.count == x.count && x.count == y.count, "\(texts.count) texts at \(x.count) x and \(y.count) y")
    for (index, text) in texts.enumerated() { label(text, x: x[index], y: y[index]) }
  }

  mutating func add(_ shape: Mark.Shape, name: String?, color: Int?) {
    marks.append(Mark(shape: shape, name: name, color: color))
  }

  /// The color after those already used; over a heat map the first one, blue, would be hard to see.
  private var nextColor: Int {
    let hasHeatMap = rasters.contains { if case .values = $0.content { true } else { false } }
    return (marks.compactMap(\.color).max() ?? (hasHeatMap ? 0 : -1)) + 1
  }
}

extension Curve {
  init(_ x: [Float], _ y: [Float]) {
    precondition(x.count == y.count, "\(x.count) x, \(y.count) y")
    self.x = x.map(Double.init)
    self.y = y.map(Double.init)
  }
}
