import Formats

/// What decides how a training goes on: settings, and the data. It is saved with the model, and a run that resumes it
/// must have the same. How long a training is is part of it only where the learning rate falls toward the end, and when
/// it may end sooner is none.
public struct Recipe: Sendable {
  private let settings: [(option: String, value: String)]
  private let falling: (counted: String, total: Int)?
  private let data: String

  /// - Parameters:
  ///   - settings: the values of options, by their names.
  ///   - falling: over how many "steps" or "epochs" the learning rate falls, if their number decides each one's rate.
  ///   - data: of all that is learned from.
  public init(
    _ settings: KeyValuePairs<String, any CustomStringConvertible>,
    falling: (counted: String, total: Int)? = nil, data: Checksum
  ) {
    self.settings = settings.map { ($0, $1.description) }
    self.falling = falling
    self.data = data.text
  }

  /// "batch=50;seed=1;data=0123456789abcdef"
  public var text: String {
    let all = settings + (falling.map { [($0.counted, "\($0.total)")] } ?? [])
    return (all.map { "\($0)=\($1)" } + ["data=\(data)"]).joined(separator: ";")
  }

  /// Throws a `UserError` if --resume names a training that was not made by this recipe but by the one `saved`.
  public func expect(_ saved: String, of arguments: Arguments) throws {
    guard let file = arguments.optionalString("resume") else { return }
    let known = Dictionary(
      saved.split(separator: ";").map { entry in
        let parts = entry.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(
          String.init)
        return (parts[0], parts.count == 2 ? parts[1] : "")
      }, uniquingKeysWith: { $1 })
    func told(_ name: String) throws -> String {
      guard let value = known[name] else {
        throw UserError("\(quoted(file)) does not say its \(name): it is no training saved by train --save")
      }
      return value
    }
    for (option, value) in settings where try told(option) != value {
      throw UserError.usage(
        "option --\(option): \(quoted(file)) was trained with \(quoted(try told(option), marks: true)), "
          + "found \(quoted(value, marks: true))")
    }
    if let (counted, total) = falling, try told(counted) != "\(total)" {
      let option = arguments.isGiven(counted) ? counted : "epochs"
      throw UserError.usage(
        "option --\(option): the learning rate of \(quoted(file)) falls over "
          + "\(quoted(try told(counted), marks: false)) \(counted), found \(total)")
    }
    if try told("data") != data {
      throw UserError("\(quoted(file)) was trained on other data than these")
    }
  }
}
