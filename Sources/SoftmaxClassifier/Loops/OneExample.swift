// The loss of a network and its gradient, one example after the other, number by number: what the products of
// Network.swift do for many at once (deck Q, "Data Representations").
//
// Shapes:  x, h, z, dz: one example's   X: examples × inputs   y: examples

import Matrices

/// L and its gradient by loops.
public func lossAndGradientByLoops(
  _ network: Network, _ X: Matrix, _ y: [Int]
) -> (loss: Float, gradient: Network) {
  check(X, y, for: network)
  var gradient = network
  for l in network.layers.indices {
    gradient.layers[l] = Layer(inputs: network.layers[l].inputs, outputs: network.layers[l].outputs)
  }
  var total: Float = 0
  for i in 0..<y.count {
    // Forward: what each layer sees, and the scores
    var inputs = [Array(X[row: i])]
    var z = network.layers[0].forward(inputs[0])
    for layer in network.layers.dropFirst() {
      inputs.append(hidden(Matrix([z]), by: network.activation).values)
      z = layer.forward(inputs[inputs.count - 1])
    }
    let normalizer = logSumExp(z[...])
    total += normalizer - z[y[i]]
    // Backward: dz of the scores, then of each layer below
    var dz = z.map { exp($0 - normalizer) / Float(y.count) }
    dz[y[i]] -= 1 / Float(y.count)
    for l in network.layers.indices.reversed() {
      accumulate(inputs[l], dz, into: &gradient.layers[l])
      if l > 0 { dz = backward(network, l, dz, inputs[l]) }
    }
  }
  return (total / Float(y.count), gradient)
}

/// dw_ik += x_i dz_k, db_k += dz_k
private func accumulate(_ x: [Float], _ dz: [Float], into gradient: inout Layer) {
  for i in 0..<x.count {
    for k in 0..<dz.count { gradient.weights[i, k] += x[i] * dz[k] }
  }
  for k in 0..<dz.count { gradient.bias[0, k] += dz[k] }
}

/// dz of the layer below: dh_i = Σ_k w_ik dz_k, times the derivative at h_i.
private func backward(_ network: Network, _ l: Int, _ dz: [Float], _ h: [Float]) -> [Float] {
  let W = network.layers[l].weights
  return (0..<h.count).map { i in
    var dh: Float = 0
    for k in 0..<dz.count { dh += W[i, k] * dz[k] }
    return dh * network.activation.derivative(value: h[i])
  }
}
