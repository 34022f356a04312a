import Figures
import Matrices
import ReadAlong
import SoftmaxClassifier

let linearClassifier = Section("5.5") { page in
  func trained(_ points: LabeledPoints, seed: UInt64, epochs: Int) throws -> (Network, [Float]) {
    var generator = SeededGenerator(seed: seed)
    var network = Network(inputs: 2, classes: 3, using: &generator)
    let curve = try fit(&network, points.X, points.y, TrainingSettings(epochs: epochs))
    return (network, curve)
  }
  let sets = [("clouds", deckPoints().clouds, 5.0), ("spiral", deckPoints().spiral, 6.0)]
  var panels: [Figure] = []
  try page.output("linear-losses") { out in
    var curves: [[Float]] = []
    for (name, points, reach) in sets {
      let (network, curve) = try trained(points, seed: 1, epochs: 100)
      curves.append(curve)
      let right = percent(network.accuracy(points.X, points.y))
      panels.append(regions("\(name), \(right) right", network, points, reach: reach))
    }
    out.table(
      ["epoch", "loss, clouds", "loss, spiral"],
      stride(from: 0, to: 100, by: 10).map { epoch in
        ["\(epoch)"] + curves.map { fixed($0[epoch], 4) }
      })
  }
  try page.figure("linear", FigureGrid("A linear classifier", columns: 2, figures: panels))
  try page.output("linear-other-points") { out in
    out.table(
      ["seed", "clouds, right", "spiral, right", "after 10,000 epochs"],
      try (1...4).map { seed in
        let (clouds, spiral) = deckPoints(seed: UInt64(seed))
        func right(_ points: LabeledPoints, _ epochs: Int) throws -> String {
          let (network, _) = try trained(points, seed: UInt64(seed), epochs: epochs)
          return percent(network.accuracy(points.X, points.y))
        }
        return ["\(seed)", try right(clouds, 100), try right(spiral, 100), try right(spiral, 10_000)]
      })
  }
}
