import Figures
import Matrices
import MultilayerPerceptron
import ReadAlong

let planarSet = Section("4.7") { page in
  let (X, classes) = moons(200)
  let examples = Lanes.Examples(X, Matrix(column: classes.map { Float($0) }))
  var panels: [Figure] = []
  try page.output("moons") { out in
    var rows: [[String]] = []
    for (name, hidden, first, rule) in [
      ("none", [Int](), "0.01", Initialization.normal(0.01)), ("4 tanh", [4], "0.01", .normal(0.01)),
      ("8 tanh, 8 tanh", [8, 8], "0.01", .normal(0.01)), ("8 tanh, 8 tanh", [8, 8], "Glorot", .glorot),
    ] {
      var network = newNetwork([2] + hidden + [1], hidden: .tanh, output: .sigmoid, rule)
      let curve = try fit(
        &network, .gradientDescent, examples, TrainingSettings(learningRate: 1.0, epochs: 10_000))
      rows.append(
        [name, first] + [1, 100, 1000, 10_000].map { fixed(curve[$0 - 1], 4) }
          + [percent(network.accuracy(X, classes))])
      if rows.count == 3 { continue }
      panels.append(regions("hidden: " + name, network, X, classes, x: -2...3, y: -1.8...2.2))
    }
    out.table(
      ["hidden neurons", "first weights", "cost after 1", "100", "1,000", "10,000 iterations", "right"], rows)
  }
  try page.figure("moons", FigureGrid("Two moons", columns: 3, figures: panels))
  try page.output("moons-slow") { out in
    out.table(
      ["4 tanh, α", "cost after 10,000 iterations", "right"],
      try [Float(0.001), 0.01, 0.1, 1].map { rate in
        var network = newNetwork([2, 4, 1], hidden: .tanh, output: .sigmoid, .normal(0.01))
        let curve = try fit(
          &network, .gradientDescent, examples,
          TrainingSettings(learningRate: LearningRate(rate), epochs: 10_000))
        return ["\(rate)", fixed(curve[9999], 4), percent(network.accuracy(X, classes))]
      })
  }
}

/// Two half circles that reach into each other, `count` noisy points on each.
func moons(_ count: Int) -> (X: Matrix, classes: [Int]) { PointSet.moons.points(count, noise: 0.15, seed: 4) }
