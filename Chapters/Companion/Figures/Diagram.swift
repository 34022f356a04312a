import Matrices

/// A picture of boxes, circles, grids and arrows, placed by its author.
///
///     var diagram = Diagram("A neuron")
///     let x1 = diagram.circle("x₁", at: (3, 1))
///     let x2 = diagram.circle("x₂", at: (3, 5))
///     let sum = diagram.circle("Σ", at: (24, 3), lines: 3)
///     diagram.arrow(x1, sum, "w₁")
///     diagram.arrow(x2, sum, "w₂")
///     print(diagram.terminal(width: 80, color: false))
///
/// The plane is that of the terminal: x counts characters to the right, y lines downwards, and a place is
/// the middle of what stands there. In the SVG a character is 8 pixels wide and 16 high. Only differences
/// matter: the picture is moved so that it begins at its upper left corner.
public struct Diagram: Sendable {
  /// How an arrow goes from its start to its end.
  public enum Route: Sendable {
    case straight
    /// Sideways, then up or down.
    case across
    /// Up or down, then sideways.
    case down
    /// Sideways to the middle, up or down, sideways.
    case step
  }

  public enum Anchor: Sendable { case start, middle, end }

  /// Where arrows begin and end: an element, one of its sides, or a bare point.
  public struct Place: Sendable {
    public var x: Double
    public var y: Double
    /// The element at the place, where lines end.
    var body: Body?

    /// A point where nothing stands.
    public static func point(_ x: Double, _ y: Double) -> Place { Place(x: x, y: y) }

    public var left: Place { side(-1, 0) }
    public var right: Place { side(1, 0) }
    public var top: Place { side(0, -1) }
    public var bottom: Place { side(0, 1) }

    /// The place so far from this one: `box.top.moved(x: 2)` is right of the top's middle.
    public func moved(x dx: Double = 0, y dy: Double = 0) -> Place {
      Place(x: x + dx, y: y + dy, body: body)
    }

    /// A cell of a grid.
    public func cell(_ row: Int, _ column: Int) -> Place {
      guard let body, let pitch = body.pitch else { preconditionFailure("no grid, but a cell is asked for") }
      let x = body.x - body.halfWidth + (Double(column) + 0.5) * pitch.x
      let y = body.y - body.halfHeight + (Double(row) + 0.5) * pitch.y
      let cell = Body(x: x, y: y, halfWidth: pitch.x / 2, halfHeight: pitch.y / 2, isRound: false)
      return Place(x: x, y: y, body: cell)
    }

    private func side(_ dx: Double, _ dy: Double) -> Place {
      guard let body else { return self }
      return Place(x: body.x + dx * body.halfWidth, y: body.y + dy * body.halfHeight, body: body)
    }
  }

  /// The room of an element, in characters and lines.
  struct Body: Sendable {
    var x: Double
    var y: Double
    var halfWidth: Double
    var halfHeight: Double
    var isRound: Bool
    /// What stands in it: a picture makes room for it.
    var words: [String] = []
    /// Of a grid: the width and height of a cell.
    var pitch: (x: Double, y: Double)?
  }

  struct Node: Sendable {
    var body: Body
    var text: [String]
    var color: Int?
    /// Whether it is a single line in the terminal, without a border.
    var isFlat: Bool
  }

  struct Edge: Sendable {
    var points: [Place]
    var label: String
    var labelAt: Double?
    var color: Int?
    var hasHead: Bool
    var isDashed: Bool
  }

  struct Text: Sendable {
    var text: String
    var x: Double
    var y: Double
    var anchor: Anchor
    var color: Int?
    var isBold: Bool
  }

  struct Grid: Sendable {
    var body: Body
    var cells: [[String]]
    var hasLines: Bool
  }

  struct Stack: Sendable {
    var body: Body
    var count: Int
    var text: [String]
    var color: Int?
  }

  /// A part of a grid in a color, or a dashed frame around elements.
  struct Frame: Sendable {
    var body: Body
    var label: String
    var color: Int?
    var isGroup: Bool
  }

  enum Element: Sendable {
    case node(Node)
    case edge(Edge)
    case text(Text)
    case grid(Grid)
    case stack(Stack)
    case frame(Frame)
    case dot(x: Double, y: Double)
  }

  public var title: String
  var elements: [Element] = []

  public init(_ title: String = "") { self.title = title }
}

extension Diagram {
  /// Adds a circle.
  ///
  /// - Parameters:
  ///   - lines: 1 for a small one, "(x)" in the terminal; 3 for a large one with a border.
  ///   - color: of the border, an index into the palette; nil for gray.
  @discardableResult
  public mutating func circle(_ text: String, at place: (Double, Double), lines: Int = 1, color: Int? = nil)
    -> Place
  {
    let room = Double(text.count) + (lines > 1 ? 4 : 2)
    let body = Body(
      x: place.0, y: place.1, halfWidth: (room - 1) / 2, halfHeight: Double(lines - 1) / 2, isRound: true,
      words: [text])
    return add(Node(body: body, text: [text], color: color, isFlat: lines == 1))
  }

  /// Adds a box around its text, which may have several lines.
  ///
  /// - Parameters:
  ///   - width: in characters, borders included; by default what the text needs.
  ///   - lines: borders included, by default what the text needs; 1 for a flat box, "[σ]" in the terminal.
  @discardableResult
  public mutating func box(
    _ text: String, at place: (Double, Double), width: Double? = nil, lines: Int? = nil, color: Int? = nil
  ) -> Place {
    let words = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    let lines = lines ?? words.count + 2
    let width = width ?? Double(words.map(\.count).max() ?? 0) + (lines == 1 ? 2 : 4)
    let body = Body(
      x: place.0, y: place.1, halfWidth: (width - 1) / 2, halfHeight: Double(lines - 1) / 2, isRound: false,
      words: words)
    return add(Node(body: body, text: words, color: color, isFlat: lines == 1))
  }

  private mutating func add(_ node: Node) -> Place {
    elements.append(.node(node))
    return Place(x: node.body.x, y: node.body.y, body: node.body)
  }

  /// Adds an arrow, its label beside it where it covers least.
  ///
  /// - Parameters:
  ///   - at: where along the arrow the label stands, 0...1; by default where it covers nothing.
  ///   - head: false for a mere line.
  public mutating func arrow(
    _ from: Place, _ to: Place, _ label: String = "", route: Route = .straight, at: Double? = nil,
    color: Int? = nil, head: Bool = true, dashed: Bool = false
  ) {
    let middle = (from.x + to.x) / 2
    let corners: [Place] =
      switch route {
      case .straight: []
      case .across: [.point(to.x, from.y)]
      case .down: [.point(from.x, to.y)]
      case .step: [.point(middle, from.y), .point(middle, to.y)]
      }
    arrow(through: [from] + corners + [to], label, at: at, color: color, head: head, dashed: dashed)
  }

  /// Adds an arrow with corners where its author wants them.
  public mutating func arrow(
    through places: [Place], _ label: String = "", at: Double? = nil, color: Int? = nil, head: Bool = true,
    dashed: Bool = false
  ) {
    precondition(places.count >= 2, "an arrow through \(places.count) places")
    elements.append(
      .edge(
        Edge(points: places, label: label, labelAt: at, color: color, hasHead: head, isDashed: dashed)))
  }

  /// Adds a dot where lines join.
  public mutating func dot(at place: (Double, Double)) { elements.append(.dot(x: place.0, y: place.1)) }

  public mutating func text(
    _ text: String, at place: (Double, Double), anchor: Anchor = .middle, color: Int? = nil,
    bold: Bool = false
  ) {
    elements.append(
      .text(Text(text: text, x: place.0, y: place.1, anchor: anchor, color: color, isBold: bold)))
  }

  /// Adds a grid of cells; `place.cell(row, column)` is one of them.
  ///
  /// - Parameters:
  ///   - corner: the middle of its upper left character.
  ///   - cellWidth: the characters in a cell. 3 with lines, or 2 without them, make square cells.
  ///   - lines: whether lines are drawn between the cells.
  @discardableResult
  public mutating func grid(
    _ cells: [[String]], corner: (Double, Double), cellWidth: Int = 3, lines: Bool = true
  ) -> Place {
    let columns = cells.map(\.count).max() ?? 0
    let pitch = lines ? (x: Double(cellWidth + 1), y: 2.0) : (x: Double(cellWidth), y: 1.0)
    let (halfWidth, halfHeight) = (pitch.x * Double(columns) / 2, pitch.y * Double(cells.count) / 2)
    // Without lines a cell's first character, not its border, stands at the corner.
    let shift = lines ? 0 : -0.5
    let body = Body(
      x: corner.0 + shift + halfWidth, y: corner.1 + shift + halfHeight, halfWidth: halfWidth,
      halfHeight: halfHeight, isRound: false, pitch: pitch)
    elements.append(.grid(Grid(body: body, cells: cells, hasLines: lines)))
    return Place(x: body.x, y: body.y, body: body)
  }

  /// Adds a grid of a matrix's numbers.
  @discardableResult
  public mutating func grid(
    _ matrix: Matrix, corner: (Double, Double), cellWidth: Int = 3, lines: Bool = true
  ) -> Place {
    let cells = (0..<matrix.rows).map { row in
      (0..<matrix.columns).map { NumberText.significant(Double(matrix[row, $0])) }
    }
    return grid(cells, corner: corner, cellWidth: cellWidth, lines: lines)
  }

  /// Marks some cells of a grid by a frame and a tint: the window that slides.
  @discardableResult
  public mutating func mark(_ grid: Place, rows: Range<Int>, columns: Range<Int>, color: Int = 1) -> Place {
    precondition(!rows.isEmpty && !columns.isEmpty, "rows \(rows) and columns \(columns) mark nothing")
    let (first, last) = (
      grid.cell(rows.lowerBound, columns.lowerBound), grid.cell(rows.upperBound - 1, columns.upperBound - 1)
    )
    let pitch = first.body?.halfWidth ?? 0
    let body = Body(
      x: (first.x + last.x) / 2, y: (first.y + last.y) / 2, halfWidth: (last.x - first.x) / 2 + pitch,
      halfHeight: (last.y - first.y) / 2 + (first.body?.halfHeight ?? 0), isRound: false)
    elements.append(.frame(Frame(body: body, label: "", color: color, isGroup: false)))
    return Place(x: body.x, y: body.y, body: body)
  }

  /// Adds planes one behind the other, such as a layer's feature maps; at most three are drawn.
  ///
  /// - Parameters:
  ///   - place: the middle of the plane in front.
  ///   - width: of a plane, in characters, borders included.
  ///   - lines: of a plane, borders included.
  @discardableResult
  public mutating func stack(
    _ count: Int, _ text: String = "", at place: (Double, Double), width: Double, lines: Int,
    color: Int? = nil
  ) -> Place {
    precondition(count > 0, "a stack of \(count)")
    let words = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    let body = Body(
      x: place.0, y: place.1, halfWidth: (width - 1) / 2, halfHeight: Double(lines - 1) / 2, isRound: false)
    elements.append(.stack(Stack(body: body, count: min(3, count), text: words, color: color)))
    var room = body
    let behind = Double(min(3, count) - 1)
    room.x += behind / 2
    room.halfWidth += behind / 2
    return Place(x: room.x, y: room.y, body: room)
  }

  /// Draws a dashed frame around elements.
  @discardableResult
  public mutating func group(_ places: [Place], _ label: String = "", color: Int? = nil) -> Place {
    let bodies = places.map { $0.body ?? Body(x: $0.x, y: $0.y, halfWidth: 0, halfHeight: 0, isRound: false) }
    guard var body = Body.around(bodies) else { return .point(0, 0) }
    body.halfWidth += 3
    body.halfHeight += 1
    elements.insert(.frame(Frame(body: body, label: label, color: color, isGroup: true)), at: 0)
    return Place(x: body.x, y: body.y, body: body)
  }
}
