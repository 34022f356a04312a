import Figures
import Matrices
import MultilayerPerceptron
import ReadAlong

let planarSet = Section("4.7") { page in
  let (X, classes) = moons(200)
  func trained(
    _ hidden: [Int], _ rule: Initialization, rate: Float, points: UInt64 = 4
  ) throws -> (network: Network, curve: [Float], right: Float) {
    let (X, classes) = moons(200, seed: points)
    let examples = Lanes.Examples(X, Matrix(column: classes.map { Float($0) }))
    var network = newNetwork([2] + hidden + [1], hidden: .tanh, output: .sigmoid, rule)
    let settings = TrainingSettings(learningRate: LearningRate(rate), epochs: 10_000)
    let curve = try fit(&network, .gradientDescent, examples, settings)
    return (network, curve, network.accuracy(X, classes))
  }

  var panels: [Figure] = []
  try page.output("moons") { out in
    let ways: [(name: String, hidden: [Int], first: String, rule: Initialization)] = [
      ("none", [], "0.01", .normal(0.01)), ("4 tanh", [4], "0.01", .normal(0.01)),
      ("8 tanh, 8 tanh", [8, 8], "0.01", .normal(0.01)), ("8 tanh, 8 tanh", [8, 8], "Glorot", .glorot),
    ]
    let runs = try onAllCores(ways.count) { try trained(ways[$0].hidden, ways[$0].rule, rate: 1) }
    panels = [0, 1, 3].map {
      regions("hidden: " + ways[$0].name, runs[$0].network, X, classes, x: -2...3, y: -1.8...2.2)
    }
    out.table(
      ["hidden neurons", "first weights", "cost after 1", "100", "1,000", "10,000 iterations", "right"],
      zip(ways, runs).map { way, run in
        [way.name, way.first] + [1, 100, 1000, 10_000].map { fixed(run.curve[$0 - 1], 4) }
          + [percent(run.right)]
      })
  }
  try page.figure("moons", FigureGrid("Two moons", columns: 3, figures: panels))
  try page.output("moons-slow") { out in
    let rates: [Float] = [0.001, 0.01, 0.1, 1]
    let runs = try onAllCores(16) {
      try trained([4], .normal(0.01), rate: rates[$0 / 4], points: UInt64(4 - $0 % 4))
    }
    out.table(
      ["4 tanh, α", "cost after 10,000 iterations", "right", "right on three other sets"],
      rates.indices.map { n in
        let shares = runs[(4 * n)..<(4 * n + 4)].map { percent($0.right) }
        return ["\(rates[n])", fixed(runs[4 * n].curve[9999], 4), shares[0]]
          + [shares[1...].joined(separator: "  ")]
      })
  }
}

/// Two half circles that reach into each other, `count` noisy points on each.
func moons(_ count: Int, seed: UInt64 = 4) -> (X: Matrix, classes: [Int]) {
  PointSet.moons.points(count, noise: 0.15, seed: seed)
}
