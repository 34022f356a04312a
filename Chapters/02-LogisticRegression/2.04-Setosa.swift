import Figures
import LogisticRegression
import Matrices
import ReadAlong

let setosaSection = Section("2.4") { page in
  try page.figure("procedure", procedure())
  let irises = try Irises()
  let y = irises.labels("setosa")
  let rule = TrainingSettings(learningRate: 0.05, epochs: 100_000, tolerance: 1e-6)
  var model = firstGuess(inputs: 4)
  var losses: [Float] = []
  var epochs = 0
  try page.output("setosa-training") { out in
    var rows: [[String]] = []
    func row(_ epoch: Epoch) -> [String] {
      let right = Confusion(epoch.model.probabilities(irises.X), y).right
      return [
        grouped(epoch.number), fixed(epoch.loss, 6), String(right), fixed(largestWeight(epoch.model), 2),
      ]
    }
    var last: [String] = []
    epochs = try Lanes.train(&model, irises.X, y, rule) { epoch in
      losses.append(epoch.loss)
      if [1, 2, 10, 100, 1000].contains(epoch.number) { rows.append(row(epoch)) }
      last = row(epoch)
      return true
    }
    rows.append(last)
    var longer = model
    let on = TrainingSettings(learningRate: 0.05, epochs: 100_000)
    try Lanes.train(&longer, irises.X, y, on, from: epochs + 1) {
      losses.append($0.loss)
      if $0.number == 10_000 || $0.number == 100_000 { rows.append(row($0)) }
      return true
    }
    out.table(["epoch", "J before the step", "right of 150", "largest weight"], rows)
  }
  var curve = Figure("J while it learns", x: "epoch", y: "J")
  curve.xScale = .logarithmic
  curve.yScale = .logarithmic
  let shown = logarithmicSteps(to: losses.count)
  curve.line(shown.map(Float.init), shown.map { losses[$0 - 1] }, name: "J")
  curve.rule(x: Float(epochs), name: "the deck's rule")
  try page.figure("setosa-loss", curve)

  try page.output("setosa-weights") { out in
    out.table(
      ["seed", "epochs", "b", "w₁", "w₂", "w₃", "w₄"],
      try (1...4).map { seed in
        var model = firstGuess(inputs: 4, seed: UInt64(seed))
        let epochs = try Lanes.train(&model, irises.X, y, rule)
        return [String(seed), grouped(epochs)] + ([model.bias] + model.weights.values).map { fixed($0, 3) }
      })
  }
  var figure = Figure("Every flower on the sigmoid", x: "z", y: "probability of setosa")
  let Z = model.forward(irises.X)
  for (index, name) in Irises.species.enumerated() {
    let z = Z.indices.filter { irises.classes[$0] == index }.map { Z[$0] }
    figure.points(z, z.map { sigmoid($0) }, name: name)
  }
  let z = evenly(from: -18, to: 9, count: 136)
  figure.line(z, z.map { sigmoid($0) }, color: 6)
  try page.figure("setosa", figure)
}

private func largestWeight(_ model: LogisticModel) -> Float {
  model.weights.values.map { abs($0) }.max() ?? 0
}

/// The functions of training, and what goes from one to the next.
private func procedure() -> Diagram {
  var diagram = Diagram("An epoch")
  let x = diagram.circle("X", at: (3, 8))
  let forward = diagram.box("forward", at: (15, 8), color: 0)
  let phi = diagram.box("φ", at: (30, 8), color: 1)
  let backward = diagram.box("backward", at: (45, 8), color: 0)
  let update = diagram.box("update", at: (67, 8), color: 0)
  let loss = diagram.box("crossEntropy", at: (45, 1), color: 1)
  let y = diagram.circle("y", at: (45, 5))
  let weights = diagram.box("weights and bias", at: (15, 13))
  diagram.arrow(x, forward)
  diagram.arrow(weights, forward)
  diagram.arrow(forward, phi, "Z")
  diagram.arrow(phi, backward, "P")
  diagram.arrow(through: [.point(23, 8), .point(23, 1), loss.left])
  diagram.dot(at: (23, 8))
  diagram.arrow(loss, .point(62, 1), "J")
  diagram.arrow(y, loss)
  diagram.arrow(y, backward)
  diagram.arrow(backward, update, "gradient")
  diagram.arrow(update, weights, route: .down)
  return diagram
}
