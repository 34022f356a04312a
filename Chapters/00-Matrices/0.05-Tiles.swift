import Figures
import Formats
import ReadAlong
import Matrices

let tiles = Section("0.5", "Tiles: many sums in flight") { page in
  page.text(
    """
    So keep more sums than one: a tile of several rows of Z by a strip or two of columns, all in registers. A \
    step of k loads one row of W's strips and one number of each row of X, and every pair of them is a \
    multiply-add of its own: nothing waits, and what is loaded is used many times.
    """)
  page.formula("for each tile of rows × strips:  for k:   z_rs ← z_rs + x_rk · w_ks   for all r, s")
  let (X, W) = Ladder.factors(256)
  let speed = Ladder.speed(of: Ladder.inTiles, X, W)
  page.measured("tiles, 256 × 256: \(fixed(speed, 1)) GFLOP/s")
  page.text("Same bits: \(Ladder.inTiles(X, W) == plainProduct(X, W) ? "yes" : "no").")
}
