// Forty points of three classes, two hidden layers: three activations, each by a rule of its own.

func trained(
  _ hash: inout Checksum,
  _ train: (inout Network, inout Updater, Matrix, Matrix, TrainingSettings) throws(Divergence) -> Void
) {
  var generator = SeededGenerator(seed: 1)
  let X = Matrix(rows: 40, columns: 4) { generator.uniform(in: -1..<1) }
  let Y = oneHot((0..<40).map { $0 % 3 }, count: 3)
  let settings = TrainingSettings(
    learningRate: LearningRate(0.01, times: 0.5, every: 4), epochs: 10, batch: 7, order: .balanced,
    penalty: Penalty(l1: 1e-4, l2: 1e-3))
  let ways: [(Activation, UpdateRule)] = [
    (.tanh, .adam), (.softplus, .nesterov(0.9)), (.elu(alpha: 1), .rmsProp),
  ]
  for (hidden, rule) in ways {
    var network = Network(
      sizes: [4, 17, 9, 3], hidden: hidden, output: .softmax, .glorot, using: &generator)
    var updater = Updater(rule, for: network)
    do throws(Divergence) { try train(&network, &updater, X, Y, settings) } catch { hash.add(error.loss) }
    for layer in network.layers { hash.add(layer.weights.values + layer.bias.values) }
  }
}

func plain(_ hash: inout Checksum) {
  trained(&hash) {
    (network: inout Network, updater: inout Updater, X: Matrix, Y: Matrix, settings: TrainingSettings)
      throws(Divergence) in
    _ = try train(&network, &updater, Examples(X, Y), settings)
  }
}
