// Rosenblatt's rule on points of three classes, and every activation with its derivative.

func plain(_ hash: inout Checksum) {
  var generator = SeededGenerator(seed: 5)
  let X = Matrix(rows: 60, columns: 3).map { _ in generator.normal() }
  let y = (0..<60).map { X[$0, 0] > X[$0, 1] ? (X[$0, 2] > 0 ? 2 : 1) : 0 }
  var layer = Layer(inputs: 3, outputs: 3)
  let outcome = train(&layer, X, y, TrainingSettings(epochs: 20))
  hash.add(layer.weights.values + layer.bias.values)
  hash.add(Float(outcome.mistakes))
  for activation in sweptActivations {
    for step in -40...40 {
      let z = Float(step) / 8
      let a = activate(z, by: activation)
      hash.add([a, activation.derivative(at: z)])
    }
  }
}

let sweptActivations: [Activation] = [
  .linear, .step, .sign, .sigmoid, .tanh, .relu, .leakyReLU(slope: 0.1), .softplus, .elu(alpha: 1),
]
