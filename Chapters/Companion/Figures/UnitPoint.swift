/// A place in a plot: (0, 0) is its lower left corner, (1, 1) the upper right one.
struct UnitPoint: Hashable, Sendable {
  var x: Double
  var y: Double

  var isInside: Bool { 0...1 ~= x && 0...1 ~= y }

  /// The parts of a line within the unit square; a missing point is a gap.
  static func clipped(_ points: [UnitPoint?]) -> [[UnitPoint]] {
    var pieces: [[UnitPoint]] = []
    var piece: [UnitPoint] = []
    for (from, to) in zip(points, points.dropFirst()) {
      guard let from, let to, let (start, end) = segment(from, to) else { continue }
      if piece.last != start {
        if !piece.isEmpty { pieces.append(piece) }
        piece = [start]
      }
      piece.append(end)
    }
    if !piece.isEmpty { pieces.append(piece) }
    return pieces
  }

  /// The part of a segment within the unit square (Liang and Barsky 1984).
  private static func segment(_ from: UnitPoint, _ to: UnitPoint) -> (UnitPoint, UnitPoint)? {
    if from.isInside && to.isInside { return (from, to) }
    let (dx, dy) = (to.x - from.x, to.y - from.y)
    var (enter, leave) = (0.0, 1.0)
    for (delta, room) in [(-dx, from.x), (dx, 1 - from.x), (-dy, from.y), (dy, 1 - from.y)] {
      if delta == 0 {
        if room < 0 { return nil }
      } else if delta < 0 {
        enter = max(enter, room / delta)
      } else {
        leave = min(leave, room / delta)
      }
    }
    guard enter < leave else { return nil }
    func point(_ t: Double) -> UnitPoint {
      UnitPoint(x: min(1, max(0, from.x + t * dx)), y: min(1, max(0, from.y + t * dy)))
    }
    return (enter > 0 ? point(enter) : from, leave < 1 ? point(leave) : to)
  }

  /// A line thinned to what can be seen: of a run of points that share one of `columns` columns, only
  /// the first, the lowest, the highest and the last stay.
  static func thinned(_ points: [UnitPoint], columns: Int) -> [UnitPoint] {
    guard points.count > 4 * columns else { return points }
    var thin: [UnitPoint] = []
    var start = 0
    while start < points.count {
      let column = Int(points[start].x * Double(columns))
      var end = start
      var (lowest, highest) = (start, start)
      while end < points.count, Int(points[end].x * Double(columns)) == column {
        if points[end].y < points[lowest].y { lowest = end }
        if points[end].y > points[highest].y { highest = end }
        end += 1
      }
      thin += Set([start, lowest, highest, end - 1]).sorted().map { points[$0] }
      start = end
    }
    return thin
  }
}
