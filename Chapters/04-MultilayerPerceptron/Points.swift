import Figures
import Formats
import ReadAlong
import Matrices
import MultilayerPerceptron

let pointsCommand = Command(
  "points",
  summary: "Learns the classes of points of the plane, as the live figure of the book does.",
  options: [
    Option("set", value: "NAME", default: "moons", help: "moons, circles, spiral, signs or corners"),
    Option("count", value: "N", default: "200", help: "points of each class"),
    Option("noise", value: "X", help: "how far points lie astray; each set has its own unless given"),
    Option(
      "file", value: "FILE", help: "points of your own, a CSV file with the columns x, y and class, from 0"),
    Option("hidden", value: "N,M,…", help: "neurons of each hidden layer, or none; 4 unless given"),
    Option("activation", value: "NAME", default: "tanh", help: "of the hidden layers"),
    Option(
      "output-activation", value: "NAME", default: "sigmoid",
      help: "sigmoid, one neuron for two classes, or softmax, a neuron for each class"),
    Option("loss", value: "NAME", default: "cross-entropy", help: "cross-entropy or squared"),
    Option(
      "initialization", value: "NAME", default: "glorot",
      help: "glorot, he, uniform (±0.12), normal (0.01) or equal (all 0.3)"),
    Option("rule", value: "NAME", default: "gradient-descent", help: "momentum, nesterov, adam, …"),
    Option("learning-rate", value: "X", default: "1", help: "the length of a step"),
    Option("batch", value: "N", help: "points a step; by default all"),
    Option("l1", value: "X", default: "0", help: "λ of the lasso"),
    Option("l2", value: "X", default: "0", help: "λ of the ridge"),
    Option("steps", value: "N", default: "1000", help: "updates"),
    Option("seed", value: "N", default: "1", help: "decides the first weights and the order"),
    Option("save", value: "FILE", help: "write the weights to a .safetensors file"),
  ]
) { arguments in
  if let target = arguments.optionalString("save"), !isWeightsFile(target) {
    throw UserError.usage("option --save: expected FILE.safetensors, found \(quoted(target, marks: true))")
  }
  let (points, heldOut) = try givenPoints(arguments)
  let output = try outputActivation(arguments)
  let count = output == .sigmoid ? 1 : max(2, (points.classes.max() ?? 0) + 1)
  if output == .sigmoid, let k = points.classes.first(where: { $0 > 1 }) {
    throw UserError.usage("option --output-activation: sigmoid tells two classes apart, found class \(k)")
  }
  func targets(_ classes: [Int]) -> Matrix {
    count == 1 ? Matrix(column: classes.map { Float($0) }) : oneHot(classes, classes: count)
  }
  let seed = try arguments.seed("seed")
  var generator = SeededGenerator(seed: seed)
  let hidden = try arguments.sizes("hidden", unlessGiven: "4")
  if hidden.isEmpty { try arguments.refuse("activation", because: "it is for hidden layers, --hidden N") }
  let layerSizes = [2] + hidden + [count]
  try expectMemory(
    forLayers: layerSizes, examples: 3 * points.classes.count, batch: points.classes.count)
  var network = Network(
    sizes: layerSizes, hidden: try hiddenActivation(arguments), output: output, try initialization(arguments),
    using: &generator)
  var updater = Updater(try named("rule", arguments, UpdateRule.init(named:in:)), for: network)
  let steps = try arguments.int("steps", in: 1...1_000_000_000)
  let settings = try TrainingSettings(
    learningRate: LearningRate(arguments.float("learning-rate", in: .leastNonzeroMagnitude...Float.infinity)),
    epochs: steps, batch: arguments.ifGiven("batch") { try arguments.int($0, in: 1...1_000_000) },
    steps: steps, loss: arguments.choice("loss", [("cross-entropy", .crossEntropy), ("squared", .squared)]),
    seed: seed)
  let penalty = try Penalty(
    l1: arguments.float("l1", in: 0...Float.infinity), l2: arguments.float("l2", in: 0...Float.infinity))
  let learned = points.classes.count
  let stepsAnEpoch = (learned - 1) / min(settings.batch ?? learned, learned) + 1
  let run = try TrainingRun(
    arguments, total: (steps - 1) / stepsAnEpoch + 1, done: 0, unit: "points", learned)
  var saved = SavedNetwork(network, updater)
  try run.train {
    try Lanes.train(&network, Lanes.Examples(points.X, targets(points.classes)), settings) { epoch in
      (saved.network, saved.updater) = (epoch.network, updater)
      return run.report(epoch.number, epoch.loss, saving: saved.save)
    } by: {
      updater.step(&$0, &$1, learningRate: $2, penalty)
    }
  }
  let results = try [("learned ", points), ("held out", heldOut)].compactMap { name, points in
    try points.map { points in
      let J = loss(settings.loss, network, network.forward(points.X), targets(points.classes))
      let right = percent(network.accuracy(points.X, points.classes))
      return "\(name)  J \(fixed(try finite(J, of: "the loss"), 4)), \(right) right"
    }
  }
  try run.finish(saving: saved.save)

  let page = Page()
  let sizes = network.sizes.map(String.init).joined(separator: "–")
  page.line("network   \(sizes), \(grouped(updater.steps)) steps")
  for line in results { page.line(line) }
  page.line(weightsLine(network))
}

private typealias Points = (X: Matrix, classes: [Int])

/// The points to learn, and others of their kind; of a file there are no others.
private func givenPoints(_ arguments: Arguments) throws -> (Points, Points?) {
  try arguments.expectEither(("file", "set"), ("file", "count"), ("file", "noise"))
  if let file = arguments.optionalString("file") {
    let table = try Table(file: file)
    let classes = try table.column("class").map { k in
      guard let k = Int(exactly: k), (0...3).contains(k) else {
        throw UserError("\(quoted(file)): found the class \(significant(k)), expected 0, 1, 2 or 3")
      }
      return k
    }
    if classes.isEmpty { throw UserError("\(quoted(file)): no points") }
    return ((try table.matrix(["x", "y"]), classes), nil)
  }
  let set = try arguments.choice("set", PointSet.allCases.map { ($0.rawValue, $0) })
  if set == .corners { try arguments.refuse("count", "noise", because: "the corners are four points") }
  let count = try arguments.int("count", in: 1...100_000)
  let noise = try arguments.ifGiven("noise") { try arguments.float($0, in: 0...1000) } ?? set.noise
  return (
    set.points(count, noise: noise, seed: 4), set == .corners ? nil : set.points(count, noise: noise, seed: 5)
  )
}
