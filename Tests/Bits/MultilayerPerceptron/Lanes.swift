/// By three rules, with balanced batches and a penalty; and in a batch so large that five threads share its products.
func lanes(_ hash: inout Checksum, threads: Int) {
  let settings = TrainingSettings(learningRate: shrinkingRate, epochs: 10, batch: 7) {
    balanced($0, (0..<40).map { $0 % 3 })
  }
  for rule: UpdateRule in [.adam, .nesterov(0.9), .rmsProp] {
    trained(&hash, settings) {
      (network: inout Network, X: Matrix, Y: Matrix, settings: TrainingSettings) throws(Divergence) in
      var updater = Updater(rule, for: network)
      _ = try Lanes.train(
        &network, Lanes.Examples(X, Y), settings, threads: threads,
        by: { updater.step(&$0, &$1, learningRate: $2, Penalty(l1: 1e-4, l2: 1e-3)) })
    }
  }
  var generator = SeededGenerator(seed: 2)
  let X = Matrix(rows: 130, columns: 100).map { _ in generator.uniform(in: -1..<1) }
  let Y = oneHot((0..<130).map { $0 % 3 }, classes: 3)
  var network = Network(
    [
      Layer(inputs: 100, outputs: 90, using: &generator), Layer(inputs: 90, outputs: 70, using: &generator),
      Layer(inputs: 70, outputs: 3, using: &generator),
    ], [.relu, .tanh, .softmax])
  do throws(Divergence) {
    try Lanes.train(
      &network, Lanes.Examples(X, Y), TrainingSettings(learningRate: 0.1, epochs: 1, batch: 120),
      threads: threads)
  } catch { hash.add(error.loss) }
  for layer in network.layers { hash.add(layer.weights.values + layer.bias.values) }
}
