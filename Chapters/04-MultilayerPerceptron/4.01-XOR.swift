import Figures
import Formats
import ReadAlong
import Matrices
import MultilayerPerceptron

let signs = Section(
  "4.1", "Why one layer is not enough", deck: "Deep Learning Basics: Neural Network Classifiers Problem 3"
) { page in
  page.text(
    """
    Two features, and the class is the sign of their product. Four points are enough to ask for it; exclusive \
    or, they call it. A single layer draws one straight line, and no line has opposite corners on the same side.
    """)
  let X: Matrix = [[1, -2], [1, 2], [-1, -2], [-1, 2]]
  let classes = [1, 0, 0, 1]  // the deck's classes 2 and 1
  let examples = Examples(X, classes: classes, count: 2)
  let settings = TrainingSettings(learningRate: 0.1, epochs: 500)
  func trained(_ hidden: [Int], _ activation: Activation) throws -> (Network, [Float]) {
    var generator = SeededGenerator(seed: 2)
    var network = Network(
      sizes: [2] + hidden + [2], hidden: activation, output: .softmax, .glorot, using: &generator)
    let curve = try fit(&network, .gradientDescent, examples, settings)
    return (network, curve)
  }
  let (one, oneCurve) = try trained([], .linear)
  let (collapsed, collapsedCurve) = try trained([4], .linear)
  let (bent, bentCurve) = try trained([4], .tanh)
  page.table(
    ["network", "loss at epoch 1", "10", "500", "right"],
    [
      ("one layer", one, oneCurve), ("two layers, linear", collapsed, collapsedCurve),
      ("two layers, tanh", bent, bentCurve),
    ].map { name, network, curve in
      [name] + [0, 9, 499].map { fixed(curve[$0], 4) } + [percent(accuracy(network, X, classes))]
    })
  page.text(
    """
    A loss of log 2 = 0.6931 is a coin. The second layer does not help, because two linear layers are one: \
    f·W·W′ is f times a single matrix, the product. For the network just trained (it gives both classes the same \
    output everywhere, the best a line can do here):
    """)
  let product = collapsed.layers[0].weights.times(collapsed.layers[1].weights)
  let bias = collapsed.layers[0].bias.times(collapsed.layers[1].weights) + collapsed.layers[1].bias
  let single = Network([Layer(weights: product, bias: bias.values)], [.softmax])
  page.table(
    ["f", "c = (f·W + b)·W′ + b′", "c = f·(W·W′) + (b·W′ + b′)"],
    (0..<4).map { i in
      [numbers(X, i), numbers(collapsed.forward(X).Z[1], i), numbers(single.forward(X).Z[0], i)]
    })
  page.text("With a tanh between them the layers do not multiply out, and the border bends:")

  let panels = [("one layer", one), ("two layers, linear", collapsed), ("two layers, tanh", bent)].map {
    regions($0, $1, X, classes, x: -3...3, y: -3...3)
  }
  try page.show(FigureGrid("The sign of f₁·f₂", columns: 3, figures: panels), as: "signs")
}

/// A row of numbers to four decimals.
private func numbers(_ X: Matrix, _ i: Int) -> String {
  X[row: i].map { fixed($0, 4) }.joined(separator: "  ")
}
