import Figures
import LinearRegression
import ReadAlong

let batches = Section("1.7") { page in
  let houses = try Houses()
  let X = Standardization(of: houses.X).apply(to: houses.X)
  let ways: [(name: String, batch: Int?, rate: Float)] = [
    ("all, α = 0.3", nil, 0.3), ("32, α = 0.05", 32, 0.05), ("1, α = 0.005", 1, 0.005),
    ("1, α = 0.1", 1, 0.1),
  ]
  let least = loss(try closedForm(X, houses.y).forward(X), houses.y)
  /// J on all houses at the start and after each of twenty epochs.
  func curve(_ batch: Int?, _ rate: Float, seed: UInt64) throws -> [Float] {
    var model = LinearModel(inputs: 3)
    var losses = [loss(model.forward(X), houses.y)]
    let settings = TrainingSettings(learningRate: rate, epochs: 20, batch: batch, seed: seed)
    try train(&model, X, houses.y, settings) {
      losses.append(loss($0.model.forward(X), houses.y))
      return true
    }
    return losses
  }
  var figure = Figure("The size of a batch", x: "epoch", y: "J on all houses")
  figure.yScale = .logarithmic
  try page.output("batches") { out in
    out.table(
      ["examples a step", "steps an epoch", "J after 1", "2", "5", "20"],
      try ways.map { way in
        let losses = try curve(way.batch, way.rate, seed: 1)
        figure.line((0...20).map(Float.init), losses, name: way.name)
        let steps = way.batch.map { (houses.y.count + $0 - 1) / $0 } ?? 1
        return [way.name, grouped(steps)] + [1, 2, 5, 20].map { fixed(losses[$0], 0) }
      })
    out.line("least J: \(fixed(least, 0))")
  }
  figure.rule(y: least, name: "least")
  try page.figure("batches", figure)
  try page.output("batch-steps") { out in
    out.table(
      ["all examples in each step", "steps", "J"],
      try [(Float(0.05), 32), (0.005, 1)].map { rate, batch in
        let steps = (houses.y.count + batch - 1) / batch
        var model = LinearModel(inputs: 3)
        try train(&model, X, houses.y, TrainingSettings(learningRate: rate, epochs: steps))
        return ["α = \(rate)", String(steps), fixed(loss(model.forward(X), houses.y), 0)]
      })
  }
  try page.output("batch-seeds") { out in
    out.table(
      ["J after 20 epochs", "seed 1", "2", "3", "4"],
      try ways.map { way in
        [way.name] + (try (1...4).map { fixed(try curve(way.batch, way.rate, seed: $0)[20], 0) })
      })
  }
}
