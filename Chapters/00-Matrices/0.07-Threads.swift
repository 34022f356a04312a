import Matrices
import ReadAlong

let threads = Section("0.7") { page in
  try page.output("threads") { out in
    let counts = Set([1, 2, cores]).sorted()
    let rows = [128, 256, 512].map { n in
      let (X, W) = Ladder.factors(n)
      return ["\(n) × \(n)"]
        + counts.map { count in
          let team = Team(count: count)
          return fixed(Ladder.speed(of: { product($0, $1, by: team) }, X, W), 1)
        }
    }
    out.table(["GFLOP/s"] + counts.map { "\($0) thread\($0 == 1 ? "" : "s")" }, rows)
  }
  try page.output("threads-bits") { out in
    let (X, W) = Ladder.factors(512)
    let isSame = product(X, W, by: Team(count: 3)) == Ladder.packed(X, W)
    out.line("same bits with three threads   \(isSame ? "yes" : "no")")
  }
}

/// X · W with the rows divided among the threads of a team.
func product(_ X: Matrix, _ W: Matrix, by team: Team) -> Matrix {
  var Z = Matrix(rows: X.rows, columns: W.columns)
  Z.assign(X, times: W, by: team)
  return Z
}
