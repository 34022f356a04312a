import Figures
import Formats
import Matrices
import Perceptrons
import ReadAlong

private let corners: Matrix = [[0, 0], [0, 1], [1, 0], [1, 1]]

let xor = Section("3.7") { page in
  let problems: [(name: String, y: [Int])] = [
    ("AND", [0, 0, 0, 1]), ("OR", [0, 1, 1, 1]), ("XOR", [0, 1, 1, 0]),
  ]
  var layers: [Layer] = []
  try page.output("and-or-xor") { out in
    for (name, y) in problems {
      var layer = Layer(inputs: 2, outputs: 1)
      out.line("\(name): \(train(&layer, corners, y, TrainingSettings(epochs: 100)))")
      layers.append(layer)
    }
  }
  let tried = cycle()
  try page.output("xor-cycle") { out in
    out.table(
      ["epoch", "after (0, 0)", "(0, 1)", "(1, 0)", "(1, 1)"],
      tried.enumerated().map { epoch, layers in
        ["\(epoch + 1)"] + layers.map { tuple($0.weights.values + $0.bias.values) }
      })
  }
  try page.output("xor-shuffled") { out in
    out.table(
      ["seed of the orders", "corrections", "different weights", "the largest"],
      (1...4).map { seed in
        var layer = Layer(inputs: 2, outputs: 1)
        var seen: Set<[Float]> = []
        let outcome = train(
          &layer, corners, problems[2].y, TrainingSettings(epochs: 10_000, seed: UInt64(seed)),
          retire: { layer, _ in seen.insert(layer.weights.values + layer.bias.values) })
        let largest = seen.flatMap { $0.map { abs($0) } }.max() ?? 0
        return ["\(seed)", grouped(outcome.mistakes), "\(seen.count)", fixed(largest, 0)]
      })
  }
  let places = ["(0, 0)", "(0, 1)", "(1, 0)", "(1, 1)"]
  let figures =
    zip(problems.prefix(2), layers).map { panel("\($0.name), learned", $1, $0.y) }
    + zip(places, tried[3]).map { panel("XOR, after \($0)", $1, problems[2].y) }
  try page.figure("xor", FigureGrid("", columns: 3, figures: figures))
}

/// The weights after each example of XOR, shown in the same order in each of five epochs.
private func cycle() -> [[Layer]] {
  var layer = Layer(inputs: 2, outputs: 1)
  return (0..<5).map { _ in
    zip(0..<4, [0, 1, 1, 0]).map { i, target in
      let x = Array(corners[row: i])
      layer.correct(x, error: layer.error(target: target, answer: layer.classify(x)))
      return layer
    }
  }
}

private func panel(_ title: String, _ layer: Layer, _ y: [Int]) -> Figure {
  var figure = Figure(title, x: "x₁", y: "x₂")
  figure.aspect = .equal
  figure.showsLegend = false
  figure.regions(of: layer, x: -0.5...1.5, y: -0.5...1.5)
  figure.points(of: corners, y)
  return figure
}
