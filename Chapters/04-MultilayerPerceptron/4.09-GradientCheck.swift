import Figures
import Formats
import ReadAlong
import Matrices
import MultilayerPerceptron

let gradientCheck = Section(
  "4.9", "Is the gradient right?", deck: "Deep Learning From Scratch: BackProp, Generalization"
) { page in
  page.text(
    """
    Backpropagation is easy to get almost right: a transposed matrix, a forgotten factor, and training still \
    creeps downhill. So hold every slope against what it means: move one weight a little to each side, and see \
    how much the loss changes. Slow, and simple enough to trust.
    """)
  page.formula("∂J/∂w ≈ (J(w + h) − J(w − h)) / 2h")
  let (X, classes) = moons(10)
  let Y = Matrix(column: classes.map { Float($0) })
  let penalty = Penalty(l2: 0.02)
  var rows: [[String]] = []
  for hidden in [Activation.sigmoid, .tanh, .softplus, .elu(alpha: 1)] {
    for sizes in [[2, 5, 1], [2, 5, 4, 3, 1]] {
      let network = newNetwork(sizes, hidden: hidden, output: .sigmoid, .uniform(0.9))
      var gradient = backward(network, X, network.forward(X), Y, .crossEntropy).layers
      penalty.addGradient(of: network, to: &gradient)
      let check = try GradientCheck(flat(gradient), at: flat(network.layers)) { parameters in
        var moved = network
        moved.layers = layers(parameters, like: network.layers)
        return loss(.crossEntropy, moved, moved.forward(X), Y) + penalty.cost(of: moved)
      }
      let name = sizes.map(String.init).joined(separator: "–")
      rows.append(
        ["\(hidden)".prefix { $0 != "(" }.description, name, "\(network.parameterCount)"]
          + [check.error < 0.005 ? "below 0.5 %" : percent(Float(check.error))])
    }
  }
  page.table(["hidden", "sizes", "parameters", "largest difference"], rows)

  let network = newNetwork([2, 5, 1], hidden: .tanh, output: .sigmoid, .uniform(0.9))
  var gradient = backward(network, X, network.forward(X), Y, .crossEntropy).layers
  let slopes = gradient[0].weights.values
  let steepest = slopes.indices.max { abs(slopes[$0]) < abs(slopes[$1]) } ?? 0
  gradient[0].weights.values[steepest] *= 1.1
  let check = try GradientCheck(flat(gradient), at: flat(network.layers)) { parameters in
    var moved = network
    moved.layers = layers(parameters, like: network.layers)
    return loss(.crossEntropy, moved, moved.forward(X), Y)
  }
  page.text(
    """
    And a gradient with one slope of ten per cent too much is found out: parameter \(check.worst), found \
    \(fixed(check.found, 4)), expected \(fixed(check.expected, 4)).
    """)
}

/// All weights and biases in one list.
private func flat(_ layers: [Layer]) -> [Float] { layers.flatMap { $0.weights.values + $0.bias.values } }

/// The list cut up again.
private func layers(_ parameters: [Float], like layers: [Layer]) -> [Layer] {
  var rest = parameters[...]
  return layers.map { layer in
    let count = layer.inputs * layer.outputs
    let weights = Matrix(rows: layer.inputs, columns: layer.outputs, values: Array(rest.prefix(count)))
    let bias = Array(rest.dropFirst(count).prefix(layer.outputs))
    rest = rest.dropFirst(count + layer.outputs)
    return Layer(weights: weights, bias: bias)
  }
}
