import Foundation

/// Says on a terminal how long the next output has been computed, from the first second on.
final class Waiting: @unchecked Sendable {
  private let lock = NSLock()
  private var seconds = 0
  private var isOver = false
  private let timer = DispatchSource.makeTimerSource()

  init(write: @escaping @Sendable (String) -> Void = { writeToStandardError($0) }) {
    self.write = write
    timer.schedule(deadline: .now() + 1, repeating: 1)
    timer.setEventHandler { [weak self] in self?.tick() }
    timer.resume()
  }

  private let write: @Sendable (String) -> Void

  func tick() {
    lock.withLock {
      if isOver { return }
      seconds += 1
      write("\r  computing, \(seconds) s\u{1B}[K")
    }
  }

  /// Takes the line back.
  func end() {
    lock.withLock {
      if !isOver, seconds > 0 { write("\r\u{1B}[K") }
      isOver = true
    }
    timer.cancel()
  }
}
