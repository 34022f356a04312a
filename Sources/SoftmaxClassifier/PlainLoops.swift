// The loss of a network and its gradient, one example after the other, number by number: what the products of
// Network.swift and the lanes of ExamplesInLanes.swift do for many at once (deck Q, "Data Representations").
//
// Shapes:  x, h, z, dz: one example's   X: examples × inputs   y: examples

import Matrices

/// L and its gradient by loops.
public func lossAndGradientByLoops(
  _ network: Network, _ X: Matrix, _ y: [Int], l2: Float = 0
) -> (loss: Float, gradient: Network) {
  require(X.rows == y.count && !y.isEmpty, "\(X.rows) examples for \(y.count) labels")
  checkLabels(y, classes: network.classes)
  var gradient = network
  for l in network.layers.indices {
    gradient.layers[l] = Layer(inputs: network.layers[l].inputs, outputs: network.layers[l].outputs)
  }
  var total: Float = 0
  for i in 0..<y.count {
    let (inputs, scores) = forward(network, Array(X[row: i]))
    let normalizer = logSumExp(scores[...])
    total += normalizer - scores[y[i]]
    var dz = scores.map { exp($0 - normalizer) / Float(y.count) }
    dz[y[i]] -= 1 / Float(y.count)
    for l in network.layers.indices.reversed() {
      accumulate(inputs[l], dz, into: &gradient.layers[l])
      if l > 0 { dz = backward(network, l, dz, inputs[l]) }
    }
  }
  addPenalty(of: network, l2: l2, to: &gradient)
  return (total / Float(y.count) + penalty(of: network, l2: l2), gradient)
}

/// What each layer sees of one example, and the scores.
private func forward(_ network: Network, _ x: [Float]) -> (inputs: [[Float]], scores: [Float]) {
  var inputs = [x]
  var z = network.layers[0].forward(x)
  for layer in network.layers.dropFirst() {
    let h = z.map { activate($0, by: network.activation) }
    inputs.append(h)
    z = layer.forward(h)
  }
  return (inputs, z)
}

/// dw_ik += x_i dz_k, db_k += dz_k
private func accumulate(_ x: [Float], _ dz: [Float], into gradient: inout Layer) {
  for i in 0..<x.count {
    for k in 0..<dz.count { gradient.weights[i, k] += x[i] * dz[k] }
  }
  for k in 0..<dz.count { gradient.bias[0, k] += dz[k] }
}

/// dz of the layer below: dh_i = Σ_k w_ik dz_k, times the slope at h_i.
private func backward(_ network: Network, _ l: Int, _ dz: [Float], _ h: [Float]) -> [Float] {
  let W = network.layers[l].weights
  return (0..<h.count).map { i in
    var dh: Float = 0
    for k in 0..<dz.count { dh += W[i, k] * dz[k] }
    return dh * slope(of: network.activation, value: h[i])
  }
}
