import Foundation

/// The two axes of a figure, settled from its marks, scales and ranges.
struct PlotFrame: Sendable {
  let x: Axis
  let y: Axis

  init(_ figure: Figure) {
    let names = figure.categoryNames
    var xExtent = Extent(scale: figure.xScale)
    var yExtent = Extent(scale: figure.yScale)
    // A raster is the ground on which all else stands: what reaches beyond it is cut off.
    let rasters = figure.rasters.map { Mark(shape: .raster($0)) }
    for mark in rasters.isEmpty ? figure.marks : rasters { mark.extend(&xExtent, &yExtent) }
    if !names.x.isEmpty { xExtent.add(edges: [-0.5, Double(names.x.count) - 0.5]) }
    if !names.y.isEmpty { yExtent.add(edges: [-0.5, Double(names.y.count) - 0.5]) }
    let pads = figure.rasters.isEmpty
    x = Axis(
      range: figure.xRange ?? xExtent.range(padded: pads), scale: figure.xScale, categories: names.x)
    y = Axis(
      range: figure.yRange ?? yExtent.range(padded: pads), scale: figure.yScale,
      reversed: !names.y.isEmpty || figure.rasters.contains(where: \.startsAtTop), categories: names.y)
  }

  /// The place of a point, both coordinates 0...1 within the ranges, y upwards.
  func place(x: Double, y: Double) -> UnitPoint? {
    guard let x = self.x.position(x), let y = self.y.position(y) else { return nil }
    return UnitPoint(x: x, y: y)
  }

  /// The places of those points that lie within the ranges.
  func places(_ curve: Curve) -> [UnitPoint] {
    zip(curve.x, curve.y).compactMap { place(x: $0, y: $1) }.filter(\.isInside)
  }

  /// A curve as the pieces of line that lie within the ranges: a gap ends a piece.
  func pieces(_ curve: Curve) -> [[UnitPoint]] {
    UnitPoint.clipped(zip(curve.x, curve.y).map { place(x: $0, y: $1) })
  }

  /// The ends of a reference line; nil where it lies outside.
  func ends(_ rule: Rule) -> [UnitPoint]? {
    let curve =
      switch rule {
      case .horizontal(let value): Curve(x: [x.lower, x.upper], y: [value, value])
      case .vertical(let value): Curve(x: [value, value], y: [y.lower, y.upper])
      case .sloped(let slope, let intercept):
        Curve(x: [x.lower, x.upper], y: [slope * x.lower + intercept, slope * x.upper + intercept])
      }
    return pieces(curve).first
  }

  /// Where 0 lies, or else the end of the axis that is nearest to it: what bars stand on.
  static func base(of axis: Axis) -> Double {
    min(1, max(0, axis.position(0) ?? 0))
  }
}

/// The values an axis must show.
private struct Extent {
  let scale: Figure.Scale
  private var loose: [Double] = []
  private var edges: [Double] = []

  init(scale: Figure.Scale) { self.scale = scale }

  /// Values that want a margin around them.
  mutating func add(_ values: [Double]) { widen(&loose, values) }

  /// Values at which the axis may end.
  mutating func add(edges values: [Double]) { widen(&edges, values) }

  private func widen(_ bounds: inout [Double], _ values: [Double]) {
    let shown = (bounds + values).filter { $0.isFinite && (scale == .linear || $0 > 0) }
    bounds = [shown.min(), shown.max()].compactMap(\.self)
  }

  func range(padded: Bool) -> ClosedRange<Double> {
    guard let lowest = (loose + edges).min(), let highest = (loose + edges).max() else {
      return scale == .linear ? 0...1 : 0.1...1
    }
    guard padded, lowest < highest, let first = loose.first, let last = loose.last else {
      return lowest...highest
    }
    let room = 0.04
    if scale == .logarithmic {
      let margin = pow(highest / lowest, room)
      return min(lowest, first / margin)...max(highest, last * margin)
    }
    let margin = (highest - lowest) * room
    // Quantities that cannot be negative keep an axis that is not.
    let start = first > 0 ? max(0, first - margin) : first - margin
    return min(lowest, start)...max(highest, last + margin)
  }
}

extension Mark {
  fileprivate func extend(_ x: inout Extent, _ y: inout Extent) {
    switch shape {
    case .points(let curve, _), .path(let curve, _):
      x.add(curve.x)
      y.add(curve.y)
    case .line(let curve, _):
      x.add(edges: curve.x)
      y.add(curve.y)
    case .bars(let bars):
      let values = bars.values + bars.ceilings
      if bars.horizontal { extend(&x, byBars: values) } else { extend(&y, byBars: values) }
    case .errorBars(let low, let high):
      x.add(low.x)
      y.add(low.y + high.y)
    case .raster(let raster):
      x.add(edges: [raster.x.lowerBound, raster.x.upperBound])
      y.add(edges: [raster.y.lowerBound, raster.y.upperBound])
    case .rule(.horizontal(let value)): y.add(edges: [value])
    case .rule(.vertical(let value)): x.add(edges: [value])
    case .rule(.sloped): break
    case .label(let label):
      x.add([label.x])
      y.add([label.y])
    }
  }

  /// Bars start at zero and have room beyond their ends for their figures.
  private func extend(_ extent: inout Extent, byBars values: [Double]) {
    let finite = values.filter(\.isFinite)
    let lowest = min(0, finite.min() ?? 0)
    let highest = max(0, finite.max() ?? 0)
    let room = 0.05 * (highest - lowest)
    extent.add(edges: [0])
    extent.add(finite.filter { $0 > 0 })
    if highest > 0 { extent.add([highest + room]) }
    if lowest < 0 { extent.add([lowest - room]) }
  }
}

extension Figure {
  fileprivate var categoryNames: (x: [String], y: [String]) {
    if let first = bars.first {
      return first.horizontal ? ([], first.categories) : (first.categories, [])
    }
    let table = rasters.last { !$0.rowNames.isEmpty || !$0.columnNames.isEmpty }
    return (table?.columnNames ?? [], table?.rowNames ?? [])
  }
}
