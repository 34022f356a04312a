import Formats
import Foundation

/// Ctrl-C while a model trains: the first ends the epoch, the second the program.
enum Interruption {
  nonisolated(unsafe) private static var count: sig_atomic_t = 0

  static var isAsked: Bool { count > 0 }

  /// From here on the first Ctrl-C is only noted.
  static func watch() {
    count = 0
    signal(SIGINT) { _ in
      if Interruption.count > 0 { endBySignal(SIGINT) }
      let words: StaticString = "\nending this epoch; Ctrl-C once more stops at once\n"
      _ = write(STDERR_FILENO, words.utf8Start, words.utf8CodeUnitCount)
      // Said before it is known, lest the training end in between
      Interruption.count += 1
    }
  }

  static func ignore() { restoreInterruption() }
}
