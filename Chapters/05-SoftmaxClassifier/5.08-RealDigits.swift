import Figures
import Formats
import ReadAlong
import Matrices
import SoftmaxClassifier

let realDigits = Section(
  "5.8", "Real data",
  deck: "Neural Networks, Lecture 5: Neural Network Exercise"
) { page in
  page.text(
    """
    The deck's last exercise, without a library: 1,797 handwritten digits of 8 × 8 pixels, one in five held out. \
    One, two, three hidden layers; their sizes; sigmoid or ReLU. Glorot's first weights, batches of 32, sixty \
    epochs, λ = 0.0001, rate 0.5 for sigmoids and 0.1 otherwise.
    """)
  let digits = try Digits.small()
  func row(_ name: String, _ hidden: [Int]) -> [String] {
    let networks = [Activation.sigmoid, .relu].map { activation in
      var generator = SeededGenerator(seed: 1)
      var network = Network(glorot: [64] + hidden + [10], activation: activation, using: &generator)
      let rate: Float = activation == .sigmoid && !hidden.isEmpty ? 0.5 : 0.1
      let settings = TrainingSettings(
        learningRate: rate, epochs: 60, batch: 32, penalty: Penalty(l2: 1e-4 / 2))
      fit(&network, digits.X, digits.y, settings)
      return network
    }
    let shares = networks.flatMap { network in
      [
        accuracy(network.scores(digits.X), digits.y),
        accuracy(network.scores(digits.heldOutX), digits.heldOutY),
      ]
    }
    return [name, grouped(networks[0].parameters)] + shares.map(percent)
  }
  var rows = [row("none", [])]
  for layers in 1...3 {
    for neurons in [100, 200, 300] {
      rows.append(row("\(layers) × \(neurons)", [Int](repeating: neurons, count: layers)))
    }
  }
  page.table(
    ["hidden layers", "parameters", "sigmoid: training", "held out", "ReLU: training", "held out"], rows)
  page.text(
    """
    One digit of the 360 held out is 0.3 %: many of these networks cannot be told apart by so few. To choose among \
    them fairly takes several folds, and every network a rate of its own: `search` does that.
    """)
  try templates(page)
}

/// Softmax regression on MNIST: a picture of weights for each digit.
private func templates(_ page: Page) throws {
  page.text(
    """
    Without a hidden layer one can see what was learned. A digit's weights are as many as there are pixels, so \
    they are a picture: ink where it is orange speaks for the digit, ink where it is blue against it. 4,000 digits \
    of MNIST to train, 1,000 held out, λ = 0.01:
    """)
  let digits = try Digits.mnist()
  var network = Network(layers: [Layer(inputs: 784, outputs: 10)])
  let settings = TrainingSettings(learningRate: 0.1, epochs: 20, batch: 50, penalty: Penalty(l2: 0.01 / 2))
  fit(&network, digits.X, digits.y, settings)
  page.line(
    "Right: \(percent(accuracy(network.scores(digits.X), digits.y))) of the training digits, "
      + "\(percent(accuracy(network.scores(digits.heldOutX), digits.heldOutY))) of those held out.")
  let weights = network.layers[0].weights
  let pictures = (0..<10).map { Matrix(rows: 28, columns: 28, values: weights.column($0)) }
  let reach = Double(weights.values.map { abs($0) }.max() ?? 1)
  try page.show(
    FigureGrid(
      "The weights of each digit", columns: 5, images: pictures, captions: (0..<10).map { "\($0)" },
      colors: .diverging, range: -reach...reach), as: "templates")
}
