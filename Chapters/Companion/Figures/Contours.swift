/// Lines of equal value through a raster, by marching squares over the centers of its cells.
struct Contours {
  private let raster: Raster
  private let values: [Double?]
  private let level: Double

  /// The segments at one level, 0...1 of the color map, in the raster's own coordinates.
  static func segments(of raster: Raster, level: Double) -> [(UnitPoint, UnitPoint)] {
    guard raster.rows > 1, raster.columns > 1 else { return [] }
    let values = (0..<raster.rows).flatMap { row in
      (0..<raster.columns).map { raster.level(row: row, column: $0) }
    }
    let contours = Contours(raster: raster, values: values, level: level)
    return (0..<raster.rows - 1).flatMap { row in
      (0..<raster.columns - 1).flatMap { contours.segments(row: row, column: $0) }
    }
  }

  /// The levels of a raster's contour lines, evenly spaced within the color map.
  static func levels(_ count: Int) -> [Double] {
    (0..<count).map { Double($0 + 1) / Double(count + 1) }
  }

  /// The segments between four neighbors, whose lower left one is given.
  private func segments(row: Int, column: Int) -> [(UnitPoint, UnitPoint)] {
    // Counterclockwise from the lower left.
    let corners = [(row, column), (row, column + 1), (row + 1, column + 1), (row + 1, column)]
    let levels = corners.compactMap { values[$0.0 * raster.columns + $0.1] }
    guard levels.count == 4 else { return [] }
    var crossings: [UnitPoint] = []
    for side in 0..<4 {
      let (from, to) = (levels[side], levels[(side + 1) % 4])
      guard (from < level) != (to < level) else { continue }
      crossings.append(point(between: corners[side], corners[(side + 1) % 4], (level - from) / (to - from)))
    }
    switch crossings.count {
    case 2: return [(crossings[0], crossings[1])]
    case 4:
      // A saddle: its middle decides which corners belong together.
      let middle = levels.reduce(0, +) / 4
      return (middle < level) == (levels[0] < level)
        ? [(crossings[0], crossings[1]), (crossings[2], crossings[3])]
        : [(crossings[3], crossings[0]), (crossings[1], crossings[2])]
    default: return []
    }
  }

  private func point(between from: (Int, Int), _ to: (Int, Int), _ part: Double) -> UnitPoint {
    UnitPoint(
      x: Double(from.1) + 0.5 + part * Double(to.1 - from.1),
      y: Double(from.0) + 0.5 + part * Double(to.0 - from.0))
  }
}
