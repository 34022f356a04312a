import Foundation

/// Says on a terminal how long the next output has been computed, from the first second on. A thread and no timer of
/// the system, which takes descriptors; where none can be started it says nothing.
final class Waiting: @unchecked Sendable {
  private let condition = NSCondition()
  private var seconds = 0
  private var isOver = false
  private let write: @Sendable (String) -> Void

  init(write: @escaping @Sendable (String) -> Void = { writeToStandardError($0) }) {
    self.write = write
    Thread.detachNewThread { [self] in
      condition.withLock {
        while !isOver {
          if !condition.wait(until: Date(timeIntervalSinceNow: 1)) { tell() }
        }
      }
    }
  }

  /// A second has passed.
  func tick() { condition.withLock { tell() } }

  private func tell() {
    if isOver { return }
    seconds += 1
    write("\r  computing, \(seconds) s\u{1B}[K")
  }

  /// Takes the line back.
  func end() {
    condition.withLock {
      if !isOver, seconds > 0 { write("\r\u{1B}[K") }
      isOver = true
      condition.signal()
    }
  }
}
