/// The shapes of scattered points, all of about the same weight, and arrow heads.
enum SVGMarker {
  typealias Pixel = (x: Double, y: Double)

  /// Draws one marker at each point, all in a single element; a crowd's are smaller.
  static func draw(
    _ marker: Figure.Marker, at points: [Pixel], color: String, crowded: Bool = false,
    into writer: inout SVGWriter
  ) {
    guard !points.isEmpty else { return }
    let crowded = crowded || points.count >= 200
    switch marker {
    // A line of no length with round ends is a dot.
    case .circle:
      writer.path(
        moved(points, 0, 0, "h0"), stroke: color, width: crowded ? 4.5 : 7,
        attributes: " stroke-linecap=\"round\"")
    case .square where crowded:
      fill(points, color, dx: -2, dy: -2, "h4v4h-4z", into: &writer)
    case .square: fill(points, color, dx: -3, dy: -3, "h6v6h-6z", into: &writer)
    case .triangle where crowded:
      fill(points, color, dx: 0, dy: -3, "l2.8 5h-5.6z", into: &writer)
    case .triangle: fill(points, color, dx: 0, dy: -4.4, "l4 7h-8z", into: &writer)
    case .diamond: fill(points, color, dx: 0, dy: -4.4, "l4.4 4.4l-4.4 4.4l-4.4-4.4z", into: &writer)
    case .cross where crowded: stroke(points, color, dx: -2, dy: -2, "l4 4m0-4l-4 4", into: &writer)
    case .cross: stroke(points, color, dx: -3, dy: -3, "l6 6m0-6l-6 6", into: &writer)
    case .plus where crowded: stroke(points, color, dx: -2.8, dy: 0, "h5.6m-2.8-2.8v5.6", into: &writer)
    case .plus: stroke(points, color, dx: -4, dy: 0, "h8m-4-4v8", into: &writer)
    }
  }

  private static func moved(_ points: [Pixel], _ dx: Double, _ dy: Double, _ outline: String) -> String {
    points.map { "M\(tenths($0.x + dx)) \(tenths($0.y + dy))" + outline }.joined()
  }

  private static func fill(
    _ points: [Pixel], _ color: String, dx: Double, dy: Double, _ outline: String,
    into writer: inout SVGWriter
  ) {
    writer.shape(moved(points, dx, dy, outline), fill: color)
  }

  private static func stroke(
    _ points: [Pixel], _ color: String, dx: Double, dy: Double, _ outline: String,
    into writer: inout SVGWriter
  ) {
    writer.path(moved(points, dx, dy, outline), stroke: color, width: 1.8)
  }

  private static func tenths(_ value: Double) -> String {
    SVGWriter.number((value * 10).rounded() / 10)
  }

  /// An arrow head whose point lies at `end`; nil where the segment is too short to carry one.
  static func arrowHead(from start: Pixel, to end: Pixel) -> String? {
    let (dx, dy) = (end.x - start.x, end.y - start.y)
    let length = (dx * dx + dy * dy).squareRoot()
    guard length >= 10 else { return nil }
    let (ux, uy) = (dx / length, dy / length)
    let left = (x: end.x - 8 * ux - 3.5 * uy, y: end.y - 8 * uy + 3.5 * ux)
    let right = (x: end.x - 8 * ux + 3.5 * uy, y: end.y - 8 * uy - 3.5 * ux)
    return SVGWriter.pathData([end, left, right]) + "z"
  }
}
