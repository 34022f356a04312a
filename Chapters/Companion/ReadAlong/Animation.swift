import Foundation

/// A drawing that is made over and over at the same place of a terminal. Through a pipe, or
/// without color, nothing is drawn.
public final class Animation {
  private let terminal: Terminal
  private let write: (String) -> Void
  private let pause: (Double) -> Void
  private var lines = 0

  /// - Parameters:
  ///   - write: takes the text as it comes; standard output by default.
  ///   - pause: waits for so many seconds.
  public init(
    terminal: Terminal = .standardOutput, write: @escaping (String) -> Void = { print($0, terminator: "") },
    pause: @escaping (Double) -> Void = { Thread.sleep(forTimeInterval: $0) }
  ) {
    self.terminal = terminal
    self.write = write
    self.pause = pause
  }

  /// Draws a frame over the one before and leaves it for so many seconds.
  ///
  /// - Parameter draw: makes the frame, lines of at most so many columns; the terminal has color.
  public func show(seconds: Double = 0.05, _ draw: (_ width: Int) -> String) {
    guard terminal.isInteractive, terminal.allowsColor else { return }
    let frame = draw(terminal.width).split(separator: "\n", omittingEmptySubsequences: false)
    let back = lines > 0 ? "\u{1B}[\(lines)A\u{1B}[J" : ""
    write(back + frame.map { $0 + "\n" }.joined())
    lines = frame.count
    fflush(nil)
    pause(seconds)
  }
}
