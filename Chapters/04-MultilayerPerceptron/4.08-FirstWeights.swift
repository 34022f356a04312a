import Figures
import Matrices
import MultilayerPerceptron
import ReadAlong

let firstWeights = Section("4.8") { page in
  let (X, classes) = moons(200)
  let examples = Lanes.Examples(X, Matrix(column: classes.map { Float($0) }))
  let settings = TrainingSettings(learningRate: 1.0, epochs: 10_000)
  try page.output("equal-weights") { out in
    let rules: [(name: String, rule: Initialization)] = [
      ("all 0.3", .constant(0.3)), ("0.01·N(0,1)", .normal(0.01)), ("Glorot", .glorot),
    ]
    out.table(
      ["first weights", "w from x₁ to the four neurons, after", "right"],
      try onAllCores(rules.count) { n in
        var network = newNetwork([2, 4, 1], hidden: .tanh, output: .sigmoid, rules[n].rule)
        try fit(&network, .gradientDescent, examples, settings)
        let weights = network.layers[0].weights[row: 0].map { fixed($0, 3) }.joined(separator: "  ")
        return [rules[n].name, weights, percent(network.accuracy(X, classes))]
      })
  }

  let digits = try Digits.small().test.chosen(Array(stride(from: 0, to: 1000, by: 10)))
  let rules: [(String, Initialization, Activation)] = [
    ("0.01·N(0,1), tanh", .normal(0.01), .tanh), ("±0.12, tanh", .uniform(0.12), .tanh),
    ("Glorot, tanh", .glorot, .tanh), ("Glorot, ReLU", .glorot, .relu), ("He, ReLU", .he, .relu),
  ]
  var (slopes, weightSlopes): ([[String]], [[String]]) = ([], [])
  try page.output("signal-forward") { out in
    out.table(
      ["first weights"] + (1...6).map { "layer \($0)" },
      rules.map { name, rule, hidden in
        let network = newNetwork(
          [784] + [Int](repeating: 100, count: 6) + [10], hidden: hidden, output: .softmax, rule)
        let pass = network.forward(digits.X)
        slopes.append([name] + slopesOfOutputs(network, pass, digits.examples.Y).map { scientific($0, 1) })
        let gradient = backward(network, digits.X, pass, digits.examples.Y, .crossEntropy)
        weightSlopes.append([name] + gradient.layers.dropLast().map { scientific(size($0.weights), 1) })
        return [name] + pass.A.dropLast().map { short(size($0)) }
      })
  }
  try page.output("signal-backward") { out in
    out.table(["first weights"] + (1...6).map { "layer \($0)" }, slopes)
  }
  try page.output("signal-weights") { out in
    out.table(["first weights"] + (1...6).map { "layer \($0)" }, weightSlopes)
  }
}

/// The size of ∂J/∂A of every hidden layer, by the layers after it taken for a network of their own.
private func slopesOfOutputs(_ network: Network, _ pass: ForwardPass, _ Y: Matrix) -> [Float] {
  (1..<network.layers.count).map { l in
    let rest = Network(Array(network.layers[l...]), Array(network.activations[l...]))
    let X = pass.A[l - 1]
    return size(backward(rest, X, rest.forward(X), Y, .crossEntropy).inputs)
  }
}

/// The root of the mean of the squares.
private func size(_ X: Matrix) -> Float { ((X * X).sum() / Float(X.values.count)).squareRoot() }

private func short(_ x: Float) -> String { x < 0.01 ? scientific(x, 1) : fixed(x, 3) }
