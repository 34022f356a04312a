// Three arms of a spiral, two layers.

func examples() -> (X: Matrix, y: [Int]) {
  var generator = SeededGenerator(seed: 2)
  let y = (0..<45).map { $0 / 15 }
  var X = Matrix(rows: 45, columns: 2)
  for i in 0..<45 {
    let r = Float(i % 15) / 15
    X[i, 0] = r * tanh(Float(y[i]) - 1 + r) + 0.1 * generator.normal()
    X[i, 1] = r - Float(y[i]) * r * r + 0.1 * generator.normal()
  }
  return (X, y)
}

func trained(_ hash: inout Checksum, _ train: (inout Network, Matrix, [Int]) throws(Divergence) -> Void) {
  let (X, y) = examples()
  var generator = SeededGenerator(seed: 1)
  var network = Network(sizes: [2, 20, 3], deviation: 0.1, using: &generator)
  do throws(Divergence) { try train(&network, X, y) } catch { hash.add(error.loss) }
  for layer in network.layers { hash.add(layer.weights.values + layer.bias.values) }
}

let settings = TrainingSettings(epochs: 40)

func plain(_ hash: inout Checksum) {
  trained(&hash) { (network: inout Network, X: Matrix, y: [Int]) throws(Divergence) in
    _ = try train(&network, X, y, settings)
  }
}
