func lanes(_ hash: inout Checksum, threads: Int) {
  trained(&hash) {
    (network: inout Network, updater: inout Updater, X: Matrix, Y: Matrix, settings: TrainingSettings)
      throws(Divergence) in
    _ = try Lanes.train(&network, &updater, Lanes.Examples(X, Y), settings, threads: threads)
  }
}
