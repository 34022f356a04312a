import Formats

#if canImport(Darwin)
  @preconcurrency import Darwin
#elseif canImport(Glibc)
  @preconcurrency import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// What standard output or standard error leads to, and how text may look there.
public struct Terminal: Sendable {
  /// A person watches; false for a pipe or a file.
  public let isInteractive: Bool
  /// Columns: those of the terminal, at most 100; 80 for a pipe.
  public let width: Int
  /// Escape codes are welcome: a terminal that is not dumb, and `NO_COLOR` is unset or empty.
  public let allowsColor: Bool

  public enum Color: Int, Sendable {
    case red = 31
    case green, yellow, blue, magenta, cyan
  }

  /// A pipe: no escape codes, 80 columns.
  public static let plain = Terminal(isInteractive: false, columns: 0, environment: [:])

  /// - Parameters:
  ///   - columns: as the terminal reports them; 0 when it does not know.
  ///   - environment: only `NO_COLOR` and `TERM` are looked at.
  public init(isInteractive: Bool, columns: Int, environment: [String: String]) {
    self.isInteractive = isInteractive
    width = isInteractive && columns > 0 ? min(columns, 100) : 80
    let term = environment["TERM"] ?? "dumb"
    allowsColor = isInteractive && (environment["NO_COLOR"] ?? "").isEmpty && term != "dumb"
  }

  private init(descriptor: Int32) {
    var environment: [String: String] = [:]
    for name in ["NO_COLOR", "TERM"] {
      if let value = getenv(name) { environment[name] = String(cString: value) }
    }
    var size = winsize()
    let isKnown = ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0
    self.init(
      isInteractive: isatty(descriptor) == 1, columns: isKnown ? Int(size.ws_col) : 0,
      environment: environment)
  }

  public static var standardOutput: Terminal { Terminal(descriptor: STDOUT_FILENO) }
  public static var standardError: Terminal { Terminal(descriptor: STDERR_FILENO) }

  public func bold(_ text: String) -> String { styled(text, code: 1) }
  public func dim(_ text: String) -> String { styled(text, code: 2) }
  public func colored(_ text: String, _ color: Color) -> String { styled(text, code: color.rawValue) }

  private func styled(_ text: String, code: Int) -> String {
    allowsColor && !text.isEmpty ? "\u{1B}[\(code)m\(text)\u{1B}[0m" : text
  }
}

/// Throws a `UserError` unless all that was printed has arrived.
public func expectStandardOutput() throws {
  guard fflush(stdout) == 0, ferror(stdout) == 0 else {
    throw UserError("standard output is cut short: the disk is full or the output is closed")
  }
}

/// Writes text to standard error, after all that was printed so far. Progress and errors go there.
public func writeToStandardError(_ text: String) {
  fflush(nil)
  var text = text
  text.withUTF8 { bytes in
    _ = write(STDERR_FILENO, bytes.baseAddress, bytes.count)
  }
}
