// A gradient for the page to hold against differences of a loss that it computes by itself.

nonisolated(unsafe) private var checked: Network?

/// The bits of the weights of the network whose gradient was given last.
@_expose(wasm, "checkedChecksum") @_cdecl("checkedChecksum")
public func checkedChecksum() -> UInt64 { checksum(checked) }

/// Gives the twenty points of the chapter's check (x, y and class in turn), the parameters of its network 2–5–4–1, layer
/// by layer, weights before biases, and their slopes.
///
/// - Parameter mistake: 1 forgets the derivative of the first layer's tanh, 2 the mean over the points, 3 the second
///   layer's other way: dA is not summed over its neurons, only the first counts. 0 is right.
@_expose(wasm, "gradientToCheck") @_cdecl("gradientToCheck")
public func gradientToCheck(_ mistake: Int, _ seed: UInt64) {
  let (X, classes) = PointSet.moons.points(10, noise: 0.15, seed: 4)
  let Y = Matrix(column: classes.map { Float($0) })
  var generator = SeededGenerator(seed: seed)
  let network = Network(
    sizes: [2, 5, 4, 1], hidden: .tanh, output: .sigmoid, .uniform(0.9), using: &generator)
  checked = network
  let pass = network.forward(X)
  var gradient = backward(network, X, pass, Y, .crossEntropy).layers
  if mistake == 2 {
    for l in gradient.indices {
      gradient[l].weights = gradient[l].weights.map { $0 * Float(X.rows) }
      gradient[l].bias = gradient[l].bias.map { $0 * Float(X.rows) }
    }
  }
  if mistake == 1 || mistake == 3 {
    let layers = network.layers
    let dZ3 = outputError(.crossEntropy, .sigmoid, pass.Z[2], pass.A[2], Y)
    let dA2 = dZ3.times(layers[2].weights.transposed)
    var dZ2 = passBack(dA2, through: .tanh, at: pass.Z[1], value: pass.A[1])
    if mistake == 3 {
      for i in 0..<dZ2.rows {
        for j in 1..<dZ2.columns { dZ2[i, j] = 0 }
      }
    }
    let dA1 = dZ2.times(layers[1].weights.transposed)
    let dZ1 = mistake == 1 ? dA1 : passBack(dA1, through: .tanh, at: pass.Z[0], value: pass.A[0])
    gradient[0].weights = X.transposed.times(dZ1)
    gradient[0].bias = dZ1.columnSums()
  }
  give(
    classes.indices.flatMap { [X[$0, 0], X[$0, 1], Float(classes[$0])] }
      + [network.layers, gradient].flatMap { $0.flatMap { $0.weights.values + $0.bias.values } })
}
