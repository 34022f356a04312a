// A network that learns points of the plane in the page: the training of the terminal's `points`.

private struct Points {
  var X: Matrix
  var classes: [Int]
}

nonisolated(unsafe) private var learned = Points(X: [[0, 0]], classes: [0])
nonisolated(unsafe) private var heldOut: Points?
nonisolated(unsafe) private var course: Course?

/// A training, in the middle of an epoch or between two.
private struct Course {
  var network: Network
  var updater: Updater
  let learned: Examples
  let lanes: Lanes.Examples
  let heldOut: Examples?
  let rate: Float
  let batch: Int
  let loss: Loss
  let penalty: Penalty
  let seed: UInt64
  var epochs = 0
  /// What is left of the epoch's order.
  var rest: ArraySlice<Int> = []

  func settings(epochs: Int, batch: Int?) -> TrainingSettings {
    TrainingSettings(
      learningRate: LearningRate(rate), epochs: epochs, batch: batch, loss: loss, seed: seed)
  }

  /// So many updates; whole epochs at once, the others batch by batch.
  mutating func learn(_ steps: Int) throws(Divergence) {
    let stepsAnEpoch = (learned.X.rows - 1) / batch + 1
    let penalty = penalty
    var (left, network, updater) = (steps, network, updater)
    defer { (self.network, self.updater) = (network, updater) }
    while left > 0 {
      if rest.isEmpty && left >= stepsAnEpoch {
        let last = epochs + left / stepsAnEpoch
        try Lanes.train(
          &network, lanes, settings(epochs: last, batch: batch), from: epochs + 1,
          by: { updater.step(&$0, &$1, learningRate: $2, penalty) })
        left -= (last - epochs) * stepsAnEpoch
        epochs = last
        continue
      }
      if rest.isEmpty {
        var generator = SeededGenerator(seed: seed, stream: epochs + 1)
        rest = generator.permutation(of: learned.X.rows)[...]
      }
      let rows = Array(rest.prefix(batch))
      try Lanes.train(
        &network, Lanes.Examples(learned.X.rows(rows), learned.Y.rows(rows)),
        settings(epochs: epochs + 1, batch: nil), from: epochs + 1,
        by: { updater.step(&$0, &$1, learningRate: $2, penalty) })
      rest = rest.dropFirst(batch)
      if rest.isEmpty { epochs += 1 }
      left -= 1
    }
  }
}

/// Takes a set of points by its number, and others of its kind. Gives all of them: x, y and class in turn.
@_expose(wasm, "choosePoints") @_cdecl("choosePoints")
public func choosePoints(_ number: Int, _ count: Int, _ noise: Float) {
  let set = PointSet.allCases[number]
  func points(seed: UInt64) -> Points {
    let (X, classes) = set.points(count, noise: noise, seed: seed)
    return Points(X: X, classes: classes)
  }
  learned = points(seed: 4)
  heldOut = set == .corners ? nil : points(seed: 5)
  course = nil
  give(
    [learned, heldOut ?? Points(X: Matrix(rows: 0, columns: 2), classes: [])].flatMap { points in
      points.classes.indices.flatMap {
        [points.X[$0, 0], points.X[$0, 1], Float(points.classes[$0])]
      }
    })
}

/// Takes points of the reader: x, y and class in turn.
@_expose(wasm, "takePoints") @_cdecl("takePoints")
public func takePoints(_ points: UnsafePointer<Float>, _ count: Int) {
  learned = Points(
    X: Matrix((0..<count).map { [points[3 * $0], points[3 * $0 + 1]] }),
    classes: (0..<count).map { Int(points[3 * $0 + 2]) })
  heldOut = nil
  course = nil
}

/// Begins a training of the points chosen. The lists of activations, first weights and rules are those of the page.
@_expose(wasm, "beginCourse") @_cdecl("beginCourse")
public func beginCourse(
  _ hidden: UnsafePointer<Int>, _ layers: Int, _ activation: Int, _ isSoftmax: Bool, _ isSquared: Bool,
  _ initialization: Int, _ rule: Int, _ rate: Float, _ batch: Int, _ l1: Float, _ l2: Float, _ seed: UInt64
) {
  let outputs = isSoftmax ? max(2, (learned.classes.max() ?? 0) + 1) : 1
  let activations: [Activation] = [
    .tanh, .relu, .sigmoid, .linear, .leakyReLU(slope: 0.01), .softplus, .elu(alpha: 1),
  ]
  let initializations: [Initialization] = [.glorot, .he, .normal(0.01), .uniform(0.12), .constant(0.3)]
  let rules: [UpdateRule] = [
    .gradientDescent, .momentum(0.9), .nesterov(0.9), .adaGrad, .rmsProp, .adam,
  ]
  var generator = SeededGenerator(seed: seed)
  let network = Network(
    sizes: [2] + (0..<layers).map { hidden[$0] } + [outputs], hidden: activations[activation],
    output: isSoftmax ? .softmax : .sigmoid, initializations[initialization], using: &generator)
  func examples(_ points: Points) -> Examples {
    Examples(
      points.X,
      isSoftmax
        ? oneHot(points.classes, classes: outputs) : Matrix(column: points.classes.map { Float($0) }))
  }
  let those = examples(learned)
  course = Course(
    network: network, updater: Updater(rules[rule], for: network), learned: those,
    lanes: Lanes.Examples(those.X, those.Y), heldOut: heldOut.map { examples($0) }, rate: rate,
    batch: batch > 0 ? min(batch, those.X.rows) : those.X.rows, loss: isSquared ? .squared : .crossEntropy,
    penalty: Penalty(l1: l1, l2: l2), seed: seed)
}

/// So many updates: true; or false, if training diverges, and gives the letters of what it says.
@_expose(wasm, "learn") @_cdecl("learn")
public func learn(_ steps: Int) -> Bool {
  do {
    try course?.learn(steps)
    return true
  } catch {
    give(error.description.utf8.map { Float($0) })
    return false
  }
}

/// Gives J and the share that is wrong of the points learned, and of those held out if there are any.
@_expose(wasm, "measure") @_cdecl("measure")
public func measure() {
  guard let course else { return give([]) }
  var found: [Float] = []
  for (examples, right) in [(course.learned, learned.classes), (course.heldOut, heldOut?.classes ?? [])] {
    guard let examples else { continue }
    let pass = course.network.forward(examples.X)
    let wrong = zip(classes(pass.output), right).count { $0 != $1 }
    found += [loss(course.loss, course.network, pass, examples.Y), Float(wrong) / Float(right.count)]
  }
  give(found)
}

/// Gives the output of every neuron in the middle of every cell of a square, layer by layer and neuron by neuron, from
/// the largest y down; if `isLast`, those of the last layer alone.
@_expose(wasm, "look") @_cdecl("look")
public func look(_ x0: Float, _ x1: Float, _ y0: Float, _ y1: Float, _ cells: Int, _ isLast: Bool) {
  guard let course else { return give([]) }
  var places = Matrix(rows: cells * cells, columns: 2)
  for cell in 0..<cells * cells {
    places[cell, 0] = x0 + (x1 - x0) * (Float(cell % cells) + 0.5) / Float(cells)
    places[cell, 1] = y1 + (y0 - y1) * (Float(cell / cells) + 0.5) / Float(cells)
  }
  let A = course.network.forward(places).A
  give((isLast ? Array(A.suffix(1)) : A).flatMap { Matrix($0.transposed).values })
}

/// Gives every layer's weights, inputs × outputs, and biases.
@_expose(wasm, "parameters") @_cdecl("parameters")
public func parameters() {
  give(course?.network.layers.flatMap { $0.weights.values + $0.bias.values } ?? [])
}

/// The checksum of the same, as `points` prints it.
@_expose(wasm, "weightsChecksum") @_cdecl("weightsChecksum")
public func weightsChecksum() -> UInt64 { checksum(course?.network) }

func checksum(_ network: Network?) -> UInt64 {
  var sum = Checksum()
  for layer in network?.layers ?? [] {
    sum.add(layer.weights.values)
    sum.add(layer.bias.values)
  }
  return sum.value
}
