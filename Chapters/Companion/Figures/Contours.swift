/// Lines of equal value through a raster, by marching squares over the centers of its cells.
struct Contours {
  private typealias Corner = (row: Int, column: Int)

  private let raster: Raster
  private let levels: [Double?]

  init(_ raster: Raster) {
    self.raster = raster
    levels = (0..<raster.rows).flatMap { row in
      (0..<raster.columns).map { raster.level(row: row, column: $0) }
    }
  }

  /// The lines of one value; (0, 0) is the raster's corner below row 0.
  func lines(of value: Double) -> [[UnitPoint]] {
    guard case .values(_, _, let range, let scale) = raster.content,
      let level = Axis(range: range, scale: scale).position(value)
    else { return [] }
    return lines(at: level)
  }

  /// The lines at one level, 0...1 of the color map.
  func lines(at level: Double) -> [[UnitPoint]] {
    let segments = (0..<max(0, raster.rows - 1)).flatMap { row in
      (0..<max(0, raster.columns - 1)).flatMap { self.segments(at: level, row: row, column: $0) }
    }
    var next = Dictionary(segments.map { ($0.from, $0.to) }, uniquingKeysWith: { first, _ in first })
    let ends = Set(segments.map(\.to))
    let starts = segments.map(\.from)
    // Lines that start at the border come first; what is left then are closed ones.
    return (starts.filter { !ends.contains($0) } + starts).compactMap { start in
      var line = [start]
      while let point = next.removeValue(forKey: line[line.count - 1]) { line.append(point) }
      return line.count > 1 ? line : nil
    }
  }

  /// The segments between four neighbors, whose lower left one is given. Each leads from a side where,
  /// going around, values rise through the level to one where they fall: so where a segment ends, the
  /// next square's begins.
  private func segments(at level: Double, row: Int, column: Int) -> [(from: UnitPoint, to: UnitPoint)] {
    // Counterclockwise from the lower left.
    let corners: [Corner] = [(row, column), (row, column + 1), (row + 1, column + 1), (row + 1, column)]
    let values = corners.compactMap { levels[$0.row * raster.columns + $0.column] }
    guard values.count == 4 else { return [] }
    var crossings: [(point: UnitPoint, rises: Bool)] = []
    for side in 0..<4 {
      let end = (side + 1) % 4
      let rises = values[side] < level
      guard rises != (values[end] < level) else { continue }
      crossings.append((point(at: level, between: corners[side], corners[end]), rises))
    }
    // A saddle has four crossings: its middle decides which corners belong together.
    let middle = values.reduce(0, +) / 4
    if crossings.count == 4, (middle < level) != (values[0] < level) {
      crossings = Array(crossings.dropFirst()) + crossings.prefix(1)
    }
    return stride(from: 0, to: crossings.count - 1, by: 2).map { index in
      let (first, second) = (crossings[index], crossings[index + 1])
      return first.rises ? (first.point, second.point) : (second.point, first.point)
    }
  }

  private func point(at level: Double, between from: Corner, _ to: Corner) -> UnitPoint {
    // In the same order for both squares that share the side, so that they find the same point.
    if to < from { return point(at: level, between: to, from) }
    let start = levels[from.row * raster.columns + from.column] ?? level
    let end = levels[to.row * raster.columns + to.column] ?? level
    let part = (level - start) / (end - start)
    return UnitPoint(
      x: (Double(from.column) + 0.5 + part * Double(to.column - from.column)) / Double(raster.columns),
      y: (Double(from.row) + 0.5 + part * Double(to.row - from.row)) / Double(raster.rows))
  }
}
