import Figures
import LinearRegression
import ReadAlong

let line = Section("1.2") { page in
  try page.figure("linear-unit", linearUnit())
  try page.figure("procedure", procedure())
  let data = try AnscombeSet(1)
  let start = firstGuess()
  var model = start
  var path: [(J: Float, model: LinearModel)] = []
  var previous: Float = 0
  for _ in 1...100_000 {
    let Z = model.forward(data.X)
    let J = loss(Z, data.y)
    update(&model, backward(data.X, Z, data.y), learningRate: 0.01)
    path.append((J, model))
    if abs(J - previous) < 1e-6 { break }
    previous = J
  }
  try page.output("line-descent") { out in
    out.table(
      ["epoch", "J before the step", "b", "w"],
      [1, 2, 3, 10, 100, 1000, 2000, path.count].map { epoch in
        let (J, model) = path[epoch - 1]
        return [grouped(epoch), fixed(J, 6), fixed(model.bias, 4), fixed(model.weights[0, 0], 4)]
      })
  }
  let best = try closedForm(data.X, data.y)
  var slow = start
  let rule = TrainingSettings(learningRate: 0.001, epochs: 100_000, tolerance: 1e-6)
  let slowEpochs = try train(&slow, data.X, data.y, rule)
  try page.output("line-balance") { out in
    out.table(
      ["line", "epochs", "b", "w", "J", "above", "below"],
      [
        ("stopped", grouped(path.count), model), ("stopped, α = 0.001", grouped(slowEpochs), slow),
        ("best", "", best),
      ].map { name, epochs, model in
        let errors = zip(model.forward(data.X), data.y).map { $0 - $1 }
        return [
          name, epochs, fixed(model.bias, 4), fixed(model.weights[0, 0], 4),
          fixed(loss(model.forward(data.X), data.y), 4),
          fixed(errors.map { max($0, 0) }.reduce(0, +), 2), fixed(errors.map { max(-$0, 0) }.reduce(0, +), 2),
        ]
      })
  }
  var figure = Figure("Anscombe's first set, the line and its errors", x: "x", y: "y")
  let Z = model.forward(data.X)
  figure.points(data.x, data.y, name: "data")
  figure.errorBars(data.x, low: zip(Z, data.y).map { min($0, $1) }, high: zip(Z, data.y).map { max($0, $1) })
  figure.line(of: start, from: 3, to: 15, name: "first guess")
  figure.line(of: model, from: 3, to: 15, name: "learned")
  try page.figure("anscombe-1", figure)
}

/// The weighted sum as a picture.
private func linearUnit() -> Diagram {
  var diagram = Diagram("z = w₁x₁ + w₂x₂ + w₃x₃ + b")
  let sum = diagram.circle("Σ", at: (28, 4), lines: 3, color: 0)
  for (index, name) in ["₁", "₂", "₃"].enumerated() {
    diagram.arrow(diagram.circle("x" + name, at: (4, Double(1 + 3 * index))), sum, "w" + name, at: 0.35)
  }
  diagram.arrow(diagram.circle("1", at: (28, 9)), sum, "b")
  diagram.arrow(sum, .point(46, 4), "z")
  return diagram
}

/// The four functions of training, and what goes from one to the next.
private func procedure() -> Diagram {
  var diagram = Diagram("An epoch")
  let x = diagram.circle("X", at: (4, 8))
  let forward = diagram.box("forward", at: (18, 8), color: 0)
  let backward = diagram.box("backward", at: (40, 8), color: 0)
  let update = diagram.box("update", at: (64, 8), color: 0)
  let loss = diagram.box("loss", at: (40, 1), color: 1)
  let y = diagram.circle("y", at: (40, 5))
  let weights = diagram.box("weights and bias", at: (18, 13))
  diagram.arrow(x, forward)
  diagram.arrow(weights, forward)
  diagram.arrow(forward, backward, "Z")
  diagram.arrow(forward, loss, "Z", route: .down)
  diagram.arrow(loss, .point(58, 1), "J")
  diagram.arrow(y, loss)
  diagram.arrow(y, backward)
  diagram.arrow(backward, update, "gradient")
  diagram.arrow(update, weights, route: .down)
  return diagram
}
