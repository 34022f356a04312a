// The way back (deck S, "BackProp"; deck I, "Backward Propagation"; deck B, "Backpropagation"; deck F, "3.
// The backward pass").
//
//     last layer         dZ_L = (A_L − Y) / m            or by the loss and φ'
//     weights            dW_l = A_(l−1)ᵀ · dZ_l          A_0 = X
//     bias               db_l = Σ_i dZ_l
//     the layer before   dA_(l−1) = dZ_l · W_lᵀ          dZ_(l−1) = φ'(Z_(l−1)) ∘ dA_(l−1)
//
// It changes nothing: the gradient is a list of layers, of the network's own shape.
//
// Shapes:  X: examples × inputs   Y: examples × outputs   dZ_l: examples × outputs of layer l

import Matrices

/// The slopes of J by all parameters, and by the inputs.
public struct Gradient: Equatable, Sendable {
  public var layers: [Layer]
  public var inputs: Matrix  // examples × inputs
}

/// The gradient of J, without a penalty, at the outputs of `pass`.
public func backward(
  _ network: Network, _ X: Matrix, _ pass: ForwardPass, _ Y: Matrix, _ loss: Loss
) -> Gradient {
  let last = network.layers.count - 1
  pass.check(through: network)
  require(
    Y.rows == X.rows && Y.columns == network.outputs,
    "\(X.rows) × \(network.outputs) outputs for \(Y.rows) × \(Y.columns) targets")
  check(loss, network.output, Y)
  var layers = network.layers
  var dZ = outputError(loss, network.output, pass.Z[last], pass.A[last], Y)
  for l in (1..<network.layers.count).reversed() {
    layers[l].weights = pass.A[l - 1].transposed.times(dZ)
    layers[l].bias = dZ.columnSums()
    let dA = dZ.times(network.layers[l].weights.transposed)
    dZ = passBack(dA, through: network.activations[l - 1], at: pass.Z[l - 1], value: pass.A[l - 1])
  }
  layers[0].weights.assign(X.transposed, times: dZ)
  layers[0].bias = dZ.columnSums()
  return Gradient(layers: layers, inputs: dZ.times(network.layers[0].weights.transposed))
}
