// Forty points of three classes, two hidden layers: three activations, gradient descent.

let shrinkingRate = LearningRate(0.1, times: 0.5, every: 4)

func trained(
  _ hash: inout Checksum, _ settings: TrainingSettings,
  _ train: (inout Network, Matrix, Matrix, TrainingSettings) throws(Divergence) -> Void
) {
  var generator = SeededGenerator(seed: 1)
  let X = Matrix(rows: 40, columns: 4).map { _ in generator.uniform(in: -1..<1) }
  let Y = oneHot((0..<40).map { $0 % 3 }, classes: 3)
  for hidden: Activation in [.tanh, .softplus, .elu(alpha: 1)] {
    var network = Network(
      [
        Layer(inputs: 4, outputs: 17, using: &generator), Layer(inputs: 17, outputs: 9, using: &generator),
        Layer(inputs: 9, outputs: 3, using: &generator),
      ], [hidden, hidden, .softmax])
    do throws(Divergence) { try train(&network, X, Y, settings) } catch { hash.add(error.loss) }
    for layer in network.layers { hash.add(layer.weights.values + layer.bias.values) }
  }
}

func plain(_ hash: inout Checksum) {
  trained(&hash, TrainingSettings(learningRate: shrinkingRate, epochs: 10, batch: 7)) {
    (network: inout Network, X: Matrix, Y: Matrix, settings: TrainingSettings) throws(Divergence) in
    _ = try train(&network, Examples(X, Y), settings)
  }
}
