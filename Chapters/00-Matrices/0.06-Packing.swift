import ReadAlong

let packing = Section("0.6") { page in
  try page.output("packing") { out in
    let rows = [512, 1024, 2048].map { n in
      let (X, W) = Ladder.factors(n)
      return ["\(n) × \(n)"]
        + [Ladder.inTiles, Ladder.packed].map { fixed(Ladder.speed(of: $0, X, W), 1) }
    }
    out.table(["GFLOP/s", "tiles", "blocks and packing"], rows)
  }
  try page.output("packing-bits") { out in
    let (X, W) = Ladder.factors(512)
    out.line("same bits as the tiles   \(Ladder.packed(X, W) == Ladder.inTiles(X, W) ? "yes" : "no")")
  }
}
