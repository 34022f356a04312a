/// A rectangle, y downwards.
struct Box: Equatable {
  var x: Double
  var y: Double
  var width: Double
  var height: Double

  func intersects(_ other: Box) -> Bool {
    x < other.x + other.width && other.x < x + width && y < other.y + other.height && other.y < y + height
  }

  func contains(_ other: Box) -> Bool {
    x <= other.x && other.x + other.width <= x + width && y <= other.y && other.y + other.height <= y + height
  }
}

/// Puts texts beside points so that they cover neither each other nor the points.
struct LabelPlacement {
  let bounds: Box
  var taken: [Box]

  /// The first free place right, left, above or below the point, or the one that covers least.
  mutating func place(
    width: Double, height: Double, x: Double, y: Double, gap: Double, rise: Double
  ) -> Box {
    let candidates = [
      (x + gap, y - height / 2), (x - gap - width, y - height / 2),
      (x - width / 2, y - height - rise), (x - width / 2, y + rise),
      (x + gap, y - height - rise), (x + gap, y + rise),
      (x - gap - width, y - height - rise), (x - gap - width, y + rise),
    ].map { Box(x: $0.0, y: $0.1, width: width, height: height) }
    let inside = candidates.filter(bounds.contains)
    let covered = (inside.isEmpty ? [candidates[0]] : inside).enumerated().map { index, box in
      (box: box, count: taken.count(where: box.intersects), index: index)
    }
    let least = covered.min { ($0.count, $0.index) < ($1.count, $1.index) }
    let box = least?.box ?? candidates[0]
    taken.append(box)
    return box
  }
}
