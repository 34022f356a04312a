import Figures
import Matrices
import ReadAlong
import SoftmaxClassifier

let twoLayers = Section("5.6") { page in
  try page.figure("network", drawnNetwork())
  try page.figure("pass", forwardAndBackward())
  let spiral = deckPoints().spiral
  func trained(_ points: LabeledPoints, seed: UInt64) throws -> (Network, [Float]) {
    var generator = SeededGenerator(seed: seed)
    var network = Network(sizes: [2, 100, 3], using: &generator)
    let curve = try fit(&network, points.X, points.y, TrainingSettings(epochs: 10_000))
    return (network, curve)
  }
  let network = try page.output("two-layers") { out in
    let (network, curve) = try trained(spiral, seed: 1)
    out.table(
      ["iteration", "loss"],
      stride(from: 0, to: curve.count, by: 1000).map { [grouped($0), fixed(curve[$0], 4)] })
    out.line("right        \(percent(network.accuracy(spiral.X, spiral.y)))")
    out.line("parameters   \(network.parameters)")
    return network
  }
  try page.figure("spiral", regions("One hundred sigmoids", network, spiral, reach: 6))
  try page.output("two-layers-other-points") { out in
    out.table(
      ["seed", "loss", "right", "other points of the same kind"],
      try (1...4).map { seed in
        let (points, others) = (
          deckPoints(seed: UInt64(seed)).spiral, deckPoints(seed: UInt64(seed) + 1).spiral
        )
        let (network, curve) = try trained(points, seed: UInt64(seed))
        return [
          "\(seed)", fixed(curve[curve.count - 1], 4), percent(network.accuracy(points.X, points.y)),
          percent(network.accuracy(others.X, others.y)),
        ]
      })
  }
  try page.figure("hidden-neurons", hiddenNeurons(network, reach: 6))
}

/// What six hidden neurons answer over the plane: those of the largest weights to the scores.
private func hiddenNeurons(_ network: Network, reach: Double) -> FigureGrid {
  let cells = 60
  let range = -reach...reach
  let H = network.forward(Figure.cellCenters(rows: cells, columns: cells, x: range, y: range)).inputs[1]
  let W = network.layers[1].weights
  let sizes = (0..<W.rows).map { W[row: $0].reduce(0) { $0 + abs($1) } }
  let largest = sizes.indices.sorted { sizes[$0] > sizes[$1] }.prefix(6)
  let panels = largest.map { j in
    let w = W[row: j].map { fixed($0, 0) }.joined(separator: ", ")
    var figure = Figure("to the scores: \(w)", x: "x₁", y: "x₂")
    figure.aspect = .equal
    figure.heatMap(
      Matrix(rows: cells, columns: cells, values: H.column(j)), x: range, y: range, range: 0...1)
    return figure
  }
  return FigureGrid("Six of the hundred hidden neurons", columns: 2, figures: panels)
}

/// The network of the deck: two inputs, a hundred sigmoids, three scores.
private func drawnNetwork() -> Diagram {
  var d = Diagram("2–100–3")
  let x = ["₁", "₂"].enumerated().map { d.circle("x\($1)", at: (4, Double(4 + 6 * $0)), lines: 3) }
  let h = [("₁", 1.0), ("₂", 5.0), ("₁₀₀", 13.0)].map {
    d.circle("h\($0)", at: (28, $1), lines: 3, color: 0)
  }
  d.text("⋮", at: (28, 9))
  let z = ["₁", "₂", "₃"].enumerated().map {
    d.circle("z\($1)", at: (52, Double(2 + 5 * $0)), lines: 3, color: 1)
  }
  for lower in x { for upper in h { d.arrow(lower, upper, head: false) } }
  for lower in h { for upper in z { d.arrow(lower, upper, head: false) } }
  let softmax = d.box("softmax", at: (68, 7), lines: 13)
  for score in z { d.arrow(score, softmax.left.moved(y: score.y - softmax.y)) }
  d.text("W₁, b₁", at: (16, 0))
  d.text("W₂, b₂", at: (40, 0))
  return d
}

/// The chain of a pass, forward above, backward below.
private func forwardAndBackward() -> Diagram {
  var d = Diagram("Forward above, backward below")
  let input = d.box("X", at: (2.5, 3), width: 5, lines: 5)
  let first = d.box("X·W₁ + b₁", at: (16, 3), width: 13, lines: 5, color: 0)
  let sigmoid = d.box("sigmoid", at: (35, 3), width: 9, lines: 5)
  let second = d.box("H·W₂ + b₂", at: (54, 3), width: 13, lines: 5, color: 0)
  let loss = d.box("softmax\nloss", at: (72, 3), width: 9, lines: 5, color: 1)
  for (from, to, name) in [
    (input, first, ""), (first, sigmoid, "A"), (sigmoid, second, "H"), (second, loss, "Z"),
  ] {
    d.arrow(from.right.moved(y: -1), to.left.moved(y: -1), name)
  }
  for (from, to, name) in [(loss, second, "dZ"), (second, sigmoid, "dH"), (sigmoid, first, "dA")] {
    d.arrow(from.left.moved(y: 1), to.right.moved(y: 1), name, color: 1)
  }
  for (layer, name) in [(first, "dW₁, db₁"), (second, "dW₂, db₂")] {
    d.arrow(layer.bottom, .point(layer.x, 8), color: 1)
    d.text(name, at: (layer.x, 9))
  }
  return d
}
