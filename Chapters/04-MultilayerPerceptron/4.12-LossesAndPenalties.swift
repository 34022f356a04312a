import Figures
import Formats
import ReadAlong
import Matrices
import MultilayerPerceptron

let lossesAndPenalties = Section(
  "4.12", "Two losses, two penalties", deck: "Deep Learning From Scratch: Loss Functions, Regularization"
) { page in
  page.text(
    """
    Squares or cross-entropy? With a sigmoid at the end, the squared error's slope has the factor a(1 − a), which \
    vanishes when the output is sure, even if it is surely wrong. Cross-entropy cancels it.
    """)
  page.formula(
    """
    squared         dz = (a − y)·a(1 − a)        a = 0.999, y = 0:  dz = 0.000998
    cross-entropy   dz = a − y                                      dz = 0.999
    """)
  let (training, test) = try Digits.small()
  func row(_ name: String, _ output: Activation, _ loss: Loss, _ penalty: Penalty) throws
    -> [String]
  {
    var network = newNetwork([784, 50, 10], hidden: .sigmoid, output: output)
    try fit(
      &network, .adam, training.examples,
      TrainingSettings(
        learningRate: LearningRate(0.01, times: 0.5, every: 4), epochs: 16, batch: 100, loss: loss,
        penalty: penalty))
    let weights = network.layers[0].weights.values
    return [
      name, percent(accuracy(network, training.X, training.classes)),
      percent(accuracy(network, test.X, test.classes)), percent(share(of: weights) { abs($0) < 0.001 }),
      fixed((weights.map { $0 * $0 }.reduce(0, +) / Float(weights.count)).squareRoot(), 3),
    ]
  }
  page.table(
    ["loss, penalty", "training", "held out", "first weights below 0.001", "their size"],
    [
      try row("squared, sigmoid", .sigmoid, .squared, .none),
      try row("cross-entropy, sigmoid", .sigmoid, .crossEntropy, .none),
      try row("cross-entropy, softmax", .softmax, .crossEntropy, .none),
      try row("softmax, λ₂ = 0.0005", .softmax, .crossEntropy, Penalty(l2: 0.0005)),
      try row("softmax, λ₁ = 0.0002", .softmax, .crossEntropy, Penalty(l1: 0.0002)),
    ])
  page.text(
    """
    The ridge keeps all weights small. The lasso pushes the useless ones, above all those of pixels that are \
    always white, towards zero; its slope jumps there, so they tremble about zero instead of resting at it \
    (chapter 1 shows the step that lets them rest). On held-out digits neither is a gain here: fifty neurons are \
    not too many for 4,000 digits.
    """)
}

private func share(of values: [Float], _ condition: (Float) -> Bool) -> Float {
  Float(values.count(where: condition)) / Float(values.count)
}
