// Section 7.4's measurement: how long the slope of a loss is so many steps before it.

import Matrices
import RecurrentNetwork

/// A new layer of eight inputs, its state weights multiplied by `scale`; only an LSTM has a forget bias.
func newLayer(
  _ cell: Cell, forgetBias: Float = 1, scale: Float = 1, hidden: Int = 64, seed: UInt64
) -> RecurrentLayer {
  var generator = SeededGenerator(seed: seed)
  var layer = RecurrentLayer(cell, inputs: 8, hidden: hidden, forgetBias: forgetBias, using: &generator)
  layer.stateWeights = layer.stateWeights.map { $0 * scale }
  return layer
}

/// The length of the slope, memory included, at the states 0, 1, … `steps` before the last; the layer reads noise.
func slopes(_ layer: RecurrentLayer, steps: Int = 100, seed: UInt64) -> [Float] {
  var generator = SeededGenerator(seed: 100 &+ seed)
  let X = Matrix(rows: steps, columns: layer.inputs).map { _ in 0.3 * generator.normal() }
  var dH = Matrix(rows: steps, columns: layer.hidden)
  let deviation = 1 / Float(layer.hidden).squareRoot()
  for j in 0..<layer.hidden { dH[steps - 1, j] = generator.normal() * deviation }
  let unrolled = layer.forward(X, from: State(hidden: layer.hidden))
  return layer.backward(unrolled, dH).states.reversed().map(length)
}

/// The length of h and c together.
func length(_ slope: State) -> Float { (slope.h + slope.c).reduce(0) { $0 + $1 * $1 }.squareRoot() }
