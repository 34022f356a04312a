import Matrices
import ReadAlong

let shapes = Section("0.9") { page in
  try page.output("shapes") { out in
    let chosen = [
      (64, 784, 100), (64, 784, 300), (64, 100, 10), (64, 400, 120), (300, 2, 100), (300, 100, 3),
      (32, 128, 512),
    ]
    let rows = chosen.map { rows, depth, columns in
      let (X, W) = (Ladder.matrix(rows, depth), Ladder.matrix(depth, columns))
      return ["\(rows) × \(depth) × \(columns)"]
        + [Ladder.plainLoops, Ladder.packed].map { fixed(Ladder.speed(of: $0, X, W), 1) }
    }
    out.table(["GFLOP/s", "plain loops", "times"], rows)
  }
}
