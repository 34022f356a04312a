import Figures
import Formats
import ReadAlong
import Matrices
import SoftmaxClassifier

let threeWays = Section("5.9", "One gradient, three ways") { page in
  page.text(
    """
    The loss and gradient of section 5.6's network over the spiral's 300 points: number by number, as products, \
    and with sixteen examples in the lanes of a vector. Two inputs and three classes make thin matrices, and a \
    product then spends its time on arranging numbers; the lanes do not.
    """)
  let spiral = deckPoints().spiral
  var generator = SeededGenerator(seed: 1)
  let network = Network(sizes: [2, 100, 3], deviation: 1, using: &generator)
  guard let lanes = Lanes.Examples(spiral.X, spiral.y, for: network) else { return }
  let ways: [(String, () -> (loss: Float, gradient: Network))] = [
    ("plain loops", { lossAndGradientByLoops(network, spiral.X, spiral.y) }),
    ("matrix products", { lossAndGradient(network, spiral.X, spiral.y) }),
    ("sixteen lanes", { lanes.lossAndGradient(network) }),
  ]
  page.table(
    ["way", "loss", "∂L/∂w, first layer's first", "∂L/∂b, three classes"],
    ways.map { name, work in
      let (loss, gradient) = work()
      return [
        name, fixed(loss, 4), fixed(gradient.layers[0].weights[0, 0], 5),
        numbers(gradient.layers[1].bias.values, 4),
      ]
    })
  let times = ways.map { way in secondsPerCall { _ = way.1() } }
  page.table(
    ["way", "microseconds", "times as fast"],
    zip(ways, times).map { [$0.0, fixed($1 * 1e6, 1), fixed(times[0] / $1, 1)] }, measured: true)
  page.text("`Lanes.train` takes the lanes where they fit, and products everywhere else.")
}
