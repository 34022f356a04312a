import Figures
import Matrices
import MultilayerPerceptron
import ReadAlong

let signs = Section("4.1") { page in
  let X: Matrix = [[1, -2], [1, 2], [-1, -2], [-1, 2]]
  let classes = [1, 0, 0, 1]  // the deck's classes 2 and 1
  let examples = Lanes.Examples(X, oneHot(classes, classes: 2))
  func fitted(_ hidden: [Int], _ activation: Activation) throws -> (network: Network, curve: [Float]) {
    var generator = SeededGenerator(seed: 2)
    var network = Network(
      sizes: [2] + hidden + [2], hidden: activation, output: .softmax, .glorot, using: &generator)
    let settings = TrainingSettings(learningRate: 0.1, epochs: 500)
    let curve = try fit(&network, .gradientDescent, examples, settings)
    return (network, curve)
  }
  let ways = [
    ("one layer", try fitted([], .linear)), ("two layers, linear", try fitted([4], .linear)),
    ("two layers, tanh", try fitted([4], .tanh)),
  ]
  try page.output("one-and-two-layers") { out in
    out.table(
      ["network", "loss at epoch 1", "10", "500", "probabilities of the right class"],
      ways.map { name, way in
        let output = way.network.forward(X).output
        return [name] + [0, 9, 499].map { fixed(way.curve[$0], 4) } + [
          (0..<4).map { fixed(output[$0, classes[$0]], 2) }.joined(separator: "  ")
        ]
      })
  }

  let collapsed = ways[1].1.network
  let (first, second) = (collapsed.layers[0], collapsed.layers[1])
  let single = Network(
    [
      Layer(
        first.weights.times(second.weights),
        bias: (first.bias.times(second.weights) + second.bias).values)
    ], [.softmax])
  try page.output("two-linear-layers-are-one") { out in
    out.table(
      ["f", "c = (f·W + b)·W′ + b′", "c = f·(W·W′) + (b·W′ + b′)"],
      (0..<4).map { i in
        [numbers(X, i), numbers(collapsed.forward(X).Z[1], i), numbers(single.forward(X).Z[0], i)]
      })
  }
  let panels = ways.map { name, way in
    var figure = Figure(name, x: "f₁", y: "f₂")
    figure.aspect = .equal
    let centers = Figure.cellCenters(rows: 40, columns: 40, x: -3...3, y: -3...3)
    let p = way.network.predict(centers).column(1)
    figure.heatMap(
      Matrix(rows: 40, columns: 40, values: p), x: -3...3, y: -3...3, colors: .diverging, range: 0...1)
    for k in 0..<2 {
      let chosen = X.rows(classes.indices.filter { classes[$0] == k })
      figure.points(chosen.column(0), chosen.column(1), color: k + 2)
    }
    return figure
  }
  try page.figure("signs", FigureGrid("Probability of “the signs differ”", columns: 3, figures: panels))
}

/// A row of numbers to four decimals.
private func numbers(_ X: Matrix, _ i: Int) -> String {
  X[row: i].map { fixed($0, 4) }.joined(separator: "  ")
}
