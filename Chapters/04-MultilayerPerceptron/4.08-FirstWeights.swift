import Figures
import Formats
import ReadAlong
import Matrices
import MultilayerPerceptron

let firstWeights = Section(
  "4.8", "How weights begin",
  deck:
    "Intro to Deep Learning: The Algorithm (initialize_parameters); Deep Learning From Scratch: init_weights"
) { page in
  page.text(
    """
    Why random? Let all weights begin equal. Then the hidden neurons compute the same, get the same gradient, and \
    stay equal for ever: many neurons do the work of one. On the two moons, after 2,000 steps:
    """)
  let (X, classes) = moons(200)
  let examples = Examples(X, Matrix(column: classes.map { Float($0) }))
  let settings = TrainingSettings(learningRate: 1.0, epochs: 2000)
  page.table(
    ["first weights", "w from x₁ to the four neurons, after", "right"],
    try [("all 0.3", Initialization.constant(0.3)), ("0.01·N(0,1)", .normal(0.01)), ("Glorot", .glorot)].map {
      name, rule in
      var network = newNetwork([2, 4, 1], hidden: .tanh, output: .sigmoid, rule)
      try fit(&network, .gradientDescent, examples, settings)
      let weights = network.layers[0].weights[row: 0].map { fixed($0, 3) }.joined(separator: "  ")
      return [name, weights, percent(accuracy(network, X, classes))]
    })

  page.text(
    """
    How large? Each layer should hand on signals of about the size that it gets. Here are six layers of 100 \
    neurons that nobody has trained: the typical size of a neuron's output, layer by layer, and of the gradient of \
    the first layer's weights against that of the last.
    """)
  let digits = try Digits.small().test.chosen(Array(0..<100))
  let rules: [(String, Initialization, Activation)] = [
    ("0.01·N(0,1), tanh", .normal(0.01), .tanh), ("±0.12, tanh", .uniform(0.12), .tanh),
    ("Glorot, tanh", .glorot, .tanh), ("Glorot, ReLU", .glorot, .relu), ("He, ReLU", .he, .relu),
  ]
  page.table(
    ["first weights"] + (1...6).map { "layer \($0)" } + ["dW₁ / dW₇"],
    rules.map { name, rule, hidden in
      let network = newNetwork(
        [784] + [Int](repeating: 100, count: 6) + [10], hidden: hidden, output: .softmax, rule)
      let pass = network.forward(digits.X)
      let gradient = backward(network, digits.X, pass, digits.examples.Y, .crossEntropy).layers
      return [name] + pass.A.dropLast().map { short(size($0)) }
        + [short(size(gradient[0].weights) / size(gradient[6].weights))]
    })
  page.text(
    """
    With 0.01 the signal dies within a few layers, and the gradient with it. Glorot's rule keeps tanh alive, He's \
    twice the variance makes up for the half that ReLU cuts off. The deck's 0.01 is fine for its one hidden layer.
    """)
}

/// The root of the mean of the squares.
private func size(_ X: Matrix) -> Float { (X * X).mean().squareRoot() }

private func short(_ x: Float) -> String { x < 0.01 ? scientific(x, 1) : fixed(x, 3) }
