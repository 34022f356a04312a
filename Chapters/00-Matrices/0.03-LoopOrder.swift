import Figures
import Formats
import ReadAlong
import Matrices

let loopOrder = Section("0.3", "The order of the loops") { page in
  page.text(
    """
    Nobody says that j must come before k. With k outside and j inside, a number of X multiplies a row of W and \
    is added to a row of Z: all three walk through memory in order, and no addition waits for its neighbour.
    """)
  page.formula("for i:  for k:  for j:   z_ij ← z_ij + x_ik w_kj")
  let (X, W) = Ladder.factors(256)
  let speed = Ladder.speed(of: Ladder.rowByRow, X, W)
  page.measured("row by row, 256 × 256: \(fixed(speed, 1)) GFLOP/s")
  page.text(
    """
    The compiler can now do many j at a time by itself. The result is the same \
    \(Ladder.rowByRow(X, W) == plainProduct(X, W) ? "to the last bit" : "but for rounding"): each z is still \
    summed over ascending k.
    """)
}
