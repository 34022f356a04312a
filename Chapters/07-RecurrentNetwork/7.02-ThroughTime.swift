import Figures
import Formats
import ReadAlong
import Matrices
import RecurrentNetwork

let throughTime = Section(
  "7.2", "Back through time", deck: "Deep Learning Basics: Recurrent Neural Networks"
) { page in
  page.text(
    """
    The gradient of an unrolled network is that of chapter 4, from the last step to the first. The slope at a state \
    has two parts: what the loss of its own step says, and what comes back from the step after. The steps share \
    their weights, so their gradients add up.
    """)
  page.formula(
    """
    dh_t = ∂loss_t/∂h_t + dz_{t+1}·Wᵀ
    dz_t = dh_t ⊙ (1 − h_t²)
    dU = Σ_t x_tᵀ·dz_t      dW = Σ_t h_{t−1}ᵀ·dz_t      db = Σ_t dz_t
    """)
  page.text(
    """
    Whether that is right, differences tell: move one parameter up and down and look at the loss of the whole \
    sequence. Here for a sequence of 8 steps and layers of 5 neurons, for the cells of this chapter:
    """)
  page.table(
    ["cell", "parameters", "largest difference", "with dW 2 % too large"],
    try Cell.allCases.map { cell in
      let check = try differences(cell, spoiltBy: 1)
      let spoilt = try differences(cell, spoiltBy: 1.02)
      let layer = RecurrentLayer(cell, inputs: 3, hidden: 5)
      return [
        cell.rawValue, String(layer.matrices.reduce(0) { $0 + $1.values.count }),
        check.error < 1e-3 ? "below 0.001" : fixed(check.error, 4),
        spoilt.error > 0.01 ? "above 0.01" : fixed(spoilt.error, 4),
      ]
    })
}

/// The gradient by the state's weights against differences, relative to the largest slope.
private func differences(_ cell: Cell, spoiltBy factor: Float) throws -> GradientCheck {
  var generator = SeededGenerator(seed: 4)
  let layer = RecurrentLayer(cell, inputs: 3, hidden: 5, using: &generator)
  let X = Matrix(rows: 8, columns: 3, normalWithDeviation: 1, using: &generator)
  let factors = Matrix(rows: 8, columns: 5, normalWithDeviation: 1, using: &generator)
  let first = State(hidden: 5)
  let gradient = layer.backward(layer.forward(X, from: first), factors).layer.stateWeights
  return try GradientCheck((gradient * factor).values, at: layer.stateWeights.values) { weights in
    var moved = layer
    moved.stateWeights.values = weights
    return zip(moved.forward(X, from: first).flatMap(\.after.h), factors.values).reduce(0) {
      $0 + $1.0 * $1.1
    }
  }
}
