/// What a page can show: a plot, plots side by side, a diagram.
public protocol Drawing: Sendable {
  /// Lines of text; `height` is the number of lines, by default what suits the width.
  func terminal(width: Int, height: Int?, color: Bool) -> String
  /// An SVG document; the same drawing gives the same bytes. `description` says in words what it shows, for those
  /// who cannot see it.
  func svg(description: String) -> String
}

extension Drawing {
  public func svg() -> String { svg(description: "") }

  public func terminal(width: Int, color: Bool) -> String {
    terminal(width: width, height: nil, color: color)
  }
}

extension Figure: Drawing {}
extension FigureGrid: Drawing {}
extension Diagram: Drawing {}
