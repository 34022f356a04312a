import Figures

extension Page {
  /// Shows a figure, and writes it to the figures' folder as `name`.svg.
  ///
  /// - Parameter measured: the figure shows times or rates, which differ from run to run.
  public func show(_ figure: Figure, as name: String, measured: Bool = false) throws {
    try show(
      name, terminal: { figure.terminal(width: $0, color: $1) }, svg: { figure.svg() }, measured: measured)
  }

  /// Shows figures side by side, and writes them to the figures' folder as `name`.svg.
  public func show(_ grid: FigureGrid, as name: String) throws {
    try show(name, terminal: { grid.terminal(width: $0, color: $1) }, svg: { grid.svg() })
  }
}
