import Figures
import Formats
import ReadAlong
import Matrices
import MultilayerPerceptron

let benchmarkCommand = Command(
  "benchmark",
  summary: "Times an epoch of 784-H-10 on MNIST, ReLU, softmax, plain gradient descent at 0.1; prints JSON.",
  options: [
    Option("data", value: "DIR", help: "the folder with MNIST; by default Data"),
    Option("hidden", value: "N", default: "100", help: "hidden neurons"),
    Option("batch", value: "N", default: "64", help: "examples a step"),
    Option("epochs", value: "N", default: "1", help: "epochs; the median of their times is told"),
    Option("images", value: "N", default: "60000", help: "training images"),
    Option("seed", value: "N", default: "1", help: "decides the first weights and the order"),
    Option("threads", value: "N", default: "1", help: "threads; they change no bit of the result"),
  ]
) { arguments in
  let hidden = try arguments.int("hidden", in: 1...100_000)
  let threads = try arguments.threads()
  let images = try arguments.int("images", in: 1...60_000)
  let folder = arguments.optionalString("data")
  let training = Digits(try LabeledImages.mnist(.training, in: folder).prefix(images))
  let test = Digits(try LabeledImages.mnist(.test, in: folder))
  let batch = try arguments.int("batch", in: 1...images)
  try expectMemory(forLayers: [784, hidden, 10], examples: max(training.count, test.count), batch: batch)
  let settings = TrainingSettings(
    learningRate: 0.1, epochs: try arguments.int("epochs", in: 1...10_000), batch: batch,
    seed: try arguments.seed("seed"))

  var generator = SeededGenerator(seed: settings.seed)
  var network = Network(
    sizes: [784, hidden, 10], hidden: .relu, output: .softmax, .he, using: &generator)
  var times: [Double] = []
  let clock = ContinuousClock()
  var start = clock.now
  try Lanes.train(&network, training.examples, settings, threads: threads) { _ in
    times.append((clock.now - start) / .seconds(1))
    start = clock.now
    return true
  }
  let accuracy = network.accuracy(test.X, test.classes)
  let seconds = times.sorted()[times.count / 2]
  // Forward, and backward twice that but for the inputs, whose slopes nobody needs
  let multiplyAdds = Double(training.count) * Double(hidden) * (2 * 784 + 3 * 10)
  print(
    "{\"work\": \"mlp\", \"threads\": \(threads), \"hidden\": \(hidden), \"batch\": \(settings.batch ?? images), "
      + "\"epochs\": \(settings.epochs), \"images\": \(images), "
      + "\"s_per_epoch\": \(seconds), \"test_accuracy\": \(accuracy), "
      + arithmetic(2e-9 * multiplyAdds / seconds, ceiling: ceiling(threads: threads)) + "}")
}
