import Figures
import LogisticRegression
import Matrices
import ReadAlong

let newtonSection = Section("2.12") { page in
  let irises = try Irises(["versicolor", "virginica"])
  let (X, y) = (irises.X, irises.labels("virginica"))
  let losses = try page.output("newton-steps") { out in
    var rows: [[String]] = []
    var losses: [Float] = []
    var model = LogisticModel(inputs: 4)
    try trainByNewton(&model, X, y) { step in
      losses.append(step.loss)
      rows.append(
        [String(step.number), fixed(step.loss, 6), fixed(step.rate, 2), fixed(step.model.bias, 3)]
          + step.model.weights.values.map { fixed($0, 3) })
    }
    out.table(["step", "J before", "η", "b", "w₁", "w₂", "w₃", "w₄"], rows)
    return losses + [model.loss(X, y)]
  }
  let least = losses[losses.count - 1]
  let standardized = Standardization(of: X).apply(to: X)
  let ways = [
    ("Newton", losses),
    ("Newton, petals in mm", try newtonLosses(X * ([[1, 1, 10, 1]] as Matrix), y)),
    ("gradient, α = 0.05", try descend(X, y, learningRate: 0.05)),
    ("gradient, standardized, α = 1.3", try descend(standardized, y, learningRate: 1.3)),
    ("gradient, α = 0.8", try descend(X, y, learningRate: 0.8)),
    ("gradient, standardized, α = 20", try descend(standardized, y, learningRate: 20)),
  ]
  try page.output("newton-compared") { out in
    let marks: [Float] = [0.1, 0.01, 0.001, 0.0001]
    out.table(
      ["J within"] + marks.map { "\($0)" },
      ways.map { name, losses in
        [name]
          + marks.map { mark in
            losses.firstIndex { $0 < least + mark }.map { grouped($0) } ?? "over \(grouped(losses.count))"
          }
      })
  }
  var figure = Figure("Three ways down", x: "steps", y: "J − least J")
  figure.xScale = .logarithmic
  figure.yScale = .logarithmic
  for (name, losses) in [ways[0], ways[2], ways[3]] {
    let steps = logarithmicSteps(to: losses.count - 1)
    figure.line(steps.map(Float.init), steps.map { losses[$0] - least }, name: name)
  }
  try page.figure("newton", figure)

  try page.output("newton-halved") { out in
    var far = LogisticModel(weights: [0, 0, 0, 0], bias: 8)
    var rows: [[String]] = []
    try trainByNewton(&far, X, y) { rows.append([String($0.number), fixed($0.loss, 4), "\($0.rate)"]) }
    out.table(["step", "J before", "η"], rows)
  }
  try page.output("newton-singular") { out in
    let twice = Matrix((0..<X.rows).map { [X[$0, 0], 2 * X[$0, 0]] })
    do {
      _ = try newtonLosses(twice, y)
    } catch {
      for part in "\(error)".split(separator: ": ") { out.line(String(part)) }
    }
  }
}

/// The losses before each of Newton's steps.
private func newtonLosses(_ X: Matrix, _ y: [Float]) throws(SingularMatrix) -> [Float] {
  var losses: [Float] = []
  var model = LogisticModel(inputs: X.columns)
  try trainByNewton(&model, X, y) { losses.append($0.loss) }
  return losses + [model.loss(X, y)]
}

/// The losses before each of a million steps of gradient descent.
private func descend(_ X: Matrix, _ y: [Float], learningRate: Float) throws -> [Float] {
  var losses: [Float] = []
  var model = LogisticModel(inputs: 4)
  try Lanes.train(&model, X, y, TrainingSettings(learningRate: learningRate, epochs: 1_000_000)) {
    losses.append($0.loss)
    return true
  }
  return losses
}
