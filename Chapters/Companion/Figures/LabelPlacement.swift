import Foundation

/// A rectangle, y downwards.
struct Box: Equatable {
  var x: Double
  var y: Double
  var width: Double
  var height: Double

  func intersects(_ other: Box) -> Bool {
    x < other.x + other.width && other.x < x + width && y < other.y + other.height && other.y < y + height
  }

  /// The part of the smaller one that the other covers.
  func overlap(_ other: Box) -> Double {
    let area =
      max(0, min(x + width, other.x + other.width) - max(x, other.x))
      * max(0, min(y + height, other.y + other.height) - max(y, other.y))
    return area / min(width * height, other.width * other.height)
  }

  func contains(_ other: Box) -> Bool {
    x <= other.x && other.x + other.width <= x + width && y <= other.y && other.y + other.height <= y + height
  }
}

/// Puts texts beside points so that they cover neither each other nor the points.
struct LabelPlacement {
  let bounds: Box
  var taken: [Box]

  /// The first free place right, left, above or below the point, then on `rings` around it, each a text's height wider
  /// than the one before; or the place that covers least.
  mutating func place(
    width: Double, height: Double, x: Double, y: Double, gap: Double, rise: Double, rings: Int = 0
  ) -> Box {
    let beside = [
      (x + gap, y - height / 2), (x - gap - width, y - height / 2),
      (x - width / 2, y - height - rise), (x - width / 2, y + rise),
      (x + gap, y - height - rise), (x + gap, y + rise),
      (x - gap - width, y - height - rise), (x - gap - width, y + rise),
    ]
    let around = (0..<12 * rings).map { index in
      let radius = gap + height * Double(1 + index / 12)
      let angle = Double(index % 12) * .pi / 6
      let (right, down) = (cos(angle), sin(angle))
      // The ring is widened by half the text on each side, so that all texts on it are as far away.
      return (x + right * (radius + width / 2) - width / 2, y + down * (radius + height / 2) - height / 2)
    }
    let candidates = (beside + around).map { Box(x: $0.0, y: $0.1, width: width, height: height) }
    // A twenty-fifth of a text or a point may be covered before it moves one ring away.
    let costs = candidates.enumerated().map { index, box in
      let ring = index < beside.count ? 0 : 1 + (index - beside.count) / 12
      return taken.reduce(0) { $0 + box.overlap($1) } + 0.04 * Double(ring)
    }
    let inside = candidates.indices.filter { bounds.contains(candidates[$0]) }
    let least = (inside.isEmpty ? [0] : inside).min { (costs[$0], $0) < (costs[$1], $1) }
    let box = candidates[least ?? 0]
    taken.append(box)
    return box
  }
}
