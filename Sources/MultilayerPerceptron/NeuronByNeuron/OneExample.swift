// The same forward and backward pass for a single example, its products written out as the loops of the
// slides (deck S, the program `backprop`; deck I, "Forward Propagation": for each sample, for each layer, for
// each activation; deck F, "Backpropagation at the neuron level"). φ, φ′ and the loss are those of matrices.
//
// At a neuron, the slope that comes from behind is multiplied with the slope of the neuron itself, and handed
// on to each input, times the weight of the connection. One that feeds several adds what they hand back.
//
// Shapes:  x: inputs   z, a, dz: outputs of a layer   W: inputs × outputs

import Matrices

extension Network {
  /// One example, neuron by neuron; the matrices of the pass have one row.
  public func forward(_ x: [Float]) -> ForwardPass {
    _ = Network(layers, activations)  // stops if they were put in by hand and do not fit
    require(x.count == inputs, "\(x.count) inputs for a network of \(inputs)")
    var pass = ForwardPass(Z: [], A: [])
    var a = x
    for (layer, activation) in zip(layers, activations) {
      var z = Array(layer.bias[row: 0])
      for j in 0..<layer.outputs {
        for k in 0..<layer.inputs { z[j] += a[k] * layer.weights[k, j] }
      }
      pass.Z.append(Matrix([z]))
      pass.A.append(activate(Matrix([z]), by: activation))
      a = pass.output.values
    }
    return pass
  }
}

/// Adds the slopes of one example's loss to `gradient`.
public func backward(
  _ network: Network, _ x: [Float], _ pass: ForwardPass, _ y: [Float], _ loss: Loss,
  addingTo gradient: inout [Layer]
) {
  let last = network.layers.count - 1
  require(x.count == network.inputs, "\(x.count) inputs for a network of \(network.inputs)")
  require(y.count == network.outputs, "\(y.count) targets for \(network.outputs) outputs")
  pass.check(through: network)
  require(pass.output.rows == 1, "a pass of \(pass.output.rows) examples, expected one")
  require(gradient.count == last + 1, "\(gradient.count) gradients, \(last + 1) layers")
  check(loss, network.output, Matrix([y]))
  var dz = outputError(loss, network.output, pass.Z[last], pass.output, Matrix([y])).values
  for l in (0...last).reversed() {
    let layer = network.layers[l]
    let a = l == 0 ? x : pass.A[l - 1].values
    var da = [Float](repeating: 0, count: layer.inputs)
    for j in 0..<layer.outputs {
      gradient[l].bias[0, j] += dz[j]
      for k in 0..<layer.inputs {
        gradient[l].weights[k, j] += a[k] * dz[j]
        da[k] += layer.weights[k, j] * dz[j]
      }
    }
    if l == 0 { return }
    let (activation, Z, A) = (network.activations[l - 1], pass.Z[l - 1], pass.A[l - 1])
    dz = passBack(Matrix([da]), through: activation, at: Z, value: A).values
  }
}
