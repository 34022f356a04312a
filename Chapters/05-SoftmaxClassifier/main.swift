import Companion
import Matrices
import SoftmaxClassifier

func run(_ name: String, _ points: LabeledPoints, _ network: Network, _ settings: TrainingSettings) throws {
  var network = network
  let clock = secondsSinceStart()
  var curve: [Float] = []
  do { try train(&network, points.X, points.y, settings) { curve.append($0.loss) } } catch { print("\(error)") }
  print(name, accuracy(network.scores(points.X), points.y), "time", clock(), stride(from: 0, to: curve.count, by: max(1, curve.count / 10)).map { fixed(curve[$0], 4) }, curve.last ?? 0)
}
for seed in 1...6 {
  var generator = SeededGenerator(seed: UInt64(seed))
  let clouds = LabeledPoints.clouds(using: &generator)
  let spiral1 = LabeledPoints.spiral(using: &generator)
  let spiral5 = LabeledPoints(X: 5 * spiral1.X, y: spiral1.y)
  let linear = Network(inputs: 2, classes: 3, using: &generator)
  let net = Network(sizes: [2, 100, 3], using: &generator)
  let none = Network(layers: net.layers, activation: .none)
  try run("clouds", clouds, linear, TrainingSettings(epochs: 100))
  try run("linear1", spiral1, linear, TrainingSettings(epochs: 100))
  try run("linear5", spiral5, linear, TrainingSettings(epochs: 100))
  try run("net1", spiral1, net, TrainingSettings(epochs: 10000))
  try run("net5", spiral5, net, TrainingSettings(epochs: 10000))
  if seed <= 2 {
    try run("net5 1e-4", spiral1, net, TrainingSettings(epochs: 10000, l2: 1e-4))
  try run("none1", spiral1, none, TrainingSettings(epochs: 2000))
  try run("none5", spiral5, none, TrainingSettings(learningRate: 0.3, epochs: 2000))
  for rate in [0.001, 0.01, 0.1, 0.3, 1, 3, 10, 30] as [Float] {
    try run("rate \(rate)", spiral5, net, TrainingSettings(learningRate: rate, epochs: 10000))
  }
  }
}
