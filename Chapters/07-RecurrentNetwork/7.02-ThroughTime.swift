import Figures
import Formats
import Matrices
import ReadAlong
import RecurrentNetwork

let throughTime = Section("7.2") { page in
  try page.output("back-by-hand") { out in
    var layer = RecurrentLayer(.rnn, inputs: 1, hidden: 1)
    layer.inputWeights = [[1]]
    layer.stateWeights = [[0.5]]
    let steps = layer.forward([[1], [0], [0]], from: State(hidden: 1))
    let slopes = layer.backward(steps, [[0], [0], [1]])
    out.table(
      ["t", "x", "h′", "h", "dh", "dz", "h′·dz"],
      steps.enumerated().map { t, step in
        let (h, dh) = (step.after.h[0], slopes.states[t + 1].h[0])
        let dz = dh * (1 - h * h)
        return [String(t + 1), fixed(step.x[0], 0)]
          + [step.before.h[0], h, dh, dz, step.before.h[0] * dz].map { fixed($0, 4) }
      })
    out.line("dW = \(fixed(slopes.layer.stateWeights[0, 0], 4))")
  }
  try page.output("differences") { out in
    out.table(
      ["cell", "entries of W", "largest difference", "with dW 2 % too large"],
      try Cell.allCases.map { cell in
        let (check, spoilt) = try (differences(cell, spoiltBy: 1), differences(cell, spoiltBy: 1.02))
        return [
          cell.rawValue, String(RecurrentLayer(cell, inputs: 3, hidden: 5).stateWeights.values.count),
          check.error < 1e-3 ? "below 0.001" : fixed(check.error, 4),
          spoilt.error > 0.01 ? "above 0.01" : fixed(spoilt.error, 4),
        ]
      })
  }
}

/// The gradient by the state's weights against differences, relative to the largest slope.
private func differences(_ cell: Cell, spoiltBy factor: Float) throws -> GradientCheck {
  var generator = SeededGenerator(seed: 4)
  let layer = RecurrentLayer(cell, inputs: 3, hidden: 5, using: &generator)
  let X = Matrix(rows: 8, columns: 3).map { _ in generator.normal() }
  let factors = Matrix(rows: 8, columns: 5).map { _ in generator.normal() }
  let first = State(hidden: 5)
  let gradient = layer.backward(layer.forward(X, from: first), factors).layer.stateWeights
  return try GradientCheck(gradient.values.map { $0 * factor }, at: layer.stateWeights.values) { weights in
    var moved = layer
    moved.stateWeights.values = weights
    let h = moved.forward(X, from: first).flatMap { $0.after.h }
    return zip(h, factors.values).reduce(0) { $0 + $1.0 * $1.1 }
  }
}
