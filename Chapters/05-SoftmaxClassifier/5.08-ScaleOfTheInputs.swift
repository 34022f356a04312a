import Figures
import Matrices
import ReadAlong
import SoftmaxClassifier

let scaleOfTheInputs = Section("5.8") { page in
  typealias Run = (points: LabeledPoints, network: Network)
  func trained(radius: Float, seed: UInt64, l2: Float = 0.001, steps: Int = 10_000) throws -> Run {
    let points = deckPoints(seed: seed, radius: radius).spiral
    var generator = SeededGenerator(seed: seed)
    var network = Network(sizes: [2, 100, 3], using: &generator)
    let settings = TrainingSettings(epochs: steps, penalty: Penalty(l2: l2 / 2))
    try fit(&network, points.X, points.y, settings)
    return (points, network)
  }
  func right(_ run: Run) -> String { percent(run.network.accuracy(run.points.X, run.points.y)) }
  func crossEntropyText(_ run: Run) -> String {
    fixed(crossEntropy(run.network.scores(run.points.X), run.points.y), 4)
  }
  func size(_ run: Run) -> String {
    let W = run.network.layers[0].weights
    return fixed((W * W).sum().squareRoot(), 1)
  }
  /// How many points are wrong, and how many of them lie within a third of the radius.
  func mistakes(_ runs: [Run], radius: Float) -> (all: Int, inner: Int) {
    let distances = runs.flatMap { run in
      let answers = run.network.scores(run.points.X).argmax()
      return run.points.y.indices.filter { answers[$0] != run.points.y[$0] }
        .map { run.points.X[row: $0].reduce(0) { $0 + $1 * $1 }.squareRoot() }
    }
    return (distances.count, distances.count { $0 < radius / 3 })
  }
  let radii: [Float] = [1, 2, 5]
  let first = try page.output("radius") { out in
    let all = try onAllCores(4 * radii.count) { n in
      try trained(radius: radii[n / 4], seed: UInt64(n % 4 + 1))
    }
    let runs = radii.indices.map { Array(all[4 * $0..<4 * $0 + 4]) }
    out.table(
      ["radius", "cross-entropy", "√Σ W₁²", "right, seed 1", "2", "3", "4"],
      zip(radii, runs).map {
        [fixed($0, 0), crossEntropyText($1[0]), size($1[0])] + $1.map(right)
      })
    let (wrong, inner) = mistakes(runs[0], radius: radii[0])
    out.line("wrong at radius 1, four seeds        \(wrong)")
    out.line("of these within a third of the way   \(inner)")
    return runs.map { $0[0] }
  }
  try page.figure(
    "scale",
    FigureGrid(
      "The same spiral at two scales", columns: 2,
      figures: [(0, 1.2), (2, 6)].map { place, reach in
        regions(
          "radius \(fixed(radii[place], 0)), \(right(first[place])) right", first[place].network,
          first[place].points, reach: reach)
      }))
  try page.output("radius-and-penalty") { out in
    out.table(
      ["radius 1", "cross-entropy", "√Σ W₁²", "right, seed 1", "2", "3", "4"],
      try [
        ("λ = 0.001, 20,000 steps", Float(0.001), 20_000), ("λ = 0.001 / 25", 0.001 / 25, 10_000),
        ("λ = 0", 0, 10_000),
      ].map { name, l2, steps in
        let runs = try onAllCores(4) { try trained(radius: 1, seed: UInt64($0 + 1), l2: l2, steps: steps) }
        return [name, crossEntropyText(runs[0]), size(runs[0])] + runs.map(right)
      })
  }
}
