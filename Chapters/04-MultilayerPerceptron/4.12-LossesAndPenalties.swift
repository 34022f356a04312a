import Figures
import Matrices
import MultilayerPerceptron
import ReadAlong

let lossesAndPenalties = Section("4.12") { page in
  try page.output("slopes-of-the-losses") { out in
    out.table(
      ["a, where y = 0", "squared: (a − y)·a(1 − a)", "cross-entropy: a − y"],
      [Float(0.1), 0.5, 0.9, 0.99, 0.999].map { a in
        let network = Network([Layer([[1]], bias: [0])], [.sigmoid])
        let x: Matrix = [[log(a / (1 - a))]]
        return ["\(a)"]
          + [Loss.squared, .crossEntropy].map {
            fixed(backward(network, x, network.forward(x), [[0]], $0).layers[0].bias[0, 0], 6)
          }
      })
  }
  let (training, test) = try Digits.small()
  func row(
    _ name: String, _ output: Activation, _ loss: Loss, _ penalty: Penalty, rate: Float
  ) throws -> (cells: [String], weights: Matrix) {
    var network = newNetwork([784, 50, 10], hidden: .sigmoid, output: output)
    try fit(
      &network, .gradientDescent, training.examples,
      TrainingSettings(
        learningRate: LearningRate(rate, times: 0.5, every: 8), epochs: 24, batch: 20, loss: loss),
      penalty: penalty)
    let weights = network.layers[0].weights
    let cells = [
      name, percent(network.accuracy(training.X, training.classes)),
      percent(network.accuracy(test.X, test.classes)), percent(shareOfZeros(weights.values)),
      fixed(((weights * weights).sum() / Float(weights.values.count)).squareRoot(), 3),
    ]
    return (cells, weights)
  }
  let runs: [(String, Activation, Loss, Penalty, rate: Float)] = [
    ("squared, sigmoid", .sigmoid, .squared, Penalty(), 0.5),
    ("squared, sigmoid, α = 4", .sigmoid, .squared, Penalty(), 4),
    ("cross-entropy, sigmoid", .sigmoid, .crossEntropy, Penalty(), 0.5),
    ("cross-entropy, softmax", .softmax, .crossEntropy, Penalty(), 0.5),
    ("softmax, λ₂ = 0.0005", .softmax, .crossEntropy, Penalty(l2: 0.0005), 0.5),
    ("softmax, λ₁ = 0.0002", .softmax, .crossEntropy, Penalty(l1: 0.0002), 0.5),
  ]
  let lasso = try page.output("losses-and-penalties") { out in
    let rows = try onAllCores(runs.count) { n in
      let (name, output, loss, penalty, rate) = runs[n]
      return try row(name, output, loss, penalty, rate: rate)
    }
    out.table(
      ["loss, penalty", "training", "held out", "first weights at 0", "their size"], rows.map(\.cells))
    return rows[rows.count - 1].weights
  }
  try page.output("lasso-by-ink") { out in
    let inked = (0..<784).map { training.X.column($0).count { $0 > 0 } }
    out.table(
      ["of 4,000 digits have ink there", "pixels", "their weights at 0"],
      [("none", 0...0), ("1 to 80", 1...80), ("more", 81...4000)].map { name, range in
        let pixels = inked.indices.filter { range.contains(inked[$0]) }
        return [name, "\(pixels.count)", percent(shareOfZeros(pixels.flatMap { lasso[row: $0] }))]
      })
  }
}

private func shareOfZeros(_ x: [Float]) -> Float { Float(x.count { $0 == 0 }) / Float(x.count) }
