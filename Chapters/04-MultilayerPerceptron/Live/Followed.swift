// The network with eight weights, step by step in the page.

nonisolated(unsafe) private var network = Network(
  [Layer(zeros: 2, 2), Layer(zeros: 2, 2)], [.sigmoid, .sigmoid])
nonisolated(unsafe) private var example: (x: Matrix, y: Matrix) = ([[0, 0]], [[0, 0]])

/// The eight weights in the slides' order.
private func weights(_ layers: [Layer]) -> [Float] {
  layers.flatMap { $0.weights.column(0) + $0.weights.column(1) }
}

/// Takes w₁ to w₈, b₁ and b₂, i₁ and i₂, and the outputs that are wanted.
@_expose(wasm, "takeNetwork") @_cdecl("takeNetwork")
public func takeNetwork(_ n: UnsafePointer<Float>) {
  network = Network(
    [
      Layer([[n[0], n[2]], [n[1], n[3]]], bias: [n[8], n[8]]),
      Layer([[n[4], n[6]], [n[5], n[7]]], bias: [n[9], n[9]]),
    ], [.sigmoid, .sigmoid])
  example = ([[n[10], n[11]]], [[n[12], n[13]]])
}

/// So many steps of gradient descent; the biases stay.
@_expose(wasm, "followSteps") @_cdecl("followSteps")
public func followSteps(_ steps: Int, _ rate: Float) {
  for _ in 0..<steps {
    let gradient = backward(network, example.x, network.forward(example.x), example.y, .squared).layers
    for l in 0..<2 { network.layers[l].weights.add(-rate, times: gradient[l].weights) }
  }
}

/// Gives every number of a step, two by two: w₁ to w₈; in and out of h, of o; the two losses; ∂L/∂out, ∂out/∂in and δ
/// of o; ∂L/∂w₅ to ∂L/∂w₈; ∂L/∂out, ∂out/∂in and δ of h; ∂L/∂w₁ to ∂L/∂w₄; w₁ to w₈ after the step; L.
@_expose(wasm, "everyNumber") @_cdecl("everyNumber")
public func everyNumber(_ rate: Float) {
  let pass = network.forward(example.x)
  let gradient = backward(network, example.x, pass, example.y, .squared).layers
  let errors = pass.output - example.y
  let slopes = pass.A.map { $0.map { $0 * (1 - $0) }.values }
  let back = gradient[1].bias.times(network.layers[1].weights.transposed)
  let steps = weights(gradient)
  var after = network
  for l in 0..<2 { after.layers[l].weights.add(-rate, times: gradient[l].weights) }
  var numbers = weights(network.layers) + pass.Z[0].values + pass.A[0].values
  numbers += pass.Z[1].values + pass.A[1].values + errors.map { $0 * $0 / 2 }.values
  numbers += errors.values + slopes[1] + gradient[1].bias.values + steps[4...]
  numbers += back.values + slopes[0] + gradient[0].bias.values + steps[..<4]
  numbers += weights(after.layers)
  numbers.append(loss(.squared, network, pass, example.y))
  give(numbers)
}
