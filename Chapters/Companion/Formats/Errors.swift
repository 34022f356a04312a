/// A mistake of the person at the keyboard, told in one sentence.
///
/// The sentence names the file and the position, what was found there and what was expected. `Program`
/// prints it to standard error and ends with `exitCode`: 1 when the work failed, 2 when the arguments
/// make no sense.
public struct UserError: Error, Equatable, CustomStringConvertible {
  public let description: String
  public let exitCode: Int32

  /// The work could not be done (exit code 1).
  public init(_ description: String) {
    self.description = description
    exitCode = 1
  }

  private init(description: String, exitCode: Int32) {
    self.description = description
    self.exitCode = exitCode
  }

  /// The arguments make no sense (exit code 2).
  public static func usage(_ description: String) -> UserError {
    UserError(description: description, exitCode: 2)
  }
}
