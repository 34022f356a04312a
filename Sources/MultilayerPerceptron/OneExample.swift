// The same forward and backward pass for a single example, neuron by neuron: the loops of the slides (deck S, the
// program `backprop`; deck I, "Forward Propagation": for each sample, for each layer, for each activation; deck F,
// "Backpropagation at the neuron level").
//
// At a neuron, the slope that comes from behind is multiplied with the slope of the neuron itself, and handed on to
// each input, times the weight of the connection. A neuron that feeds several others adds what they hand back.
//
// Shapes:  x: inputs   z, a, dz: outputs of a layer   W: inputs × outputs

import Matrices

/// The weighted sums and outputs of each layer for one example.
public struct NeuronPass: Equatable, Sendable {
  public var z: [[Float]]
  public var a: [[Float]]
}

extension Network {
  /// One example, neuron by neuron.
  public func forward(_ x: [Float]) -> NeuronPass {
    require(x.count == inputs, "\(x.count) inputs for a network of \(inputs)")
    var pass = NeuronPass(z: [], a: [])
    for (layer, activation) in zip(layers, activations) {
      let before = pass.a.last ?? x
      var z = layer.bias.values
      for j in 0..<layer.outputs {
        for k in 0..<layer.inputs { z[j] += before[k] * layer.weights[k, j] }
      }
      var A = Matrix(row: z)
      activate(Matrix(row: z), by: activation, into: &A)
      pass.z.append(z)
      pass.a.append(A.values)
    }
    return pass
  }
}

/// Adds the slopes of one example's loss to `gradient`.
public func backward(
  _ network: Network, _ x: [Float], _ pass: NeuronPass, _ y: [Float], _ loss: Loss,
  addingTo gradient: inout [Layer]
) {
  let last = network.layers.count - 1
  require(y.count == network.outputs, "\(y.count) targets for \(network.outputs) outputs")
  var D = Matrix(row: y)
  outputError(
    loss, network.activations[last], Matrix(row: pass.z[last]), Matrix(row: pass.a[last]), Matrix(row: y),
    into: &D)
  var dz = D.values
  for l in (0...last).reversed() {
    let layer = network.layers[l]
    let before = l == 0 ? x : pass.a[l - 1]
    var da = [Float](repeating: 0, count: layer.inputs)
    for j in 0..<layer.outputs {
      gradient[l].bias[0, j] += dz[j]
      for k in 0..<layer.inputs {
        gradient[l].weights[k, j] += before[k] * dz[j]
        da[k] += layer.weights[k, j] * dz[j]
      }
    }
    if l == 0 { return }
    var dA = Matrix(row: da)
    passBack(
      &dA, through: network.activations[l - 1], at: Matrix(row: pass.z[l - 1]), value: Matrix(row: before))
    dz = dA.values
  }
}
