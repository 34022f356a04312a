import Matrices

extension Figure {
  /// Adds a heat map over the axes.
  ///
  /// - Parameters:
  ///   - values: cells along y × cells along x; row 0 lies at the lower end of y.
  ///   - x: from the left edge of the first column to the right edge of the last.
  ///   - y: from the lower edge of row 0 to the upper edge of the last row.
  ///   - range: the values at the ends of the color map; by default the smallest and the largest.
  ///   - contours: how many lines of equal value to draw, evenly spaced over the color map.
  ///   - levels: the values of lines that also tell them.
  public mutating func heatMap(
    _ values: Matrix, x: ClosedRange<Double>, y: ClosedRange<Double>, colors: Palette.ColorMap = .cividis,
    range: ClosedRange<Double>? = nil, scale: Scale = .linear, contours: Int = 0,
    levels: [Double] = []
  ) {
    var raster = Raster(values, x: x, y: y, colors: colors, range: range, scale: scale)
    raster.contours = levels.isEmpty ? raster.values(spaced: contours) : levels
    raster.labelsContours = !levels.isEmpty
    raster.hasColorBar = true
    add(raster)
  }

  /// Adds decision regions: a light fill in the color of each cell's class.
  ///
  /// - Parameter classes: rows × columns of class indices, row 0 at the lower end of y, in the order
  ///   of `Figure.cellCenters`.
  public mutating func regions(
    _ classes: [Int], rows: Int, columns: Int, x: ClosedRange<Double>, y: ClosedRange<Double>
  ) {
    precondition(
      classes.count == rows * columns, "\(classes.count) classes do not fill \(rows) × \(columns)")
    add(Raster(rows: rows, columns: columns, x: x, y: y, content: .classes(classes)))
  }

  /// Adds a picture, one cell a pixel, row 0 at the top, and hides the axes.
  ///
  /// - Parameters:
  ///   - pixels: rows × columns.
  ///   - colors: by default 0 is paper and the largest value is ink.
  ///   - range: the values at the ends of the color map; by default the smallest and the largest.
  public mutating func image(
    _ pixels: Matrix, colors: Palette.ColorMap = .ink, range: ClosedRange<Double>? = nil
  ) {
    var raster = Raster(
      pixels, x: 0...Double(pixels.columns), y: 0...Double(pixels.rows), colors: colors, range: range,
      scale: .linear)
    raster.startsAtTop = true
    showsAxes = false
    aspect = .equal
    add(raster)
  }

  /// Adds a table of colored cells with a name for each row and column, such as a confusion matrix.
  ///
  /// - Parameters:
  ///   - values: rows × columns, row 0 at the top.
  ///   - blankZeros: whether cells that are zero have no figure.
  public mutating func table(
    _ values: Matrix, rows: [String], columns: [String], colors: Palette.ColorMap = .cividis,
    range: ClosedRange<Double>? = nil, blankZeros: Bool = false
  ) {
    precondition(
      rows.count == values.rows && columns.count == values.columns,
      "\(rows.count) × \(columns.count) names for \(values.rows) × \(values.columns) cells")
    var raster = Raster(
      values, x: -0.5...Double(values.columns) - 0.5, y: -0.5...Double(values.rows) - 0.5, colors: colors,
      range: range, scale: .linear)
    raster.startsAtTop = true
    raster.hasColorBar = true
    raster.blanksZeros = blankZeros
    raster.rowNames = rows
    raster.columnNames = columns
    add(raster)
  }

  private mutating func add(_ raster: Raster) {
    guard raster.rows > 0, raster.columns > 0 else { return }
    add(.raster(raster), name: nil, color: nil)
  }

  /// The centers of a grid's cells, (rows · columns) × 2, row after row from the lower end of y: what
  /// to compute to fill a heat map or decision regions.
  public static func cellCenters(
    rows: Int, columns: Int, x: ClosedRange<Double>, y: ClosedRange<Double>
  ) -> Matrix {
    let width = (x.upperBound - x.lowerBound) / Double(columns)
    let height = (y.upperBound - y.lowerBound) / Double(rows)
    var values: [Float] = []
    for row in 0..<rows {
      for column in 0..<columns {
        values.append(Float(x.lowerBound + (Double(column) + 0.5) * width))
        values.append(Float(y.lowerBound + (Double(row) + 0.5) * height))
      }
    }
    return Matrix(rows: rows * columns, columns: 2, values: values)
  }
}

extension Raster {
  /// So many values, evenly spaced within the color map.
  func values(spaced count: Int) -> [Double] {
    guard case .values(_, _, let range, let scale) = content, count > 0 else { return [] }
    let axis = Axis(range: range, scale: scale)
    return (1...count).map { axis.value(at: Double($0) / Double(count + 1)) }
  }

  init(
    _ matrix: Matrix, x: ClosedRange<Double>, y: ClosedRange<Double>, colors: Palette.ColorMap,
    range: ClosedRange<Double>?, scale: Figure.Scale
  ) {
    let values = matrix.values.map(Double.init)
    let shown = values.filter { $0.isFinite && (scale == .linear || $0 > 0) }
    let lowest = shown.min() ?? 0
    let highest = shown.max() ?? 1
    let automatic = colors == .diverging ? -max(-lowest, highest)...max(-lowest, highest) : lowest...highest
    self.init(
      rows: matrix.rows, columns: matrix.columns, x: x, y: y,
      content: .values(values, colors, Axis.usable(range ?? automatic, scale: scale), scale))
  }
}
