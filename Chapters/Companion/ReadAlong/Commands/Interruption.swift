import Formats
import Foundation

/// Ctrl-C while a model trains: the first ends the epoch, the second the program.
public enum Interruption {
  nonisolated(unsafe) private static var count: sig_atomic_t = 0
  nonisolated(unsafe) private static var words: StaticString = ""

  public static var isAsked: Bool { count > 0 }

  /// From here on the first Ctrl-C is only noted, unless the one who started the program has it ignored.
  public static func watch(
    _ words: StaticString = "\nending this epoch; Ctrl-C once more stops at once\n"
  ) {
    (Interruption.words, count) = (words, 0)
    hear(SIGINT) { _ in
      if Interruption.count > 0 { endBySignal(SIGINT) }
      _ = write(
        STDERR_FILENO, Interruption.words.utf8Start, Interruption.words.utf8CodeUnitCount)
      // Said before it is known, lest the training end in between
      Interruption.count += 1
    }
  }

  public static func ignore() { restoreInterruption() }
}
