/// And candidates judged by folds, of which each thread takes some.
func lanes(_ hash: inout Checksum, threads: Int) {
  trained(&hash) { (network: inout Network, X: Matrix, y: [Int]) throws(Divergence) in
    _ = try Lanes.train(&network, X, y, settings)
  }
  let (X, y) = examples()
  let candidate = Candidate(
    hidden: [9], activation: .relu, settings: TrainingSettings(learningRate: 0.1, epochs: 3, batch: 8))
  hash.add(crossValidate(candidate, X, y, classes: 3, folds: 5, threads: threads))
}
