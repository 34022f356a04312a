func lanes(_ hash: inout Checksum, threads: Int) {
  trained(&hash) { (network: inout Network, X: Matrix, y: [Int]) throws(Divergence) in
    _ = try Lanes.train(&network, X, y, settings)
  }
}
