import Figures
import Formats
import ReadAlong
import Matrices

let packing = Section("0.6", "Blocks and packing: staying near") { page in
  page.text(
    """
    A tile walks down W, from row to row. When W is large each step lands in another page of memory, and by the \
    time the next tile comes the first rows have been pushed out of the cache. So W is taken in blocks of 256 \
    rows, and of each block a panel as wide as a tile is copied into one contiguous piece of 32 KB, which stays \
    in the first cache while all rows of X pass over it. Copying costs n² and pays n³. This is what `times` \
    does in Matrices, for any shape; the columns left over go beside the matrix and are copied in.
    """)
  let sizes = [512, 1024, 2048]
  let rows = sizes.map { n in
    let (X, W) = Ladder.factors(n)
    return ["\(n) × \(n)"]
      + [Ladder.inTiles, Ladder.packed].map { fixed(Ladder.speed(of: $0, X, W), 1) }
  }
  page.table(["GFLOP/s", "tiles", "blocks and packing"], rows, measured: true)
  let (X, W) = Ladder.factors(512)
  page.text("Same bits: \(Ladder.packed(X, W) == Ladder.inTiles(X, W) ? "yes" : "no").")
}
