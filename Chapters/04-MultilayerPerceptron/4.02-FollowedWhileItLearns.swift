import Figures
import Formats
import ReadAlong
import Matrices
import MultilayerPerceptron

let followed = Section(
  "4.2", "A network followed while it learns",
  deck:
    "Foundations of Shallow Networks: Let's follow a network while it learns, The Forward Pass to Update Weights"
) { page in
  page.text(
    """
    Two inputs, two hidden neurons, two outputs, eight weights, one example: x = (0.05, 0.10) shall give \
    y = (0.01, 0.99). First forward, neuron after neuron. The slides cut digits off where they do not round; \
    both are here.
    """)
  page.formula(
    """
    in_h1 = w₁·i₁ + w₂·i₂ + b₁        out_h1 = sigmoid(in_h1)
    in_o1 = w₅·out_h1 + w₆·out_h2 + b₂      L = ½ Σ (target − out)²
    """)
  var network = Network(
    [
      Layer(weights: [[0.15, 0.25], [0.20, 0.30]], bias: [0.35, 0.35]),  // w₁ w₃ / w₂ w₄
      Layer(weights: [[0.40, 0.50], [0.45, 0.55]], bias: [0.60, 0.60]),  // w₅ w₇ / w₆ w₈
    ], [.sigmoid, .sigmoid])
  let (x, y): (Matrix, Matrix) = ([[0.05, 0.10]], [[0.01, 0.99]])
  let pass = network.forward(x)
  let errors = pass.output - y
  page.table(
    ["", "exactly", "slide"],
    [
      ["in_h1", fixed(pass.Z[0][0, 0], 6), "0.3775"], ["out_h1", fixed(pass.A[0][0, 0], 6), "0.5932"],
      ["out_h2", fixed(pass.A[0][0, 1], 6), "0.596"], ["in_o1", fixed(pass.Z[1][0, 0], 6), "1.105"],
      ["out_o1", fixed(pass.A[1][0, 0], 6), "0.751"], ["out_o2", fixed(pass.A[1][0, 1], 6), "0.7729"],
      ["L_o1", fixed(errors[0, 0] * errors[0, 0] / 2, 6), "0.274"],
      ["L_o2", fixed(errors[0, 1] * errors[0, 1] / 2, 6), "0.023"],
      ["L", fixed(loss(.squared, network, pass, y), 6), "0.298"],
    ])
  page.text("Then backward, by the chain rule, for w₅ which leads from h1 to o1:")
  let slope = pass.output[0, 0] * (1 - pass.output[0, 0])
  let gradient = backward(network, x, pass, y, .squared).layers
  page.table(
    ["", "exactly", "slide"],
    [
      ["∂L/∂out_o1", fixed(errors[0, 0], 6), "0.741"], ["∂out_o1/∂in_o1", fixed(slope, 6), "0.186"],
      ["∂in_o1/∂w₅ = out_h1", fixed(pass.A[0][0, 0], 6), "0.593"],
      ["∂L/∂w₅, the product", fixed(gradient[1].weights[0, 0], 6), "0.082"],
    ])

  var updater = Updater(.gradientDescent, for: network)
  let before = network
  updater.update(&network, gradient, learningRate: 0.5)
  page.text("And a step of 0.5 against the gradient, for all eight weights at once:")
  let (old, new) = (weights(before), weights(network))
  let slides = ["", "", "", "", "0.358", "0.408", "0.511", "0.561"]
  page.table(
    ["weight", "before", "after", "slide"],
    (0..<8).map { ["w\($0 + 1)", fixed(old[$0], 2), fixed(new[$0], 6), slides[$0]] })
  page.text(
    """
    A hidden weight moves a hundred times less: its error has come through a sigmoid, a weight and another \
    sigmoid, and each made it smaller. Repeated, the step wins all the same:
    """)
  var curve: [(Int, Matrix, Float)] = []
  network = before
  for step in 0...10_000 {
    let pass = network.forward(x)
    if [0, 1, 10, 100, 1000, 10_000].contains(step) {
      curve.append((step, pass.output, loss(.squared, network, pass, y)))
    }
    let gradient = backward(network, x, pass, y, .squared).layers
    for l in 0..<2 { network.layers[l].weights.add(-0.5, times: gradient[l].weights) }  // the slides keep b
  }
  page.table(
    ["steps", "out_o1", "out_o2", "L"],
    curve.map { [grouped($0), fixed($1[0, 0], 6), fixed($1[0, 1], 6), fixed($2, 7)] })
}

/// w₁ … w₈ in the slide's order.
private func weights(_ network: Network) -> [Float] {
  network.layers.flatMap { layer in layer.weights.column(0) + layer.weights.column(1) }
}
