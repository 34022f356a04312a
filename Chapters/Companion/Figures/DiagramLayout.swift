extension Diagram.Body {
  var box: Box {
    Box(x: x - halfWidth, y: y - halfHeight, width: 2 * halfWidth, height: 2 * halfHeight)
  }

  /// The smallest room with all of these.
  static func around(_ bodies: [Diagram.Body]) -> Diagram.Body? {
    guard let left = bodies.map({ $0.x - $0.halfWidth }).min(),
      let right = bodies.map({ $0.x + $0.halfWidth }).max(),
      let top = bodies.map({ $0.y - $0.halfHeight }).min(),
      let bottom = bodies.map({ $0.y + $0.halfHeight }).max()
    else { return nil }
    return Diagram.Body(
      x: (left + right) / 2, y: (top + bottom) / 2, halfWidth: (right - left) / 2,
      halfHeight: (bottom - top) / 2, isRound: false)
  }
}

/// A diagram moved to its corner, with a place for each arrow's label.
struct DiagramLayout {
  var elements: [Diagram.Element]
  var labels: [Diagram.Text] = []
  /// In characters and lines.
  var width = 0.0
  var height = 0.0

  /// - Parameter columns: where the diagram is wider than this, its places move together.
  init(_ diagram: Diagram, columns: Double = .infinity) {
    elements = diagram.elements
    let bounds = Self.bounds(elements.compactMap(Self.room))
    let natural = bounds.width + 1
    let scale = natural > columns ? (columns - 1) / (natural - 1) : 1
    elements = elements.map { Self.moved($0) { (($0.0 - bounds.x) * scale, $0.1 - bounds.y) } }
    width = min(natural, columns)
    height = bounds.height + 1
    placeLabels()
  }

  private static func bounds(_ boxes: [Box]) -> Box {
    let (left, top) = (boxes.map(\.x).min() ?? 0, boxes.map(\.y).min() ?? 0)
    return Box(
      x: left, y: top, width: (boxes.map { $0.x + $0.width }.max() ?? 0) - left,
      height: (boxes.map { $0.y + $0.height }.max() ?? 0) - top)
  }

  /// The room of an element, from the middle of its first character to that of its last.
  private static func room(_ element: Diagram.Element) -> Box? {
    switch element {
    case .node(let node): return node.body.box
    case .grid(let grid):
      let box = grid.body.box
      return grid.hasLines
        ? box : Box(x: box.x + 0.5, y: box.y + 0.5, width: box.width - 1, height: box.height - 1)
    case .frame(let frame): return frame.isGroup ? frame.body.box : nil
    case .stack(let stack):
      let (box, behind) = (stack.body.box, Double(stack.count - 1))
      return Box(x: box.x, y: box.y - behind, width: box.width + behind, height: box.height + behind)
    case .text(let text): return room(text)
    case .dot(let x, let y): return Box(x: x, y: y, width: 0, height: 0)
    case .edge(let edge): return bounds(edge.points.map { Box(x: $0.x, y: $0.y, width: 0, height: 0) })
    }
  }

  static func room(_ text: Diagram.Text) -> Box {
    let length = Double(text.text.count) - 1
    let left =
      switch text.anchor {
      case .start: text.x
      case .middle: text.x - length / 2
      case .end: text.x - length
      }
    return Box(x: left, y: text.y, width: length, height: 0)
  }

  private static func moved(
    _ element: Diagram.Element, _ move: ((Double, Double)) -> (Double, Double)
  ) -> Diagram.Element {
    func moved(_ body: Diagram.Body) -> Diagram.Body {
      var body = body
      (body.x, body.y) = move((body.x, body.y))
      return body
    }
    switch element {
    case .node(var node):
      node.body = moved(node.body)
      return .node(node)
    case .grid(var grid):
      grid.body = moved(grid.body)
      return .grid(grid)
    case .frame(var frame):
      frame.body = moved(frame.body)
      return .frame(frame)
    case .stack(var stack):
      stack.body = moved(stack.body)
      return .stack(stack)
    case .text(var text):
      (text.x, text.y) = move((text.x, text.y))
      return .text(text)
    case .dot(let x, let y):
      let place = move((x, y))
      return .dot(x: place.0, y: place.1)
    case .edge(var edge):
      edge.points = edge.points.map { point in
        var point = point
        (point.x, point.y) = move((point.x, point.y))
        point.body = point.body.map(moved)
        return point
      }
      return .edge(edge)
    }
  }
}

// MARK: Labels of arrows

extension DiagramLayout {
  private typealias Segment = (from: Diagram.Place, to: Diagram.Place)

  private static func segments(_ edge: Diagram.Edge) -> [Segment] {
    Array(zip(edge.points, edge.points.dropFirst()))
  }

  /// Gives each label the place, of some along its arrow and beside it, where it covers least.
  private mutating func placeLabels() {
    var taken = elements.compactMap { element -> Box? in
      switch element {
      case .edge, .frame: nil
      default: Self.room(element).map(Self.padded)
      }
    }
    let edges = elements.compactMap { if case .edge(let edge) = $0 { edge } else { nil } }
    let crowds = edges.map { edge in
      Self.segments(edge).flatMap { segment in
        (0...20).map { step in
          let part = Double(step) / 20
          return (
            x: segment.from.x + (segment.to.x - segment.from.x) * part,
            y: segment.from.y + (segment.to.y - segment.from.y) * part
          )
        }
      }
    }
    for (index, edge) in edges.enumerated() where !edge.label.isEmpty {
      func cost(_ text: Diagram.Text) -> Double {
        let box = Self.padded(Self.room(text))
        var cost = Double(taken.count { $0.intersects(box) }) * 100
        if box.x < -0.5 || box.y < -0.5 || box.x + box.width > width + 0.5
          || box.y + box.height > height + 0.5
        {
          cost += 50
        }
        let near = Box(x: box.x - 1, y: box.y, width: box.width + 2, height: box.height)
        if taken.contains(where: near.intersects) { cost += 2 }
        for (other, points) in crowds.enumerated() where other != index {
          let covers = points.contains {
            box.x <= $0.x && $0.x <= box.x + box.width && box.y <= $0.y && $0.y <= box.y + box.height
          }
          if covers { cost += 3 }
        }
        return cost
      }
      let candidates = Self.candidates(edge)
      let best = candidates.enumerated().min {
        cost($0.element) + 0.1 * Double($0.offset) < cost($1.element) + 0.1 * Double($1.offset)
      }
      guard let best else { continue }
      labels.append(best.element)
      taken.append(Self.padded(Self.room(best.element)))
    }
  }

  /// The room of whole characters: half a character more on every side, a little less than half a line.
  private static func padded(_ box: Box) -> Box {
    Box(x: box.x - 0.5, y: box.y - 0.4, width: box.width + 1, height: box.height + 0.8)
  }

  private static func candidates(_ edge: Diagram.Edge) -> [Diagram.Text] {
    let segments = segments(edge)
    func length(_ segment: Segment) -> Double {
      abs(segment.to.x - segment.from.x) + 2 * abs(segment.to.y - segment.from.y)
    }
    let total = segments.map(length).reduce(0, +)
    let parts = edge.labelAt.map { [$0] } ?? [0.5, 0.4, 0.6, 0.3, 0.7, 0.25, 0.75, 0.2, 0.8]
    return parts.flatMap { part -> [Diagram.Text] in
      var left = part * total
      for segment in segments {
        let size = length(segment)
        guard left <= size + 1e-9, size > 0 else {
          left -= size
          continue
        }
        let x = segment.from.x + (segment.to.x - segment.from.x) * left / size
        let y = segment.from.y + (segment.to.y - segment.from.y) * left / size
        func text(_ dx: Double, _ dy: Double, _ anchor: Diagram.Anchor) -> Diagram.Text {
          Diagram.Text(
            text: edge.label, x: x + dx, y: y + dy, anchor: anchor, color: edge.color, isBold: false)
        }
        if segment.from.y == segment.to.y { return [text(0, -1, .middle), text(0, 1, .middle)] }
        if segment.from.x == segment.to.x { return [text(2, 0, .start), text(-2, 0, .end)] }
        return [text(0, 0, .middle)]
      }
      return []
    }
  }
}
