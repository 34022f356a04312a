import Figures
import Matrices
import ReadAlong

let ladder = Section("0.8") { page in
  var steps: [(name: String, product: (Matrix, Matrix) -> Matrix, threads: Int)] = [
    ("plain loops", Ladder.plainLoops, 1), ("row by row", Ladder.rowByRow, 1),
    ("sixteen lanes", Ladder.inLanes, 1), ("tiles", Ladder.inTiles, 1),
    ("blocks and packing", Ladder.packed, 1),
  ]
  if cores > 1 {
    let team = Team(count: cores)
    steps.append(("\(cores) threads", { product($0, $1, by: team) }, cores))
  }
  let (X, W) = Ladder.factors(512)
  let ceilings = Dictionary(uniqueKeysWithValues: Set([1, cores]).map { ($0, ceiling(threads: $0)) })
  let speeds = steps.map { Ladder.speed(of: $0.product, X, W) }
  try page.output("ladder") { out in
    out.table(
      ["512 × 512", "GFLOP/s", "of the ceiling", "times the plain loops"],
      zip(steps, speeds).map { step, speed in
        let part = 100 * speed / ceilings[step.threads]!
        return [step.name, fixed(speed, 1), fixed(part, 0) + " %", fixed(speed / speeds[0], 1)]
      })
  }
  var figure = Figure("One product, six ways", y: "GFLOP/s")
  figure.bars(
    steps.map(\.name), speeds.map { Float($0) }, ceilings: steps.map { Float(ceilings[$0.threads]!) },
    ceilingName: "ceiling", horizontal: true)
  try page.figure("measured-ladder", figure)
}
