import Figures
import Formats
import ReadAlong
import Matrices
import SoftmaxClassifier

let benchmarkCommand = Command(
  "benchmark",
  summary:
    "Times 2-H-3 on the 300 points of a spiral of radius 1, all of them a step, rate 1, λ = 0.001; prints JSON.",
  options: [
    Option("hidden", value: "N", default: "100", help: "hidden neurons, all sigmoids"),
    Option("steps", value: "N", default: "10000", help: "steps"),
    Option("seed", value: "N", default: "1", help: "decides the points and the first weights"),
    Option(
      "threads", value: "N", default: "1",
      help: "any number; one is used, since a step is over before another wakes"),
  ]
) { arguments in
  let hidden = try arguments.int("hidden", in: 1...100_000)
  let steps = try arguments.int("steps", in: 1...1_000_000_000)
  let threads = try arguments.threads()
  var generator = try SeededGenerator(seed: arguments.seed("seed"))
  let spiral = LabeledPoints.spiral(using: &generator)
  try expectMemory(forLayers: [2, hidden, 3], examples: spiral.y.count, batch: spiral.y.count)
  var network = Network(sizes: [2, hidden, 3], using: &generator)
  let clock = ContinuousClock()
  let start = clock.now
  try Lanes.train(&network, spiral.X, spiral.y, TrainingSettings(epochs: steps))
  let seconds = (clock.now - start) / .seconds(1)
  // Forward, and backward twice that but for the inputs, whose slopes nobody needs
  let multiplyAdds = Double(steps) * Double(spiral.y.count * hidden * (2 * 2 + 3 * 3))
  let right = network.accuracy(spiral.X, spiral.y)
  print(
    "{\"work\": \"spiral\", \"threads\": \(threads), \"iterations\": \(steps), \"hidden\": \(hidden), "
      + "\"s\": \(seconds), \"accuracy\": \(right), "
      + arithmetic(2e-9 * multiplyAdds / seconds, ceiling: ceiling()) + "}")
}
