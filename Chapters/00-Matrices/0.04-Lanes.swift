import ReadAlong

let lanes = Section("0.4") { page in
  try page.output("sixteen-lanes") { out in
    out.table(
      ["GFLOP/s", "row by row", "sixteen lanes"],
      [240, 256, 272, 512].map { n in
        let (X, W) = Ladder.factors(n)
        return ["\(n) × \(n)"]
          + [Ladder.rowByRow, Ladder.inLanes].map { fixed(Ladder.speed(of: $0, X, W), 1) }
      })
  }
  try page.bits("sixteen-lanes-bits", of: Ladder.inLanes)
}
