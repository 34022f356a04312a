import Figures
import Formats
import ReadAlong
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
      let team = Team(count: threads)
      return [
        "\(threads) thread\(threads == 1 ? "" : "s")",
        fixed(Ladder.speed(of: { product($0, $1, by: team) }, X, W), 1),
      ]
    }, measured: true)
  page.text("Same bits: \(product(X, W, by: Team(count: 3)) == Ladder.packed(X, W) ? "yes" : "no").")
}

/// X · W with the rows divided among the threads of a team.
func product(_ X: Matrix, _ W: Matrix, by team: Team) -> Matrix {
  var Z = Matrix(rows: X.rows, columns: W.columns)
  Z.assign(X, times: W, by: team)
  return Z
}
