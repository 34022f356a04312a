import Figures

extension Page {
  /// Shows a figure, and writes it to the figures' folder as `name`.svg.
  ///
  /// - Parameter measured: the figure shows times or rates, which differ from run to run.
  public func show(_ figure: some Drawing, as name: String, measured: Bool = false) throws {
    try show(
      name, terminal: { figure.terminal(width: $0, color: $1) }, svg: { figure.svg() }, measured: measured)
  }
}
