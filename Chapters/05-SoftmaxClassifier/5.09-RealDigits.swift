import Figures
import Matrices
import ReadAlong
import SoftmaxClassifier

let realDigits = Section("5.9") { page in
  let digits = try Digits.small()
  func shares(
    _ hidden: [Int], _ activation: Activation, times factor: Float = 1, seed: UInt64 = 1
  ) throws -> [String] {
    var generator = SeededGenerator(seed: seed)
    var network = Network(glorot: [64] + hidden + [10], activation: activation, using: &generator)
    for l in network.layers.indices {
      network.layers[l].weights = network.layers[l].weights.map { factor * $0 }
    }
    let rate: Float = activation == .sigmoid && !hidden.isEmpty ? 0.5 : 0.1
    let settings = TrainingSettings(
      learningRate: rate, epochs: 60, batch: 32, penalty: Penalty(l2: 1e-4 / 2), seed: seed)
    try fit(&network, digits.X, digits.y, settings)
    return [
      percent(network.accuracy(digits.X, digits.y)),
      percent(network.accuracy(digits.heldOutX, digits.heldOutY)),
    ]
  }
  try page.output("layers-and-sizes") { out in
    let sizes =
      [[]]
      + (1...3).flatMap { layers in
        [100, 200, 300].map { [Int](repeating: $0, count: layers) }
      }
    let shares = try onAllCores(2 * sizes.count) { n in
      try shares(sizes[n / 2], n.isMultiple(of: 2) ? .sigmoid : .relu)
    }
    out.table(
      ["hidden layers", "parameters", "sigmoid: training", "held out", "ReLU: training", "held out"],
      zip(sizes, sizes.indices).map { hidden, i in
        let parameters = zip([64] + hidden, hidden + [10]).reduce(0) { $0 + ($1.0 + 1) * $1.1 }
        return [
          hidden.isEmpty ? "none" : "\(hidden.count) × \(hidden[0])", grouped(parameters),
        ] + shares[2 * i] + shares[2 * i + 1]
      })
  }
  try page.output("four-times") { out in
    let shares = try onAllCores(8) { n in
      try shares([100, 100, 100], .sigmoid, times: n < 4 ? 1 : 4, seed: UInt64(n % 4 + 1))
    }
    out.table(
      ["3 × 100 sigmoids", "training, seed 1", "2", "3", "4", "held out, seed 1", "2", "3", "4"],
      [("Glorot's weights", 0), ("four times as large", 4)].map { name, first in
        [name] + (0..<2).flatMap { part in (0..<4).map { shares[first + $0][part] } }
      })
  }
  let images = try Digits.mnist()
  let weights = try page.output("templates-right") { out in
    var network = Network(layers: [Layer(inputs: 784, outputs: 10)])
    let settings = TrainingSettings(
      learningRate: 0.1, epochs: 20, batch: 50, penalty: Penalty(l2: 0.01 / 2))
    try fit(&network, images.X, images.y, settings)
    out.line("training digits right   \(percent(network.accuracy(images.X, images.y)))")
    out.line("held out right          \(percent(network.accuracy(images.heldOutX, images.heldOutY)))")
    return network.layers[0].weights
  }
  let reach = Double(weights.values.map { abs($0) }.max() ?? 1)
  try page.figure(
    "templates",
    FigureGrid(
      "The weights of each digit", columns: 5,
      images: (0..<10).map { Matrix(rows: 28, columns: 28, values: weights.column($0)) },
      captions: (0..<10).map { "\($0)" }, colors: .diverging, range: -reach...reach, key: "weight"))
}
