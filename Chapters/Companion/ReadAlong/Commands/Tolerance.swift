import Formats

/// The end that `--tolerance` sets to a training: when the loss changes by less. Loss and change are saved with the
/// model, so that a run that is resumed ends where one without a break would.
public struct Tolerance {
  private let limit: Float?
  private var loss: Float?
  private var change: Float?

  /// - Parameter table: the model that a training goes on from.
  public init(_ limit: Float?, resuming table: ModelTable? = nil) throws {
    self.limit = limit
    func number(_ name: String) throws -> Float? {
      guard let table, table.header.contains(name), try table.text(name) != "" else { return nil }
      return try table.value(name, expected: "a finite number", finiteNumber)
    }
    (loss, change) = (try number("loss"), try number("change"))
  }

  /// Hears of an epoch's loss.
  public mutating func hear(_ loss: Float) {
    change = self.loss.map { abs(loss - $0) }
    self.loss = loss
  }

  public var isMet: Bool {
    guard let limit, let change else { return false }
    return change < limit
  }

  /// For `ModelTable.write`.
  public var facts: [(name: String, value: String)] {
    [("loss", loss.map { "\($0)" } ?? ""), ("change", change.map { "\($0)" } ?? "")]
  }
}
