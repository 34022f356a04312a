/// By three rules, with balanced batches and a penalty.
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
}
