import Companion
import Foundation
import Matrices

let threads = Section("0.7", "Threads: the other cores") { page in
  page.text(
    """
    Rows of Z do not need each other, so each core can take some. No sum is divided, hence the number of \
    threads changes no bit.
    """)
  let (X, W) = Ladder.factors(512)
  let count = ProcessInfo.processInfo.activeProcessorCount
  page.table(
    ["512 × 512", "GFLOP/s"],
    Set([1, 2, count]).sorted().filter { $0 <= count }.map { threads in
      [
        "\(threads) thread\(threads == 1 ? "" : "s")",
        fixed(Ladder.speed(of: { product($0, $1, threads: threads) }, X, W), 1),
      ]
    }, measured: true)
  page.text("Same bits: \(product(X, W, threads: 3) == Ladder.packed(X, W) ? "yes" : "no").")
}

/// X · W with the rows divided among threads.
func product(_ X: Matrix, _ W: Matrix, threads: Int) -> Matrix {
  let threads = min(threads, max(X.rows, 1))
  if threads == 1 { return X.times(W) }
  let parts = Parts(count: threads)
  DispatchQueue.concurrentPerform(iterations: threads) { part in
    let rows = X.rows * part / threads..<X.rows * (part + 1) / threads
    parts.set(part, X.rows(rows).times(W).values)
  }
  return Matrix(rows: X.rows, columns: W.columns, values: parts.inOrder())
}

/// What the threads have finished, each part in its place.
private final class Parts: @unchecked Sendable {
  private let lock = NSLock()
  private var parts: [[Float]]

  init(count: Int) { parts = Array(repeating: [], count: count) }

  func set(_ index: Int, _ values: [Float]) {
    lock.lock()
    parts[index] = values
    lock.unlock()
  }

  func inOrder() -> [Float] { parts.reduce(into: []) { $0.append(contentsOf: $1) } }
}
