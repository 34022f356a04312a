import Matrices
import ReadAlong
import SoftmaxClassifier

let threeWays = Section("5.11") { page in
  let spiral = deckPoints().spiral
  var generator = SeededGenerator(seed: 1)
  let network = Network(sizes: [2, 100, 3], deviation: 1, using: &generator)
  let lanes = Lanes.Examples(spiral.X, spiral.y, for: network)
  let ways: [(String, () -> (loss: Float, gradient: Network))] = [
    ("one example after the other", { meanOverExamples(network, spiral) }),
    ("matrix products", { lossAndGradient(network, spiral.X, spiral.y) }),
    ("sixteen lanes", { lanes?.lossAndGradient(network) ?? (.nan, network) }),
  ]
  try page.output("three-ways") { out in
    out.table(
      ["way", "loss", "∂L/∂w, first layer's first", "∂L/∂b, three classes"],
      ways.map { name, work in
        let (loss, gradient) = work()
        return [
          name, fixed(loss, 4), fixed(gradient.layers[0].weights[0, 0], 5),
          numbers(gradient.layers[1].bias.values, 4),
        ]
      })
  }
  let times = ways.map { way in secondsPerCall { _ = way.1() } }
  try page.output("three-ways-speed") { out in
    out.table(
      ["way", "microseconds", "times as fast"],
      zip(ways, times).map { [$0.0, fixed($1 * 1e6, 1), fixed(times[0] / $1, 1)] })
  }
}

/// The mean of the losses and of the gradients of single examples.
private func meanOverExamples(_ network: Network, _ points: LabeledPoints) -> (loss: Float, gradient: Network)
{
  var mean = lossAndGradient(network, points.X, points.y, rows: [0])
  let share = 1 / Float(points.y.count)
  for l in network.layers.indices {
    mean.gradient.layers[l] = Layer(inputs: network.layers[l].inputs, outputs: network.layers[l].outputs)
  }
  mean.loss = 0
  for i in points.y.indices {
    let one = lossAndGradient(network, points.X, points.y, rows: [i])
    mean.loss += share * one.loss
    for l in network.layers.indices {
      mean.gradient.layers[l].weights.add(share, times: one.gradient.layers[l].weights)
      mean.gradient.layers[l].bias.add(share, times: one.gradient.layers[l].bias)
    }
  }
  return mean
}
