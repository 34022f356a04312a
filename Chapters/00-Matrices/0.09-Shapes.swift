import Figures
import Formats
import ReadAlong
import Matrices

let shapes = Section("0.9", "The shapes that chapters use") { page in
  page.text(
    """
    Networks seldom multiply squares. These are the products of the chapters to come, examples × inputs × \
    outputs. A thin one cannot come near the ceiling: with 10 columns 6 of 16 lanes are idle, and with 3 the \
    lanes have to be rows.
    """)
  let chosen = [
    (64, 784, 100), (64, 784, 300), (64, 100, 10), (64, 400, 120), (300, 2, 100), (300, 100, 3),
    (32, 128, 512),
  ]
  let rows = chosen.map { rows, depth, columns in
    let (X, W) = (Ladder.matrix(rows, depth), Ladder.matrix(depth, columns))
    return [
      "\(rows) × \(depth) × \(columns)", fixed(Ladder.speed(of: Ladder.plainLoops, X, W), 1),
      fixed(Ladder.speed(of: Ladder.packed, X, W), 1),
    ]
  }
  page.table(["shape", "plain loops", "`times`"], rows, measured: true)
}
