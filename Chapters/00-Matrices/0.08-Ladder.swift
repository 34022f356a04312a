import Figures
import Formats
import ReadAlong
import Foundation
import Matrices

let ladder = Section("0.8", "The whole ladder") { page in
  let (X, W) = Ladder.factors(512)
  let cores = ProcessInfo.processInfo.activeProcessorCount
  let ceiling = Ladder.ceiling()
  var steps: [(name: String, product: (Matrix, Matrix) -> Matrix, ceiling: Double)] = [
    ("plain loops", Ladder.plainLoops, ceiling), ("row by row", Ladder.rowByRow, ceiling),
    ("sixteen lanes", Ladder.inLanes, ceiling), ("tiles", Ladder.inTiles, ceiling),
    ("blocks and packing", Ladder.packed, ceiling),
  ]
  if cores > 1 {
    let team = Team(count: cores)
    steps.append(("\(cores) threads", { product($0, $1, by: team) }, Ladder.ceiling(threads: cores)))
  }
  let speeds = steps.map { Ladder.speed(of: $0.product, X, W) }
  page.text(
    """
    All steps on 512 × 512, beside what the core can do at most: as many independent multiply-adds as fit, \
    without any memory.
    """)
  page.table(
    ["512 × 512", "GFLOP/s", "of the ceiling", "times the plain loops"],
    zip(steps, speeds).map { step, speed in
      [step.name, fixed(speed, 1), fixed(100 * speed / step.ceiling, 0) + " %", fixed(speed / speeds[0], 1)]
    }, measured: true)
  var figure = Figure("One product, six ways", y: "GFLOP/s")
  figure.bars(
    steps.map(\.name), speeds.map { Float($0) }, ceilings: steps.map { Float($0.ceiling) },
    ceilingName: "ceiling",
    horizontal: true)
  try page.show(figure, as: "measured-ladder", measured: true)
}
