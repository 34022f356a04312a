import Figures
import Formats
import ReadAlong
import Matrices
import RecurrentNetwork

let vanishing = Section(
  "7.4", "Why the plain cell forgets",
  deck: "Deep Learning From Scratch: Long-Short Term Memory; Deep Learning Basics: Vanishing Gradient Problem"
) { page in
  page.text(
    """
    To learn that something matters later, the loss must reach back to it. On its way the slope passes W and the tanh \
    once a step: it is multiplied by numbers mostly below one, again and again. Here is a loss at the last of 100 \
    steps, and how long its slope still is at the state so many steps before, for new layers of 64 neurons:
    """)
  let distances = [0, 1, 5, 10, 20, 50, 100]
  let layers: [(String, RecurrentLayer)] = [
    ("rnn", newLayer(.rnn)), ("rnn, W × 3", scaled(newLayer(.rnn), by: 3)), ("gru", newLayer(.gru)),
    ("lstm", newLayer(.lstm)), ("lstm, forget bias 5", remembering(newLayer(.lstm))),
  ]
  let curves = layers.map { slopes($0.1, steps: 100) }
  page.table(
    ["steps back"] + distances.map(String.init),
    zip(layers, curves).map { layer, norms in [layer.0] + distances.map { length(norms[$0]) } })
  var figure = Figure("How far a loss reaches back", x: "steps back", y: "length of the slope")
  figure.yScale = .logarithmic
  for (layer, norms) in zip(layers, curves) {
    figure.line((0...100).map(Float.init), norms.map { max($0, 1e-30) }, name: layer.0)
  }
  figure.yRange = 1e-20...1e12
  try page.show(figure, as: "vanishing")
  page.text(
    """
    The plain cell's slope falls by a constant factor a step; after fifty nothing is left of it. Larger weights do not \
    cure it: three times as large, they make the slope grow instead. The LSTM has a second way back, along its memory, \
    where each step multiplies by the forget gate alone, and that can be close to one. With forget gates almost open \
    the slope neither fades nor bursts for fifty steps. A new GRU, whose gates stand half open, forgets as fast as the \
    plain cell; it can learn to keep.
    """)
  page.text(
    """
    Against explosion there is a plain remedy: a gradient longer than some limit is cut to it. It keeps its direction \
    and the step its size.
    """)
  page.formula("g ← g · min(1, 5 / |g|)")
  page.table(
    ["length before", "factor", "length after"],
    [0.8, 5, 40, 1e6].map { (norm: Float) in
      let factor = clipping(norm: norm, limit: 5)
      return [significant(norm), significant(factor), significant(norm * factor)]
    })
}

private func newLayer(_ cell: Cell) -> RecurrentLayer {
  var generator = SeededGenerator(seed: 7)
  return RecurrentLayer(cell, inputs: 8, hidden: 64, using: &generator)
}

private func scaled(_ layer: RecurrentLayer, by factor: Float) -> RecurrentLayer {
  var layer = layer
  layer.stateWeights *= factor
  return layer
}

private func remembering(_ layer: RecurrentLayer) -> RecurrentLayer {
  var layer = layer
  for j in 0..<layer.hidden { layer.bias[0, j] = 5 }
  return layer
}

/// The length of the slope, memory included, at the states 0, 1, … steps before the last.
private func slopes(_ layer: RecurrentLayer, steps: Int) -> [Float] {
  var generator = SeededGenerator(seed: 8)
  let X = Matrix(rows: steps, columns: layer.inputs, normalWithDeviation: 0.3, using: &generator)
  var dH = Matrix(rows: steps, columns: layer.hidden)
  for j in 0..<layer.hidden { dH[steps - 1, j] = generator.normal() / 8 }
  let unrolled = layer.forward(X, from: State(hidden: layer.hidden))
  return layer.backward(unrolled, dH).states.reversed().map { state in
    (state.h + state.c).reduce(0) { $0 + $1 * $1 }.squareRoot()
  }
}

private func length(_ x: Float) -> String { x >= 0.001 && x < 1000 ? fixed(x, 3) : scientific(x, 1) }
