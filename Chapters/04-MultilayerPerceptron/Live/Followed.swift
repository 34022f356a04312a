// The network with eight weights, step by step in the page.

nonisolated(unsafe) private var followed = EightWeights([Float](repeating: 0, count: 14))

/// The eight weights in the slides' order.
private func weights(_ layers: [Layer]) -> [Float] {
  layers.flatMap { $0.weights.column(0) + $0.weights.column(1) }
}

/// Takes w₁ to w₈, b₁ and b₂, i₁ and i₂, and the outputs that are wanted.
@_expose(wasm, "takeNetwork") @_cdecl("takeNetwork")
public func takeNetwork(_ n: UnsafePointer<Float>) {
  followed = EightWeights([Float](UnsafeBufferPointer(start: n, count: 14)))
}

/// So many steps of gradient descent.
@_expose(wasm, "followSteps") @_cdecl("followSteps")
public func followSteps(_ steps: Int, _ rate: Float) { for _ in 0..<steps { followed.step(rate) } }

/// The checksum of weights and biases, as `follow` prints it.
@_expose(wasm, "followedChecksum") @_cdecl("followedChecksum")
public func followedChecksum() -> UInt64 { checksum(followed.network) }

/// Gives every number of a step, two by two: w₁ to w₈; in and out of h, of o; the two losses; ∂L/∂out, ∂out/∂in and δ
/// of o; ∂L/∂w₅ to ∂L/∂w₈; ∂L/∂out, ∂out/∂in and δ of h; ∂L/∂w₁ to ∂L/∂w₄; w₁ to w₈ after the step; L.
@_expose(wasm, "everyNumber") @_cdecl("everyNumber")
public func everyNumber(_ rate: Float) {
  let network = followed.network
  let pass = network.forward(followed.x)
  let gradient = followed.gradient
  let errors = pass.output - followed.y
  let slopes = pass.A.map { $0.map { $0 * (1 - $0) }.values }
  let back = gradient[1].bias.times(network.layers[1].weights.transposed)
  let steps = weights(gradient)
  var after = followed
  after.step(rate)
  var numbers = weights(network.layers) + pass.Z[0].values + pass.A[0].values
  numbers += pass.Z[1].values + pass.A[1].values + errors.map { $0 * $0 / 2 }.values
  numbers += errors.values + slopes[1] + gradient[1].bias.values + steps[4...]
  numbers += back.values + slopes[0] + gradient[0].bias.values + steps[..<4]
  numbers += weights(after.network.layers)
  numbers.append(loss(.squared, network, pass, followed.y))
  give(numbers)
}
