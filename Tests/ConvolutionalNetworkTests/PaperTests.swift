import Matrices
import Support
import Testing

@testable import ConvolutionalNetwork

/// The network of 1998 as the paper has it, and what training promises.
@Suite struct PaperTests {
  @Test func `In table I each map of S2 feeds ten of C3, and no others have kernels`() {
    #expect(LeNet1998.connections.allSatisfy { zip($0, $0.dropFirst()).allSatisfy { $0 < $1 } })
    for input in 0..<6 { #expect(LeNet1998.connections.count { $0.contains(input) } == 10) }
    // Maps 0 to 5 and 6 to 11 see three and four neighbors in a ring
    for output in 0..<12 {
      let seen = LeNet1998.connections[output]
      let ends = seen.count { !seen.contains(($0 + 1) % 6) }
      #expect(ends == 1)
    }
    var generator = SeededGenerator(seed: 1)
    let network = LeNet1998(using: &generator)
    for output in 0..<16 {
      for input in 0..<6 {
        let seen = LeNet1998.connections[output].contains(input)
        let kernel = network.c3.kernel(output: output, input: input)
        #expect(kernel.values.allSatisfy { ($0 != 0) == seen })
      }
    }
  }

  @Test func `Every first weight of 1998 is a draw from ±2,4÷√n, n the inputs of its unit`() {
    var (generator, again) = (SeededGenerator(seed: 1998), SeededGenerator(seed: 1998))
    let network = LeNet1998(using: &generator)
    let seen: [(layer: String, inputs: Int)] = [
      ("C1", 5 * 5), ("S2", 2 * 2), ("C3", 6 * 5 * 5), ("S4", 2 * 2), ("C5", 16 * 5 * 5), ("F6", 120),
    ]
    for parameter in LeNet1998.parameters {
      let (layer, n) = seen[parameter / 2]
      let bound = 2.4 / Float(n).squareRoot()
      let draws = network[parameter].values.map { _ in again.uniform(in: -bound..<bound) }
      if layer.hasPrefix("S") { continue }  // they begin as averages
      let values = zip(network[parameter].values, draws)
      #expect(values.allSatisfy { $0 == $1 || layer == "C3" && $0 == 0 }, "parameter \(parameter)")
    }
  }

  @Test func `First weights fill ±2,4÷√n in 1998 and ±1÷√n today, and averages are averages`() {
    var generator = SeededGenerator(seed: 1)
    let old = LeNet1998(using: &generator)
    for (numbers, n) in [
      (old.c1.weights, 25), (old.c3.weights, 150), (old.c5.weights, 400), (old.f6.weights, 120),
      (old.c5.bias, 400), (old.f6.bias, 120),
    ] as [(Matrix, Float)] {
      let largest = numbers.values.map { abs($0) }.max() ?? 0
      #expect(largest <= 2.4 / n.squareRoot() && largest > 0.9 * 2.4 / n.squareRoot())
    }
    for layer in [old.s2, old.s4] {
      #expect(layer.coefficients.values.allSatisfy { $0 == 0.25 } && layer.bias.values.allSatisfy { $0 == 0 })
    }
    let network = Training().network
    for (numbers, n) in [
      (network.c1.weights, 25), (network.c3.weights, 150), (network.c5.weights, 400), (network.c5.bias, 400),
      (network.f6.weights, 120), (network.f6.bias, 120), (network.output.weights, 84),
    ] as [(Matrix, Float)] {
      let largest = numbers.values.map { abs($0) }.max() ?? 0
      #expect(largest <= 1 / n.squareRoot() && largest > 0.9 / n.squareRoot())
    }
    var same = SeededGenerator(seed: 1)
    #expect(network == LeNet5(using: &same) && network.pooling == .average)
  }

  @Test func `A step of 1998 is η÷(μ + h) times the slope`() throws {
    let digit = try sample(every: 263, count: 3).subset([2])
    var generator = SeededGenerator(seed: 1)
    let start = LeNet1998(using: &generator)
    let group = ImageGroup1998()
    let h = start.curvature(digit, [0])
    let Y = group.forward(start, digit, [0])
    let (loss, dY) = LeNet1998.loss(Y, digit.labels)
    let gradient = group.backward(start, LeNet1998.distancesBackward(group.X6, dY))
    var network = start
    let last = try train(&network, digit, epochs: 1) { epoch, mean, _ in
      #expect(epoch == 1 && mean == loss)
      return true
    }
    #expect(last == 1)
    for parameter in LeNet1998.parameters {
      let step = zip(gradient[parameter].values, h[parameter].values).map { -0.0005 / (0.02 + $1) * $0 }
      #expect(close((network[parameter] - start[parameter]).values, step, 1e-3))
    }
    let rates = [1, 2, 3, 5, 6, 8, 9, 12, 13].map { LeNet1998.learningRate(epoch: $0) }
    #expect(rates == [0.0005, 0.0005, 0.0002, 0.0002, 0.0001, 0.0001, 0.00005, 0.00005, 0.00001])
    #expect(try train(&network, digit, epochs: 2, from: 5) == 4)
    // The order follows from the seed, which is 1 unless told otherwise
    let five = try sample(every: 263, count: 5)
    func trained(_ seed: UInt64?) throws -> LeNet1998 {
      var network = start
      if let seed {
        try train(&network, five, epochs: 1, seed: seed)
      } else {
        try train(&network, five, epochs: 1)
      }
      return network
    }
    let first = try trained(1)
    #expect(try trained(nil) == first && trained(2) != first)
  }

  @Test func `Ten steps of 1998 are its rule taken ten times, h anew each epoch, its losses means`() throws {
    let digits = try sample(every: 263, count: 5)
    var generator = SeededGenerator(seed: 1)
    let start = LeNet1998(using: &generator)
    var (network, expected) = (start, start)
    var (heard, means): ([Float], [Float]) = ([], [])
    try train(&network, digits, epochs: 2, seed: 3, curvatureImages: 3) { _, loss, _ in
      heard.append(loss)
      return true
    }
    var unheard = start
    try train(&unheard, digits, epochs: 2, seed: 3, curvatureImages: 3)
    #expect(unheard == network)
    let group = ImageGroup1998()
    for epoch in 1...2 {
      let order = SeededGenerator.order(of: 5, epoch: epoch, seed: 3)
      let h = expected.curvature(digits, Array(order[..<3]))
      means.append(0)
      for index in order {
        let Y = group.forward(expected, digits, [index])
        let (loss, dY) = LeNet1998.loss(Y, [digits.labels[index]])
        means[epoch - 1] += loss / 5
        let gradient = group.backward(expected, LeNet1998.distancesBackward(group.X6, dY))
        for parameter in LeNet1998.parameters {
          let step = zip(gradient[parameter].values, h[parameter].values).map { 0.0005 / (0.02 + $1) * $0 }
          let W = expected[parameter]
          expected[parameter] = W - Matrix(rows: W.rows, columns: W.columns, values: step)
        }
      }
    }
    for parameter in LeNet1998.parameters {
      let (found, expected) = (network[parameter] - start[parameter], expected[parameter] - start[parameter])
      #expect(close(found.values, expected.values, 1e-3), "parameter \(parameter)")
    }
    #expect(close(heard, means, 1e-3))
  }

  @Test func `Unless told otherwise, 500 images measure h`() throws {
    let digits = try sample(every: 9, count: 501)
    var generator = SeededGenerator(seed: 1)
    var network = LeNet1998(using: &generator)
    var expected = network
    try train(&network, digits, epochs: 1)
    try train(&expected, digits, epochs: 1, curvatureImages: 500)
    #expect(network == expected)
  }

  @Test func `Its loss is finite however far all bitmaps are, and its training says where it fails`() throws {
    let far = LeNet1998.loss(Matrix(repeating: 1e4, rows: 1, columns: 10), [3])
    #expect(far.loss == 9999 && far.dY[0, 3] == 1 && far.dY[0, 4] == 0)
    var network = LeNet1998()
    network.c1.bias[0, 0] = .nan
    let error = #expect(throws: Divergence.self) {
      try train(&network, sample(every: 263, count: 2), epochs: 1)
    }
    #expect(error?.epoch == 1 && error?.step == 1 && error?.learningRate == 0.0005)
  }

  /// Infinite weights of the first layer and infinite biases, which the squashing hides from the loss.
  @Test(arguments: [0, 1, 3, 5, 7, 9, 11])
  func `In 1998's training, too, a parameter that is no number after the last step is an error`(
    parameter: Int
  ) throws {
    var generator = SeededGenerator(seed: 1)
    var network = LeNet1998(using: &generator)
    network[parameter][0, 0] = .infinity
    let digit = try sample(every: 1, count: 1)
    let loss = LeNet1998.loss(ImageGroup1998().forward(network, digit, [0]), digit.labels).loss
    let error = try #require(throws: Divergence.self) { try train(&network, digit, epochs: 1) }
    #expect(error.epoch == 1 && error.step == 1 && error.loss == loss && loss.isFinite)
  }

  @Test func `An epoch's loss is the mean over its images, whatever the batches`() throws {
    let digits = try sample(every: 263, count: 3)
    for count in 1...3 {
      let some = digits.subset(Array(0..<count))
      var state = Training()
      let expected = lossAndGradient(state.network, some, ArraySlice(0..<count)).loss
      var heard: [Float] = []
      try train(&state, some, TrainingSettings(learningRate: 1e-30, epochs: 1, batch: 2)) {
        heard.append($0.loss)
        return true
      }
      #expect(close(heard, [expected], 1e-6))
    }
    // Of an epoch that the number of steps cuts short, the mean over the images it saw
    var state = Training()
    let expected = lossAndGradient(state.network, digits, ArraySlice(0..<2)).loss
    try train(&state, digits, TrainingSettings(epochs: 1, steps: 1, batch: 2, shuffled: false)) {
      #expect(close([$0.loss], [expected], 1e-6))
      return true
    }
    #expect(state.updater.steps == 1)
  }

  @Test func `Each epoch and each seed has an order of its own`() throws {
    let digits = try sample(every: 263, count: 5)
    for (seed, epoch) in [(1, 1), (1, 2), (2, 1), (2, 2), (3, 1)] as [(UInt64, Int)] {
      var (state, inOrder) = (Training(), Training())
      try train(&state, digits, TrainingSettings(epochs: epoch, batch: 2, seed: seed), from: epoch)
      let order = SeededGenerator.order(of: 5, epoch: epoch, seed: seed)
      let settings = TrainingSettings(epochs: 1, batch: 2, shuffled: false)
      try train(&inOrder, digits.subset(order), settings)
      #expect(state == inOrder)
    }
  }

  @Test func `No steps and no epochs change nothing, and a run that is over stays over`() throws {
    let digits = try sample(every: 263, count: 3)
    let start = Training()
    var state = start
    var heard: [Float] = []
    try train(&state, digits, TrainingSettings(epochs: 5, steps: 0)) {
      heard.append($0.loss)
      return true
    }
    #expect(state == start && heard.isEmpty)
    #expect(try train(&state, digits, TrainingSettings(epochs: 2), from: 5) == 4)
    #expect(state == start)
  }

  @Test func `The steps done count among those that a training may have`() throws {
    let digits = try sample(every: 263, count: 3)
    var (whole, parts) = (Training(), Training())
    #expect(try train(&whole, digits, TrainingSettings(epochs: 9, steps: 5, batch: 1)) == 2)
    try train(&parts, digits, TrainingSettings(epochs: 1, batch: 1))
    #expect(try train(&parts, digits, TrainingSettings(epochs: 9, steps: 5, batch: 1), from: 2) == 2)
    #expect(parts == whole && whole.steps == 5)
  }

  @Test func `A rate that has fallen to 0 stays there`() {
    #expect(TrainingSettings(learningRate: 1, decay: 0.5).learningRate(epoch: .max) == 0)
    #expect(TrainingSettings(learningRate: 1, decay: 0.5).learningRate(epoch: 4) == 0.125)
  }

  @Test func `Unless told otherwise, training is of momentum 0,9, without decay`() {
    let settings = TrainingSettings()
    #expect(settings.learningRate == 0.02 && settings.epochs == 20 && settings.batch == 64)
    #expect(Training(LeNet5()).updater.rule == .momentum(0.9))
    #expect(Training().updater.rule == .momentum(0.9) && settings.decay == 1 && settings.penalty == Penalty())
    #expect(settings.steps == nil && settings.shuffled && settings.seed == 1)
  }
}
