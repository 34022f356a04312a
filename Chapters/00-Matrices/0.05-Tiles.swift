import Matrices
import ReadAlong

let tiles = Section("0.5") { page in
  try page.output("tiles") { out in
    let (X, W) = Ladder.factors(256)
    let sizes: [(rows: Int, strips: Int, product: (Matrix, Matrix) -> Matrix)] = [
      (1, 1, { Ladder.inTiles($0, $1, rows: 1, strips: 1) }),
      (1, 4, { Ladder.inTiles($0, $1, rows: 1, strips: 4) }),
      (4, 1, { Ladder.inTiles($0, $1, rows: 4, strips: 1) }),
      (6, 1, { Ladder.inTiles($0, $1, rows: 6, strips: 1) }),
      (8, 1, { Ladder.inTiles($0, $1, rows: 8, strips: 1) }),
      (8, 2, { Ladder.inTiles($0, $1, rows: 8, strips: 2) }),
      (16, 2, { Ladder.inTiles($0, $1, rows: 16, strips: 2) }),
    ]
    out.table(
      ["rows × strips", "sums", "GFLOP/s"],
      sizes.map { size in
        [
          "\(size.rows) × \(size.strips)", "\(size.rows * size.strips)",
          fixed(Ladder.speed(of: size.product, X, W), 1),
        ]
      })
  }
  try page.bits("tiles-bits", of: Ladder.inTiles)
}
