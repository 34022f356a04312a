// Section 7.4's measurement: how long the slope of a loss is so many steps before it.

/// Gives the slope's length, memory included, at the states 0, 1, … `steps` before the last, in a new layer that reads
/// noise; its state weights are multiplied by `scale`, and only an LSTM has a forget bias.
@_expose(wasm, "slopesByDistance") @_cdecl("slopesByDistance")
public func slopesByDistance(
  _ cell: Int, _ forgetBias: Float, _ scale: Float, _ hidden: Int, _ steps: Int, _ seed: UInt64
) {
  var generator = SeededGenerator(seed: seed)
  var layer = RecurrentLayer(
    Cell.allCases[cell], inputs: 8, hidden: hidden, forgetBias: forgetBias, using: &generator)
  layer.stateWeights = layer.stateWeights.map { $0 * scale }
  generator = SeededGenerator(seed: 100 &+ seed)
  let X = Matrix(rows: steps, columns: layer.inputs) { 0.3 * generator.normal() }
  var dH = Matrix(rows: steps, columns: hidden)
  let deviation = 1 / Float(hidden).squareRoot()
  for j in 0..<hidden { dH[steps - 1, j] = generator.normal() * deviation }
  let unrolled = layer.forward(X, from: State(hidden: hidden))
  give(
    layer.backward(unrolled, dH).states.reversed().map { state in
      (state.h + state.c).reduce(0) { $0 + $1 * $1 }.squareRoot()
    })
}
