import Figures
import Formats
import ReadAlong
import Matrices

let lanes = Section("0.4", "Lanes: sixteen columns at once") { page in
  page.text(
    """
    The loop above reads and writes a row of Z for every k. Better keep the sums where they are made: take \
    sixteen columns as one `SIMD16<Float>` and let k run inside. The plain loop again, with sixteen numbers \
    where one was.
    """)
  page.formula("for i:  for each strip of 16 columns:  for k:   z ← z + x_ik · w_k")
  let (X, W) = Ladder.factors(256)
  let speed = Ladder.speed(of: Ladder.inLanes, X, W)
  page.measured("sixteen lanes, 256 × 256: \(fixed(speed, 1)) GFLOP/s")
  page.text(
    """
    Same bits: \(Ladder.inLanes(X, W) == plainProduct(X, W) ? "yes" : "no"). Yet it is slower than row by row: \
    only one sum is in flight, and a multiply-add takes four cycles to finish, while a core could start two in \
    each.
    """)
}
