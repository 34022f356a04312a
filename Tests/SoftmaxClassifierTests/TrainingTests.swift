import Foundation
import Matrices
import Support
import Testing

@testable import SoftmaxClassifier
@testable import struct softmax_classifier.LabeledPoints
@testable import func softmax_classifier.sineAndCosine

/// What the chapter's trainings come to: the figures of its prose, and what a training promises.
@Suite struct TrainingTests {
  @Test func `A network whose layers are taken away has no inputs and no classes`() {
    var network = Network(layers: [Layer(inputs: 4, outputs: 3)])
    #expect((network.inputs, network.classes) == (4, 3))
    network.layers = []
    #expect((network.inputs, network.classes) == (0, 0))
  }

  @Test(arguments: 0..<3)
  func `One number that is none, of any layer, and a network is not finite`(layer: Int) {
    let whole = testNetwork([4, 5, 4, 3], .sigmoid)
    var (byWeights, byBias) = (whole, whole)
    byWeights.layers[layer].weights[1, 2] = .infinity
    byBias.layers[layer].bias[0, 2] = .nan
    #expect(whole.isFinite && !byWeights.isFinite && !byBias.isFinite)
  }

  @Test(arguments: [nil, 5, 6, 4] as [Int?])
  func `Lanes take every step on all examples, to the bit, and products those on fewer`(batch: Int?) throws {
    let start = testNetwork([4, 5, 3], .sigmoid)
    var (byLanes, byProducts, trained) = (start, start, start)
    let settings = TrainingSettings(learningRate: 0.5, epochs: 9, batch: batch, shuffled: false)
    let examples = try #require(Lanes.Examples(testX, testY, for: start))
    try Lanes.train(&trained, testX, testY, settings)
    try train(&byProducts, testX, testY, settings)
    for _ in 1...9 {
      var gradient = examples.lossAndGradient(byLanes).gradient
      for l in 0..<2 {
        settings.penalty.addGradient(of: byLanes.layers[l].weights, to: &gradient.layers[l].weights)
      }
      update(&byLanes, gradient, learningRate: settings.learningRate)
    }
    #expect(byLanes != byProducts)
    #expect(trained == (batch == 4 ? byProducts : byLanes))
  }

  private func trained(_ network: Network, _ points: LabeledPoints, epochs: Int, rate: Float = 1) throws -> (
    losses: [Float], right: Float
  ) {
    var network = network
    var losses: [Float] = []
    let settings = TrainingSettings(learningRate: rate, epochs: epochs)
    try Lanes.train(&network, points.X, points.y, settings) {
      losses.append($0.loss)
      return true
    }
    return (losses, network.accuracy(points.X, points.y))
  }

  @Test func `The deck's linear classifier parts the clouds and gets about half of the spiral`() throws {
    var generator = SeededGenerator(seed: 1)
    let network = Network(inputs: 2, classes: 3, using: &generator)
    #expect(network.layers[0].weights.values.allSatisfy { $0 >= 0 && $0 < 0.01 })
    #expect(network.layers[0].bias.values.allSatisfy { $0 >= 0 && $0 < 1 })
    let (clouds, spiral) = deckPoints()
    let parted = try trained(network, clouds, epochs: 100)
    #expect(parted.right >= 0.99)
    #expect(abs(parted.losses[0] - 1.1535) < 1e-4 && abs(parted.losses[90] - 0.0178) < 1e-4)
    let half = try trained(network, spiral, epochs: 100)
    #expect(half.right == Float(166) / 300)
    #expect(abs(half.losses[90] - 0.7456) < 1e-4)
  }

  @Test func `One hundred sigmoids part the spiral in 10,000 steps`() throws {
    var generator = SeededGenerator(seed: 1)
    let network = Network(sizes: [2, 100, 3], using: &generator)
    let run = try trained(network, deckPoints().spiral, epochs: 10_000)
    #expect(run.right == Float(297) / 300)
    let shown: [Float] = [1.0993, 0.2247, 0.2190, 0.2172, 0.2161, 0.2153, 0.2148, 0.2142, 0.2138, 0.2134]
    for (thousand, loss) in shown.enumerated() { #expect(abs(run.losses[1000 * thousand] - loss) < 2e-4) }
  }

  @Test(arguments: [1, 2, 3, 4] as [UInt64])
  func `From equal scores the loss never rises above its start at rate 0,2, and does at 0,3`(seed: UInt64)
    throws
  {
    for (rate, rises) in [(0.2, false), (0.3, true)] as [(Float, Bool)] {
      var generator = SeededGenerator(seed: seed)
      let network = Network(sizes: [2, 100, 3], using: &generator)
      let losses = try trained(network, deckPoints(seed: seed).spiral, epochs: 1000, rate: rate).losses
      #expect(losses.contains { $0 > losses[0] } == rises)
    }
  }

  @Test(arguments: [1, 0.1] as [Float])
  func `A hidden layer without sigmoids stays near one half`(rate: Float) throws {
    var generator = SeededGenerator(seed: 1)
    let network = Network(sizes: [2, 100, 3], activation: .linear, using: &generator)
    let run = try trained(network, deckPoints().spiral, epochs: 2000, rate: rate)
    #expect(abs(run.right - 0.553) < 0.005)
  }

  @Test func `One step is the loss's gradient times the rate`() throws {
    for activation in Activation.allCases {
      var network = testNetwork([4, 5, 6, 3], activation)
      var expected = network
      let gradient = lossAndGradient(network, testX, testY, l2: 0.1).gradient
      for l in 0..<3 {
        expected.layers[l].weights.add(-0.3, times: gradient.layers[l].weights)
        expected.layers[l].bias.add(-0.3, times: gradient.layers[l].bias)
      }
      let settings = TrainingSettings(learningRate: 0.3, epochs: 1, penalty: Penalty(l2: 0.1 / 2))
      try train(&network, testX, testY, settings)
      #expect(close(network.flattened, expected.flattened, 1e-6))
    }
  }

  @Test func `Every example is in one batch of an epoch, and the order follows from seed and epoch`() throws {
    // With no rate to speak of, the mean over the batches is the mean over the examples
    let network = testNetwork([4, 5, 3], .relu)
    for batch in [1, 2, 4] {
      var same = network
      var losses: [Float] = []
      let settings = TrainingSettings(learningRate: .leastNonzeroMagnitude, epochs: 3, batch: batch)
      try train(&same, testX, testY, settings) {
        losses.append($0.loss)
        return true
      }
      #expect(same == network)
      for found in losses { #expect(abs(found - loss(network, testX, testY, l2: 1e-3)) < 1e-6) }
    }
    var (first, second, third) = (network, network, network)
    try train(&first, testX, testY, TrainingSettings(learningRate: 0.1, epochs: 3, batch: 2, seed: 1))
    try train(&second, testX, testY, TrainingSettings(learningRate: 0.1, epochs: 3, batch: 2, seed: 1))
    try train(&third, testX, testY, TrainingSettings(learningRate: 0.1, epochs: 3, batch: 2, seed: 2))
    #expect(first == second && first != third)
  }

  @Test func `Each epoch and each seed has an order of its own`() throws {
    func trained(_ X: Matrix, _ y: [Int], _ epoch: Int, _ seed: UInt64, shuffled: Bool) throws -> Network {
      var network = testNetwork([4, 5, 3], .relu)
      let settings = TrainingSettings(
        learningRate: 0.1, epochs: epoch, batch: 1, shuffled: shuffled, seed: seed)
      try train(&network, X, y, settings, from: epoch)
      return network
    }
    for (seed, epoch) in [(1, 1), (1, 2), (2, 1), (2, 2), (3, 1)] as [(UInt64, Int)] {
      let order = SeededGenerator.order(of: testY.count, epoch: epoch, seed: seed)
      #expect(
        try trained(testX, testY, epoch, seed, shuffled: true)
          == trained(testX.rows(order), order.map { testY[$0] }, 1, 1, shuffled: false))
    }
  }

  @Test(arguments: [true, false])
  func `Exactly so many steps, the last epoch's share of them included`(shuffled: Bool) throws {
    // Three steps an epoch: the fourth is the first of the second epoch
    var (whole, parts) = (testNetwork([4, 3], .linear), testNetwork([4, 3], .linear))
    var losses: [Float] = []
    let four = TrainingSettings(epochs: 9, batch: 2, steps: 4, shuffled: shuffled)
    #expect(
      try train(
        &whole, testX, testY, four,
        report: {
          losses.append($0.loss); return true
        }) == 2)
    let rows = shuffled ? SeededGenerator.order(of: 5, epoch: 2, seed: 1) : Array(0..<5)
    try train(&parts, testX, testY, TrainingSettings(epochs: 1, batch: 2, shuffled: shuffled))
    let (loss, gradient) = lossAndGradient(
      parts, testX.rows(Array(rows[..<2])), rows[..<2].map { testY[$0] }, l2: 0.001)
    for l in parts.layers.indices {
      parts.layers[l].weights.add(-1, times: gradient.layers[l].weights)
      parts.layers[l].bias.add(-1, times: gradient.layers[l].bias)
    }
    #expect(close(whole.flattened, parts.flattened, 1e-6))
    #expect(losses.count == 2 && abs(losses[1] - loss) < 1e-5)
    // The steps of the epochs before a resumed one count
    var resumed = testNetwork([4, 3], .linear)
    try train(&resumed, testX, testY, TrainingSettings(epochs: 1, batch: 2, shuffled: shuffled))
    #expect(try train(&resumed, testX, testY, four, from: 2) == 2 && resumed == whole)
    #expect(try train(&resumed, testX, testY, four, from: 3) == 2 && resumed == whole)
    // Also where the batches leave none over: five steps an epoch, so one in the second
    let six = TrainingSettings(epochs: 9, batch: 1, steps: 6, shuffled: shuffled)
    (whole, resumed) = (testNetwork([4, 3], .linear), testNetwork([4, 3], .linear))
    try train(&whole, testX, testY, six)
    try train(&resumed, testX, testY, TrainingSettings(epochs: 1, batch: 1, shuffled: shuffled))
    #expect(try train(&resumed, testX, testY, six, from: 2) == 2 && resumed == whole)
  }

  @Test(arguments: [nil, 2] as [Int?], [[4, 3], [4, 5, 3], [4, 5, 6, 3]])
  func `A training that goes on later has the bits of one that was never stopped, and stays over`(
    batch: Int?, sizes: [Int]
  ) throws {
    var (whole, parts) = (testNetwork(sizes, .sigmoid), testNetwork(sizes, .sigmoid))
    try train(&whole, testX, testY, TrainingSettings(epochs: 7, batch: batch))
    try train(&parts, testX, testY, TrainingSettings(epochs: 3, batch: batch))
    try train(&parts, testX, testY, TrainingSettings(epochs: 7, batch: batch), from: 4)
    #expect(try train(&parts, testX, testY, TrainingSettings(epochs: 7, batch: batch), from: 10) == 9)
    #expect(parts == whole)
  }

  @Test func `A rate that is too large ends with the epoch, the step and the rate`() {
    var network = testNetwork([4, 5, 3], .relu)
    let settings = TrainingSettings(learningRate: 1e20, epochs: 10, batch: 2)
    let divergence = #expect(throws: Divergence.self) { try train(&network, testX, testY, settings) }
    #expect(divergence?.epoch == 1)
    #expect(divergence?.step == 2 || divergence?.step == 3)
    #expect(divergence?.description.contains("at learning rate 1e+20") == true)
  }

  @Test func `Numbers whose sum leaves the range of Float end the training, whatever their signs`() {
    for sign in [1, -1] as [Float] {
      // The input is 0 and the answer right: loss and slopes are 0, and the numbers stay
      var network = Network(layers: [
        Layer(weights: [[sign * 3e38, 0]], bias: [3e38 * max(sign, 0), 3e38 * min(sign, 0)])
      ])
      let settings = TrainingSettings(epochs: 1, penalty: Penalty())
      let divergence = #expect(throws: Divergence.self) { try train(&network, [[0]], [0], settings) }
      #expect(divergence?.loss == 0)
    }
  }

  @Test func `The lasso leaves what is no number as it is, for the training to find`() {
    for l1 in [0, 0.5] as [Float] {
      var weights: Matrix = [[.nan, .infinity, -.infinity]]
      Penalty(l1: l1).shrink(&weights, learningRate: 1)
      #expect(weights[0, 0].isNaN && weights[0, 1] == .infinity && weights[0, 2] == -.infinity)
    }
  }

  @Test func `Without a penalty a gradient stays as it is, of weights of any size`() {
    var gradient: Matrix = [[1, -2]]
    Penalty(l1: 1).addGradient(of: [[.infinity, 3]], to: &gradient)
    #expect(gradient == [[1, -2]])
  }

  @Test func `A last step that overshoots is not handed over`() {
    var network = testNetwork([4, 5, 3], .relu)
    let settings = TrainingSettings(learningRate: 1e38, epochs: 1, penalty: Penalty(l2: 1e3))
    let divergence = #expect(throws: Divergence.self) { try train(&network, testX, testY, settings) }
    #expect(divergence?.epoch == 1 && divergence?.step == 1)
    #expect(divergence?.loss.isFinite == true)
  }

  @Test(arguments: [(1, 1), (2, 2), (3, 2)], [1, 2])
  func `A weight that is no number shows in the next step's loss, or where no step follows, at once`(
    counts: (steps: Int, step: Int), batch: Int
  ) {
    var network = testNetwork([4, 5, 3], .relu)
    let settings = TrainingSettings(
      learningRate: 1e38, epochs: 1, batch: batch, steps: counts.steps, penalty: Penalty(l2: 1e3))
    let divergence = #expect(throws: Divergence.self) { try train(&network, testX, testY, settings) }
    #expect(divergence?.step == counts.step)
    #expect(divergence?.loss.isFinite == (counts.steps == 1))
  }

  @Test func `Unless told otherwise, training is deck Q's`() {
    let settings = TrainingSettings(epochs: 3)
    #expect(settings.learningRate == 1 && settings.penalty == Penalty(l1: 0, l2: 0.0005))
    #expect(settings.batch == nil && settings.steps == nil && settings.shuffled && settings.seed == 1)
    #expect(Penalty().cost(of: [[1, -2]]) == 0)
  }

  @Test func `Glorot's weights fill their range and no more`() {
    var generator = SeededGenerator(seed: 3)
    let layers = Network(glorot: [40, 60, 90], using: &generator).layers
    for (layer, r) in zip(layers, [Float(0.06).squareRoot(), Float(0.04).squareRoot()]) {
      let sizes = layer.weights.values.map { abs($0) }
      #expect(sizes.allSatisfy { $0 <= r } && sizes.contains { $0 > 0.98 * r })
      #expect(abs(layer.weights.sum()) < 4 * r * (Float(sizes.count) / 3).squareRoot())
      #expect(layer.bias.values.allSatisfy { $0 == 0 })
    }
  }

  @Test func `They are drawn evenly, layer by layer, as the generator gives them`() {
    var (generator, again) = (SeededGenerator(seed: 3), SeededGenerator(seed: 3))
    let layers = Network(glorot: [4, 5, 3], using: &generator).layers
    for (layer, r) in zip(layers, [(6 / 9 as Float).squareRoot(), (6 / 8 as Float).squareRoot()]) {
      #expect(layer.weights.values == layer.weights.values.map { _ in again.uniform(in: -r..<r) })
    }
    #expect(generator == again)
  }

  @Test(arguments: Activation.allCases)
  func `What is not a number stays so`(activation: Activation) {
    #expect(activate([[.nan, 1]], by: activation)[0, 0].isNaN)
  }

  @Test func `No points are of no class`() {
    #expect(LabeledPoints(X: Matrix(rows: 0, columns: 2), y: []).classes == 0)
    #expect(LabeledPoints(X: Matrix(rows: 2, columns: 2), y: [3, 1]).classes == 4)
  }

  @Test func `Sine and cosine are right at any number of turns`() {
    for angle in stride(from: Float(-200), through: 200, by: 0.37) {
      let (sine, cosine) = sineAndCosine(angle)
      #expect(abs(Double(sine) - Foundation.sin(Double(angle))) < 1e-7)
      #expect(abs(Double(cosine) - Foundation.cos(Double(angle))) < 1e-7)
    }
  }

  @Test func `A report that returns false ends the training after its epoch`() throws {
    var (network, three) = (testNetwork([4, 3], .linear), testNetwork([4, 3], .linear))
    let last = try train(&network, testX, testY, TrainingSettings(epochs: 9)) { $0.number < 3 }
    #expect(last == 3)
    #expect(try train(&three, testX, testY, TrainingSettings(epochs: 3)) == 3)
    #expect(network == three)
  }

  @Test func `The lasso makes weights exactly zero`() throws {
    var network = testNetwork([4, 3], .linear)
    try train(&network, testX, testY, TrainingSettings(epochs: 200, penalty: Penalty(l1: 0.1)))
    #expect(network.layers[0].weights.values.contains(0))
    #expect(network.layers[0].weights.values.contains { $0 != 0 })
  }

  @Test func `The spiral's arms begin at the origin and reach the radius`() {
    var generator = SeededGenerator(seed: 9)
    let spiral = LabeledPoints.spiral(points: 10, radius: 3, noise: 0, using: &generator)
    let r = (0..<30).map { i in
      (spiral.X[i, 0] * spiral.X[i, 0] + spiral.X[i, 1] * spiral.X[i, 1]).squareRoot()
    }
    for i in 0..<30 { #expect(abs(r[i] - Float(i % 10) / 3) < 1e-5) }
    // θ = 4 at the end of the first arm, 8 at that of the second
    #expect(abs(spiral.X[9, 0] - 3 * -0.75680250) < 1e-5 && abs(spiral.X[9, 1] - 3 * -0.65364362) < 1e-5)
    #expect(abs(spiral.X[19, 0] - 3 * 0.98935825) < 1e-5 && abs(spiral.X[19, 1] - 3 * -0.14550003) < 1e-5)
  }

  @Test func `Unless told otherwise, three arms of 100 points reach 1 and lie 0,2 radians astray`() {
    var (generator, again) = (SeededGenerator(seed: 9), SeededGenerator(seed: 9))
    let spiral = LabeledPoints.spiral(using: &generator)
    #expect(spiral.y == (0..<300).map { $0 / 100 })
    for i in 0..<300 {
      let along = Double(i % 100) / 99
      let angle: Double = 4 * (Double(i / 100) + along) + Double(0.2 * again.normal())
      #expect(abs(Double(spiral.X[i, 0]) - along * sin(angle)) < 2e-6)
      #expect(abs(Double(spiral.X[i, 1]) - along * cos(angle)) < 2e-6)
    }
    let clouds = LabeledPoints.clouds(using: &generator)
    #expect(clouds.y == spiral.y)
    for i in 0..<300 {
      let center: (x: Float, y: Float) = [(0, 2), (2, -1), (-2, -1)][i / 100]
      #expect(clouds.X[i, 0] == center.x + 0.5 * again.normal())
      #expect(clouds.X[i, 1] == center.y + 0.5 * again.normal())
    }
  }
}
