import Matrices
@testable import MultilayerPerceptron
import Support
import Testing

@Suite struct TrainingTests {
  @Test func `A network whose layers are taken away has no inputs and no outputs`() {
    var network = Network([Layer(zeros: 4, 3)], [.linear])
    #expect((network.inputs, network.outputs) == (4, 3))
    network.layers = []
    #expect((network.inputs, network.outputs) == (0, 0))
  }

  /// Forty examples of four inputs, three classes.
  private var examples: Examples {
    Examples(
      Matrix(rows: 40, columns: 4, values: numbers(160, from: 7)), classes: (0..<40).map { $0 % 3 }, count: 3)
  }

  /// The three classes in every batch.
  private let thirds: @Sendable ([Int]) -> [Int] = { balanced($0, (0..<40).map { $0 % 3 }) }

  private func trained(
    _ settings: TrainingSettings, rule: UpdateRule = .adam, sizes: [Int] = [4, 33, 3]
  ) throws -> Network {
    var network = testNetwork(sizes, hidden: .relu, output: .softmax)
    var updater = Updater(rule, for: network)
    try train(&network, &updater, examples, settings)
    return network
  }

  @Test(arguments: [1, 7, 32, 40, 100])
  func `Any batch makes the loss fall`(batch: Int) throws {
    var curve: [Float] = []
    var network = testNetwork([4, 20, 3], hidden: .tanh, output: .softmax)
    var updater = Updater(.gradientDescent, for: network)
    try train(
      &network, &updater, examples, TrainingSettings(learningRate: 0.05, epochs: 30, batch: batch)
    ) {
      curve.append($0.loss)
      return true
    }
    #expect(curve.count == 30)
    #expect(curve[29] < 0.9 * curve[0])
  }

  @Test func `The number of threads changes no bit`() throws {
    let large = Lanes.Examples(
      Matrix(rows: 100, columns: 300, values: numbers(30_000, from: 3)),
      oneHot((0..<100).map { $0 % 10 }, classes: 10))
    let networks = try [1, 2, 3].map { threads in
      var generator = SeededGenerator(seed: 3)
      var network = Network(sizes: [300, 70, 10], hidden: .relu, output: .softmax, .he, using: &generator)
      var updater = Updater(.momentum(0.9), for: network)
      try Lanes.train(
        &network, &updater, large, TrainingSettings(learningRate: 0.01, epochs: 3, batch: 30),
        threads: threads)
      return network
    }
    #expect(networks[0] == networks[1] && networks[0] == networks[2])
  }

  @Test(arguments: [UpdateRule.gradientDescent, .nesterov(0.9), .adam], [Activation.sigmoid, .softmax])
  func `The lanes train to the bits of the plain loop`(rule: UpdateRule, output: Activation) throws {
    let settings = TrainingSettings(
      learningRate: LearningRate(0.05, times: 0.9, every: 2), epochs: 5, batch: 16,
      order: thirds)
    let penalty = Penalty(l1: 1e-4, l2: 1e-3)
    var networks = [Network](repeating: testNetwork([4, 33, 3], hidden: .tanh, output: output), count: 2)
    var updaters = [Updater](repeating: Updater(rule, for: networks[0]), count: 2)
    var losses: [[Float]] = [[], []]
    try train(&networks[0], &updaters[0], examples, settings, penalty) {
      losses[0].append($0.loss)
      return true
    }
    try Lanes.train(&networks[1], &updaters[1], Lanes.Examples(examples.X, examples.Y), settings, penalty) {
      losses[1].append($0.loss)
      return true
    }
    #expect(networks[0] == networks[1] && updaters[0] == updaters[1])
    #expect(close(losses[0], losses[1], 1e-6) && losses[0].count == 5)
  }

  @Test func `A network without inputs learns its biases, in lanes as by the plain loops`() throws {
    let none = Matrix(rows: 40, columns: 0)
    let settings = TrainingSettings(learningRate: 0.5, epochs: 3, batch: 8)
    var networks = [Network](repeating: Network([Layer(zeros: 0, 3)], [.softmax]), count: 2)
    try train(&networks[0], Examples(none, examples.Y), settings)
    try Lanes.train(&networks[1], Lanes.Examples(none, examples.Y), settings)
    #expect(networks[0] == networks[1] && networks[0].layers[0].bias != Matrix(rows: 1, columns: 3))
  }

  @Test func `A run in two parts gives the bits of a run in one, and one that is over stays over`() throws {
    func settings(_ epochs: Int) -> TrainingSettings {
      TrainingSettings(
        learningRate: LearningRate(0.01, times: 0.5, every: 3), epochs: epochs, batch: 16,
        order: thirds)
    }
    let whole = try trained(settings(10))
    var network = testNetwork([4, 33, 3], hidden: .relu, output: .softmax)
    var updater = Updater(.adam, for: network)
    #expect(try train(&network, &updater, examples, settings(4)) == 4)
    var saved = Updater(.adam, for: network)
    (saved.steps, saved.velocities, saved.squares) = (updater.steps, updater.velocities, updater.squares)
    #expect(try train(&network, &saved, examples, settings(10), from: 5) == 10)
    #expect(try train(&network, &saved, examples, settings(10), from: 13) == 12)
    #expect(network == whole)
  }

  @Test func `The seed and the epoch decide the order`() throws {
    func run(_ seed: UInt64) throws -> Network {
      try trained(TrainingSettings(learningRate: 0.01, epochs: 1, batch: 8, seed: seed))
    }
    #expect(try run(1) == run(1))
    #expect(try run(1) != run(2))
    func inEpoch(
      _ epoch: Int, _ seed: UInt64, _ examples: Examples, _ order: @escaping @Sendable ([Int]) -> [Int]
    ) throws -> Network {
      var network = testNetwork([4, 33, 3], hidden: .relu, output: .softmax)
      var updater = Updater(.gradientDescent, for: network)
      let settings = TrainingSettings(
        learningRate: 0.01, epochs: epoch, batch: 8, seed: seed, order: order)
      try train(&network, &updater, examples, settings, from: epoch)
      return network
    }
    for (seed, epoch) in [(1, 1), (1, 2), (2, 1), (2, 2), (3, 1)] as [(UInt64, Int)] {
      let order = SeededGenerator.order(of: examples.X.rows, epoch: epoch, seed: seed)
      let inOrder = Examples(examples.X.rows(order), examples.Y.rows(order))
      #expect(try inEpoch(epoch, seed, examples) { $0 } == inEpoch(epoch, seed, inOrder) { $0.sorted() })
    }
  }

  @Test func `A rate that is too large ends in an error with epoch, step, loss and rate`() throws {
    var network = testNetwork([4, 5, 3], hidden: .relu, output: .linear)
    var updater = Updater(.gradientDescent, for: network)
    let error = #expect(throws: Divergence.self) {
      try train(
        &network, &updater, examples,
        TrainingSettings(learningRate: 50.0, epochs: 100, batch: 8, loss: .squared))
    }
    let divergence = try #require(error)
    #expect(divergence.learningRate == 50 && !divergence.loss.isFinite)
    #expect("\(divergence)".contains("epoch \(divergence.epoch), step \(divergence.step)"))
  }

  @Test(arguments: [1, 2, 3])
  func `An error in a batch names the step that met it`(batch: Int) {
    var network = Network([Layer([[0]], bias: [0])], [.linear])
    var updater = Updater(.gradientDescent, for: network)
    let X = Matrix(repeating: 1, rows: 5, columns: 1)
    let settings = TrainingSettings(
      learningRate: 0.1, epochs: 1, batch: batch, loss: .squared, order: { _ in Array(0..<5) })
    let error = #expect(throws: Divergence.self) {
      try train(&network, &updater, Examples(X, Matrix(column: [1, 1, 1, 1e30, 1])), settings)
    }
    #expect(error?.step == 3 / batch + 1)
  }

  @Test func `A weight that is not finite after an epoch is an error, whatever the loss`() {
    var network = Network([Layer([[1]], bias: [0])], [.linear])
    var updater = Updater(.gradientDescent, for: network)
    let settings = TrainingSettings(learningRate: 3e38, epochs: 1, loss: .squared)
    let error = #expect(throws: Divergence.self) {
      try train(&network, &updater, Examples([[8]], [[0]]), settings)
    }
    #expect(error == Divergence(epoch: 1, step: 1, loss: 32, learningRate: 3e38))
    #expect("\(error!)".contains("a weight is not finite after a loss of 32.0 in epoch 1, step 1"))
  }

  @Test(arguments: [1, 2, 3])
  func `A weight that is no number shows in the next step's loss, or where no step follows, at once`(
    steps: Int
  ) {
    // slopes of −1e39 are no numbers, the squares of 1e9 are
    for byLanes in [false, true] {
      var network = Network([Layer([[0]], bias: [0])], [.linear])
      var updater = Updater(.gradientDescent, for: network)
      let X: Matrix = [[1e30], [1e30], [1e30]]
      let Y: Matrix = [[1e9], [1e9], [1e9]]
      let settings = TrainingSettings(learningRate: 1.0, epochs: 1, batch: 1, steps: steps, loss: .squared)
      let error = #expect(throws: Divergence.self) {
        try byLanes
          ? Lanes.train(&network, &updater, Lanes.Examples(X, Y), settings)
          : train(&network, &updater, Examples(X, Y), settings)
      }
      #expect(error?.step == min(steps, 2) && error?.loss.isFinite == (steps == 1))
    }
  }

  @Test func `Nobody hears of an epoch without a step`() throws {
    var network = testNetwork([4, 5, 3], hidden: .tanh, output: .softmax)
    var updater = Updater(.gradientDescent, for: network)
    let settings = TrainingSettings(learningRate: 0.1, epochs: 9, batch: 20, steps: 4)
    var heard: [Int] = []
    for first in [1, 3] {
      let last = try train(&network, &updater, examples, settings, from: first) {
        heard.append($0.number)
        return true
      }
      #expect(last == 2)
    }
    #expect(heard == [1, 2] && updater.steps == 4)
  }

  @Test(arguments: [7, 8, 39, 40, 100])
  func `The limit of steps counts those of the epochs before a run goes on`(batch: Int) throws {
    let inEpoch = max(1, (39 + batch) / batch)
    for steps in 2 * inEpoch - 1...4 * inEpoch {
      var network = testNetwork([4, 5, 3], hidden: .tanh, output: .softmax)
      var updater = Updater(.gradientDescent, for: network)
      let settings = TrainingSettings(learningRate: 0.1, epochs: 9, batch: batch, steps: steps)
      let last = try train(&network, &updater, examples, settings, from: 3)
      #expect(updater.steps == max(0, steps - 2 * inEpoch))
      #expect(last == max(2, (steps + inEpoch - 1) / inEpoch))
    }
  }

  @Test func `Training stops at the tolerance, and when the listener has enough`() throws {
    var network = testNetwork([4, 5, 3], hidden: .tanh, output: .softmax)
    var updater = Updater(.gradientDescent, for: network)
    let settings = TrainingSettings(learningRate: 0.1, epochs: 1000)
    #expect(try train(&network, &updater, examples, settings) { $0.number < 7 } == 7)
    let tolerant = TrainingSettings(learningRate: 0.1, epochs: 1000, tolerance: 1e-3)
    var losses: [Float] = []
    let last = try train(&network, &updater, examples, tolerant) {
      losses.append($0.loss)
      return true
    }
    #expect(last == losses.count && last < 1000)
    #expect(abs(losses[last - 1] - losses[last - 2]) < 1e-3)
    #expect(abs(losses[last - 2] - losses[last - 3]) >= 1e-3)
  }

  @Test func `Early stopping keeps the network of the least loss`() {
    var stopping = EarlyStopping(patience: 2)
    let epochs = (1...4).map { number in
      let network = testNetwork([2, number, 2], hidden: .tanh, output: .softmax)
      return Epoch(number: number, loss: 1, network: network)
    }
    let losses: [Float] = [3, 2, 2.5, 2]
    #expect(zip(epochs, losses).map { stopping.goesOn($0, loss: $1) } == [true, true, true, false])
    #expect(stopping.best?.network == epochs[1].network && stopping.leastLoss == 2)
    // Without a loss that is a number there is no best, and the epochs are counted from the first
    var hopeless = EarlyStopping(patience: 2)
    #expect(epochs.prefix(2).map { hopeless.goesOn($0, loss: .nan) } == [true, false])
    #expect(hopeless.best == nil)
  }

  @Test func `Early stopping goes on from the best epoch of an earlier run`() {
    let network = testNetwork([2, 3, 2], hidden: .tanh, output: .softmax)
    let epochs = (4...6).map { Epoch(number: $0, loss: 1, network: network) }
    var stopping = EarlyStopping(patience: 2, after: 3, leastLoss: 0.5)
    #expect(zip(epochs, [0.6, 0.5]).map { stopping.goesOn($0, loss: $1) } == [true, false])
    #expect(stopping.best == nil && stopping.leastLoss == 0.5)
    stopping = EarlyStopping(patience: 2, after: 3, leastLoss: 0.5)
    #expect(zip(epochs, [0.4, 0.6, 0.5]).map { stopping.goesOn($0, loss: $1) } == [true, true, false])
    #expect(stopping.best?.number == 4 && stopping.leastLoss == 0.4)
  }

  @Test func `A single example is learned in lanes as by the plain loops`() throws {
    var networks = [Network](repeating: testNetwork([4, 5, 3], hidden: .tanh, output: .softmax), count: 2)
    let (X, Y) = (testX.rows([1]), testY.rows([1]))
    let settings = TrainingSettings(learningRate: 0.1, epochs: 3)
    try train(&networks[0], Examples(X, Y), settings)
    try Lanes.train(&networks[1], Lanes.Examples(X, Y), settings)
    #expect(networks[0] == networks[1])
  }

  @Test func `A tolerance of 0 ends nothing, not even where the loss stands still`() throws {
    var network = Network([Layer([[0]], bias: [1])], [.linear])
    var updater = Updater(.gradientDescent, for: network)
    let settings = TrainingSettings(learningRate: 0.1, epochs: 9, loss: .squared, tolerance: 0)
    #expect(try train(&network, &updater, Examples([[2]], [[1]]), settings) == 9)
  }

  @Test func `Unless told otherwise, all examples make a step, by cross-entropy`() {
    let settings = TrainingSettings(learningRate: 0.1, epochs: 2)
    #expect(settings.seed == 1 && settings.loss == .crossEntropy && settings.tolerance == nil)
    #expect(settings.batch == nil && settings.steps == nil && settings.order([2, 0, 1]) == [2, 0, 1])
  }

  @Test func `Unless told otherwise, training goes from epoch 1 by one thread and gradient descent`()
    throws
  {
    let settings = TrainingSettings(learningRate: 0.1, epochs: 2)
    let start = testNetwork([4, 5, 3], hidden: .tanh, output: .softmax)
    var (plain, lanes, told) = (start, start, start)
    var updater = Updater(.gradientDescent, for: start)
    #expect(try train(&plain, examples, settings) == 2)
    #expect(try Lanes.train(&lanes, Lanes.Examples(examples.X, examples.Y), settings) == 2)
    #expect(try train(&told, &updater, examples, settings, from: 1) == 2)
    #expect(plain == told && lanes == told && updater.steps == 2)
  }

  @Test func `The lasso leaves what is no number as it is, for the training to find`() {
    for l1 in [0, 0.5] as [Float] {
      var weights: Matrix = [[.nan, .infinity, -.infinity]]
      Penalty(l1: l1).shrink(&weights, learningRate: 1)
      #expect(weights[0, 0].isNaN && weights[0, 1] == .infinity && weights[0, 2] == -.infinity)
    }
  }

  @Test func `Without a ridge a gradient stays as it is, of weights of any size`() {
    var gradient: Matrix = [[1, -2]]
    Penalty(l1: 1).addGradient(of: [[.infinity, 3]], to: &gradient)
    #expect(gradient == [[1, -2]])
  }

  @Test(arguments: 0..<3)
  func `One number that is none, of any layer, and a network is not finite`(layer: Int) {
    let whole = testNetwork([4, 5, 4, 3], hidden: .tanh, output: .softmax)
    var (byWeights, byBias) = (whole, whole)
    byWeights.layers[layer].weights[1, 2] = .infinity
    byBias.layers[layer].bias[0, 2] = .nan
    #expect(whole.isFinite && !byWeights.isFinite && !byBias.isFinite)
  }

  @Test func `A network whose sum leaves the range of Float does not count as finite`() {
    for sign in [1, -1] as [Float] {
      let layer = Layer([[sign * 3e38]], bias: [sign * 3e38])
      #expect(!Network([layer], [.linear]).isFinite)
      #expect(Network([Layer([[sign * 3e38]], bias: [0])], [.linear]).isFinite)
    }
  }

  @Test func `A rule remembers what it needs and nothing else`() {
    let network = testNetwork([2, 3], hidden: .tanh, output: .softmax)
    let rules: [(UpdateRule, velocities: Int, squares: Int)] = [
      (.gradientDescent, 0, 0), (.momentum(0.9), 9, 0), (.nesterov(0.9), 9, 0),
      (.adaGrad(epsilon: 1e-8), 0, 9), (.rmsProp, 0, 9), (.adam, 9, 9),
    ]
    for (rule, velocities, squares) in rules {
      let updater = Updater(rule, for: network)
      #expect(updater.velocities.flatMap(\.values) == [Float](repeating: 0, count: velocities))
      #expect(updater.squares.flatMap(\.values) == [Float](repeating: 0, count: squares))
    }
  }

  @Test func `Adam's usual numbers are those of its paper`() {
    let (zeros, G): (Matrix, Matrix) = ([[0, 0, 0]], [[0.5, -2, 1e-6]])
    var (W, V, S) = (zeros, zeros, zeros)
    adam(&W, &V, &S, G, step: 3, learningRate: 0.1)
    var (w, v, s) = (zeros, zeros, zeros)
    adam(&w, &v, &s, G, step: 3, beta1: 0.9, beta2: 0.999, epsilon: 1e-8, learningRate: 0.1)
    #expect(W == w && V == v && S == s)
  }

  @Test func `A rate falls in steps`() {
    let rate = LearningRate(0.8, times: 0.5, every: 3)
    #expect((1...7).map(rate.value) == [0.8, 0.8, 0.8, 0.4, 0.4, 0.4, 0.2])
    #expect(LearningRate(0.3).value(epoch: 1000) == 0.3)
    #expect(LearningRate(0.8, times: 0.5).value(epoch: 3) == 0.2)
    #expect(LearningRate(0.1, times: 2).value(epoch: 3) == 0.4)  // or rises
    // In the last epoch that there can be, it has long been where it stays
    let last = [0.5, 1, 2].map { LearningRate(1, times: $0).value(epoch: .max) }
    #expect(last == [0, 1, .infinity])
  }

  @Test func `A slope as large as ε makes half the step of a large one`() {
    let G: Matrix = [[0.5]]
    var (w, s): (Matrix, Matrix) = ([[1]], [[0]])
    divideByRoot(&w, &s, G, keep: 1, add: 1, epsilon: 0.5, learningRate: 1)
    #expect(w == [[0.5]])
    var (u, v): (Matrix, Matrix) = ([[1]], [[0]])
    s = [[0]]
    adam(&u, &v, &s, G, step: 1, epsilon: 0.5, learningRate: 1)
    #expect(abs(u[0, 0] - 0.5) < 1e-6)
  }

  /// With a slope of the size of ε a rule's first step is half the rate, and for RMSProp, which divides by a tenth of the
  /// slope, 1/1.1 of it.
  @Test(
    arguments: [(.adam, 1e-8, 0.5), (.rmsProp, 1e-8, 1 / 1.1), (.adaGrad, 1e-10, 0.5)]
      as [(UpdateRule, Float, Float)])
  func `The rules named without numbers have PyTorch's ε`(rule: UpdateRule, slope: Float, step: Float) {
    var network = Network([Layer([[0]], bias: [0])], [.linear])
    var updater = Updater(rule, for: network)
    updater.update(&network, [Layer([[slope]], bias: [0])], learningRate: 1)
    #expect(close(network.layers[0].weights[0, 0], -step, 1e-4))
  }

  @Test func `Balanced batches hold the classes in proportion`() {
    let classes =
      [Int](repeating: 0, count: 60) + [Int](repeating: 1, count: 30)
      + [Int](repeating: 2, count: 10)
    var generator = SeededGenerator(seed: 2)
    let given = generator.permutation(of: 100)
    let order = balanced(given, classes)
    #expect(order.sorted() == Array(0..<100))
    let places = (0..<3).flatMap { k in
      given.indices.filter { classes[given[$0]] == k }.enumerated().map { r, i in
        (way: (Double(r) + 0.5) / [60, 30, 10][k], given: i)
      }
    }
    #expect(order == places.sorted { ($0.way, $0.given) < ($1.way, $1.given) }.map { given[$0.given] })
    for start in stride(from: 0, to: 100, by: 10) {
      let batch = order[start..<start + 10].map { classes[$0] }
      #expect((5...7).contains(batch.count { $0 == 0 }))
      #expect((2...4).contains(batch.count { $0 == 1 }))
      #expect(batch.count { $0 == 2 } == 1)
    }
    #expect(order[0..<10] != balanced(generator.permutation(of: 100), classes)[0..<10])
  }

  @Test func `Predictions of more than a thousand examples at a time are those of all at once`() {
    var generator = SeededGenerator(seed: 1)
    let network = Network(sizes: [2, 3, 2], hidden: .tanh, output: .softmax, .glorot, using: &generator)
    let X = Matrix(rows: 2001, columns: 2).map { _ in generator.uniform(in: -1..<1) }
    #expect(network.predict(X) == network.forward(X).output)
  }

  @Test func `Equal weights stay equal for ever`() throws {
    var generator = SeededGenerator(seed: 1)
    var network = Network(
      sizes: [4, 6, 3], hidden: .sigmoid, output: .softmax, .constant(0.3), using: &generator)
    #expect(network.layers.allSatisfy { ($0.weights.values + $0.bias.values).allSatisfy { $0 == 0.3 } })
    var updater = Updater(.gradientDescent, for: network)
    try train(&network, &updater, examples, TrainingSettings(learningRate: 0.5, epochs: 50, batch: 8))
    let W = network.layers[0].weights
    #expect(W.column(0) != [0.3, 0.3, 0.3, 0.3])
    for j in 1..<6 { #expect(W.column(j) == W.column(0)) }
  }

  @Test func `The rules of initialization have their ranges and deviations`() {
    var generator = SeededGenerator(seed: 1)
    func layer(_ rule: Initialization) -> Layer {
      Layer(inputs: 400, outputs: 200, rule, using: &generator)
    }
    func deviation(_ W: Matrix) -> Float { ((W * W).mean() - W.mean() * W.mean()).squareRoot() }
    // √(6/600) = 0.1, √(2/400) = 0.07071, 0.12/√3 = 0.06928, 0.1/√3 = 0.05774
    let glorot = layer(.glorot)
    #expect(glorot.weights.values.allSatisfy { abs($0) <= 0.1 })
    #expect(close(deviation(glorot.weights), 0.05774, 0.01))
    #expect(close(deviation(layer(.he).weights), 0.07071, 0.01))
    #expect(close(deviation(layer(.normal(0.01)).weights), 0.01, 0.01))
    let uniform = layer(.uniform(0.12))
    #expect(close(deviation(uniform.weights), 0.06928, 0.01))
    #expect(uniform.bias.values.allSatisfy { abs($0) <= 0.12 } && uniform.bias[0, 0] != 0)
    #expect(uniform.bias.rows == 1 && uniform.bias.columns == 200)
    #expect(glorot.bias.values.allSatisfy { $0 == 0 })
  }
}

@Suite struct ExamplesTests {
  @Test func `One output above one half is class 1, of several the largest counts`() {
    #expect(classes(Matrix(column: [0.4, 0.5, 0.6, 1])) == [0, 0, 1, 1])
    #expect(classes([[0.6, 0.7], [0.2, 0.1]]) == [1, 0])
  }

  @Test(arguments: [1, 2, 3], [37, 500])  // 21 rows of 500 are enough for a team to share them
  func `Bytes are fetched as the numbers that they stand for`(threads: Int, inputs: Int) {
    let bytes = (0..<40 * inputs).map { UInt8(truncatingIfNeeded: $0 &* 71) }
    let Y = Matrix(rows: 40, columns: 3, values: numbers(120, from: 1))
    let pictures = Lanes.Examples(bytes: bytes, inputs: inputs, Y)
    let X = Matrix(rows: 40, columns: inputs, values: bytes.map { Float($0) / 255 })
    #expect(pictures.X == X)
    let order = (0..<40).map { ($0 * 7 + 3) % 40 }
    let team = Team(count: threads)
    for examples in [pictures, Lanes.Examples(X, Y)] {
      var batch = Lanes.Workspace(batch: 21, for: Network([Layer(zeros: inputs, 3)], [.softmax]), team: team)
      for rows in [order[4..<25], order[11..<32]] {
        examples.fetch(rows, into: &batch)
        #expect(batch.X == X.rows(Array(rows)))
        #expect(batch.Y == Y.rows(Array(rows)))
      }
    }
  }
}
