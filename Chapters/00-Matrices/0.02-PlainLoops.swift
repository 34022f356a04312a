import Figures
import Formats
import ReadAlong
import Matrices

let plainLoops = Section("0.2", "Three plain loops") { page in
  page.text(
    """
    The definition is three loops: for each row i and column j the sum over k. It is the reference for all \
    that follows. A multiplication and an addition count as two operations, so a product of n × n matrices \
    has 2n³ of them; GFLOP/s are billions of those a second.
    """)
  page.formula("z_ij = Σ_k x_ik w_kj")
  let (X, W) = Ladder.factors(256)
  let speed = Ladder.speed(of: Ladder.plainLoops, X, W)
  page.measured("plain loops, 256 × 256: \(fixed(speed, 1)) GFLOP/s")
  page.text(
    """
    That is a small part of what one core can do, for three reasons. Every multiply-add waits for the one \
    before it, as all go to the same sum. Each k steps down a column of W, a whole row of memory further. And \
    the core could do sixteen at once.
    """)
}
